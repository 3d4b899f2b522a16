"""HTML of our own, every piece of data escaped.

Data never goes through Markdown or raw HTML: a country name may hold anything. Only https links are kept.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape
from itertools import cycle
from typing import NamedTuple

import polars as pl

from dashboard.export.citation import licence_words
from dashboard.figure import Column, Figure, Provenance
from dashboard.words import NO_FIGURE, count, day, lower_first, number, plural, sentence_case

# Longer tables scroll inside a box of their own.
_SHORT_TABLE = 20
# A longer text is a sentence: on a phone its column is kept wide, and the box scrolls sideways.
_SENTENCE = 60
# Each link is a stop of the Tab key. A table in sight with more of them has them in a fold under it.
_MOST_LINKS = 12
# A table of sentences with more columns than these stands as a list on a phone: nobody reads sentences sideways.
_FEW_COLUMNS = 2
_ROLES = {
    "<thead": "rowgroup", "<tbody": "rowgroup", "<tr": "row", '<th scope="col"': "columnheader",
    '<th scope="row"': "rowheader",
}  # fmt: skip
_CELL = re.compile(r'<td|<th scope="row"')
# More sources than these are named in the fold only.
_MOST_SOURCES = 2
_TAKE = "Download and cite"
_LINK = re.compile(r"</?a\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


class Ways(NamedTuple):
    """How links are written: those of a page that scripts draw, unless somebody says otherwise.

    Attributes
    ----------
    leaving, staying : str
        Attributes of a link that leaves the atlas, and of one that does not.
    within : callable
        Gives the address of a page of the atlas as seen from the page that holds the link.
    """

    leaving: str = ' rel="noopener" target="_blank"'
    staying: str = ' target="_self"'
    within: Callable[[str], str] = str


SCRIPTED = Ways()


def link(text: str, url: str | None, ways: Ways = SCRIPTED) -> str:
    """A link for an https address, else the text alone; an address of the older kind is written out beside it."""
    # Compared, not taken apart: an address that cannot be taken apart must not stop a page.
    if url and url.lower().startswith("http://"):
        return escape(url if text in url else f"{text} ({url})")
    if not url or not url.lower().startswith("https://"):
        return escape(text)
    return f'<a href="{escape(url, quote=True)}"{ways.leaving}>{escape(text)}</a>'


def _body(value: object, column: Column, address: object, ways: Ways) -> str:
    """What stands in a cell, escaped."""
    if value is None or value == "":
        return NO_FIGURE if column.kind == "number" else ""
    if column.kind == "number" and isinstance(value, int | float):
        return number(float(value), column.decimals)
    text = str(value)
    if text.startswith(("https://", "http://")):
        return link(text.split("://", 1)[1].rstrip("/"), text, ways)
    if address and column.is_within:
        return f'<a href="{escape(ways.within(str(address)), quote=True)}"{ways.staying}>{escape(text)}</a>'
    return link(text, str(address), ways) if address else escape(text)


def _attributes(value: object, column: Column, is_first: bool, language: object) -> str:
    """Class of a cell by what it holds, and its language where that is not English."""
    kind = ' class="number"' if column.kind == "number" else ""
    if isinstance(value, str) and len(value) > _SENTENCE and not is_first:
        kind = ' class="wide"'
    spoken = f' lang="{escape(str(language), quote=True)}"' if language and language != "en" else ""
    return kind + spoken


def _cells(frame: pl.DataFrame, column: Column, is_first: bool, ways: Ways) -> list[str]:
    """The cells of one column; those of the first head their rows, unless they are empty."""
    values = frame[column.name].to_list()
    addresses = frame[column.link].to_list() if column.link else [None] * len(values)
    languages = frame[column.language].to_list() if column.language else [None] * len(values)
    made = []
    for value, address, language in zip(values, addresses, languages, strict=True):
        body = _body(value, column, address, ways)
        attributes = _attributes(value, column, is_first, language)
        heads = is_first and body
        made.append(f'<th scope="row"{attributes}>{body}</th>' if heads else f"<td{attributes}>{body}</td>")
    return made


def _links_apart(rows: list[tuple[str, ...]]) -> str:
    """The links of a table as a list of their own, each with the row it belongs to; cells were escaped before."""
    found = []
    for first, *others in rows:
        head = _TAG.sub("", first)
        found += [f"<li>{body}</li>" for body in _links_in(first)]
        found += [f"<li>{head}: {body}</li>" for cell in others for body in _links_in(cell)]
    return f"<p>The links of this table:</p><ul class=points>{''.join(found)}</ul>"


def _links_in(cell: str) -> list[str]:
    return re.findall(r"<a\b.*?</a>", cell) if "<a " in cell else []


def table(
    frame: pl.DataFrame, columns: Iterable[Column], caption: str, *, most_links: int, ways: Ways = SCRIPTED
) -> tuple[str, str]:
    """An HTML table with a caption, column headers and row headers.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    columns : iterable of Column
        What to show; the first column heads each row.
    caption : str
        What the table holds.
    most_links : int
        A table with more links than these has them in a list of their own.
    ways : Ways
        How links are written.

    Returns
    -------
    tuple of str
        The table, and the list of its links where they do not stand in it.
    """
    shown = tuple(columns)
    head = "".join(
        f'<th scope="col"{" class=number" if column.kind == "number" else ""}>{escape(column.label)}</th>'
        for column in shown
    )
    # Column by column: thousands of cells are written in a run with a new filter.
    cells = [_cells(frame, column, at == 0, ways) for at, column in enumerate(shown)]
    rows = list(zip(*cells, strict=True))
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    links = ""
    if body.count("<a ") > most_links:
        links, body = _links_apart(rows), _LINK.sub("", body)
    is_of_text = len(shown) > _FEW_COLUMNS and ('class="wide"' in body or _longest(frame[shown[0].name]) > _SENTENCE)
    whole = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    if is_of_text:
        whole = stackable(whole, [column.label for column in shown])
    return boxed(whole, caption, frame.height, is_stacked=is_of_text), links


def _longest(texts: pl.Series) -> int:
    return max((len(str(text)) for text in texts), default=0)


def stackable(table: str, labels: Sequence[str]) -> str:
    """A table whose cells may stand under each other on a phone, each with its label.

    What stands as a block is no table any more to a screen reader, unless every part says so.

    Parameters
    ----------
    table : str
        Head and body, each row with a cell for each label.
    labels : sequence of str
        Of the columns.
    """
    for part, role in _ROLES.items():
        table = table.replace(part, f"{part} role={role}")
    said = cycle(f'<td role=cell data-label="{cell_label(label)}"' for label in labels)
    head, body = table.split("<tbody", 1)
    return f"{head}<tbody{_CELL.sub(lambda cell: _labelled(cell[0], next(said)), body)}"


def cell_label(label: str) -> str:
    """What stands before a cell that stands under its row: the label of its column, escaped."""
    return escape(label if label.endswith("?") else f"{label}:", quote=True)


def _labelled(cell: str, data: str) -> str:
    """The beginning of a cell with the label of its column; what heads a row needs none."""
    return data if cell == "<td" else cell


def boxed(body: str, caption: str, row_count: int, *, is_stacked: bool = False) -> str:
    """A table in a box that scrolls where it must; ``access.js`` then makes the box a stop of the Tab key."""
    box = "table-box long" if row_count > _SHORT_TABLE else "table-box"
    table = "<table class=stacked role=table>" if is_stacked else "<table>"
    return (
        f'<div class="{box}" role="group" aria-label="{escape(caption, quote=True)}">'
        f"{table}<caption>{escape(caption)}</caption>{body}</table></div>"
    )


def figure_table(figure: Figure, taken: str, *, is_compact: bool) -> tuple[str, str]:
    """The numbers of a figure as a table, and what can be taken away.

    Under a chart both wait in folds, so that there are at most two stops of the Tab key; a table that is the figure
    stands open.

    Parameters
    ----------
    figure : Figure
        Whose numbers.
    taken : str
        HTML that leads to files, sources and citation.
    is_compact : bool
        Whether one fold holds it all and no link stands open; for pages with many figures.

    Returns
    -------
    tuple of str
        The table where it stands open, and the folds.
    """
    if figure.table_elsewhere:
        return "", f"<p class=quiet>{escape(figure.table_elsewhere)}</p>{fold(_TAKE, taken, figure.title)}"
    is_folded = figure.spec is not None and not figure.is_table_open
    body, links, row_count = numbers(figure, 0 if is_compact else _MOST_LINKS, is_folded=is_folded)
    if not is_folded:
        return body, fold(f"Links, {lower_first(_TAKE)}" if links else _TAKE, links + taken, figure.title)
    label = f"The numbers as a table ({plural(row_count, 'row')})"
    if is_compact:
        return "", fold(f"{label}, files and citation", body + taken, figure.title)
    return "", fold(label, body, figure.title) + fold(_TAKE, taken, figure.title)


# The same table stands under a figure whatever else the page shows, and the longest take milliseconds to write.
@lru_cache(maxsize=1024)
def numbers(figure: Figure, most_links: int, *, is_folded: bool) -> tuple[str, str, int]:
    """The table of a figure, its links where they stand apart, and how many rows there are."""
    frame = pl.from_arrow(figure.frame if figure.layout is None else figure.layout)
    assert isinstance(frame, pl.DataFrame)
    # Links in a fold are no stops of the Tab key, however many.
    most = frame.height * len(figure.columns) if is_folded else most_links
    caption = f"{figure.title}. {figure.subtitle}"
    body, links = table(frame.head(figure.row_limit), figure.columns, caption, most_links=most)
    if frame.height > figure.row_limit:
        body += (
            f"<p class=quiet>The first {count(figure.row_limit)} of {plural(frame.height, 'row')}. "
            "The file below has them all.</p>"
        )
    return body, links, frame.height


def figure_head(figure: Figure) -> str:
    """Title and subtitle of a figure."""
    subtitle = f"<p class=subtitle>{escape(figure.subtitle)}</p>" if figure.subtitle else ""
    return f"<h2>{escape(figure.title)}</h2>{subtitle}"


def _source(found: Provenance) -> str:
    said = [
        f"{link(found.source, found.source_url)}.",
        f"Retrieved on {day(found.retrieved_on)}." if found.retrieved_on else "Day of retrieval not recorded.",
        f"Licence: {escape(licence_words(found))}.",
    ]
    if found.source_check:
        said.append(f"{escape(sentence_case(found.source_check))}.")
    if found.source_sha256:
        said.append(f"SHA-256: {escape(found.source_sha256)}.")
    return " ".join(said)


def source_line(figure: Figure, release_id: str) -> str:
    """Source, edition, licence, release: the quiet line under a chart. Its links wait in the fold beside it."""
    seen = list(dict.fromkeys((found.source, licence_words(found)) for found in figure.provenance.values()))
    # Those of one licence stand together, and the licence once.
    of_licence: dict[str, list[str]] = {}
    for source, licence in seen[:_MOST_SOURCES]:
        of_licence.setdefault(licence, []).append(source)
    said = " ".join(f"{'; '.join(found)}. Licence: {licence}." for licence, found in of_licence.items())
    hidden = len(seen) - _MOST_SOURCES
    more = f" And {plural(hidden, 'more source')}." if hidden > 0 else ""
    word = "Source" if len(seen) == 1 else "Sources"
    return f"<p class=quiet>{word}: {escape(said)}{more} <span class=whole>Release {escape(release_id)}.</span></p>"


def sources(figure: Figure) -> list[str]:
    """Every source of a figure with its address, licence and day of retrieval."""
    return list(dict.fromkeys(_source(found) for found in figure.provenance.values()))


def fold(label: str, body: str, of: str = "") -> str:
    """Something that waits behind its label, and costs one stop of the Tab key until it is opened.

    Parameters
    ----------
    label : str
        What is seen.
    body : str
        HTML inside.
    of : str
        Of what: many folds of a page read the same, and heard one after the other they must not.
    """
    name = f' aria-label="{escape(f"{label}: {of}", quote=True)}"' if of else ""
    return f"<details><summary{name}>{escape(label)}</summary>{body}</details>"


def waiting(address: str) -> str:
    """What stands in a fold until ``access.js`` has fetched what belongs there: a link to it.

    Parameters
    ----------
    address : str
        Of the page that holds it.
    """
    return f'<p class=waiting><a href="{escape(address, quote=True)}">Files, citation and sources</a></p>'


def notes(texts: Iterable[str]) -> str:
    """Cautions beside a chart."""
    return "".join(f"<p class=note>{escape(text)}</p>" for text in texts)
