"""Countries side by side: what the page says is what the release holds."""

import re
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from dashboard.figures import comparison as figures
from dashboard.figures.comparison.sentences import Meeting, pillar_words, since_words, total_words
from dashboard.figures.frames import frame_of
from dashboard.queries import geography
from dashboard.release import Release, open_release
from tests.pages.shown import run_page, words_of


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def _choice(*countries: str, edition: str = "2022", index: str = "gairi", peers: str = "region") -> figures.Choice:
    return figures.Choice(index, edition, countries, peers, "oxford", "south-and-central-asia")


def test_default_view(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, shown = run_page(monkeypatch, release_dir, "compare_countries")
    assert not page.exception
    assert page.multiselect[0].value[0] == "PAK"
    assert len(page.multiselect[0].value) == 5
    assert "<h1>Pakistan is " in words_of(page)
    assert len(shown) == 5


def test_deep_link_keeps_the_order_of_the_countries(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, shown = run_page(
        monkeypatch, release_dir, "compare_countries", "countries=PAK&countries=IND&countries=USA&edition=2022"
    )
    assert page.multiselect[0].value == ["PAK", "IND", "USA"]
    said = words_of(page)
    assert (
        "<h1>Pakistan is 3rd of 3 countries compared in 2022 with 40.2; the United States scores highest with" in said
    )
    assert "Pakistan scores 40.2 and is 92nd of 181." in said
    assert "India scores 63.7 (32nd), 23.4 points more than Pakistan." in said
    wide = next(figure for figure in shown if figure.layout is not None)
    assert wide.layout is not None
    totals = frame_of(wide.layout).row(0, named=True)
    assert (totals["PAK"], totals["IND"], totals["USA"]) == ("40.22", "63.67", "85.72")
    assert wide.frame.num_rows == 3 * wide.layout.num_rows


def test_a_remembered_country_brings_its_own_peers(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(monkeypatch, release_dir, "compare_countries", "country=BRA&peers=population")
    assert page.multiselect[0].value[0] == "BRA"


def test_hostile_query(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(
        monkeypatch, release_dir, "compare_countries",
        "countries=%3Cscript%3E&countries=&index=aipi&edition=1999&peers=nobody&scheme=x&region=%00",
    )  # fmt: skip
    said = words_of(page)
    assert not page.exception
    assert "<script>" not in said
    assert "which is not held here" in said


def test_more_than_eight_are_cut_with_a_word(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = ("PAK", "IND", "BGD", "LKA", "NPL", "BTN", "IRN", "TUR", "UZB")
    page, _ = run_page(monkeypatch, release_dir, "compare_countries", "&".join(f"countries={code}" for code in codes))
    assert len(page.multiselect[0].value) == 8
    assert "At most 8 can be shown at once" in words_of(page)


def test_nothing_chosen(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, shown = run_page(monkeypatch, release_dir, "compare_countries", "countries=")
    assert "Choose up to eight countries to compare" in words_of(page)
    assert shown == []


def test_countries_without_a_figure(release: Release) -> None:
    choice = _choice("XKX", "PRK", edition="2022")
    finding, lede = figures.headline(release, choice)
    assert finding == "None of these countries has a figure in the GAIRI 2022"
    assert "No figure published for Kosovo and North Korea." in lede
    assert figures.gaps(release, choice, "light") is None
    assert figures.opening(release, choice) == "Kosovo has no figure in 2022."
    assert figures.sentences(release, choice) == (
        "Kosovo and North Korea cannot be compared: no figure is published for Kosovo and North Korea in 2022.",
    )
    assert figures.pillars(release, choice, "light").title.startswith("No figure published")


def test_gaps_are_what_the_frame_says(release: Release) -> None:
    figure = figures.gaps(release, _choice("PAK"), "light")
    assert figure is not None
    frame = frame_of(figure.frame)
    assert frame["gap"].to_list() == pytest.approx((frame["value"] - frame["reference_value"]).to_list())
    assert figure.title == (
        "Pakistan is 45.5 points behind the leader (United States) and 1.2 points above the median of "
        "South and Central Asia"
    )


def test_the_leader_is_not_compared_with_itself(release: Release) -> None:
    figure = figures.gaps(release, _choice("USA"), "light")
    assert figure is not None
    assert figure.title.startswith("The United States leads the world")
    assert "USA" not in frame_of(figure.frame)["reference_country_code"].to_list()


def test_no_line_joins_two_scales(release: Release) -> None:
    figure = figures.trend(release, _choice("PAK", "IND"), "light")
    assert "2019" not in figure.frame["edition"].to_pylist()
    assert any("2019" in note for note in figure.notes)
    assert any("2024 and 2025 cannot be compared" in note for note in figure.notes)
    assert figure.title.startswith("From 2020 to 2024 Pakistan moved from 33.5 to 40.5 (+7.0)")


def test_sentences_stay_within_comparable_editions(release: Release) -> None:
    assert all("since 2020" in text or "in 202" in text for text in figures.sentences(release, _choice("PAK", "IND")))
    for text in figures.sentences(release, _choice("PAK", "IND", "BGD", edition="2025")):
        assert not re.search(r"20(19|2[0-4])", text), "2025 is comparable with no other edition"


@pytest.mark.parametrize("kind", ["region", "income", "population", "gdp", "score"])
def test_suggested_countries_are_the_nearest(release: Release, kind: str) -> None:
    figure = figures.suggestions(release, _choice("PAK", edition="2025", peers=kind))
    frame = frame_of(figure.frame)
    assert frame.height == 7
    assert "PAK" not in frame["country_code"].to_list()
    apart = (
        (frame["value"] / frame["own_value"]).log().abs()
        if kind in {"population", "gdp"}
        else (frame["value"] - frame["own_value"]).abs()
    )
    assert all(near <= far for near, far in pairwise(apart))
    assert frame["year"].n_unique() == 1
    if kind == "income":
        assert set(frame["income_group"]) == {"Lower middle income"}
    if kind == "region":
        members = geography.region_members(release, "oxford", "south-and-central-asia")["country_code"].to_pylist()
        assert set(frame["country_code"]) <= set(members)


@pytest.mark.parametrize(("country", "kind"), [("TWN", "population"), ("ETH", "income"), ("XKX", "score")])
def test_nothing_to_compare_by_is_said(release: Release, country: str, kind: str) -> None:
    figure = figures.suggestions(release, _choice(country, edition="2025", peers=kind))
    assert figure.frame.num_rows == 0
    assert "no country can be suggested" in figure.title
    assert {column.name for column in figure.columns} | set(figure.file_columns) <= set(figure.frame.column_names)
    shown = figures.default_countries(release, kind, "gairi", "2025", country, "oxford", "east-asia")
    assert shown[0] == country
    assert len(shown) == 5


def test_file_is_one_value_to_a_row(release: Release) -> None:
    figure = figures.all_measures(release, _choice("PAK", "IND", edition="2019"))
    frame = frame_of(figure.frame)
    assert frame.select("country_code", "measure_id").is_unique().all()
    assert set(figure.file_columns) <= set(frame.columns)
    assert figure.layout is not None
    starred = sum(value.endswith("*") for code in ("PAK", "IND") for value in figure.layout[code].to_pylist() if value)
    assert starred == frame.filter(pl.col("status") != "normal").height


def _total(country: str, value: float, rank: int, is_tied: bool = False) -> dict[str, object]:
    return {"country": country, "value": value, "rank": rank, "is_tied": is_tied}


def test_total_words() -> None:
    own = _total("A", 40.0, 3)
    assert total_words(own, _total("B", 42.5, 2), 1) == "B scores 42.5 (2nd), 2.5 points more than A."
    assert total_words(own, _total("B", 40.0, 3, is_tied=True), 1) == "B scores 40.0 (=3rd), as much as A."
    assert total_words(own, _total("B", 39.99, 4), 1) == "B scores 40.0 (4th), a little less than A."


def test_pillar_words() -> None:
    assert pillar_words([("X", 2.0), ("Y", 1.0)], "A", 1) == "A is ahead on all 2 pillars, most on X (+2.0)."
    assert pillar_words([("X", -1.0), ("Y", -2.0)], "A", 1) == ("A is behind on all 2 pillars, most on Y (\u22122.0).")
    assert pillar_words([("X", 2.0), ("Y", 0.0), ("Z", -3.0)], "A", 1) == (
        "A is ahead on 1 of 3 pillars, X (+2.0), and behind on 1, Z (\u22123.0)."
    )
    assert pillar_words([("X", 0.0)], "A", 1) == ""


@pytest.mark.parametrize(
    ("meetings", "said"),
    [
        ([], ""),
        ([("2025", 1, 2)], ""),
        ([("2020", 1, 2), ("2021", 3, 3)], ""),
        (
            [("2020", 1, 3), ("2021", 1, 2)],
            "B has been ahead in every comparable edition since 2020, by 2.0 points then.",
        ),
        ([("2020", 1, 2), ("2021", 3, 2)], "A went ahead in 2021; in 2020 B was ahead."),
        ([("2020", 1, 2), ("2021", 3, 2), ("2022", 3, 2)], "A has been ahead since 2021; in 2020 B was ahead."),
        ([("2020", 2, 2), ("2021", 3, 2), ("2022", 3, 2)], "A has been ahead since 2021; in 2020 the two were level."),
    ],
)
def test_since_words(meetings: list[tuple[str, float, float]], said: str) -> None:
    assert since_words([Meeting(*meeting) for meeting in meetings], "A", "B", 1) == said
