"""HTML and charts of a page, gathered until something else must be drawn.

Every element costs Streamlit a message of its own, so words that follow each other travel as one. What was drawn once
is sent again as it was made: Streamlit records the messages of a cached function and repeats them.
"""

from collections.abc import Iterator
from contextvars import ContextVar
from functools import lru_cache
from itertools import count, groupby

import streamlit as st

from dashboard.figure import Figure

# A page on show is about ten pieces of up to 60 kB.
_KEPT = 400

_numbers = count()
_waiting: ContextVar[list[str | Figure]] = ContextVar("waiting")


def begin() -> None:
    """Start a page run with nothing waiting."""
    _waiting.set([])


def write(html: str) -> None:
    """Add HTML to the page. Data in it must have been escaped."""
    _waiting.get().append(html)


def draw(figure: Figure) -> None:
    """Add the chart of a figure to the page."""
    _waiting.get().append(figure)


def _pieces(parts: list[str | Figure]) -> Iterator[str | Figure]:
    """The parts, with texts that follow each other as one."""
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, str)):
        if is_text:
            yield "".join(str(text) for text in run)
        else:
            yield from run


@lru_cache(maxsize=16 * _KEPT)
def _number(text: str) -> int:
    """A number for each text: Streamlit would hash the whole text again in every run."""
    return next(_numbers)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _send(key: str, _parts: list[str | Figure]) -> None:
    for piece in _pieces(_parts):
        if isinstance(piece, Figure):
            st.vega_lite_chart(piece.drawn, dict(piece.spec or {}), theme=None, width="stretch", alt=piece.alt)
        else:
            st.html(piece)


def flush() -> None:
    """Draw what is waiting; call it before anything that is neither HTML nor a chart."""
    parts = _waiting.get()
    if parts:
        names = (f"text{_number(part)}" if isinstance(part, str) else f"figure{part.serial}" for part in parts)
        _send(" ".join(names), list(parts))
        parts.clear()
