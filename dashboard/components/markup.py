"""HTML of our own, every piece of data escaped.

Data never goes through Markdown or raw HTML: a country name may hold anything. Only https links are kept.
"""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

import polars as pl

from dashboard.figure import Column, Figure, Provenance
from dashboard.words import NO_FIGURE, count, day, number, plural

# Longer tables scroll inside a box of their own.
_SHORT_TABLE = 20
# A longer text is a sentence: on a phone its column is kept wide, and the box scrolls sideways.
_SENTENCE = 60


def link(text: str, url: str | None) -> str:
    """A link for an http(s) address, else the text alone."""
    if not url or urlsplit(url).scheme not in {"https", "http"}:
        return escape(text)
    return f'<a href="{escape(url, quote=True)}" rel="noopener" target="_blank">{escape(text)}</a>'


def _body(value: object, column: Column, address: object) -> str:
    """What stands in a cell, escaped."""
    if value is None or value == "":
        return NO_FIGURE if column.kind == "number" else ""
    if column.kind == "number" and isinstance(value, int | float):
        return number(float(value), column.decimals)
    text = str(value)
    if text.startswith(("https://", "http://")):
        return link(text.split("://", 1)[1].rstrip("/"), text)
    if address and column.is_within:
        return f'<a href="{escape(str(address), quote=True)}" target="_self">{escape(text)}</a>'
    return link(text, str(address)) if address else escape(text)


def _attributes(value: object, column: Column, is_first: bool, language: object) -> str:
    """Class of a cell by what it holds, and its language where that is not English."""
    kind = ' class="number"' if column.kind == "number" else ""
    if isinstance(value, str) and len(value) > _SENTENCE and not is_first:
        kind = ' class="wide"'
    spoken = f' lang="{escape(str(language), quote=True)}"' if language and language != "en" else ""
    return kind + spoken


def _cells(frame: pl.DataFrame, column: Column, is_first: bool) -> list[str]:
    """The cells of one column; those of the first head their rows, unless they are empty."""
    values = frame[column.name].to_list()
    addresses = frame[column.link].to_list() if column.link else [None] * len(values)
    languages = frame[column.language].to_list() if column.language else [None] * len(values)
    made = []
    for value, address, language in zip(values, addresses, languages, strict=True):
        body = _body(value, column, address)
        attributes = _attributes(value, column, is_first, language)
        heads = is_first and body
        made.append(f'<th scope="row"{attributes}>{body}</th>' if heads else f"<td{attributes}>{body}</td>")
    return made


def table(frame: pl.DataFrame, columns: Iterable[Column], caption: str) -> str:
    """An HTML table with a caption, column headers and row headers.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    columns : iterable of Column
        What to show; the first column heads each row.
    caption : str
        What the table holds.
    """
    shown = tuple(columns)
    head = "".join(
        f'<th scope="col"{" class=number" if column.kind == "number" else ""}>{escape(column.label)}</th>'
        for column in shown
    )
    # Column by column: thousands of cells are written in a run with a new filter.
    cells = [_cells(frame, column, at == 0) for at, column in enumerate(shown)]
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    # The box scrolls sideways on a phone, so it must be reachable with the keyboard and have a name.
    box = "table-box long" if frame.height > _SHORT_TABLE else "table-box"
    return (
        f'<div class="{box}" role="region" tabindex="0" aria-label="{escape(caption, quote=True)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def figure_table(figure: Figure) -> str:
    """The numbers of a figure as a table, folded away under the chart unless it stands alone."""
    if figure.table_elsewhere:
        return f"<p class=quiet>{escape(figure.table_elsewhere)}</p>"
    frame = pl.from_arrow(figure.frame if figure.layout is None else figure.layout)
    assert isinstance(frame, pl.DataFrame)
    caption = f"{figure.title}. {figure.subtitle}"
    body = table(frame.head(figure.row_limit), figure.columns, caption)
    if frame.height > figure.row_limit:
        body += (
            f"<p class=quiet>The first {count(figure.row_limit)} of {plural(frame.height, 'row')}. "
            "The file below has them all.</p>"
        )
    if figure.spec is None or figure.is_table_open:
        return body
    return f"<details><summary>The numbers as a table ({plural(frame.height, 'row')})</summary>{body}</details>"


def figure_head(figure: Figure) -> str:
    """Title and subtitle of a figure."""
    subtitle = f"<p class=subtitle>{escape(figure.subtitle)}</p>" if figure.subtitle else ""
    return f"<h2>{escape(figure.title)}</h2>{subtitle}"


def _source(found: Provenance) -> str:
    licence = found.licence or ""
    # Where the facts say "not seen" no statement was found; that is not the same as no licence.
    licence = licence.replace("not seen", "not stated where seen", 1)
    licence = f" Licence: {escape(licence)}." if licence else " Licence: not stated."
    retrieved = f" Retrieved on {day(found.retrieved_on)}." if found.retrieved_on else ""
    return f"{link(found.source, found.source_url)}.{retrieved}{licence}"


def file_link(figure: Figure, address: str | None) -> str:
    """The file of a figure, named with how many rows it holds, and what may not stand in it."""
    held_back = _held_back(figure, is_partly=address is not None)
    if address is None:
        return held_back
    label = f"Download CSV ({plural(figure.file_frame.num_rows, 'row')})"
    # Many links of a page read the same: heard one after the other they say of what.
    name = escape(f"{label}: {figure.title}", quote=True)
    return (
        f'<p class=file><a href="{escape(address, quote=True)}" download aria-label="{name}">{label}</a></p>{held_back}'
    )


def _held_back(figure: Figure, *, is_partly: bool) -> str:
    if not figure.held_back:
        return ""
    which = "Figures of" if is_partly else "There is no file of this: figures of"
    left_out = "are left out of the file: their" if is_partly else "are shown here only; their"
    who = escape("; ".join(figure.held_back))
    return f"<p class=quiet>{which} {who} {left_out} publisher does not allow passing them on.</p>"


def source_line(figure: Figure, release_id: str) -> str:
    """Source, edition, licence, release: the quiet line under a chart."""
    seen = list(dict.fromkeys(_source(found) for found in figure.provenance.values()))
    shown, hidden = seen[:3], seen[3:]
    more = (
        f"<details class=sources><summary>and {plural(len(hidden), 'more source')}</summary>"
        + "".join(f"<p>{text}</p>" for text in hidden)
        + "</details>"
        if hidden
        else ""
    )
    word = "Source" if len(seen) == 1 else "Sources"
    return f"<p class=quiet>{word}: {' '.join(shown)} Release {escape(release_id)}.</p>{more}"


def notes(texts: Iterable[str]) -> str:
    """Cautions beside a chart."""
    return "".join(f"<p class=note>{escape(text)}</p>" for text in texts)
