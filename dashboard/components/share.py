"""The link of a view, once a page: to copy, and to report a problem with.

Plain HTML: opening it shows the address in a field, to be copied by hand. ``links.js`` copies it at the same moment
where the browser allows it, says so, and gives the links of the menu what they carry into a new tab.
"""

import json
from html import escape

from dashboard.components.carried import ways
from dashboard.components.page import View
from dashboard.kept import kept
from dashboard.menu import entry_at
from dashboard.permalink import absolute, permalink
from dashboard.plain.ways import is_as_opened, twin
from dashboard.release import Release
from dashboard.report import report_address
from dashboard.words import day


def share(view: View) -> str:
    """HTML of the control; every piece of data escaped.

    Parameters
    ----------
    view : View
        The page run, after its filters.
    """
    always = permalink(view.page, view.parameters)
    page = entry_at(view.page)
    assert page is not None
    plain = twin(page, view.parameters, is_as_opened=is_as_opened(view.release, page, view.parameters))
    return _html(view.release, absolute(view.permalink), always, plain, tuple(ways(view).items()))


@kept(maxsize=512)
def _html(release: Release, address: str, always: str, plain: str, menu: tuple[tuple[str, str], ...]) -> str:
    report = report_address(address)
    problem = (
        f'<p><a class=report href="{escape(report, quote=True)}">Report a problem with this page</a></p>'
        if report
        else ""
    )
    told = escape(json.dumps(dict(menu), separators=(",", ":")), quote=True)
    # Shown only where the page has a figure to lead to, and no cards that lead on themselves: see style.css.
    trace = '<p class=trace><a href="#numbers" target="_self">Where these numbers are from</a></p>'
    return trace + (
        f'<details class=share data-ways="{told}"><summary>Copy link to this view</summary>'
        f'<p><input class=address readonly value="{escape(address, quote=True)}" aria-label="Address of this view"></p>'
        f"<p class=copied></p>"
        f"<p class=quiet>It opens this page with every choice and with the figures of release "
        f"{escape(release.id)}, of {day(release.built_at)}. "
        f'<a href="{escape(always, quote=True)}">The same view, always with the newest figures</a></p>'
        f"{problem}</details>"
        f'<p class=plain><a href="./{escape(plain, quote=True)}" target="_self">Plain page, to print or to read '
        "without scripts</a></p>"
    )
