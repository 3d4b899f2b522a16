"""One country on a page: ``plain/country/PAK``."""

from dashboard.menu import ATLAS, entry
from dashboard.plain.page import Crumb, Plain, Told, parts, view, words
from dashboard.plain.ways import PLAIN
from dashboard.queries import geography, readiness
from dashboard.release import Release

NAME, TITLE = "country", "Countries"


def codes(release: Release) -> tuple[str, ...]:
    """Every country."""
    return tuple(geography.country_labels(release))


def years(release: Release) -> tuple[str, ...]:
    """Years of every edition that is held, the oldest first."""
    found = {each.edition for index in readiness.index_labels(release) for each in readiness.editions(release, index)}
    return tuple(sorted(found))


def page(release: Release, code: str) -> Plain | None:
    """The page of a country."""
    name = geography.country_labels(release).get(code)
    if name is None:
        return None
    found = view(entry("country"), release, {"country": (code,)})
    ways = words(found, "links", [("brief", f"What should a minister know about {name}?", {"country": code})])
    return Plain(
        address=f"{PLAIN}/{NAME}/{code}",
        name=name,
        finding=found.reading.finding,
        lede=found.reading.lede,
        release=release,
        above=(Crumb(ATLAS, PLAIN), Crumb(TITLE, f"{PLAIN}/{NAME}")),
        twin=found.newest,
        parts=(*parts(found), ways),
        told=Told((name,), years(release), f"api/v1/scores.json?country={code}"),
    )


def listed(release: Release) -> list[tuple[str, str, str]]:
    """Every page: address, name, and what follows it."""
    return [(f"{PLAIN}/{NAME}/{code}", name, "") for code, name in geography.country_labels(release).items()]
