"""Lists of plain pages: all kinds at ``plain``, and every page of a kind at ``plain/country``."""

from types import ModuleType

from dashboard.menu import ATLAS, ENTRIES, entry
from dashboard.plain.kinds import claim, country, indicator, ranking, region, source
from dashboard.plain.page import Crumb, Part, Plain, View, words
from dashboard.plain.ways import PLAIN, page_address
from dashboard.reading import Reading
from dashboard.release import Release
from dashboard.words import day, plural

#: Kinds of pages, by the name in their address.
KINDS: dict[str, ModuleType] = {each.NAME: each for each in (country, region, ranking, indicator, source, claim)}
# The page of the dashboard where a reader chooses among the pages of a kind.
_WHERE = {"country": "country", "region": "compare_regions", "ranking": "readiness", "indicator": "sources",
          "source": "sources", "claim": "claims"}  # fmt: skip
_ONE = {"country": "country", "region": "region", "ranking": "ranking", "indicator": "indicator",
        "source": "source", "claim": "claim"}  # fmt: skip
_MANY = {"country": "countries", "ranking": "rankings"}


def _nowhere(release: Release) -> View:
    """Pages of ours that no page of the dashboard says."""
    return View(entry("overview"), release, Reading())


def of_kind(release: Release, kind: str) -> Plain:
    """Every page of a kind."""
    found, items = _nowhere(release), KINDS[kind].listed(release)
    return Plain(
        address=f"{PLAIN}/{kind}",
        name=KINDS[kind].TITLE,
        finding=f"{plural(len(items), _ONE[kind], _MANY.get(kind))}, each on a page of its own",
        lede="Without scripts: to read, to print, to cite.",
        release=release,
        above=(Crumb(ATLAS, PLAIN),),
        twin=entry(_WHERE[kind]).address,
        parts=(words(found, "directory", items),),
    )


def _kinds(release: Release, found: View) -> Part:
    items = [(f"{PLAIN}/{name}", kind.TITLE, f"({len(kind.codes(release)):,})") for name, kind in KINDS.items()]
    return words(found, "directory", items)


def of_all(release: Release) -> Plain:
    """The way to every page."""
    found = _nowhere(release)
    pages = [(page_address(each), each.question, each.offer) for each in ENTRIES if each.name != "country"]
    return Plain(
        address=PLAIN,
        name=ATLAS,
        finding="The atlas on plain pages",
        lede=f"Every finding with its charts, tables and sources, without scripts. Figures of {day(release.built_at)}.",
        release=release,
        above=(),
        twin="./",
        parts=(
            words(found, "section", "Questions"),
            words(found, "directory", pages),
            words(found, "section", "One at a time"),
            _kinds(release, found),
        ),
    )
