"""Reports of problems: an address that opens a report with the view and the number already in it."""

from urllib.parse import quote

from dashboard.settings import settings

_LONGEST_TITLE = 200


def report_address(view: str, what: str = "") -> str:
    """Where a reader reports a problem with a view or with one figure of it.

    Parameters
    ----------
    view : str
        Whole address of the view.
    what : str
        The number or figure that is reported, such as its title; empty for the page as a whole.

    Returns
    -------
    str
        An ``https:`` or ``mailto:`` address; empty where the operator wants no reports.
    """
    form = settings().report_url
    if not form:
        return ""
    about = " ".join(what.split())[:_LONGEST_TITLE]
    title = f"Problem with a number: {about}" if about else "Problem with a page of the atlas"
    lines = [
        *([f"Figure: {about}"] if about else []),
        f"Seen at: {view}",
        "",
        "What is wrong:",
        "",
        "What it should be, and where that is published:",
        "",
    ]
    # Line ends as mail wants them; forms take them as well. Both parts are quoted whole, so neither adds a parameter.
    return form.replace("{title}", quote(title, safe="")).replace("{body}", quote("\r\n".join(lines), safe=""))
