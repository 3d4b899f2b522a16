"""Addresses between plain pages and the dashboard: the twin of a view, and links as seen from a page.

All are relative, so they hold behind any proxy path.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from dashboard.markup import Ways
from dashboard.menu import Entry, entry_at, segment_of
from dashboard.permalink import RELEASE
from dashboard.reading import read_page
from dashboard.release import Release

#: Where plain pages are.
PLAIN = "plain"
_NOWHERE = frozenset({"", "none", "all"})
# Views that have a page of their own, whose address says all that was chosen.
_OWN = {"country": ("country", "country"), "sources": ("source", "source"), "claims": ("claim", "claim")}

Parameters = Mapping[str, Sequence[str]]


def up(address: str) -> str:
    """What leads from a page back to the atlas: ``../`` for each folder of its address."""
    return "../" * address.partition("?")[0].count("/") or "./"


def page_address(of: Entry) -> str:
    """The plain page that says what a page of the menu says."""
    return f"{PLAIN}/{segment_of(of.address)}"


def _own(of: Entry, parameters: Parameters) -> str:
    """The plain page about one country, source or claim that a view is about; empty where it is about no single one."""
    kind, name = _OWN.get(of.name, ("", ""))
    code = next(iter(parameters.get(name, ())), "")
    is_code = code not in _NOWHERE and code.isascii() and code.replace("-", "").replace("_", "").isalnum()
    return f"{PLAIN}/{kind}/{code}" if kind and is_code else ""


@lru_cache(maxsize=64)
def _as_opened(release: Release, of: Entry) -> dict[str, tuple[str, ...]]:
    said = read_page(of, release, {}, is_heading_enough=True)
    return {name: tuple(values) for name, values in said.parameters.items()}


def is_as_opened(release: Release, of: Entry, parameters: Parameters) -> bool:
    """Whether a view is that of a page of which nobody chose anything, however its address says so."""
    opened = _as_opened(release, of)
    return all(tuple(values) == opened.get(name) for name, values in parameters.items() if name != RELEASE)


def twin(of: Entry, parameters: Parameters, *, is_as_opened: bool = False) -> str:
    """The plain page that says what a view of the dashboard says, relative to the atlas.

    Parameters
    ----------
    of : Entry
        The page of the menu.
    parameters : mapping of str to sequence of str
        What is chosen in the view; a release is left out, since plain pages are of the newest.
    is_as_opened : bool
        Whether nobody chose anything of it: the page was then built with the release.
    """
    if of.name == "country" and not parameters.get("country"):
        return f"{PLAIN}/country"
    if own := _own(of, parameters):
        return own
    if is_as_opened:
        return page_address(of)
    pairs = [(name, value) for name, values in parameters.items() if name != RELEASE for value in values if value]
    return page_address(of) + (f"?{urlencode(pairs)}" if pairs else "")


def twin_of(address: str) -> str:
    """The plain page for an address of the dashboard; the address itself where it is none of a page."""
    page, _, query = address.removeprefix("./").partition("?")
    of = entry_at(page)
    if of is None:
        return address
    parameters: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        parameters.setdefault(name, []).append(value)
    return twin(of, parameters)


def ways(address: str) -> Ways:
    """How links are written on a page: no new windows, and to plain pages where the atlas has them."""
    lead = up(address)
    return Ways(leaving=' rel="noopener"', staying="", within=lambda target: lead + twin_of(target))
