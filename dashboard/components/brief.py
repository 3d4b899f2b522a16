"""The sentences of a brief, every number a link to the view in which it stands."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby
from operator import itemgetter

from dashboard.brief import Part, Sentence
from dashboard.components import flow
from dashboard.components.page import View
from dashboard.components.show import show
from dashboard.figure import Column, Figure
from dashboard.markup import cell_label
from dashboard.menu import entry
from dashboard.permalink import permalink


def _part(part: Part, release_id: str) -> str:
    if part.way is None:
        return escape(part.text)
    parameters = {name: (value,) for name, value in part.way.parameters}
    address = permalink(entry(part.way.page).address, parameters, release_id)
    return f'<a href="{escape(address, quote=True)}" target="_self">{escape(part.text)}</a>'


def sentences(view: View, said: Sequence[Sentence]) -> None:
    """Sentences one under the other.

    Parameters
    ----------
    view : View
        The page run.
    said : sequence of Sentence
        What to say.
    """
    items = "".join(f"<li>{''.join(_part(part, view.release.id) for part in parts)}</li>" for parts in said)
    flow.write(f"<ol class=brief>{items}</ol>")


def file_to_take(address: str, label: str) -> None:
    """A file of ours to take away; left out on paper."""
    flow.write(f'<p class=file><a href="{escape(address, quote=True)}" download>{escape(label)}</a></p>')


def side_by_side(view: View, figure: Figure) -> None:
    """The table of a pair of countries, and its files; on a phone each cell stands under its label.

    Parameters
    ----------
    view : View
        The page run.
    figure : Figure
        Its table has a topic and a column for each country.
    """
    show(view, figure, body=_pair_table(figure))


@lru_cache(maxsize=256)
def _pair_table(figure: Figure) -> str:
    rows = (figure.frame if figure.layout is None else figure.layout).to_pylist()
    # A cell that stands as a block is no cell any more to a screen reader, unless it says so.
    head = "".join(f'<th role=columnheader scope="col">{escape(column.label)}</th>' for column in figure.columns)
    parts = []
    for topic, found in groupby(rows, key=itemgetter("topic")):
        wide = f'<th role=rowheader colspan="{len(figure.columns)}" scope="rowgroup">{escape(topic)}</th>'
        parts.append(f"<tr role=row class=topic>{wide}</tr>{''.join(_pair_row(row, figure.columns) for row in found)}")
    caption = f"<caption>{escape(figure.title)}</caption>"
    return (
        f"<table class=pair role=table>{caption}<thead role=rowgroup><tr role=row>{head}</tr></thead>"
        f"<tbody role=rowgroup>{''.join(parts)}</tbody></table>"
    )


def _pair_row(row: Mapping[str, object], columns: Sequence[Column]) -> str:
    first, *rest = columns
    cells = "".join(
        f'<td role=cell data-label="{cell_label(column.label)}">{escape(str(row[column.name]))}</td>' for column in rest
    )
    return f'<tr role=row><th role=rowheader scope="row">{escape(str(row[first.name]))}</th>{cells}</tr>'
