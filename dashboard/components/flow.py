"""HTML, charts and links of a page, gathered until a widget must be drawn.

Every element costs Streamlit a message of its own, so words that follow each other travel as one. What was drawn once
is sent again as it was made: Streamlit records the messages of a cached function and repeats them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, groupby

import streamlit as st

# A page on show is about ten pieces of up to 80 kB.
_KEPT = 400


@dataclass(frozen=True)
class _Drawing:
    """Something other than HTML: what it is, in a name of its own, and how to draw it."""

    name: str
    draw: Callable[[], object]


_numbers = count()
_waiting: ContextVar[list[str | _Drawing]] = ContextVar("waiting")
_is_quiet: ContextVar[bool] = ContextVar("is quiet", default=False)


def begin() -> None:
    """Start a page run with nothing waiting."""
    _waiting.set([])
    _is_quiet.set(False)


def be_quiet() -> None:
    """Leave out all that follows in this run, but what is drawn aloud."""
    _is_quiet.set(True)


@contextmanager
def aloud() -> Iterator[None]:
    """Draw what is drawn in the block, in a run that is quiet."""
    before = _is_quiet.set(False)
    try:
        yield
    finally:
        _is_quiet.reset(before)


def write(html: str) -> None:
    """Add HTML to the page. Data in it must have been escaped."""
    if not _is_quiet.get():
        _waiting.get().append(html)


def draw(name: str, function: Callable[[], object]) -> None:
    """Add something to the page that is not HTML and not a widget.

    Parameters
    ----------
    name : str
        Two drawings of the same name are the same drawing.
    function : callable
        Draws it with Streamlit; called only where no drawing of this name is kept.
    """
    if not _is_quiet.get():
        _waiting.get().append(_Drawing(name, function))


@lru_cache(maxsize=16 * _KEPT)
def _number(text: str) -> int:
    """A number for each text: Streamlit would hash the whole text again in every run."""
    return next(_numbers)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _send(names: str, _parts: list[str | _Drawing]) -> None:
    for is_text, run in groupby(_parts, key=lambda part: isinstance(part, str)):
        if is_text:
            st.html("".join(str(text) for text in run))
            continue
        for part in run:
            assert isinstance(part, _Drawing)
            part.draw()


def flush() -> None:
    """Draw what is waiting; call it before a widget or a container for widgets."""
    parts = _waiting.get()
    if parts:
        names = (f"text {_number(part)}" if isinstance(part, str) else part.name for part in parts)
        _send("\n".join(names), list(parts))
        parts.clear()
