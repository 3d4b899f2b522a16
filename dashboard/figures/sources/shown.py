"""Which findings and figures stand in each part of the page."""

from collections.abc import Mapping

from dashboard.charts.theme import Theme
from dashboard.figure import Figure
from dashboard.figures.sources import audits, catalogue, coverage, indexes, measures, places
from dashboard.figures.sources.detail import headline as source_headline
from dashboard.figures.sources.labels import NONE
from dashboard.kept import kept
from dashboard.queries import holdings
from dashboard.release import Release


def headline(release: Release, part: str, family: str, words: str, source: str, index: str) -> tuple[str, str]:
    """The finding of a part of the page, and the line under it."""
    if part == "indexes":
        return indexes.headline(release, index)
    if part == "audits":
        return audits.headline(release)
    if part == "places":
        return places.headline(release, words)
    if part == "coverage":
        return coverage.headline(release)
    if source != NONE:
        return source_headline(release, source)
    return catalogue.headline(release, family, words)


def shown(
    release: Release, part: str, family: str, words: str, index: str, theme: Theme = "light"
) -> tuple[Figure, ...]:
    """The figures of a part of the page; those that would be empty are left out."""
    figures: tuple[Figure | None, ...]
    if part == "indexes":
        figures = (indexes.editions(release, index), indexes.breaks(release, index), measures.measures(release, index))
    elif part == "audits":
        figures = (audits.metrics(release), audits.statuses(release))
    elif part == "places":
        figures = (places.schemes(release), places.spellings(release, words))
    elif part == "coverage":
        figures = (coverage.known_map(release, theme), coverage.reach(release, theme), coverage.matrix(release))
    else:
        figures = (catalogue.catalogue(release, family, words),)
    return tuple(figure for figure in figures if figure is not None)


@kept(maxsize=8)
def source_choices(release: Release) -> Mapping[str, str]:
    """Every source by title, after the choice of none."""
    return {NONE: "No single source", **holdings.source_labels(release)}
