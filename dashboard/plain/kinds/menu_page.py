"""A page of the menu without a script, as it opens or at any choice: ``plain/readiness``."""

from dashboard.menu import ATLAS, ENTRIES, Entry, segment_of
from dashboard.plain.page import Crumb, Plain, Told, parts, view
from dashboard.plain.ways import PLAIN, page_address
from dashboard.reading import Parameters
from dashboard.release import Release

# Pages of the menu that are about one thing chosen have lists of those things at their address instead.
_LISTED = frozenset({"country"})
_API = {
    "readiness": "scores", "compare_countries": "scores", "compare_regions": "regions", "accessibility": "audits",
    "initiatives": "initiatives", "barriers": "literature", "sources": "sources",
}  # fmt: skip
_BY_ADDRESS = {segment_of(each.address): each for each in ENTRIES if each.name not in _LISTED}


def codes(_: Release) -> tuple[str, ...]:
    """Addresses of pages of the menu."""
    return tuple(_BY_ADDRESS)


def entry_of(code: str) -> Entry | None:
    """The page of the menu at an address; none where there is none."""
    return _BY_ADDRESS.get(code)


def page(release: Release, code: str, asked: Parameters | None = None) -> Plain | None:
    """What a page of the menu says.

    Parameters
    ----------
    release : Release
        Where its figures are from.
    code : str
        Its address, that of the front page ``overview``.
    asked : mapping of str to sequence of str, optional
        What was chosen; the page as it opens where it is left out.
    """
    found_entry = entry_of(code)
    if found_entry is None:
        return None
    found = view(found_entry, release, asked or {})
    dataset = _API.get(found_entry.name)
    return Plain(
        address=page_address(found_entry),
        name=found_entry.question,
        finding=found.reading.finding,
        lede=found.reading.lede,
        release=release,
        above=(Crumb(ATLAS, PLAIN),),
        twin=found.newest if asked else found_entry.address or "./",
        parts=parts(found),
        told=Told(("World",), (), f"api/v1/{dataset}.json" if dataset else ""),
    )
