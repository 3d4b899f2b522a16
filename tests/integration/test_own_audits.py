"""The recipe "load our own audit results", followed from files to a release."""

import json
import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.figures import own_audits
from dashboard.release import open_release
from etl.__main__ import main
from etl.diff import compare, release_file
from etl.metadata.source_files import read_catalogue
from etl.outcomes import gather
from etl.release import export
from etl.release.verify import open_read_only
from etl.schema import read_schema
from etl.sources.axe_layout import AxeLayout
from etl.sources.layouts import read_layout
from tests.unit.test_sources_own_audits import IBM, LHR, RUN
from tests.unit.tiny_data import write_tiny_data

SOURCE = """\
id = "office-audits"
family = "accessibility"
title = "Audits of the office"
redistribution = "allowed"
citation = "Office (2026), own audits."
parsing = "Results of the tools as they are."

[[files]]
id = "axe"
parser = "axe_results"
format = "json"
path = "axe/*.json"
[files.layout]
country = "PAK"
organisation = "Office"

[[files]]
id = "lighthouse"
parser = "lighthouse_results"
format = "json"
path = "lighthouse.json"
[files.layout]
country = "PAK"
"""


def write_results(folder: Path) -> Path:
    """Results of one's own: three pages by axe-core, one of them audited twice, and one by Lighthouse."""
    write_tiny_data(folder)
    own = folder / "own" / "office-audits"
    (own / "axe").mkdir(parents=True)
    (own / "source.toml").write_text(SOURCE)
    for number in (1, 2, 3):
        write(own / f"axe/page-{number}.json", RUN | {"url": f"https://office.gov.pk/{number}"})
    mended = {"violations": [], "timestamp": "2026-02-01T10:00:00Z", "passes": [*RUN["violations"], *RUN["passes"]]}
    write(own / "axe/page-1-again.json", RUN | {"url": "https://office.gov.pk/1"} | mended)
    write(own / "lighthouse.json", LHR)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_results(tmp_path / "data")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_results(tmp_path_factory.mktemp("built") / "data")
    assert build(folder) == 0
    return folder


def write(path: Path, document: Any) -> None:
    path.write_text(json.dumps(document), encoding="utf-8")


def asked(data: Path, sql: str) -> list[tuple[Any, ...]]:
    release = (data / "releases/current").read_text().strip()
    with open_read_only(data / "releases" / release / "atlas.duckdb") as connection:
        found: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
        return found


def build(data: Path) -> int:
    return main(["--data-dir", str(data), "build"])


def test_results_come_into_the_release_with_their_counts_and_criteria(built: Path) -> None:
    assert asked(built, "SELECT engine, outcome, count(*) FROM audit_outcome GROUP BY ALL ORDER BY ALL") == [
        ("Lighthouse", "failed", 1), ("Lighthouse", "inapplicable", 1), ("Lighthouse", "passed", 1),
        ("Lighthouse", "untested", 1),
        ("axe-core", "failed", 3), ("axe-core", "inapplicable", 4), ("axe-core", "passed", 5),
    ]  # fmt: skip
    assert asked(built, "SELECT figure_count FROM source WHERE source_id = 'office-audits'") == [(16,)]
    assert asked(built, "SELECT file_id, state FROM official_file ORDER BY 1") == [
        ("axe", "used"),
        ("lighthouse", "used"),
    ]
    assert asked(built, "SELECT origin, row_count FROM figure_file WHERE table_name = 'audit_outcome'") == [("own", 16)]


def test_the_newest_audit_of_a_page_counts(built: Path) -> None:
    assert asked(
        built,
        "SELECT engine, host_count, page_count, failed_page_count, audited_from, audited_to "
        "FROM audit_outcome_country WHERE country_code = 'PAK' AND engine = 'axe-core'",
    )[0][1:4] == (1, 3, 2)
    assert asked(built, "SELECT criterion, failed_page_count, occurrence_count FROM audit_outcome_criterion "
                       "WHERE engine = 'axe-core' ORDER BY 1") == [("1.1.1", 2, 4), ("4.1.2", 0, 0)]  # fmt: skip
    assert asked(built, "SELECT rule_id, page_count, failed_page_count FROM audit_outcome_rule "
                       "WHERE engine = 'axe-core' ORDER BY 1") == [
        ("blink", 3, 0), ("button-name", 3, 0), ("image-alt", 3, 2)
    ]  # fmt: skip


def test_files_are_read_in_batches_with_the_same_result_and_a_large_table_is_offered_as_parquet_only(
    built: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "BATCH_BYTES", {})
    monkeypatch.setattr(export, "MAX_CSV_ROWS", 10)

    assert build(data) == 0

    every_row = "SELECT * FROM audit_outcome ORDER BY ALL"
    assert asked(data, every_row) == asked(built, every_row)
    tables = data / "releases" / (data / "releases/current").read_text().strip() / "tables"
    assert not (tables / "audit_outcome.csv").exists() and (tables / "country.csv").exists()
    with duckdb.connect() as connection:
        assert connection.sql(f"SELECT count(*) FROM '{tables}/audit_outcome.parquet'").fetchall() == [(16,)]


def refuse_country(own: Path) -> None:
    (own / "source.toml").write_text(SOURCE.replace('"PAK"', '"ZZZ"'))


def refuse_twin(own: Path) -> None:
    write(own / "axe/twin.json", RUN | {"url": "https://office.gov.pk/2"})


def refuse_address(own: Path) -> None:
    write(own / "axe/bad.json", RUN | {"url": "javascript:alert(1)"})


def refuse_other_tool(own: Path) -> None:
    write(own / "axe/ibm.json", IBM)


def refuse_cut(own: Path) -> None:
    (own / "axe/page-2.json").write_text(json.dumps(RUN)[:-5])


@pytest.mark.parametrize(("spoil", "reason"), [
    (refuse_country, "audit_outcome.country_code: not in country.country_code"),
    (refuse_twin, "2 results where each page, tool and day may have one"),
    (refuse_address, "not the address of a page on the web"),
    (refuse_other_tool, "not of axe-core"),
    (refuse_cut, "Malformed JSON"),
])  # fmt: skip
def test_one_bad_result_keeps_the_whole_source_out(
    data: Path, spoil: Callable[[Path], None], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(data / "own" / "office-audits")

    assert main(["--data-dir", str(data), "check"]) == 5
    assert reason in capsys.readouterr().err


def test_a_release_says_which_results_it_refused(data: Path, built: Path) -> None:
    refuse_address(data / "own" / "office-audits")

    assert build(data) == 5
    assert asked(data, "SELECT count(*) FROM audit_outcome") == [(0,)]
    assert {state for (state,) in asked(data, "SELECT state FROM official_file")} == {"refused"}
    changed = compare(
        release_file(built / "releases", "current"), release_file(data / "releases", "current"), read_schema()
    )
    tables = {change.table for change in changed}
    assert "audit_outcome_rule" in tables and not {"audit_outcome", "audit_outcome_page"} & tables


def test_check_reads_results_too(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(data), "check"]) == 0
    assert "office-audits: 16 rows of audit_outcome" in capsys.readouterr().out


def test_nothing_of_the_rows_that_waited_is_left_in_a_release(built: Path) -> None:
    release = built / "releases" / (built / "releases/current").read_text().strip()
    assert {path.name for path in release.iterdir()} == {"atlas.duckdb", "release.json", "tables"}


def test_the_recipe_names_every_key_of_a_layout_and_its_example_can_be_read(tmp_path: Path) -> None:
    recipe = (Path(__file__).resolve().parents[2] / "docs" / "own-audits.md").read_text(encoding="utf-8")
    example = tmp_path / "office-audits" / "source.toml"
    example.parent.mkdir()
    example.write_text(recipe.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")

    source = read_catalogue(tmp_path)["office-audits"]

    for file in source.official_files:
        read_layout(AxeLayout, file.layout, file.id)
    told = "".join(line.partition(" | ")[0] for line in recipe.splitlines() if line.startswith("| `"))
    assert [field.name for field in fields(AxeLayout) if f"`{field.name}`" not in told] == []


def test_pages_show_own_audits_by_tool_with_version_and_days(built: Path, tmp_path: Path) -> None:
    folder = built / "releases" / (built / "releases/current").read_text().strip()
    # A copy: one process cannot open a file with the settings of the pages and with those of the other tests.
    release = open_release(shutil.copytree(folder, tmp_path / folder.name))

    axe_rules, axe_criteria, lighthouse_rules, lighthouse_criteria = own_audits.figures(release, "PAK", "light")

    assert axe_rules.title == "image-alt fails on 2 of 3 pages, more than any other rule"
    assert axe_rules.subtitle.startswith(
        "Own audit with axe-core 4.11.1, audited from 5 January 2026 to 1 February 2026: 3 pages on 1 host."
    )
    assert axe_rules.frame.select(["code", "failed_page_count", "occurrence_count"]).to_pylist() == [
        {"code": "image-alt", "failed_page_count": 2, "occurrence_count": 4}
    ]
    assert axe_criteria.title == "Rules of 1 of the 2 success criteria tested fail on some page"
    assert axe_criteria.frame["code"].to_pylist() == ["1.1.1", "4.1.2"]
    assert "Lighthouse 13.4.1" in lighthouse_rules.subtitle and "Lighthouse 13.4.1" in lighthouse_criteria.subtitle
    assert all("not compared with those of other methods" in figure.notes[0] for figure in (axe_rules, axe_criteria))
    assert own_audits.figures(release, "IND", "light") == ()
