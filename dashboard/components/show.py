"""Show a figure: heading, chart, file, table and source line, always in this order."""

from functools import lru_cache, partial
from typing import NamedTuple

import streamlit as st

from dashboard import formats
from dashboard.components import flow, markup
from dashboard.components.page import View
from dashboard.components.taken import taken
from dashboard.export.handout import Filter, Offer, offer
from dashboard.figure import Figure
from dashboard.permalink import absolute
from dashboard.report import report_address


class Place(NamedTuple):
    """Where a figure stands: the address of its view, relative to the atlas, and whole where that is known."""

    address: str
    link: str


# Whoever opens a file within some hundred other views finds it: what is kept here keeps the offer.
@lru_cache(maxsize=2048)
def _around(
    release_id: str, figure: Figure, place: Place, filters: tuple[Filter, ...], is_compact: bool
) -> tuple[str, str, Offer]:
    """HTML above and below the chart, and the offer of its files."""
    made = offer(figure, release_id, place.link, filters)
    take = taken(made, place.address, report_address(place.address, figure.title), markup.sources(figure))
    source, notes = markup.source_line(figure, release_id), markup.notes(figure.notes)
    folds = markup.figure_table(figure, take, is_compact=is_compact)
    # The source stands with the numbers: under the chart, or under the table where that is the figure.
    foot = notes + source + folds if figure.spec is not None else notes + folds + source
    return (
        f"<div class=figure-head>{markup.figure_head(figure)}</div>",
        f"<div class=figure-foot>{foot}</div>",
        made,
    )


def _chart(figure: Figure) -> None:
    spec = dict(figure.spec or {})
    if formats.current() != formats.PLAIN:
        # Labels come written with the rows; the numbers of the axes are written by the browser.
        spec["config"] = spec.get("config", {}) | {"locale": {"number": formats.current().for_charts()}}
    st.vega_lite_chart(figure.drawn, spec, theme=None, width="stretch", alt=figure.alt)


def show(view: View, figure: Figure, *, is_compact: bool = False) -> None:
    """Show one figure.

    Parameters
    ----------
    view : View
        The page run.
    figure : Figure
        What to show.
    is_compact : bool
        Whether one fold holds all that is under the chart; for pages with many figures.
    """
    address = view.permalink
    place = Place(address, whole if (whole := absolute(address)).startswith("http") else "")
    head, foot, _ = _around(view.release.id, figure, place, tuple(view.filters), is_compact)
    flow.write(head)
    if figure.spec is not None and figure.frame.num_rows:
        flow.draw(f"figure {figure.serial}", partial(_chart, figure))
    flow.write(foot)


def show_many(view: View, *figures: Figure, is_compact: bool = False) -> None:
    """Show figures under each other."""
    for figure in figures:
        show(view, figure, is_compact=is_compact)
