"""Begin a page: which release it is drawn from, in which theme."""

from contextvars import ContextVar
from dataclasses import dataclass, field

import streamlit as st

from dashboard.charts.theme import Theme
from dashboard.components import flow, memory
from dashboard.menu import ATLAS
from dashboard.notice import Notice
from dashboard.permalink import RELEASE, permalink, remember_browser
from dashboard.release import Release, current, kept
from dashboard.words import day

# Longer than any id of a release.
_LONGEST_ID = 40


@dataclass
class View:
    """One run of a page.

    Attributes
    ----------
    release : Release
        Every query of the run goes to this one.
    theme : {'light', 'dark'}
        What the reader's browser shows.
    notices : list of Notice
        What could not be done as asked, said at the top of the page.
    chosen : list of str
        Labels of the chosen filter values, for the folded control on a phone.
    page : str
        Address of the page in the menu; empty for the front page.
    parameters : dict of str to tuple of str
        Every filter's value in this run, defaults too, in the order in which the page draws them.
    newest : Release, optional
        The release that serves now, where the run is drawn from another one.
    has_figure : bool
        Whether the page has shown a figure.
    """

    release: Release
    theme: Theme
    notices: list[Notice] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    page: str = ""
    parameters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    newest: Release | None = None
    has_figure: bool = False

    @property
    def permalink(self) -> str:
        """Address of this very view, relative to the atlas; whole once the last filter has been drawn."""
        return permalink(self.page, self.parameters, self.release.id)


_current: ContextVar[View] = ContextVar("current_view")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_ID else text[:_LONGEST_ID] + "\u2026"


def _asked_release(newest: Release, notices: list[Notice]) -> Release:
    """The release that a dated link asks for; the newest, and why, where that one cannot be shown."""
    asked = memory.asked_for(RELEASE)
    if not asked or asked == newest.id:
        memory.memory().pop(RELEASE, None)
        return newest
    found = kept(asked)
    instead = f"Showing the newest release, of {day(newest.built_at)}; its figures may differ from those of the link."
    if found is None:
        # What the reader brought along may have been removed since; then nothing need be said of it.
        memory.memory().pop(RELEASE, None)
        if RELEASE in st.query_params:
            said = f"The link asks for release \u201c{_shortened(asked)}\u201d, which is not kept. {instead}"
            notices.append(Notice(said))
        return newest
    if memory.is_refused(found.id):
        said = f"This page cannot be drawn from release {found.id}, which was built differently. {instead}"
        notices.append(Notice(said))
        return newest
    if RELEASE not in st.query_params:
        st.query_params[RELEASE] = found.id
    memory.memory()[RELEASE] = found.id
    memory.note_dated(found.id)
    return found


def open_page() -> View:
    """Begin a page run.

    Returns
    -------
    View
        Hand it to everything that shows something.
    """
    flow.write(f"<p class=brand>{ATLAS}</p>")
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    page, notices = memory.page(), list[Notice]()
    remember_browser(st.context.url or "", page)
    newest = current()
    release = _asked_release(newest, notices)
    view = View(release, theme, notices, page=page, newest=None if release is newest else newest)
    _current.set(view)
    return view


def current_view() -> View:
    """The page run that is going on, for pieces that are not handed it."""
    return _current.get()
