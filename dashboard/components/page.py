"""Begin a page: which release it is drawn from, in which theme, with our stylesheet."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.charts.theme import Theme
from dashboard.components import flow
from dashboard.menu import ATLAS
from dashboard.permalink import permalink, remember_browser
from dashboard.release import Release, current

#: Where a session keeps the address of the page it is on.
PAGE = "page"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLESHEET = Path(__file__).parent / "style.css"


@dataclass
class View:
    """One run of a page.

    Attributes
    ----------
    release : Release
        Every query of the run goes to this one.
    theme : {'light', 'dark'}
        What the reader's browser shows.
    notices : list of str
        What could not be done as asked, said at the top of the page.
    chosen : list of str
        Labels of the chosen filter values, for the folded control on a phone.
    page : str
        Address of the page in the menu; empty for the front page.
    parameters : dict of str to tuple of str
        Every filter's value in this run, defaults too, in the order in which the page draws them.
    """

    release: Release
    theme: Theme
    notices: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    page: str = ""
    parameters: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def permalink(self) -> str:
        """Address of this very view, relative to the atlas; whole once the last filter has been drawn."""
        return permalink(self.page, self.parameters, self.release.id)


@cache
def _style() -> str:
    # On one line: Streamlit looks at every line of it in every run.
    rules = " ".join(_COMMENT.sub("", _STYLESHEET.read_text(encoding="utf-8")).split())
    return f"<style>{rules}</style><p class=brand>{ATLAS}</p>"


def open_page() -> View:
    """Begin a page run.

    Returns
    -------
    View
        Hand it to everything that shows something.
    """
    flow.write(_style())
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    page: str = st.session_state.get(PAGE, "")
    remember_browser(st.context.url or "", page)
    return View(current(), theme, page=page)
