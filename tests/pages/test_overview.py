"""The front page: four answers about one country, and what the atlas holds."""

from pathlib import Path

import pytest

from dashboard.figures import overview
from dashboard.menu import ENTRIES
from dashboard.release import Release, open_release
from tests.pages.shown import run_page, words_of


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def test_default_view(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, figures = run_page(monkeypatch, release_dir, "overview")
    said = words_of(page)
    assert not page.exception
    assert "<h1>Pakistan ranks 81st of 195 for AI readiness in 2025, 8th of 18 in South and Central Asia</h1>" in said
    assert "No audit held" in said
    assert len(figures) == 3
    links = {link.proto.label for link in page.get("page_link")}
    for entry in ENTRIES:
        if entry.name != "overview":
            assert any(entry.question in label for label in links), entry.question


def test_links_carry_the_country(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(monkeypatch, release_dir, "overview", "country=GBR")
    assert "United Kingdom ranks 3rd of 195" in words_of(page)
    # Pages about the whole atlas understand no country.
    assert {link.proto.query_string for link in page.get("page_link")} == {"country=GBR", ""}


def test_a_hostile_country_is_refused_politely(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(monkeypatch, release_dir, "overview", "country=%3Cscript%3Ealert(1)%3C/script%3E")
    assert not page.exception
    assert "is not held here. Showing Pakistan." in words_of(page)
    assert "<script>" not in words_of(page)


def test_a_country_without_any_figure_is_told_so(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(monkeypatch, release_dir, "overview", "country=XKX")
    said = words_of(page)
    assert "The Government AI Readiness Index has no score for Kosovo" in said
    assert "No score published" in said
    assert "None on record" in said
    assert "No study held" in said


def test_every_country_has_four_answers_in_words(release: Release) -> None:
    codes = [row["country_code"] for row in release.arrow("SELECT country_code FROM country").to_pylist()]
    for code in codes:
        answers = overview.four_answers(release, code)
        assert len(answers) == 4, code
        for label, value, remark, _ in answers:
            assert label and value and remark.endswith("."), (code, label)
            assert "None " not in f"{value} " or value == "None on record", (code, value)
            assert "nan" not in remark.lower().split(), (code, remark)


def test_answers_are_the_release(release: Release) -> None:
    asked = "SELECT count(*) FROM initiative WHERE country_code = 'PAK' AND NOT is_aggregate"
    initiatives = release.arrow(asked).column(0)[0].as_py()
    readiness, accessibility, started, barriers = overview.four_answers(release, "PAK")
    assert readiness.value == "81st of 195"
    assert accessibility.value == "No audit held"
    assert started.value == f"{initiatives} on record"
    assert barriers.value == "34 challenges"
    assert "8 studies" in barriers.remark


def test_share_of_sites_is_the_release(release: Release) -> None:
    asked = "SELECT share_ge90_pct, host_count FROM audit_country WHERE country_code = 'GBR'"
    share, hosts = (column[0].as_py() for column in release.arrow(asked).columns)
    answer = overview.four_answers(release, "GBR")[1]
    assert answer.value == f"{share:.0f}% score 90+"
    assert f"{hosts:,} government sites" in answer.remark


def test_what_is_held_is_the_release(release: Release) -> None:
    held = {row["holding"]: row["item_count"] for row in overview.held_figures(release).frame.to_pylist()}
    assert held["score"] == release.arrow("SELECT count(*) FROM score").column(0)[0].as_py()
    assert held["audit_figure"] == release.arrow("SELECT count(*) FROM audit_result").column(0)[0].as_py()
    assert f"{held['score']:,} scores" in overview.held_figures(release).title
    newest = overview.latest_editions(release)
    assert "GAIRI 2025" in newest.title
    assert set(newest.frame["retrieved_on_label"].to_pylist()) == {"not recorded"}
