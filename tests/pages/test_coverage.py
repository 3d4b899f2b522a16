"""Coverage: what is known and what is not, of every country, is what the release holds."""

from pathlib import Path

import pytest

from dashboard.export.csv import tidy
from dashboard.figure import Figure
from dashboard.figures import readiness
from dashboard.figures import sources as figures
from dashboard.figures.frames import frame_of
from dashboard.release import Release, open_release


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def _shown(release: Release) -> tuple[Figure, ...]:
    return figures.shown(release, "coverage", "all", "", "gairi", "light")


def test_every_country_stands_beside_every_kind_of_figure(release: Release) -> None:
    matrix = _shown(release)[-1]
    frame = frame_of(matrix.frame)
    asked = {
        "place": "SELECT count(*) AS item_count FROM country WHERE kind <> 'supranational'",
        "gairi": "SELECT country_code, count(*) AS item_count FROM score JOIN status USING (status) "
        "WHERE index_id = 'gairi' AND measure_id = 'total' AND is_drawn GROUP BY ALL",
        "strategy": "SELECT country_code, count(*) AS item_count FROM national_strategy GROUP BY ALL",
    }
    rows = {name: release.arrow(sql, {}).to_pylist() for name, sql in asked.items()}
    assert frame.height == rows["place"][0]["item_count"] * frame["holding"].n_unique()
    for holding in ("gairi", "strategy"):
        found = frame.filter(holding=holding).select("country_code", "item_count").iter_rows()
        assert {code: item_count for code, item_count in found if item_count} == {
            row["country_code"]: row["item_count"] for row in rows[holding] if row["country_code"] != "EUU"
        }
    assert tidy(matrix, release.id).height == frame.height


def test_nothing_known_is_seen_in_the_table_and_counted_in_the_key_of_the_map(release: Release) -> None:
    known_map, reach, matrix = _shown(release)
    assert known_map.spec is not None
    assert matrix.layout is not None
    rows = known_map.frame.to_pylist()
    empty = [row["country"] for row in rows if row["question_count"] == 0]
    key = next(part for part in known_map.spec["layer"] if part.get("name") == "key_no_figure")
    assert key["data"]["values"][0]["class_label"] == f"None: {len(empty)}"
    assert all(row["class_label"] is None for row in rows if row["question_count"] == 0)
    table = {row["country"]: row for row in matrix.layout.to_pylist()}
    for name in empty:
        assert set(table[name].values()) == {name, "0 of 4", "\u2013"}
    for row in reach.frame.to_pylist():
        assert row["count"] + row["missing"] == len(rows)


def test_the_key_of_the_readiness_map_counts_those_without_a_figure(release: Release) -> None:
    choice = readiness.Choice("gairi", "2021", "total", "oxford", "world", "PAK")
    figure = readiness.world_map(release, choice, "light")
    assert figure.spec is not None
    empty = sum(row["value"] is None for row in figure.frame.to_pylist())
    key = next(part for part in figure.spec["layer"] if part.get("name") == "key_no_figure")
    assert key["data"]["values"][0]["class_label"] == f"None: {empty}"
    assert f"{empty} of {figure.frame.num_rows} have none" in figure.title


def test_the_finding_counts_questions(release: Release) -> None:
    finding, _ = figures.headline(release, "coverage", "all", "", figures.NONE, "gairi")
    known = [row["question_count"] for row in _shown(release)[0].frame.to_pylist()]
    assert f"{known.count(4)} have a figure on all four questions; {known.count(0)} ha" in finding
