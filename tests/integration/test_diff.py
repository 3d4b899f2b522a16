"""What changed between two releases: a list to read, per table, source and edition, and a CSV of everything."""

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from etl.__main__ import main
from etl.diff import LISTED_ROWS, Change, compare, report
from etl.release.releases import DATABASE, current_id
from etl.schema import read_schema
from tests.unit.tiny_data import edit, write_tiny_data


@pytest.fixture(scope="module")
def built_twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with a changed value, a row more, a row less and a changed name; and the id of the former release."""
    data = write_tiny_data(tmp_path_factory.mktemp("diff") / "data")
    assert main(["--data-dir", str(data), "build"]) == 0
    former = current_id(data / "releases")
    edit(data / "figures/demo/scores_2021.csv", "PAK,total,50", "PAK,total,50.5")
    edit(data / "figures/demo/scores_2020.csv", "PAK,p_one", "IND,p_one")
    edit(data / "figures/review/initiatives.csv", "Strategy two", "Strategy 2")
    assert main(["--data-dir", str(data), "build"]) == 0
    assert former
    return data, former


def database(data: Path, release_id: str | None) -> Path:
    return data / "releases" / str(release_id) / DATABASE


def test_the_list_names_what_was_added_changed_and_removed_per_source_and_edition(
    built_twice: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    data, former = built_twice
    assert main(["--data-dir", str(data), "diff", former, "current"]) == 0
    lines = capsys.readouterr().out.splitlines()

    scores = lines[lines.index("score (figures)") + 1 :]
    assert scores[0] == "  demo 2020: 1 added, 1 removed"
    assert scores[1].startswith("    added demo 2020 p_one IND: framework demo, value 41.5, ")
    assert scores[2].startswith("    removed demo 2020 p_one PAK: framework demo, value 41.5, ")
    assert scores[3] == "  demo 2021: 1 changed"
    assert scores[4] == "    demo 2021 total PAK: value 50.0 -> 50.5"
    assert "    review pak-two: name Strategy two -> Strategy 2" in lines
    of_a_mart = lines[lines.index("region_rank (mart)") + 1 :]
    assert of_a_mart[0] == "  demo 2020: 1 added, 1 removed"
    assert not of_a_mart[1].startswith("    ")


def test_a_release_beside_itself_has_no_difference(
    built_twice: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data-dir", str(built_twice[0]), "diff", "current", "current"]) == 0
    assert capsys.readouterr().out == "No row differs.\n"


def test_the_file_has_old_and_new_of_every_cell(built_twice: tuple[Path, str], tmp_path: Path) -> None:
    data, former = built_twice
    listing = tmp_path / "changes.csv"
    assert main(["--data-dir", str(data), "diff", former, "current", "--csv", str(listing)]) == 0
    with listing.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]

    assert listing.read_text().splitlines()[0] == "table,source_id,edition,change,key,column,old,new"
    assert ("score", "demo", "2021", "changed", "demo 2021 total PAK", "value", "50.0", "50.5") in rows
    [added] = [row for row in rows if row[0] == "score" and row[3] == "added"]
    assert added[:6] == ("score", "demo", "2020", "added", "demo 2020 p_one IND", "")
    assert added[6] == ""
    assert "value 41.5" in added[7]
    [removed] = [row for row in rows if row[0] == "score" and row[3] == "removed"]
    assert "value 41.5" in removed[6]
    assert removed[7] == ""


def test_an_edition_that_went_does_not_hide_what_changed_in_another() -> None:
    gone = [Change("score", "egdi", "2003", "removed", f"egdi 2003 total {n}") for n in range(900)]
    changed = Change("score", "gairi", "2022", "changed", "gairi 2022 total AFG", "value", "17.3", "17.5")

    lines = list(report([*gone, changed], read_schema()))

    assert lines[:2] == ["score (figures)", "  egdi 2003: 900 removed"]
    assert f"    ... and {900 - LISTED_ROWS} more; --csv FILE lists all" in lines
    assert lines[-2:] == ["  gairi 2022: 1 changed", "    gairi 2022 total AFG: value 17.3 -> 17.5"]


def test_what_changed_is_listed_before_what_came() -> None:
    came = [Change("score", "gairi", "2022", "added", f"gairi 2022 total {n}") for n in range(30)]
    changed = Change("score", "gairi", "2022", "changed", "gairi 2022 total AFG", "value", "17.3", "")

    lines = list(report([*came, changed], read_schema()))

    assert lines[1:3] == ["  gairi 2022: 1 changed, 30 added", "    gairi 2022 total AFG: value 17.3 -> (empty)"]
    assert max(map(len, lines)) < 160


def test_a_column_that_only_one_release_has_is_told(built_twice: tuple[Path, str], tmp_path: Path) -> None:
    data, former = built_twice
    older = tmp_path / DATABASE
    shutil.copy(database(data, former), older)
    with duckdb.connect(str(older)) as connection:
        connection.execute("ALTER TABLE source DROP COLUMN title")

    changes = compare(older, database(data, former), read_schema())

    assert [str(change) for change in changes] == ["added the column title"]
