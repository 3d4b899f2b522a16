"""What a dated view says at its top: that a newer release exists, and what changed since."""

from html import escape

from dashboard.components import flow
from dashboard.components.page import View
from dashboard.menu import entry_at
from dashboard.permalink import permalink
from dashboard.since import changes, sentences
from dashboard.words import day


def say_newer(view: View) -> None:
    """Say that the view is drawn from another release than the newest; nothing where it is not.

    Parameters
    ----------
    view : View
        The page run, after its filters.
    """
    page = entry_at(view.page)
    if view.newest is None or page is None:
        return
    asked = tuple(view.parameters.items())
    found = changes(page, view.release, view.newest, asked)
    address = escape(permalink(view.page, view.parameters), quote=True)
    is_newer = view.newest.built_at >= view.release.built_at
    other = "A newer release" if is_newer else "Another release serves now, which is older"
    flow.write(
        f"<div class=notice role=status><p>You see release {escape(view.release.id)}, of {day(view.release.built_at)}. "
        f"{other}{' exists' if is_newer else ''}, of {day(view.newest.built_at)}: "
        f'<a href="{address}">show this view there</a>.</p>'
        f"{''.join(f'<p>{escape(text)}</p>' for text in sentences(found))}</div>"
    )
