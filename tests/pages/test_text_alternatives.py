"""What is told of a chart: long enough, short enough, and no number that its rows or the page do not give."""

import itertools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dashboard.figure import Figure
from dashboard.menu import ENTRIES, Entry
from dashboard.reading import Reading, read_page
from dashboard.release import Release, open_release

SHORTEST, LONGEST = 40, 250
# How many addresses of each page are read: its defaults, then filters drawn at random.
TRIES = 3

_NUMBER = re.compile(r"(?<![A-Za-z\d.])[\u2212-]?\d[\d,]*(?:\.\d+)?")
# More rows than these would give so many differences that any number is among them.
_MOST_COMPARED = 40
# From here on a site counts as good in the sources of its score.
_THRESHOLDS = {"90"}
# Words of measures and methods, not results: "scale 0-100", "level AA of WCAG 2.1", "Alpha-3".
_NAMES = re.compile(r"\d+[-\u2013]\d+|WCAG \d\.\d|Section 508|EN 301 549")


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def written(text: str) -> set[str]:
    """Numbers of a text, without signs and separators."""
    plain = _NAMES.sub(" ", text)
    return {found.replace(",", "").lstrip("\u2212-") for found in _NUMBER.findall(plain)}


def _forms(number: float) -> Iterator[str]:
    """A number as it may be written: with up to three digits after the point, or as a share in percent."""
    for value in (abs(number), abs(number) * 100):
        yield from (f"{value + 1e-9:.{decimals}f}" for decimals in range(4))


def _computed(numbers: list[float]) -> Iterator[float]:
    """What a sentence may say of a column: its sum, mean, median, differences, and shares of its last rows."""
    ordered, total = sorted(numbers), sum(numbers)
    yield from (total, total / len(numbers), ordered[len(ordered) // 2])
    if total and ordered[0] >= 0:
        yield from (above / total for above in itertools.accumulate(reversed(numbers)))
    if len(ordered) <= _MOST_COMPARED:
        yield from (later - earlier for earlier, later in itertools.combinations(ordered, 2))


def _counted(values: list[object]) -> Iterator[int]:
    """How many rows a column has, how many differ, and how many hold each value."""
    held = [value for value in values if value is not None]
    yield from (len(values), len(held), len(values) - len(held), len(set(map(str, held))))
    tally = Counter(map(str, held))
    yield from tally.values()
    yield from (len(held) - many for many in tally.values())


def given(figure: Figure) -> set[str]:
    """Every number that the rows of a figure give, as it may be written."""
    found: set[str] = set()
    for column in figure.frame.columns:
        values = column.to_pylist()
        numbers = [float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
        found.update(form for number in numbers for form in _forms(number))
        for part in _parts(figure, values):
            found.update(form for number in _computed(part) for form in _forms(number))
        found.update(str(count) for count in _counted(values))
        found.update(number for value in values if not isinstance(value, float) for number in written(str(value)))
    return found | _THRESHOLDS


def _parts(figure: Figure, values: list[object]) -> Iterator[list[float]]:
    """The numbers of a column, and those of each country in it."""
    codes = figure.frame["country_code"].to_pylist() if "country_code" in figure.frame.column_names else values
    parts: dict[object, list[float]] = defaultdict(list)
    for code, value in zip(codes, values, strict=True):
        if isinstance(value, int | float) and not isinstance(value, bool):
            parts[None].append(float(value))
            if codes is not values:
                parts[code].append(float(value))
    yield from (part for code, part in parts.items() if code is None or len(part) > 1)


def _asked(options: dict[str, list[str]], drawn: random.Random) -> dict[str, list[str]]:
    return {name: [drawn.choice(codes)] for name, codes in options.items() if codes and drawn.random() < 0.6}


def _charts(release: Release, entry: Entry) -> Iterable[tuple[Figure, Reading]]:
    """Every different chart of a page, over its defaults and some filters at random, the same in every run."""
    drawn = random.Random(entry.name)
    options = read_page(entry, release, {}).options
    asked = [{}, *(_asked(options, drawn) for _ in range(TRIES - 1))]
    readings = [read_page(entry, release, each) for each in asked]
    found = {figure.serial: (figure, reading) for reading in readings for figure in reading.figures}
    return [each for each in found.values() if each[0].spec is not None and each[0].frame.num_rows]


def _said(figure: Figure, reading: Reading) -> set[str]:
    """Numbers of the sentences that stand over the chart, made by rule from the same answers."""
    return written(" ".join([reading.finding, reading.lede, figure.title, figure.subtitle]))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_chart_is_told_in_40_to_250_characters_and_with_its_own_numbers(release: Release, entry: Entry) -> None:
    wrong = []
    for figure, reading in _charts(release, entry):
        if not SHORTEST <= len(figure.alt) <= LONGEST:
            wrong.append(f"{len(figure.alt)} characters: {figure.alt}")
        # Most numbers stand in the sentences over the chart; only for the others its rows are worked through.
        strange = written(figure.alt) - _said(figure, reading)
        if strange and (strange := strange - given(figure)):
            wrong.append(f"{sorted(strange)} is not in the rows of {figure.name}: {figure.alt}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_chart_has_a_table_whose_columns_have_heads(release: Release, entry: Entry) -> None:
    for figure, _ in _charts(release, entry):
        assert figure.columns or figure.table_elsewhere, figure.name
        assert all(column.label.strip() for column in figure.columns[1:]), figure.name
        assert figure.title.strip()


def test_a_number_from_elsewhere_is_noticed() -> None:
    assert written("Pakistan scores 45.4, 8th of 18; \u22122.1 since 2020, scale 0\u2013100, WCAG 2.1") == {
        "45.4", "8", "18", "2.1", "2020",
    }  # fmt: skip
