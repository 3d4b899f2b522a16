"""Every number in a headline stands in a figure of the same page, where its source is."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from dashboard.figure import Figure
from dashboard.figures import comparison, country, readiness, regions
from dashboard.queries import readiness as queries
from dashboard.release import Release, open_release
from dashboard.words import number

REGION = "south-and-central-asia"
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
_DECIMALS = range(4)


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def _written(figures: Iterable[Figure | None]) -> set[str]:
    """Every number of some figures in every form in which it may be written."""
    found: set[str] = set()
    for figure in figures:
        if figure is None:
            continue
        found |= set(_NUMBER.findall(" ".join([figure.title, figure.subtitle, *figure.notes])))
        found.add(f"{figure.frame.num_rows:,}")
        for column in figure.frame.columns:
            for value in column.to_pylist():
                if isinstance(value, str):
                    found |= set(_NUMBER.findall(value))
                elif isinstance(value, int | float) and not isinstance(value, bool):
                    found |= {number(abs(value), decimals) for decimals in _DECIMALS}
    return found


def _untraced(said: Iterable[str], figures: Iterable[Figure | None], *, known: Iterable[str] = ()) -> set[str]:
    return set(_NUMBER.findall(" ".join(said))) - _written(figures) - set(known)


def _editions(release: Release) -> list[tuple[str, str]]:
    return [
        (index, found.edition) for index in queries.index_labels(release) for found in queries.editions(release, index)
    ]


@pytest.mark.parametrize("code", ["PAK", "LKA", "SGP"])
def test_numbers_of_the_readiness_page(release: Release, code: str) -> None:
    for index, edition in _editions(release):
        choice = readiness.Choice(index, edition, "total", "oxford", REGION, code)
        shown = [
            readiness.ranking(release, choice, "light"), readiness.world_map(release, choice, "light"),
            readiness.trend(release, choice, readiness.peers(release, choice), "light"),
            readiness.all_ranks(release, choice),
        ]  # fmt: skip
        # The neighbour of a break is named, not measured; the width of the band stands in the file.
        others = [found.edition for found in queries.editions(release, index)]
        reasons = [row["reason"] or "" for row in queries.steps(release, index).to_pylist()]
        known = [*others, *_NUMBER.findall(" ".join(reasons))]
        assert _untraced(readiness.headline(release, choice), shown, known=known) == set(), (index, edition)


def test_numbers_of_the_comparison(release: Release) -> None:
    for index, edition in _editions(release):
        choice = comparison.Choice(index, edition, ("PAK", "IND", "USA"), "region", "oxford", REGION)
        shown = [
            comparison.pillars(release, choice, "light"), comparison.trend(release, choice, "light"),
            comparison.gaps(release, choice, "light"), comparison.all_measures(release, choice),
        ]  # fmt: skip
        finding, _ = comparison.headline(release, choice)
        opening = comparison.opening(release, choice)
        # How many are compared, and the place among them, is counted from the countries chosen.
        assert _untraced([finding, opening], shown, known=["1", "2", "3"]) == set(), (index, edition)


def test_numbers_of_the_regions(release: Release) -> None:
    for index, edition in _editions(release):
        choice = regions.Choice(index, edition, "total", "un-subregion", "southern-asia", "PAK", "", "")
        shown = [regions.spread(release, choice, "light"), regions.members(release, choice)]
        finding, _ = regions.headline(release, choice)
        places = [str(place) for place in range(1, 30)]
        assert _untraced([finding], shown, known=[edition, *places]) == set(), (index, edition)


@pytest.mark.parametrize("code", ["PAK", "USA", "LUX", "PRI"])
def test_numbers_of_the_country_page(release: Release, code: str) -> None:
    choice = country.Choice(code, "oxford")
    shown = [
        *country.readiness(release, choice, "light"), *country.accessibility(release, choice, "light"),
        *country.initiatives(release, choice, "light"), *country.barriers(release, choice, "light"),
    ]  # fmt: skip
    finding, _ = country.headline(release, choice)
    cards = [text for answer in country.answers(release, choice) for text in answer]
    assert _untraced([finding, *cards], shown, known=["90"]) == set()
