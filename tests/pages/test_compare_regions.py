"""Regions side by side: means with their counts, and movement on the same countries."""

from pathlib import Path

import pytest

from dashboard.figures import regions as figures
from dashboard.figures.frames import frame_of
from dashboard.release import Release, open_release
from tests.pages.shown import run_page, words_of


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def _choice(
    release: Release, region: str, edition: str, pair: tuple[str, str] = ("", ""), **other: str
) -> figures.Choice:
    index, measure, scheme = (other.get(key, default) for key, default in _DEFAULTS.items())
    found = figures.pair(release, index, measure, scheme, edition, *pair)
    return figures.Choice.of(index, edition, measure, scheme, region, "PAK", found)


_DEFAULTS = {"index": "gairi", "measure": "total", "scheme": "oxford"}


def test_default_view(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, shown = run_page(monkeypatch, release_dir, "compare_regions")
    said = words_of(page)
    assert not page.exception
    assert "<h1>South and Central Asia averages 41.0 in 2025, 6th of 9 regions" in said
    assert "Unweighted mean of all 18 members." in said
    assert "2025 cannot be compared with 2023 or 2024" in said
    assert len(shown) == 4


def test_western_europe_on_the_same_countries(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, shown = run_page(
        monkeypatch, release_dir, "compare_regions",
        "index=gairi&edition=2023&scheme=oxford&region=western-europe&from_edition=2022&to_edition=2023",
    )  # fmt: skip
    title = (
        "Western Europe moved +0.5 from 2022 to 2023 on the 21 countries scored in both editions; "
        "counting whoever was scored would show \u22121.8"
    )
    figure = next(figure for figure in shown if figure.title == title)
    row = frame_of(figure.frame).row(0, named=True)
    assert row["region"] == "western-europe"
    assert (row["constant_count"], row["from_count"], row["to_count"]) == (21, 21, 24)
    assert round(row["change"], 1) == 0.5
    assert round(row["naive_change"], 1) == -1.8
    assert any("Liechtenstein, Monaco and San Marino" in note for note in figure.notes)
    assert not page.exception


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from_edition=2024&to_edition=2025", "2024 and 2025 cannot be compared: another framework"),
        ("from_edition=2022&to_edition=2025", "Showing 2022 to 2024."),
        ("from_edition=2019&to_edition=2023", "2019 and 2023 cannot be compared: another construction"),
        ("to_edition=2025", "2025 cannot be compared with any earlier edition: another framework"),
        ("from_edition=2023&to_edition=2022", "A movement goes from an earlier edition to a later one."),
        ("from_edition=%3Cscript%3E", "No figure of this measure"),
        ("edition=2019&scheme=oxford", "members are known for 2020\u20132025 only, not for 2019"),
        ("region=world&scheme=nobody&measure=x", "which is not held here"),
    ],
)
def test_what_cannot_be_shown_is_said(
    query: str, said: str, release_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _ = run_page(monkeypatch, release_dir, "compare_regions", query)
    words = words_of(page)
    assert not page.exception
    assert said in words
    assert "<script>" not in words


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (("", ""), ("2023", "2024")),
        (("2020", "2022"), ("2020", "2022")),
        (("2022", ""), ("2022", "2024")),
        (("", "2022"), ("2021", "2022")),
        (("2024", "2025"), ("2023", "2024")),
        (("2022", "2025"), ("2022", "2024")),
        (("2019", "2022"), ("2020", "2022")),
        (("2023", "2021"), ("2023", "2024")),
        (("x", "y"), ("2023", "2024")),
    ],
)
def test_the_nearest_honest_pair(release: Release, asked: tuple[str, str], shown: tuple[str, str]) -> None:
    pair = figures.pair(release, "gairi", "total", "oxford", "2025", *asked)
    assert pair is not None
    assert (pair.from_edition, pair.to_edition) == shown
    assert pair.from_edition in pair.starts
    assert pair.to_edition in pair.ends
    for asked_edition, options, refusals in zip(
        asked, (pair.starts, pair.ends), (pair.from_refusals, pair.to_refusals), strict=True
    ):
        assert not asked_edition or asked_edition in options or asked_edition in refusals


def test_a_measure_of_one_edition_does_not_move(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, shown = run_page(monkeypatch, release_dir, "compare_regions", "edition=2025&measure=p_governance")
    assert "No two editions with Governance may be compared" in words_of(page)
    assert len(shown) == 2
    assert len(page.selectbox) == 5


def test_a_region_without_figures(release: Release) -> None:
    choice = _choice(release, "oceania", "2019", scheme="un-region", measure="r_ai_startups")
    finding, _ = figures.headline(release, choice)
    frame = frame_of(figures.spread(release, choice, "light").frame)
    assert ("oceania" in frame["region"].to_list()) == (not finding.startswith("No country"))


def test_ranges_are_sorted_and_titled_from_the_frame(release: Release) -> None:
    figure = figures.spread(release, _choice(release, "western-europe", "2023"), "light")
    frame = frame_of(figure.frame)
    assert frame["mean"].is_sorted(descending=True)
    assert figure.title.startswith(f"{frame['region_label'][0]} has the highest mean ({frame['mean'][0]:.1f})")
    assert frame.filter(emphasis="chosen")["region"].to_list() == ["western-europe"]


def test_members_without_a_score_are_listed(release: Release) -> None:
    figure = figures.members(release, _choice(release, "western-europe", "2022"))
    frame = frame_of(figure.frame)
    assert frame.height == 24
    assert frame.filter(written="No figure")["country"].to_list() == ["Liechtenstein", "Monaco", "San Marino"]
    assert figure.title == (
        "21 countries of Western Europe have a figure; Liechtenstein, Monaco and San Marino have none"
    )
    assert frame["region_rank"].drop_nulls().to_list() == list(range(1, 22))


def test_member_movement_agrees_with_the_region(release: Release) -> None:
    choice = _choice(release, "western-europe", "2023", ("2022", "2023"))
    region = frame_of(figures.movement(release, choice, "light").frame).row(0, named=True)
    members = frame_of(figures.member_movement(release, choice).frame)
    assert members["change"].drop_nulls().mean() == pytest.approx(region["change"])
    assert members["change"].drop_nulls().len() == region["constant_count"]
