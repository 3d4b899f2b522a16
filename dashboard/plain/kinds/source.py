"""One source on a page: ``plain/source/gairi``."""

from dashboard.menu import ATLAS, entry
from dashboard.plain.page import Crumb, Plain, Told, parts, view
from dashboard.plain.ways import PLAIN
from dashboard.queries import holdings
from dashboard.release import Release

NAME, TITLE = "source", "Sources"


def codes(release: Release) -> tuple[str, ...]:
    """Every source."""
    return tuple(holdings.source_labels(release))


def page(release: Release, code: str) -> Plain | None:
    """The page of a source: everything that is held about it."""
    if code not in holdings.source_labels(release):
        return None
    found, row = view(entry("sources"), release, {"source": (code,)}), holdings.source(release, code)
    return Plain(
        address=f"{PLAIN}/{NAME}/{code}",
        name=row["title"],
        finding=found.reading.finding,
        lede=found.reading.lede,
        release=release,
        above=(Crumb(ATLAS, PLAIN), Crumb(TITLE, f"{PLAIN}/{NAME}")),
        twin=found.newest,
        # The page goes on with every other source, the release and its tables.
        parts=next(((part,) for part in parts(found) if part.said.piece == "facts"), ()),
        told=Told((), (row["year"],) if row["year"] else (), f"api/v1/sources.json?source={code}"),
    )


def listed(release: Release) -> list[tuple[str, str, str]]:
    """Every page: address, name, and what follows it."""
    rows = (holdings.source(release, code) for code in codes(release))
    return [
        (f"{PLAIN}/{NAME}/{row['source_id']}", row["title"], f"({row['publisher']})" if row["publisher"] else "")
        for row in rows
    ]
