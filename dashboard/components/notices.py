"""Sentences for what could not be done as asked."""

from html import escape

from dashboard.components import flow
from dashboard.components.page import View
from dashboard.notice import Notice
from dashboard.permalink import permalink


def notice(sentence: str) -> None:
    """Say something in the place of a page."""
    flow.write(f"<div class=notice role=status><p>{escape(sentence)}</p></div>")


def notices(view: View) -> None:
    """Say what the reader must know before the figures, each with the way on; announced by screen readers."""
    if view.notices:
        said = "".join(f"<p>{escape(each.text)}{_way_on(view, each)}</p>" for each in view.notices)
        flow.write(f"<div class=notice role=status>{said}</div>")


def _way_on(view: View, said: Notice) -> str:
    """A link to this very view with some of its parameters replaced, so that all else stays as it is."""
    if not said.label:
        return ""
    parameters = view.parameters | {name: (value,) for name, value in said.instead.items()}
    address = permalink(view.page, parameters, view.release.id)
    return f' <a href="{escape(address, quote=True)}" target="_self">{escape(said.label)}</a>.'
