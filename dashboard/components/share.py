"""The link of a view, once a page: to copy, and to report a problem with.

Plain HTML: opening it shows the address in a field, to be copied by hand. ``links.js`` copies it at the same moment
where the browser allows it, says so, and gives the links of the menu what they carry into a new tab.
"""

import json
from html import escape

from dashboard.components.carried import ways
from dashboard.components.page import View
from dashboard.permalink import absolute, permalink
from dashboard.report import report_address
from dashboard.words import day


def share(view: View) -> str:
    """HTML of the control; every piece of data escaped.

    Parameters
    ----------
    view : View
        The page run, after its filters.
    """
    address = escape(absolute(view.permalink), quote=True)
    menu = escape(json.dumps(ways(view), separators=(",", ":")), quote=True)
    always = escape(permalink(view.page, view.parameters), quote=True)
    report = report_address(view.permalink)
    problem = (
        f'<p><a class=report href="{escape(report, quote=True)}">Report a problem with this page</a></p>'
        if report
        else ""
    )
    return (
        f'<details class=share data-ways="{menu}"><summary>Copy link to this view</summary>'
        f'<p><input class=address readonly value="{address}" aria-label="Address of this view"></p>'
        f"<p class=copied></p>"
        f"<p class=quiet>It opens this page with every choice and with the figures of release "
        f"{escape(view.release.id)}, of {day(view.release.built_at)}. "
        f'<a href="{always}">The same view, always with the newest figures</a></p>{problem}</details>'
    )
