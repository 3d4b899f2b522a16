"""Show a figure: heading, chart, file, table and source line, always in this order."""

from functools import lru_cache, partial

import streamlit as st

from dashboard import formats
from dashboard.components import flow, markup
from dashboard.components.page import View
from dashboard.export.handout import address
from dashboard.figure import Figure


@lru_cache(maxsize=1024)
def _around(release_id: str, figure: Figure, is_compact: bool) -> tuple[str, str]:
    """HTML above and below the chart; long tables are worth keeping."""
    taken = markup.file_link(figure, address(figure, release_id)) + markup.sources(figure)
    foot = markup.notes(figure.notes) + markup.figure_table(figure, taken, is_compact=is_compact)
    return (
        f"<div class=figure-head>{markup.figure_head(figure)}</div>",
        f"<div class=figure-foot>{foot}{markup.source_line(figure, release_id)}</div>",
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
    head, foot = _around(view.release.id, figure, is_compact)
    flow.write(head)
    if figure.spec is not None and figure.frame.num_rows:
        flow.draw(f"figure {figure.serial}", partial(_chart, figure))
    flow.write(foot)


def show_many(view: View, *figures: Figure, is_compact: bool = False) -> None:
    """Show figures under each other."""
    for figure in figures:
        show(view, figure, is_compact=is_compact)
