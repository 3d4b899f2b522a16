"""HTML of a page, gathered until something else must be drawn.

Every element costs Streamlit a message of its own, so words that follow each other travel as one.
"""

from contextvars import ContextVar

import streamlit as st

_waiting: ContextVar[list[str]] = ContextVar("waiting")


def begin() -> None:
    """Start a page run with nothing waiting."""
    _waiting.set([])


def write(html: str) -> None:
    """Add HTML to the page. Data in it must have been escaped."""
    _waiting.get().append(html)


def flush() -> None:
    """Draw what is waiting; call it before anything that is not HTML."""
    parts = _waiting.get()
    if parts:
        st.html("".join(parts))
        parts.clear()
