"""Every plain page there is: its address, and what makes it."""

from collections.abc import Iterator

from dashboard.plain.kinds import lists, menu_page
from dashboard.plain.kinds.lists import KINDS
from dashboard.plain.page import Plain
from dashboard.plain.ways import PLAIN
from dashboard.reading import Parameters
from dashboard.release import Release


def addresses(release: Release) -> Iterator[str]:
    """Every address, relative to the atlas."""
    yield PLAIN
    for code in menu_page.codes(release):
        yield f"{PLAIN}/{code}"
    for name, kind in KINDS.items():
        yield f"{PLAIN}/{name}"
        for code in kind.codes(release):
            yield f"{PLAIN}/{name}/{code}"


def page(release: Release, address: str, asked: Parameters | None = None) -> Plain | None:
    """The page at an address; none where there is none.

    Parameters
    ----------
    release : Release
        Where its figures are from.
    address : str
        Relative to the atlas, without a query.
    asked : mapping of str to sequence of str, optional
        What was chosen on a page of the menu; other pages have nothing to choose.
    """
    root, _, rest = address.partition("/")
    if root != PLAIN:
        return None
    if not rest:
        return lists.of_all(release)
    if menu_page.entry_of(rest):
        return menu_page.page(release, rest, asked)
    name, _, code = rest.partition("/")
    if name not in KINDS:
        return None
    found: Plain | None = KINDS[name].page(release, code) if code else lists.of_kind(release, name)
    return found
