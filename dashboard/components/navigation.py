"""Streamlit's pages for the entries of the menu."""

import copy
from functools import cache

import streamlit as st

from dashboard.menu import Entry


@cache
def _made(entry: Entry) -> st.Page:
    return st.Page(entry.file, title=entry.question, url_path=entry.address, default=not entry.address)


def page_of(entry: Entry) -> st.Page:
    """The page of an entry, for this run alone.

    Making a page looks its file up on disk, and a run needs up to 18 of them. A page remembers that it was called,
    so sessions may not share one: each run gets a copy.
    """
    return copy.copy(_made(entry))
