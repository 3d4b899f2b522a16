"""Initiatives: kinds, places, years, published counts, registers and the list."""

import re
from pathlib import Path

import pytest

from dashboard.figures import initiatives as page_figures
from dashboard.figures.frames import frame_of
from dashboard.figures.initiatives.choice import ALL, LATEST, UNDATED, counted, selection
from dashboard.figures.initiatives.inventory import all_counts, published_counts
from dashboard.figures.initiatives.kinds import kind_counts
from dashboard.figures.initiatives.listing import listing
from dashboard.figures.initiatives.places import places
from dashboard.figures.initiatives.registers import registers
from dashboard.figures.initiatives.timeline import timeline
from dashboard.release import Release, open_release
from tests.pages.shown import run_page, words_of


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def _choice(country: str = "PAK", **other: str) -> page_figures.Choice:
    asked = {
        "scheme": "oxford",
        "region": "world",
        "kind": ALL,
        "status": ALL,
        "year": ALL,
        "organisation": ALL,
        "words": "",
        "register": LATEST,
        **other,
    }
    return page_figures.Choice(country, **asked)


def test_default_view_is_pakistan(release_dir: Path, release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    page, figures = run_page(monkeypatch, release_dir, "initiatives")
    said = words_of(page)
    assert not page.exception
    total = counted(release, _choice()).height
    assert f"{total} initiatives are on record in Pakistan: 31 technology parks" in said
    assert "active means notified or licensed, not proven occupied" in said
    assert "A point is the middle of a city" in said
    assert figures[-1].frame.num_rows == total + 2, "rows that sum up others are listed and not counted"


def test_deep_link_to_a_kind_of_a_country(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, figures = run_page(monkeypatch, release_dir, "initiatives", "country=PAK&kind=national_centre&year=2018")
    assert not page.exception
    rows = figures[-1].frame
    assert f"{rows.num_rows} national centres are on record in Pakistan" in words_of(page)
    assert set(rows["kind"].to_pylist()) == {"national_centre"}
    assert set(rows["start_year"].to_pylist()) == {2018}


def test_dutch_titles_say_their_language(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(monkeypatch, release_dir, "initiatives", "country=NLD&kind=ai_use_case")
    said = words_of(page)
    assert re.search('<th scope="row"[^>]* lang="nl">', said)
    assert "measures transparency, not adoption" in said


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=TUV", "No initiative is on record in Tuvalu"),
        ("country=SAU&status=planned", "None of the 43 initiatives on record in Saudi Arabia fits what is chosen"),
        ("country=all&q=qqqqqq", "on record fits what is chosen"),
        ("country=%3Cb%3E&kind=%27&year=0&organisation=..&register=x&q=%25%5C(", "which is not held here"),
        ("country=all&region=south-and-central-asia", "initiatives are on record in South and Central Asia"),
        ("country=USA&register=us-omb-2024", "An earlier edition of a register, never added to the latest one"),
    ],
)
def test_choices(query: str, expected: str, release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(monkeypatch, release_dir, "initiatives", query)
    assert not page.exception
    assert expected in words_of(page)


def test_kinds_places_and_years_add_up_to_what_is_counted(release: Release) -> None:
    for country in ("PAK", "IND", "NLD", "USA", ALL):
        choice = _choice(country)
        rows = counted(release, choice)
        kinds = kind_counts(release, choice, "light")
        shown, dated = places(release, choice, "light"), timeline(release, choice, "light")
        assert kinds is not None and shown is not None and dated is not None
        assert sum(kinds.frame["initiative_count"].to_pylist()) == rows.height
        placed = rows.height - rows["latitude"].null_count()
        assert sum(shown.frame["place_count"].to_pylist()) == placed
        assert shown.title.startswith(f"{placed:,} of {rows.height:,} initiatives")
        with_year = rows.height - rows["start_year"].null_count()
        assert sum(dated.frame["initiative_count"].to_pylist()) == with_year
        assert f"{rows.height - with_year:,} initiative" in dated.subtitle


def test_one_point_a_place(release: Release) -> None:
    figure = places(release, _choice(ALL), "light")
    assert figure is not None
    points = frame_of(figure.frame).select("country_code", "latitude", "longitude")
    assert points.n_unique() == points.height


def test_counts_at_odds_are_marked_and_drawn(release: Release) -> None:
    table = all_counts(release, _choice())
    assert table is not None
    odd = {row["fact_id"] for row in table.frame.to_pylist() if row["is_conflicting"]}
    assert {"cnt-017", "cnt-018", "cnt-020", "cnt-021"} <= odd
    drawn = published_counts(release, _choice(), "light")
    assert drawn[0].frame["value"].to_pylist() == [14, 14, 15, 22, 43, 43]
    assert drawn[1].title == "HEC national centres of Pakistan: 6 or 5, depending on the source"
    assert published_counts(release, _choice("IND"), "light")[0].frame["value"].to_pylist() == [60, 63]


def test_editions_of_a_register_are_never_added(release: Release) -> None:
    figure = registers(release, _choice("USA"), "light")
    assert figure is not None
    assert "3,611" in figure.title
    assert any("measures transparency, not adoption" in note for note in figure.notes)
    assert any("3,611 entries are published, 3,610 are held" in note for note in figure.notes)
    latest, earlier = (selection(release, _choice("USA", register=name)) for name in (LATEST, "us-omb-2024"))
    assert not set(latest["initiative_id"]) & set(earlier["initiative_id"])
    assert set(earlier["source_id"]) == {"us-omb-2024"}


def test_filters_narrow_the_list(release: Release) -> None:
    everything = selection(release, _choice(ALL))
    assert everything.height == release.arrow("SELECT count(*) FROM initiative").column(0)[0].as_py()
    assert set(selection(release, _choice("PAK", status="planned"))["status"]) == {"planned"}
    assert selection(release, _choice("PAK", year=UNDATED))["start_year"].null_count() == 52
    robot = selection(release, _choice("PAK", words="ROBOT"))
    assert robot.height and all("robot" in text for text in robot["searched"])
    organisation = next(iter(list(page_figures.organisation_options(release, _choice("IND")))[1:]))
    assert set(selection(release, _choice("IND", organisation=organisation))["lead_organisation"]) == {organisation}


def test_list_marks_possible_duplicates(release: Release) -> None:
    figure = listing(release, _choice())
    assert figure is not None
    remarks = {row["initiative_id"]: row["remark"] for row in figure.frame.to_pylist()}
    assert remarks["pak-tp-nstp"].startswith("May be the same as: NUST Special Technology Zone")
    assert sum(text == "Sums up several; not counted." for text in remarks.values()) == 2
    assert set(figure.frame["source_id"].to_pylist()) == set(figure.provenance)


def test_every_country_gives_a_headline(release: Release) -> None:
    for code in page_figures.place_options(release):
        finding, lede = page_figures.headline(release, _choice(code))
        assert finding and lede.endswith(".")
