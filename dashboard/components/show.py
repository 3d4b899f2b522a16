"""Show a figure: heading, chart, table, source line and file, always in this order."""

from functools import lru_cache, partial

import streamlit as st

from dashboard.components import markup
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
    with st.container(key=f"figure-{figure.name}", gap="small"):
        st.html(head)
        if figure.spec is not None and figure.frame.num_rows:
            st.vega_lite_chart(figure.drawn(), dict(figure.spec), theme=None, width="stretch", alt=figure.alt)
        st.html(foot)
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


def show_many(view: View, *figures: Figure) -> None:
    """Show figures under each other."""
    for figure in figures:
        show(view, figure)
