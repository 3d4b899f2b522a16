"""No difference, line, average or regional rank crosses a break: proven over every index and every pair of editions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from itertools import combinations, pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.figure import Figure
from dashboard.figures import breaks, comparison, readiness, regions
from dashboard.queries import readiness as queries
from dashboard.release import Release, open_release
from tests.pages.shown import run_page, words_of

REGION = "south-and-central-asia"
COUNTRIES = ("PAK", "USA", "TCD", "SSD")
_NOTICE = re.compile(r'<div class=notice role=status>.*?<a href="([^"]*)".*?</div>')
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def _segments(release: Release, index: str) -> dict[str, int]:
    return {found.edition: found.segment for found in queries.editions(release, index)}


def _pairs(release: Release) -> Iterator[tuple[str, str, str, bool]]:
    for index in queries.index_labels(release):
        segments = _segments(release, index)
        for start, end in combinations(sorted(segments), 2):
            yield index, start, end, segments[start] == segments[end]


def _one_segment(release: Release, index: str, text: str) -> bool:
    """Whether the editions that a text names may be compared with each other."""
    segments = _segments(release, index)
    return len({segments[year] for year in _YEAR.findall(text) if year in segments}) <= 1


def test_there_are_breaks_to_cross(release: Release) -> None:
    found = list(_pairs(release))
    assert len(found) > 80
    assert {(start, end) for index, start, end, is_one in found if index == "gairi" and not is_one} >= {
        ("2019", "2020"), ("2019", "2025"), ("2024", "2025"),
    }  # fmt: skip


def test_regions_refuse_every_pair_over_a_break_and_show_one_that_holds(release: Release) -> None:
    for index, start, end, is_one in _pairs(release):
        pair = regions.pair(release, index, "total", "un-subregion", end, start, end)
        assert pair is not None
        segments = _segments(release, index)
        assert segments[pair.from_edition] == segments[pair.to_edition]
        refusals = [*pair.from_refusals.values(), *pair.to_refusals.values()]
        said = " ".join(each.text for each in refusals)
        if is_one:
            assert (pair.from_edition, pair.to_edition, said) == (start, end, "")
        else:
            assert breaks.reason_between(release, index, start, end) in said
            assert f"Showing {pair.from_edition} to {pair.to_edition}." in said
            assert [each.instead for each in refusals if each.text] == [
                {"edition": pair.to_edition, "from_edition": pair.from_edition, "to_edition": pair.to_edition}
            ]
        for offered in pair.ends:
            assert segments[offered] == segments[pair.from_edition]


def test_the_release_holds_no_movement_over_a_break(release: Release) -> None:
    crossing = release.arrow(
        "SELECT count(*) AS n FROM region_movement m JOIN edition a ON a.index_id = m.index_id "
        "AND a.edition = m.from_edition JOIN edition b ON b.index_id = m.index_id AND b.edition = m.to_edition "
        "WHERE a.segment <> b.segment",
        {},
    )
    assert crossing.to_pylist() == [{"n": 0}]


def test_a_change_asked_for_over_a_break_is_refused_with_its_reason_and_the_nearest(release: Release) -> None:
    for index, start, end, is_one in _pairs(release):
        for country in COUNTRIES:
            choice = readiness.Choice(index, end, "total", "oxford", REGION, country)
            for first, last in ((start, end), (end, start)):
                [found] = readiness.asked_change(release, choice, first, last)
                said = found.text
                if is_one:
                    assert said.startswith((f"From {start} to {end} the score went", "No figure to compare"))
                    continue
                assert said.startswith(f"{start} and {end} cannot be compared: ")
                assert breaks.reason_between(release, index, start, end) in said
                told = re.search(r"from ([0-9]{4}) to ([0-9]{4}) the score went", said)
                assert told or "No two editions with this figure can be." in said
                assert bool(told) == bool(found.label)
                if told:
                    assert _one_segment(release, index, " ".join(told.groups()))
                    assert _at(release, choice, found.instead).startswith(f"From {told[1]} to {told[2]} the score went")


def _at(release: Release, choice: readiness.Choice, instead: Mapping[str, str]) -> str:
    """What the page says where a refusal leads to."""
    other = replace(choice, edition=instead["edition"])
    [found] = readiness.asked_change(release, other, instead["from_edition"], instead["to_edition"])
    return found.text


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("readiness", "country=IND&index=gairi&measure=total&scheme=un-subregion&region=southern-asia"),
        ("compare_countries", "countries=IND&countries=PAK&index=gairi&peers=region&scheme=un-subregion"),
        ("compare_regions", "index=gairi&measure=total&scheme=un-subregion&region=southern-asia"),
    ],
)
def test_a_refusal_links_to_the_nearest_comparison_with_everything_else_as_it_was(
    page: str, kept: str, release_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    test, _ = run_page(monkeypatch, release_dir, page, f"{kept}&edition=2025&from_edition=2022&to_edition=2025")
    told = _NOTICE.search(words_of(test))
    assert told and "2022 and 2025 cannot be compared: " in told[0]
    address = unescape(told[1])
    asked = parse_qs(urlsplit(address).query)
    assert {name: asked[name] for name in parse_qs(kept)} == parse_qs(kept)
    assert [asked[name] for name in ("edition", "from_edition", "to_edition")] == [["2024"], ["2022"], ["2024"]]
    monkeypatch.undo()
    there = words_of(run_page(monkeypatch, release_dir, page, urlsplit(address).query)[0])
    assert "cannot be compared" not in " ".join(_NOTICE.findall(there))
    assert "rom 2022 to 2024" in there
    assert "from_edition=2022&amp;to_edition=2024" in there


def test_nothing_is_said_where_nobody_asks_and_hostile_editions_are_only_quoted(release: Release) -> None:
    choice = readiness.Choice("gairi", "2025", "total", "oxford", REGION, "PAK")
    assert readiness.asked_change(release, choice, "", "2024") == []
    [found] = readiness.asked_change(release, choice, "<b>" * 50, "2024")
    said = found.text
    assert said.startswith("No figure to compare is held for ")
    assert len(said) < 120


def _lines(figure: Figure) -> dict[tuple[str, int], list[str]]:
    """The editions of every line that is drawn."""
    assert figure.spec is not None
    drawn: dict[tuple[str, int], list[str]] = {}
    for row in figure.frame.to_pylist():
        drawn.setdefault((row["country"], row["segment"]), []).append(row["edition"])
    return drawn


def test_no_line_and_no_finding_of_a_trend_crosses_a_break(release: Release) -> None:
    for index in queries.index_labels(release):
        segments = _segments(release, index)
        for edition in segments:
            one = readiness.Choice(index, edition, "total", "oxford", REGION, "PAK")
            many = comparison.Choice(index, edition, COUNTRIES, "region", "oxford", REGION)
            for figure in (readiness.trend(release, one, COUNTRIES, "light"), comparison.trend(release, many, "light")):
                assert figure.spec is not None
                lines = [part for part in figure.spec["layer"] if _type(part) == "line"]
                assert lines
                assert all("segment" in str(part["encoding"].get("detail")) for part in lines)
                for (_, segment), years in _lines(figure).items():
                    assert {segments[year] for year in years} == {segment}
                assert _one_segment(release, index, figure.title), figure.title
                shown = sorted({row["edition"] for row in figure.frame.to_pylist()})
                for before, after in pairwise(shown):
                    if segments[before] != segments[after]:
                        assert any(f"{before} and {after} cannot be compared: " in note for note in figure.notes)
            for sentence in comparison.sentences(release, many):
                assert _one_segment(release, index, sentence), sentence


def _type(part: dict[str, object]) -> object:
    mark = part["mark"]
    return mark["type"] if isinstance(mark, dict) else mark


def test_the_line_under_the_title_names_the_break_beside_the_edition(release: Release) -> None:
    for index in queries.index_labels(release):
        segments = _segments(release, index)
        ordered = sorted(segments)
        for edition in ordered:
            choice = readiness.Choice(index, edition, "total", "oxford", REGION, "PAK")
            _, lede = readiness.headline(release, choice)
            for before, after in pairwise(ordered):
                if edition in {before, after} and segments[before] != segments[after]:
                    other = before if edition == after else after
                    assert f"Not comparable with {other}: " in lede
