"""A figure on a plain page: drawing, source line, cautions, table and files."""

from functools import lru_cache
from html import escape

import polars as pl

from dashboard.export.account import withheld
from dashboard.export.citation import licence_words
from dashboard.export.formats import formats_of
from dashboard.figure import Figure, Provenance
from dashboard.markup import Ways, fold, link, notes, table
from dashboard.plain.drawings import drawing
from dashboard.plain.page import View
from dashboard.plain.ways import up, ways
from dashboard.words import count, day, plural

_MOST_ROWS, _MOST_OPEN, _MOST_SOURCES = 200, 15, 3
# Drawings of many pages are the same: the map of the world, the ranking of an edition.
_drawn = lru_cache(maxsize=64)(drawing)


def _source(found: Provenance, how: Ways) -> str:
    retrieved = f" Retrieved on {day(found.retrieved_on)}." if found.retrieved_on else ""
    return f"{link(found.source, found.source_url, how)}. Licence: {escape(licence_words(found))}.{retrieved}"


def source_line(figure: Figure, release_id: str, how: Ways) -> str:
    """Sources with licence and day of retrieval, and the release; beyond a few they are counted."""
    found = list(dict.fromkeys(_source(each, how) for each in figure.provenance.values()))
    more = f" And {plural(len(found) - _MOST_SOURCES, 'more source')}, named in the file." if len(found) > 3 else ""
    word = "Source" if len(found) == 1 else "Sources"
    return f"{word}: {' '.join(found[:_MOST_SOURCES])}{more} Release {escape(release_id)}."


def rows(figure: Figure, how: Ways, *, is_folded: bool) -> str:
    """The numbers as a table; long ones wait in a fold where a chart says the same."""
    frame = pl.from_arrow(figure.frame if figure.layout is None else figure.layout)
    assert isinstance(frame, pl.DataFrame)
    most = min(figure.row_limit, _MOST_ROWS)
    caption = f"{figure.title}. {figure.subtitle}"
    body, _ = table(frame.head(most), figure.columns, caption, most_links=frame.width * frame.height, ways=how)
    # A box that scrolls sideways on a phone must be reached by the keyboard.
    body = body.replace('role="group"', 'role="group" tabindex="0"', 1)
    if frame.height > most:
        body += f'<p class="quiet">The first {count(most)} of {plural(frame.height, "row")}. The file has them all.</p>'
    if is_folded and frame.height > _MOST_OPEN:
        return fold(f"The numbers as a table ({plural(frame.height, 'row')})", body, figure.title)
    return body


def files(figure: Figure, view: View, lead: str) -> str:
    """Links to the files of a figure."""
    offer = view.offer(figure)
    made = []
    for extension, found in formats_of(offer).items():
        address = escape(lead + offer.address(extension), quote=True)
        name = escape(f"{found.label}: {figure.title}", quote=True)
        made.append(f'<a href="{address}" download aria-label="{name}">{found.label}</a>')
    caution = withheld(offer)
    said = f'<p class="files">Download: {", ".join(made)}</p>' if made else ""
    return said + (f'<p class="quiet">{escape(caution)}</p>' if caution else "")


def whole(figure: Figure, view: View, address: str, level: int) -> str:
    """A figure with all that belongs to it.

    Parameters
    ----------
    figure : Figure
        What the dashboard shows.
    view : View
        Where.
    address : str
        Of the plain page.
    level : int
        Of its heading.
    """
    how, drawn = ways(address), _drawn(figure)
    source = source_line(figure, view.release.id, how)
    subtitle = f'<p class="sub">{escape(figure.subtitle)}</p>' if figure.subtitle else ""
    head = f"<h{level}>{escape(figure.title)}</h{level}>{subtitle}"
    # Where the drawing is missing the table stands for it, so it cannot be elsewhere.
    is_elsewhere = bool(figure.table_elsewhere and drawn)
    shown = (
        f'<p class="quiet">{escape(figure.table_elsewhere)}</p>'
        if is_elsewhere
        else rows(figure, how, is_folded=bool(drawn))
    )
    if drawn:
        body = f"<figure>{drawn}<figcaption>{source}</figcaption></figure>{notes(figure.notes)}{shown}"
    else:
        body = f'{notes(figure.notes)}{shown}<p class="source">{source}</p>'
    return f"<section>{head}{body}{files(figure, view, up(address))}</section>"
