"""The country page: four answers, the figures behind them, and what is not known."""

import re
from pathlib import Path

import pytest

from dashboard.figures import country as figures
from dashboard.figures.country.dates import measure_words
from dashboard.queries import geography
from dashboard.release import Release, open_release
from tests.pages.shown import run_page, words_of


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def shown(release: Release, code: str, scheme: str = "oxford") -> dict[str, object]:
    choice = figures.Choice(code, scheme)
    parts = (figures.readiness, figures.accessibility, figures.initiatives, figures.barriers)
    return {figure.name: figure for part in parts for figure in part(release, choice, "light")}


def test_default_view(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, drawn = run_page(monkeypatch, release_dir, "country")
    said = words_of(page)
    assert not page.exception
    assert "<h1>Pakistan ranks 81st of 195 for AI readiness in 2025; 78 initiatives and 8 studies are on record" in said
    assert "but no audit of its websites</h1>" in said
    assert "8th of 18 in South and Central Asia" in said
    assert "No audit of its public websites is held" in said
    assert "114 public sites are listed, ready to be audited." in said
    assert len(drawn) == 11
    assert "about=PAK&country=PAK" in {link.proto.query_string for link in page.get("page_link")}
    cards = re.findall(r'<dd class=value><a href="([^"?]*)[?]country=PAK', said)
    assert cards == ["readiness", "accessibility", "initiatives", "barriers"]


def test_deep_link_follows_the_scheme(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(monkeypatch, release_dir, "country", "country=PAK&scheme=wb-region")
    said = words_of(page)
    assert not page.exception
    assert "Rank in Middle East, North Africa, Afghanistan &amp; Pakistan" in said
    assert "8th of 18" not in said


def test_a_hostile_link_is_refused_politely(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "country=%3Cscript%3E&scheme=%00&region=../../etc"
    page, _ = run_page(monkeypatch, release_dir, "country", query)
    assert not page.exception
    assert "is not held here. Showing Pakistan." in words_of(page)
    assert "<script>" not in words_of(page)


def test_a_territory_without_figures_gets_sentences(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, drawn = run_page(monkeypatch, release_dir, "country", "country=PRI")
    said = words_of(page)
    assert not page.exception
    assert "<h1>No readiness index ranks Puerto Rico; no initiative or study is on record</h1>" in said
    assert "225 public sites are counted with the United States" in said
    assert "No source held here names an initiative. That does not mean that there is none." in said
    assert [figure.name for figure in drawn] == ["context_pri"]


def test_ranks_are_the_release(release: Release) -> None:
    table = shown(release, "PAK")["readiness_all-indexes_pak"].frame.to_pylist()
    asked = """
        SELECT s.index_id, s.edition, s.value, s.rank, s.rank_of, r.rank AS region_rank, r.rank_of AS region_rank_of
        FROM score s JOIN edition e USING (index_id, edition)
        JOIN region_rank r ON r.scheme = 'oxford' AND r.region = 'south-and-central-asia'
          AND r.index_id = s.index_id AND r.edition = s.edition AND r.measure_id = s.measure_id
          AND r.country_code = s.country_code
        WHERE s.country_code = 'PAK' AND s.measure_id = 'total' AND e.is_latest
    """
    known = {row["index_id"]: row for row in release.arrow(asked).to_pylist()}
    assert {row["index_id"] for row in table} == set(known)
    for row in table:
        assert {name: row[name] for name in known[row["index_id"]]} == known[row["index_id"]]
    title = shown(release, "PAK")["readiness_all-indexes_pak"].title
    assert f"{known['gairi']['rank']}st of {known['gairi']['rank_of']}" in title
    assert f"{known['egdi']['rank']}th of {known['egdi']['rank_of']}" in title


def test_initiatives_are_the_release(release: Release) -> None:
    found = shown(release, "PAK")
    asked = "SELECT count(*) FROM initiative WHERE country_code = 'PAK'"
    rows = release.arrow(asked).column(0)[0].as_py()
    counted = release.arrow(f"{asked} AND NOT is_aggregate").column(0)[0].as_py()
    placed = release.arrow(f"{asked} AND NOT is_aggregate AND latitude IS NOT NULL").column(0)[0].as_py()
    assert found["initiatives_pak"].frame.num_rows == rows
    assert sum(found["initiatives_by-kind_pak"].frame["initiative_count"].to_pylist()) == counted
    assert sum(found["initiatives_places_pak"].frame["place_count"].to_pylist()) == placed
    assert f"of {placed}; {counted - placed} of {counted} have no place" in found["initiatives_places_pak"].title


def test_host_means_are_the_release(release: Release) -> None:
    found = shown(release, "FRA")["accessibility_audits_fra"]
    asked = "SELECT mean, host_count FROM audit_country WHERE country_code = 'FRA'"
    mean, hosts = (column[0].as_py() for column in release.arrow(asked).columns)
    assert f"{hosts:,} public sites of France score {mean:.1f} of 100" in found.title
    context = {
        row["metric_id"] for row in release.arrow("SELECT metric_id FROM audit_metric WHERE is_context").to_pylist()
    }
    assert not context & set(found.frame["metric_id"].to_pylist())


def test_conflicting_counts_stand_side_by_side(release: Release) -> None:
    frame = shown(release, "PAK")["initiatives_published-counts_pak"].frame.to_pylist()
    centres = [row for row in frame if row["measure"] == "hec_national_centres"]
    assert sorted(row["value"] for row in centres) == [5, 6]
    assert all(row["is_conflicting"] for row in centres)
    parks = [row for row in frame if row["measure"] == "software_technology_parks"]
    assert not any(row["is_conflicting"] for row in parks), "other years are no conflict"


def test_gaps_are_worked_out(release: Release) -> None:
    kosovo = dict(figures.gaps(release, figures.Choice("XKX", "oxford")))
    assert "No edition of the Government AI Readiness Index has a figure of Kosovo." in kosovo["Readiness"]
    assert any("No study held here is about it." in text for text in kosovo["Barriers"])
    cyprus = dict(figures.gaps(release, figures.Choice("CYP", "oxford")))
    assert "Only 9 hosts were scored, too few for a rank." in cyprus["Accessibility"]
    states = dict(figures.gaps(release, figures.Choice("USA", "oxford")))
    assert any("3 suspected failed runs" in text for text in states["Accessibility"])


def test_every_country_has_a_page_without_holes(release: Release) -> None:
    for code in list(geography.country_labels(release))[::6]:
        choice = figures.Choice(code, "un-subregion")
        finding, lede = figures.headline(release, choice)
        assert finding and lede and "None" not in finding + lede, code
        assert finding[0].isupper()
        for figure in shown(release, code, "un-subregion").values():
            assert figure.title and "None" not in figure.title.split(), (code, figure.title)
            assert figure.spec is None or 40 <= len(figure.alt) <= 250, (code, figure.alt)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("software_technology_parks", "Software technology parks"),
        ("ncai_labs", "NCAI labs"),
        ("register_entries: NYC list", "Entries of NYC list"),
    ],
)
def test_codes_of_counts_become_words(code: str, words: str) -> None:
    assert measure_words(code) == words
