"""The barriers page: challenges, the matrix, routines, and which study says so."""

from pathlib import Path

import pytest

from dashboard.figures import barriers as figures
from dashboard.release import Release, open_release
from tests.pages.shown import run_page, words_of


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def test_default_view(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, drawn = run_page(monkeypatch, release_dir, "barriers")
    said = words_of(page)
    assert not page.exception
    assert "<h1>Organizational and managerial challenges are named most often, by 11 of 20 studies</h1>" in said
    assert "our classification after Sun and Medaglia (2019) and Dwivedi et al. (2019)" in said
    assert "18 of the 20 studies that name a challenge are known here only through the study" in said
    assert len(drawn) == 10


def test_deep_link(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, drawn = run_page(monkeypatch, release_dir, "barriers", "study_country=GBR&category=ethical&sort=name")
    said = words_of(page)
    assert not page.exception
    assert "<h1>The one study about the United Kingdom that names challenges names ethical ones</h1>" in said
    assert "Choose all studies to see them." in said
    assert not any("matrix" in figure.name for figure in drawn)


def test_a_hostile_link_is_refused_politely(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "study_country=PAK%27%3B--&category=%3Cimg%20src%3Dx%3E&sort=__class__"
    page, drawn = run_page(monkeypatch, release_dir, "barriers", query)
    assert not page.exception
    assert "is not held here. Showing All studies." in words_of(page)
    assert "<img" not in words_of(page)
    assert len(drawn) == 10


def test_a_country_whose_study_names_nothing_is_told_so(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, drawn = run_page(monkeypatch, release_dir, "barriers", "study_country=CHN")
    said = words_of(page)
    assert not page.exception
    assert "<h1>No study held here about China names a challenge</h1>" in said
    assert "Sun and Medaglia (2019)" in said
    assert [figure.name for figure in drawn] == ["literature_studies_chn"]


def test_statements_are_the_release(release: Release) -> None:
    table = figures.challenges(release, figures.Choice())
    assert table is not None
    assert table.frame.num_rows == release.arrow("SELECT count(*) FROM challenge_evidence").column(0)[0].as_py()
    drawn = figures.by_category(release, figures.Choice(), "light")
    assert drawn is not None
    asked = """
        SELECT category_id, count(DISTINCT study_id) AS studies, count(DISTINCT challenge) AS challenges
        FROM challenge_evidence GROUP BY category_id
    """
    known = {row["category_id"]: row for row in release.arrow(asked).to_pylist()}
    for row in drawn.frame.to_pylist():
        assert row["study_count"] == known[row["category_id"]]["studies"]
        assert row["challenge_count"] == known[row["category_id"]]["challenges"]


def test_matrix_has_sixty_marks_and_every_cell(release: Release) -> None:
    drawn = figures.matrix(release, figures.Choice(), "light")
    assert drawn is not None
    rows = drawn.frame.to_pylist()
    marked = {(row["challenge"], row["benefit"]) for row in rows if row["is_marked"]}
    known = release.arrow("SELECT challenge, benefit FROM challenge_benefit").to_pylist()
    assert len(marked) == 60
    assert marked == {(row["challenge"], row["benefit"]) for row in known}
    challenges, benefits = {row["challenge"] for row in rows}, {row["benefit"] for row in rows}
    assert len(rows) == len(challenges) * len(benefits)
    for row in rows:
        assert row["row_total"] == sum(pair[0] == row["challenge"] for pair in marked)
        assert row["column_total"] == sum(pair[1] == row["benefit"] for pair in marked)
        assert "Borges et al. (2024)" in row["label"]
    assert "11 of 15" in drawn.title and "8 of 13" in drawn.title


@pytest.mark.parametrize(
    ("sort", "first"),
    [("original", "Privacy of data"), ("total", "Operation in silos"), ("name", "Bias")],
)
def test_matrix_is_sorted_as_asked(release: Release, sort: str, first: str) -> None:
    drawn = figures.matrix(release, figures.Choice(sort=sort), "light")
    assert drawn is not None
    top = [row for row in drawn.frame.to_pylist() if row["row_order"] == 1]
    assert {row["challenge"] for row in top} == {first}


def test_routines_say_where_they_were_seen(release: Release) -> None:
    table = figures.routines(release, figures.Choice())
    assert table is not None
    assert table.frame.num_rows == 8
    assert table.title == "8 routines against 4 challenges: 6 in Council 1 and 4 in Council 2, 2 of them in both"
    assert "12 (University), 8 (Council 1) and 4 (Council 2)" in table.subtitle


def test_every_study_is_listed_with_what_it_is_used_for(release: Release) -> None:
    table = figures.studies(release, figures.Choice())
    rows = {row["study_id"]: row for row in table.frame.to_pylist()}
    assert len(rows) == release.arrow("SELECT count(*) FROM study").column(0)[0].as_py()
    assert rows["gupta-2023"]["label"] == "Gupta et al. (2023)"
    assert rows["gupta-2023"]["title_label"] == "Title not known"
    assert rows["zuiderwijk-2021"]["label"] == "Zuiderwijk et al. (2021)"
    assert rows["zuiderwijk-2021"]["known_through_label"] == "Nazir and Gul (2023)"
    assert all(row["used_for"] for row in rows.values())


def test_every_filter_gives_figures_that_name_their_studies(release: Release) -> None:
    for country in ("all", "PAK", "GBR", "CHN", "EUU", "IND"):
        for category in ("all", "data", "economic", "ethical", "legal", "organizational", "social", "technological"):
            choice = figures.Choice(country, category)
            finding, lede = figures.headline(release, choice)
            assert finding and lede.endswith("."), choice
            parts = (
                *figures.obstacles(release, choice, "light"),
                *figures.collaboration(release, choice, "dark"),
                *figures.practice(release, choice),
            )
            for figure in parts:
                assert figure.frame.num_rows, (choice, figure.name)
                assert figure.provenance, figure.name
                assert figure.spec is None or 40 <= len(figure.alt) <= 250, (choice, figure.alt)
