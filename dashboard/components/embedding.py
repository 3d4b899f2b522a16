"""Show one figure of a page alone, inside somebody else's page: ``?embed=true&figure=ranking``.

The page is run as always, so the figure is the very same; all else it would show is left out.
"""

from contextvars import ContextVar
from html import escape

import streamlit as st

from dashboard.components import flow
from dashboard.embed import FIGURE, is_meant
from dashboard.figure import Figure
from dashboard.menu import ATLAS

_asked: ContextVar[str] = ContextVar("figure asked for", default="")
_is_shown: ContextVar[bool] = ContextVar("figure shown", default=False)

#: Little room around the figure.
STYLE = (
    "<style>[data-testid=stHeader]{display:none!important}"
    "[data-testid=stMainBlockContainer]{padding:8px 12px 12px!important}"
    ".stHtml .figure-head{margin-top:0!important}.stHtml h1{font-size:1.2rem;line-height:1.3}</style>"
)


def is_framed() -> bool:
    """Whether the page is shown inside another one, where it has no menu."""
    return bool(st.context.is_embedded)


def begin() -> None:
    """See whether this run is to show one figure alone, and if so be quiet about everything else."""
    asked = st.query_params.get(FIGURE, "") if is_framed() else ""
    _asked.set(asked)
    _is_shown.set(False)
    if asked:
        flow.be_quiet()


def is_alone() -> bool:
    """Whether this run shows one figure alone."""
    return bool(_asked.get())


def is_wanted(figure: Figure) -> bool:
    """Whether a figure is the one to show; the first that fits is."""
    if _is_shown.get() or not is_meant(_asked.get(), figure):
        return False
    _is_shown.set(True)
    return True


def way_back(address: str) -> str:
    """HTML of the link to the whole view."""
    return (
        f'<p class=quiet><a href="{escape(address, quote=True)}" target="_blank" rel="noopener">'
        f"See it in the {ATLAS}, with its numbers as a table and as files</a></p>"
    )


def finish() -> None:
    """Say so where the figure asked for is not on the page."""
    if is_alone() and not _is_shown.get():
        with flow.aloud():
            flow.write(f"{STYLE}<p class=prose>This page of the {ATLAS} has no such figure.</p>{way_back('./')}")
