"""Show a figure: heading, chart, file, table and source line, always in this order."""

from functools import lru_cache, partial

import streamlit as st

from dashboard.components import flow, markup
from dashboard.components.page import View
from dashboard.export.csv import csv_bytes, file_name
from dashboard.figure import Figure
from dashboard.words import plural


@lru_cache(maxsize=1024)
def _around(release_id: str, figure: Figure) -> tuple[str, str]:
    """HTML above and below the chart; long tables are worth keeping."""
    foot = markup.notes(figure.notes) + markup.figure_table(figure) + markup.source_line(figure, release_id)
    return (
        f"<div class=figure-head>{markup.figure_head(figure)}</div>",
        f"<div class=figure-foot>{foot}</div>",
    )


def show(view: View, figure: Figure) -> None:
    """Show one figure.

    Parameters
    ----------
    view : View
        The page run.
    figure : Figure
        What to show.
    """
    head, foot = _around(view.release.id, figure)
    flow.write(head)
    is_drawn = figure.spec is not None and figure.frame.num_rows > 0
    if not is_drawn:
        flow.write(foot)
    flow.flush()
    if is_drawn:
        st.vega_lite_chart(figure.drawn, dict(figure.spec or {}), theme=None, width="stretch", alt=figure.alt)
    # The file is made when it is asked for; the frame it is made from is the one just drawn.
    st.download_button(
        f"Download CSV ({plural(figure.frame.num_rows, 'row')})",
        data=partial(csv_bytes, figure, view.release.id),
        file_name=file_name(figure, view.release.id),
        mime="text/csv",
        key=f"csv-{figure.name}",
        on_click="ignore",
        type="tertiary",
    )
    if is_drawn:
        flow.write(foot)


def show_many(view: View, *figures: Figure) -> None:
    """Show figures under each other."""
    for figure in figures:
        show(view, figure)
