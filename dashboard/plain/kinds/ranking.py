"""The ranking of one edition of an index on a page: ``plain/ranking/gairi/2025``."""

from functools import lru_cache

from dashboard.figure import Figure
from dashboard.figures import readiness as figures
from dashboard.menu import ATLAS, entry
from dashboard.plain.page import Crumb, Part, Plain, Told, View, parts, words
from dashboard.plain.ways import PLAIN
from dashboard.queries import geography, readiness, scores
from dashboard.reading import read_page
from dashboard.release import Release

NAME, TITLE = "ranking", "Rankings"
_SCHEME = "oxford"


def codes(release: Release) -> tuple[str, ...]:
    """Every edition of every index."""
    indexes = readiness.index_labels(release)
    return tuple(f"{index}/{each.edition}" for index in indexes for each in readiness.editions(release, index))


@lru_cache(maxsize=256)
def of_world(release: Release, index: str, edition: str, measure: str) -> View:
    """The page of readiness for all the world: where its files are, and its view in the dashboard."""
    # Some country is always chosen there: that which leads changes nothing of the first ranks.
    ranked = scores.ranking(release, index, edition, measure, _SCHEME, geography.WORLD)
    first = "".join(ranked["country_code"].to_list()[:1])
    asked = {"index": index, "edition": edition, "measure": measure, "region": geography.WORLD, "country": first}
    told = {name: (value,) for name, value in asked.items() if value}
    return View(entry("readiness"), release, read_page(entry("readiness"), release, told, is_heading_enough=True))


def drawn(release: Release, index: str, edition: str, measure: str) -> tuple[Figure, ...]:
    """Ranking, spread and map of every country, and the table of all, nobody chosen."""
    choice = figures.Choice(index, edition, measure, _SCHEME, geography.WORLD, "")
    return (
        figures.ranking(release, choice, "light"),
        figures.distribution(release, choice, "light"),
        figures.world_map(release, choice, "light", figures.ALL_RANKS_TABLE),
        figures.all_ranks(release, choice),
    )


def shown(view: View, made: tuple[Figure, ...]) -> tuple[Part, ...]:
    """The figures as parts of a page, the table under the heading that the others name."""
    *charts, table = made
    return (*parts(view, only=charts), words(view, "section", "All figures"), *parts(view, only=[table]))


def _more(view: View, index: str, year: str) -> tuple[Part, ...]:
    """The ways to the measures of a ranking, and to its other editions."""
    release, edition = view.release, readiness.edition(view.release, index, year)
    measures = [
        (f"{PLAIN}/indicator/{index}/{edition.framework}/{each.measure_id}", each.label, "")
        for each in readiness.measures(release, index, year)
    ]
    editions = [
        (f"{PLAIN}/{NAME}/{index}/{each.edition}", each.edition, "") for each in readiness.editions(release, index)
    ]
    return (
        words(view, "section", "What makes up this ranking"),
        words(view, "directory", measures),
        words(view, "section", f"Editions of the {edition.name}"),
        words(view, "directory", editions),
    )


def page(release: Release, code: str) -> Plain | None:
    """The page of a ranking."""
    if code not in codes(release):
        return None
    index, _, year = code.partition("/")
    edition, found = readiness.edition(release, index, year), of_world(release, index, year, "total")
    made = drawn(release, index, year, "total")
    choice = figures.Choice(index, year, "total", _SCHEME, geography.WORLD, "")
    return Plain(
        address=f"{PLAIN}/{NAME}/{code}",
        name=f"{edition.name} {year}",
        finding=f"{edition.name} {year}: {made[0].title}",
        lede=f"{made[-1].subtitle}. {made[-1].title}.",
        release=release,
        above=(Crumb(ATLAS, PLAIN), Crumb(TITLE, f"{PLAIN}/{NAME}")),
        twin=found.newest,
        parts=(
            *shown(found, made),
            *_more(found, index, year),
            words(found, "about", *figures.method(release, choice)),
        ),
        told=Told(("World",), (year,), f"api/v1/rankings.json?index={index}&edition={year}"),
    )


def listed(release: Release) -> list[tuple[str, str, str]]:
    """Every page: address, name, and what follows it."""
    return [
        (f"{PLAIN}/{NAME}/{index}/{each.edition}", f"{each.name} {each.edition}", "")
        for index in readiness.index_labels(release)
        for each in readiness.editions(release, index)
    ]
