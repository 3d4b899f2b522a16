"""Accessibility: audits method by method, one country's sites, and the search."""

from pathlib import Path

import polars as pl
import pytest

from dashboard.figures import accessibility as page_figures
from dashboard.figures.accessibility.by_method import charts_of, known_of
from dashboard.figures.accessibility.choice import METHODS, NOBODY
from dashboard.figures.accessibility.hosts import distribution
from dashboard.figures.accessibility.portals import portal_scores
from dashboard.figures.accessibility.published import published
from dashboard.figures.accessibility.scores import good_hosts, ranking
from dashboard.figures.accessibility.search import search
from dashboard.figures.accessibility.states import states
from dashboard.figures.frames import frame_of
from dashboard.release import Release, open_release
from tests.pages.shown import run_page, words_of


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def _choice(method: str = "automated_score", country: str = "DEU", **other: str) -> page_figures.Choice:
    asked = {"scheme": "oxford", "region": "world", "year": "", **other}
    return page_figures.Choice(method, country, **asked)


def test_default_view_says_what_is_not_known_of_pakistan(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, figures = run_page(monkeypatch, release_dir, "accessibility")
    said = words_of(page)
    assert not page.exception
    assert "No automated accessibility score of Pakistan\u2019s public websites is known" in said
    assert "114 sites are listed to be audited" in said
    assert "1 study covers Pakistan, but only together with other countries" in said
    assert figures[0].frame["source_id"].to_pylist() == ["bilal-2019"]
    assert figures[1].frame.num_rows == 114
    assert "its abstract speaks of 60 sites in two countries" in said


def test_deep_link_shows_audits_by_people(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, figures = run_page(
        monkeypatch, release_dir, "accessibility", "country=LUX&method=manual_conformance&year=2024"
    )
    assert not page.exception
    rates = figures[0].frame
    full = sum(value == 100 for value in rates["value"].to_pylist())
    assert f"Of {rates.num_rows} sites that people audited in Luxembourg in 2024, {full} conformed fully" in words_of(
        page
    )
    assert set(rates["audited_year"].to_pylist()) == {2024}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=ATF&method=manual_conformance&region=pacific", "No figure of this method is held for Pacific"),
        ("region=south-and-central-asia", "No country of South and Central Asia has host scores"),
        ("country=AGO&method=self_report", "No audit of public websites of Angola is held"),
        ("q=zzzzzz", "No audited or listed site has \u201czzzzzz\u201d in its address or organisation"),
        ("q=a", "Type at least 3 letters to search"),
        ("q=nadra", "National Database and Registration Authority"),
        ("country=%3Cb%3E&method=%27;--&year=0&region=..", "which is not held here"),
        ("q=%3Cscript%3E%25", "No audited or listed site has"),
    ],
)
def test_what_is_not_there_is_said(
    query: str, expected: str, release_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _ = run_page(monkeypatch, release_dir, "accessibility", query)
    said = words_of(page)
    assert not page.exception
    assert expected in said
    assert "<script>" not in said


def test_a_figure_holds_one_method_only(release: Release) -> None:
    methods = dict(release.arrow("SELECT metric_id, method FROM audit_metric").to_pandas().itertuples(index=False))
    for method in METHODS:
        years = [*page_figures.year_labels(release, method), ""]
        for country in ("USA", "LUX", "IND", "NPL"):
            for figure in charts_of(release, _choice(method, country, year=years[0]), "light"):
                if "metric_id" in figure.frame.column_names:
                    assert {methods.get(metric, method) for metric in figure.frame["metric_id"].to_pylist()} == {method}


def test_countries_with_few_hosts_are_shown_and_not_ranked(release: Release) -> None:
    figure = ranking(release, _choice(), "light")
    assert figure is not None
    rows = {row["country_code"]: row for row in figure.frame.to_pylist()}
    assert rows["CYP"]["rank"] is None and rows["CYP"]["value_label"].endswith("(9 hosts)")
    assert rows["USA"]["rank"] is None, "a list of its own has nobody to be ranked with"
    ranked = [row for row in rows.values() if row["rank"]]
    assert all(row["host_count"] >= 30 and row["rank_of"] == len(ranked) for row in ranked)
    germany = rows["DEU"]
    assert f"Germany is {germany['rank']}th of {len(ranked)} with {germany['value']:.1f}" in figure.title
    assert any("suspected failed run" in note and note.startswith("6 hosts") for note in figure.notes)


def test_shares_and_bins_agree_with_the_hosts(release: Release) -> None:
    asked = (
        "SELECT count(*), count(*) FILTER (value >= 90) FROM audit_result "
        "WHERE metric_id = 'lh_site_score' AND country_code = 'DEU' AND status = 'normal'"
    )
    hosts, good = (column[0].as_py() for column in release.arrow(asked).columns)
    share = good_hosts(release, _choice(), "light")
    bins = distribution(release, _choice(), "light")
    assert share is not None and bins is not None
    own = frame_of(share.frame).filter(pl.col("country_code") == "DEU")
    assert own["value"][0] == pytest.approx(100 * good / hosts)
    assert sum(bins.frame["host_count"].to_pylist()) == hosts
    assert bins.title.startswith(f"{100 * good / hosts:.1f} percent of the {hosts:,} hosts of Germany score 90 or more")


def test_states_of_the_united_states(release: Release) -> None:
    figure = states(release, _choice(country="USA"), "light")
    assert figure is not None
    assert figure.frame.num_rows == 54
    assert f"leads {sum(rank is not None for rank in figure.frame['rank'].to_pylist())} ranked states" in figure.title
    assert states(release, _choice(country="PAK"), "light") is None


def test_portals_draw_the_chosen_country(release: Release) -> None:
    figure = portal_scores(release, _choice(), "light")
    assert figure is not None
    chosen = [row for row in figure.frame.to_pylist() if row["emphasis"] == "chosen"]
    assert {row["country_code"] for row in chosen} == {"DEU"}
    assert figure.title.endswith(f"that of Germany scored {chosen[-1]['value']:.0f}")
    assert len(set(figure.frame["country_code"].to_pylist())) <= 8
    assert any("never call it a national average" in note for note in figure.notes)


def test_countries_outside_a_method_share_its_charts(release: Release) -> None:
    assert charts_of(release, _choice(country="PAK"), "light") is charts_of(release, _choice(country=NOBODY), "light")


def test_tables_of_a_method_begin_with_the_chosen_country(release: Release) -> None:
    figure = published(release, _choice("other_study", "IND"))
    assert figure is not None
    codes = figure.frame["country_code"].to_pylist()
    assert set(codes[: codes.count("IND")]) == {"IND"}
    assert figure.title.endswith(f"{codes.count('IND')} of India")


def test_search_ignores_case_and_says_how_many_there_are(release: Release) -> None:
    found = search(release, "GOV.UK")
    assert found is not None
    assert found.frame.num_rows == 300
    assert found.title.endswith("the first 300 are listed")
    assert set(found.frame["source_id"].to_pylist()) <= set(found.provenance)


def test_every_country_gives_a_page_of_what_is_known(release: Release) -> None:
    for code in release.arrow("SELECT country_code FROM country").column(0).to_pylist():
        for figure in known_of(release, code):
            assert figure.frame.num_rows
