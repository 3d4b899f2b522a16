"""Show a figure: heading, chart, file, table and source line, always in this order."""

from functools import lru_cache, partial
from typing import NamedTuple

import streamlit as st

from dashboard import formats, markup
from dashboard.components import embedding, flow
from dashboard.components.notices import notices
from dashboard.components.page import View
from dashboard.components.taken import taken
from dashboard.export.handout import Filter, Offer
from dashboard.figure import Figure
from dashboard.permalink import absolute
from dashboard.report import report_address


class Place(NamedTuple):
    """Where a figure stands: the address of its view, relative to the atlas, and whole where that is known."""

    address: str
    link: str


@lru_cache(maxsize=1024)
def _around(
    release_id: str, figure: Figure, place: Place, filters: tuple[Filter, ...], is_compact: bool
) -> tuple[str, str]:
    """HTML above and below the chart; long tables are worth keeping."""
    offer = Offer(figure, release_id, place.link, filters, place.address)
    take = taken(offer, place.address, report_address(place.address, figure.plain.title), markup.sources(figure))
    source, notes = markup.source_line(figure, release_id), markup.notes(figure.notes)
    folds = markup.figure_table(figure, take, is_compact=is_compact)
    # The source stands with the numbers: under the chart, or under the table where that is the figure.
    foot = notes + source + folds if figure.spec is not None else notes + folds + source
    return (
        f"<div class=figure-head>{markup.figure_head(figure)}</div>",
        f"<div class=figure-foot>{foot}</div>",
    )


def _chart(figure: Figure) -> None:
    spec = dict(figure.spec or {})
    if formats.current() != formats.PLAIN:
        # Labels come written with the rows; the numbers of the axes are written by the browser.
        spec["config"] = spec.get("config", {}) | {"locale": {"number": formats.current().for_charts()}}
    st.vega_lite_chart(figure.drawn, spec, theme=None, width="stretch", alt=figure.alt)


def _show_alone(view: View, figure: Figure) -> None:
    """Show a figure without the page around it, where the address asks for this one."""
    if not embedding.is_wanted(figure):
        return
    with flow.aloud():
        flow.write(embedding.STYLE)
        notices(view)
        # The figure is all there is of this page, so its title is the title of the page.
        head = markup.figure_head(figure).replace("h2>", "h1>")
        flow.write(f"<div class=figure-head>{head}</div>")
        if figure.is_drawn:
            flow.draw(f"figure {figure.serial}", partial(_chart, figure))
        else:
            flow.write(markup.numbers(figure, 0, is_folded=False)[0])
        back = embedding.way_back(view.permalink)
        source = markup.source_line(figure, view.release.id)
        flow.write(f"<div class=figure-foot>{markup.notes(figure.notes)}{source}{back}</div>")


def _place(view: View) -> Place:
    address = view.permalink
    return Place(address, whole if (whole := absolute(address)).startswith("http") else "")


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
    place = _place(view)
    head, foot = _around(view.release.id, figure, place, tuple(view.filters), is_compact)
    flow.write(_marked(view, head) + body)
    if figure.is_drawn:
        flow.draw(f"figure {figure.serial}", partial(_chart, figure))
    flow.write(foot)


def show_beside(view: View, *figures: Figure) -> None:
    """Show figures beside each other where there is room, on a phone under each other."""
    if embedding.is_alone() or len(figures) < 2:
        show_many(view, *figures)
        return
    place, filters = _place(view), tuple(view.filters)
    around = [_around(view.release.id, figure, place, filters, is_compact=True) for figure in figures]

    heads = [_marked(view, head) for head, _ in around]

    def drawn() -> None:
        columns = st.columns(len(figures), gap="large")
        for column, figure, head, (_, foot) in zip(columns, figures, heads, around, strict=True):
            with column:
                st.html(head)
                if figure.is_drawn:
                    _chart(figure)
                st.html(foot)

    flow.draw(f"beside {[figure.serial for figure in figures]} {place.address}", drawn)


def show_many(view: View, *figures: Figure, is_compact: bool = False) -> None:
    """Show figures under each other."""
    for figure in figures:
        show(view, figure, is_compact=is_compact)
