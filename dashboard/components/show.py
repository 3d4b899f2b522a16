"""Show a figure: heading, chart, file, table and source line, always in this order."""

from functools import lru_cache, partial
from html import escape
from typing import NamedTuple

import pyarrow as pa
import streamlit as st

from dashboard import charts, formats, markup
from dashboard.components import embedding, flow
from dashboard.components.notices import notices
from dashboard.components.page import View
from dashboard.export.handout import PAGE, Offer
from dashboard.figure import Figure

# Characters of a table that travels by itself.
_LONG = 8_000


def _headed(figure: Figure, head: str) -> str:
    """The head of a figure, with the words for its chart: ``access.js`` gives the chart that name.

    In the chart itself they would make it another chart with every country.
    """
    return f'<div class=figure-head data-alt="{escape(figure.alt, quote=True)}">{head}</div>'


class _Around(NamedTuple):
    """HTML of a figure: above and below what it shows, and the table where that is what it shows."""

    head: str
    table: str
    foot: str


@lru_cache(maxsize=1024)
def _around(release_id: str, figure: Figure, address: str, is_compact: bool) -> _Around:
    """What stands around a figure in the view at an address; long tables are worth keeping."""
    take = markup.waiting(Offer(figure, release_id, view=address).address(PAGE))
    source, notes = markup.source_line(figure, release_id), markup.notes(figure.notes)
    table, folds = markup.figure_table(figure, take, is_compact=is_compact)
    head = _headed(figure, markup.figure_head(figure))
    # The source stands with the numbers: under the chart, or under the table where that is the figure.
    if figure.spec is not None:
        return _Around(head, "", f"<div class=figure-foot>{notes}{source}{table}{folds}</div>")
    return _Around(head + notes, table, f"<div class=figure-foot>{folds}{source}</div>")


def _chart(figure: Figure) -> None:
    # What another country changes travels as rows, and a chart that stands is not made anew: 50 ms each.
    spec, own_rows = charts.rows_apart(figure.spec or {})
    rows = {name: pa.Table.from_pylist(found) for name, found in own_rows.items()}
    spec |= {"data": {"name": charts.SOURCE}, "datasets": {charts.SOURCE: figure.drawn, **rows}}
    if formats.current() != formats.PLAIN:
        # Labels come written with the rows; the numbers of the axes are written by the browser.
        spec["config"] = spec.get("config", {}) | {"locale": {"number": formats.current().for_charts()}}
    st.vega_lite_chart(spec=spec, theme=None, width="stretch")


def _show_alone(view: View, figure: Figure) -> None:
    """Show a figure without the page around it, where the address asks for this one."""
    if not embedding.is_wanted(figure):
        return
    with flow.aloud():
        flow.write(embedding.STYLE)
        notices(view)
        # The figure is all there is of this page, so its title is the title of the page.
        head = markup.figure_head(figure).replace("h2>", "h1>")
        flow.write(_headed(figure, head))
        if figure.is_drawn:
            flow.draw(f"figure {figure.serial}", partial(_chart, figure))
        else:
            flow.write(markup.numbers(figure, 0, is_folded=False)[0])
        back = embedding.way_back(view.permalink)
        source = markup.source_line(figure, view.release.id)
        flow.write(f"<div class=figure-foot>{markup.notes(figure.notes)}{source}{back}</div>")


def _marked(view: View, head: str) -> str:
    """The head of a figure; that of the first one of the page is where the link at the headline leads to."""
    if view.has_figure:
        return head
    view.has_figure = True
    return head.replace("<div ", "<div id=numbers tabindex=-1 ", 1)


def show(view: View, figure: Figure, *, is_compact: bool = False, body: str = "") -> None:
    """Show one figure.

    Parameters
    ----------
    view : View
        The page run.
    figure : Figure
        What to show.
    is_compact : bool
        Whether one fold holds all that is under the chart; for pages with many figures.
    body : str
        HTML that stands where a chart would.
    """
    if embedding.is_alone():
        _show_alone(view, figure)
        return
    around = _around(view.release.id, figure, view.permalink, is_compact)
    flow.write(_marked(view, around.head) + body)
    if figure.is_drawn:
        flow.draw(f"figure {figure.serial}", partial(_chart, figure))
    if len(around.table) > _LONG:
        # By itself: a browser reads again only what has changed, and this is most of a page.
        flow.draw(f"table {figure.serial} {is_compact}", partial(st.html, around.table))
    else:
        flow.write(around.table)
    flow.write(around.foot)


def show_beside(view: View, *figures: Figure) -> None:
    """Show figures beside each other where there is room, on a phone under each other."""
    if embedding.is_alone() or len(figures) < 2:
        show_many(view, *figures)
        return
    address = view.permalink
    around = [_around(view.release.id, figure, address, is_compact=True) for figure in figures]
    heads = [_marked(view, each.head) for each in around]

    def drawn() -> None:
        columns = st.columns(len(figures), gap="large")
        for column, figure, head, each in zip(columns, figures, heads, around, strict=True):
            with column:
                st.html(head)
                if figure.is_drawn:
                    _chart(figure)
                st.html(each.table + each.foot)

    flow.draw(f"beside {[figure.serial for figure in figures]} {address}", drawn)


def show_many(view: View, *figures: Figure, is_compact: bool = False) -> None:
    """Show figures under each other."""
    for figure in figures:
        show(view, figure, is_compact=is_compact)
