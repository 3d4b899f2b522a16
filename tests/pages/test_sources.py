"""Sources and method: every source, definition and table of the release."""

from pathlib import Path

import pytest

from dashboard.figures import sources
from dashboard.queries import holdings
from dashboard.release import Release, open_release
from dashboard.tables import address
from tests.pages.shown import run_page, words_of


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def test_default_view_lists_every_source_and_table(
    release_dir: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, figures = run_page(monkeypatch, release_dir, "sources")
    said = words_of(page)
    assert not page.exception
    held = release.arrow("SELECT count(*) FROM source").column(0)[0].as_py()
    assert f"The figures come from {held} sources" in said
    assert figures[0].frame.num_rows == held
    assert "do not allow free redistribution" in said, "the page says why the AIPI has no figures"
    assert release.id in said
    assert holdings.made(release).inputs_sha256 in said
    for row in holdings.tables(release).to_pylist():
        for extension in ("csv", "parquet"):
            assert f'href="{address(release.id, row["table_name"], extension)}"' in said
            assert release.file(row["table_name"], extension).is_file()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("source=gairi", "Government AI Readiness Index: 28,855 figures in this release"),
        ("source=aipi", "AI Preparedness Index: no figure in this release"),
        ("family=geography", "sources are about maps and places"),
        ("q=zzzz", "No source holds the words \u201czzzz\u201d"),
        ("part=coverage", "Of 200 countries and territories, "),
        ("part=indexes", "The Government AI Readiness Index: 7 editions, built in 4 different ways"),
        ("part=indexes&index=aipi", "The AI Preparedness Index is described here without its figures"),
        ("part=audits", "which are never mixed"),
        ("part=places", "grouped in 7 ways"),
        ("part=places&q=IVOIRE", "spelling"),
        ("part=places&q=zzzz", "No spelling of a country holds"),
    ],
)
def test_parts(query: str, expected: str, release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(monkeypatch, release_dir, "sources", query)
    assert not page.exception
    assert expected in words_of(page)


@pytest.mark.parametrize(
    "query", ["source=../../etc/passwd", "part=%00", "family=%27;DROP", "q=%3Cb%3E%25", "q=" + "x" * 5000]
)
def test_hostile_queries_give_a_page(query: str, release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(monkeypatch, release_dir, "sources", query)
    assert not page.exception
    assert "<b>" not in words_of(page)
    assert "<h1>" in words_of(page)


def test_the_detail_of_a_source_says_what_is_odd_and_what_is_not_recorded(release: Release) -> None:
    told = dict(sources.detail(release, "gairi"))
    assert told["Retrieved from the publisher on"] == ("Not recorded",)
    assert told["Compiled on"] == ("22 November 2026",)
    assert any("Sri Lanka" in text for text in told["What is odd"])
    assert told["What was checked"]


def test_every_source_can_be_shown_in_full(release: Release) -> None:
    for source_id in holdings.source_labels(release):
        told = dict(sources.detail(release, source_id))
        assert told["Licence"] and told["How to cite it"], source_id


def test_measures_hold_every_measure_with_its_range(release: Release) -> None:
    for index in holdings.index_labels(release):
        asked = "SELECT count(*) FROM measure WHERE index_id = $index"
        held = release.arrow(asked, {"index": index}).column(0)[0].as_py()
        frame = sources.shown(release, "indexes", holdings.ALL, "", index)[-1].frame
        assert frame.num_rows == held
        assert None not in frame["range"].to_pylist()
        assert all(not text.endswith(("\u2013", ".")) for text in frame["range"].to_pylist())


def test_search_ignores_case_and_accents(release: Release) -> None:
    assert holdings.spellings(release, "COTE D").num_rows
    assert holdings.sources(release, words="oxford INSIGHTS").num_rows
