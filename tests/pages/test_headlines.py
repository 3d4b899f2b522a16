"""Every number in a headline stands in a figure of the same page, where its source is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from dashboard.brief import Way
from dashboard.figure import Figure
from dashboard.figures import comparison, country, readiness, regions
from dashboard.menu import ENTRIES, entry
from dashboard.queries import geography, holdings
from dashboard.queries import readiness as queries
from dashboard.reading import Reading, read_page
from dashboard.release import Release, open_release
from dashboard.words import count, day, number

REGION = "south-and-central-asia"
_NUMBER = re.compile(r"(?<![\w.])\d(?:[\d,]*\d)?(?:\.\d+)?")
_DECIMALS = range(4)
# Statuses, kinds, empty cells: how many rows hold each can be counted in the table and its file.
_FEW = 12


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def _written(figures: Iterable[Figure | None]) -> set[str]:
    """Every number of some figures in every form in which it may be written, and how many rows hold what."""
    found: set[str] = set()
    for figure in figures:
        if figure is None:
            continue
        found |= set(_NUMBER.findall(" ".join([figure.title, figure.subtitle, *figure.notes])))
        found.add(f"{figure.frame.num_rows:,}")
        for column in figure.frame.columns:
            found |= _in_column(column.to_pylist())
    return found


def _in_column(values: list[object]) -> set[str]:
    found = set()
    for value in values:
        if isinstance(value, str):
            found |= set(_NUMBER.findall(value))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found |= {number(abs(value), decimals) for decimals in _DECIMALS}
    found |= {f"{sum(whole):,}"} if (whole := [value for value in values if type(value) is int]) else set()
    alike = Counter(value for value in values if isinstance(value, str | bool | None))
    return found | ({f"{times:,}" for times in alike.values()} if len(alike) <= _FEW else set())


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
    cards = [text for answer in country.answers(release, choice) for text in answer[:3]]
    assert _untraced([finding, *cards], shown, known=["90"]) == set()


# Each page at its first address, and where it has other parts, other countries or another index.
_ADDRESSES: list[Mapping[str, list[str]]] = [
    {}, {"country": ["USA"]}, {"country": ["LUX"]}, {"country": ["PRI"]}, {"country": ["IND"], "with": ["PAK"]},
    {"index": ["egdi"], "country": ["TCD"]}, {"country": ["all"]}, {"part": ["own"], "number": ["40.2"]},
]  # fmt: skip


# What a page says of figures that others show, and which: how many countries a list names, sites counted elsewhere.
_SHOWN_BY: Mapping[str, list[tuple[str, Mapping[str, list[str]]]]] = {
    "country": [("initiatives", {"country": ["all"]}), ("barriers", {}), ("accessibility", {"country": ["USA"]})],
}


@pytest.fixture(scope="module")
def names(release: Release) -> set[str]:
    """Numbers in the names of editions, releases, schemes and breaks, and of a scale: no figures."""
    made = holdings.made(release)
    texts = [made.release_id, day(made.built_at), day(made.compiled_on), *geography.scheme_labels(release).values()]
    texts += [f"{count(made.reread_count)} of {count(made.figure_count)}", "90 or more out of 100"]
    for index in queries.index_labels(release):
        texts += [found.edition for found in queries.editions(release, index)]
        texts += [row["reason"] or "" for row in queries.steps(release, index).to_pylist()]
    return set(_NUMBER.findall(" ".join(texts)))


@pytest.mark.parametrize("page", [page.name for page in ENTRIES])
def test_numbers_of_every_page_stand_in_its_figures_or_where_they_lead(
    release: Release, names: set[str], page: str
) -> None:
    """Whatever page the menu gets: its words say what its figures hold, and a card what its link leads to."""
    elsewhere = [figure for name, asked in _SHOWN_BY.get(page, ()) for figure in _figures(release, name, asked)]
    for asked in _ADDRESSES:
        read = read_page(entry(page), release, asked)
        known = names | _differences(read.figures) | {text for texts in asked.values() for text in texts}
        said = [read.finding, read.lede, *_words(read)]
        assert _untraced(said, [*read.figures, *elsewhere], known=known) == set(), asked
        for text, way in _ways(read):
            there = _figures(release, way.page, {name: [value] for name, value in way.parameters})
            assert _untraced([text], there, known=names) == set(), (way, text)


def _told(read: Reading, piece: str) -> Iterator[tuple[Any, ...]]:
    return (said.told for said in read.said if said.piece == piece)


def _words(read: Reading) -> Iterator[str]:
    """What a page says in words: paragraphs, points, the line under a section."""
    for _, *text in _told(read, "section"):
        yield from text
    for paragraphs in _told(read, "prose"):
        yield from paragraphs
    for (groups,) in _told(read, "points"):
        yield from (text for _, texts in groups for text in texts)
    for (sentences,) in _told(read, "sentences"):
        yield from (part.text for parts in sentences for part in parts if part.way is None)


def _ways(read: Reading) -> Iterator[tuple[str, Way]]:
    """What a page says with a link to the view in which the numbers stand: cards, parts of sentences."""
    for (items,) in _told(read, "cards"):
        yield from ((f"{value} {remark}", way) for _, value, remark, way in items)
    for (sentences,) in _told(read, "sentences"):
        yield from ((part.text, part.way) for parts in sentences for part in parts if part.way is not None)


def _figures(release: Release, page: str, asked: Mapping[str, list[str]]) -> list[Figure]:
    return read_page(entry(page), release, asked).figures


def _differences(figures: Iterable[Figure]) -> set[str]:
    """Between any two countries on one measure, where a figure holds every measure of several countries."""
    found: set[str] = set()
    for figure in figures:
        if not {"country_code", "measure_id", "value"} <= set(figure.frame.column_names):
            continue
        values: dict[str, list[float]] = {}
        for row in figure.frame.to_pylist():
            if row["value"] is not None:
                values.setdefault(row["measure_id"], []).append(row["value"])
        for of_one in values.values():
            pairs = [abs(one - other) for one, other in combinations(of_one, 2)]
            found |= {number(difference, decimals) for difference in pairs for decimals in (1, 3)}
    return found
