"""Two releases that are kept: each can be asked, what changed between them is told, what is forbidden never leaves."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard import release as door
from dashboard.api.bodies import FORMATS
from dashboard.datasets import DATASETS, read_question
from tests.api.client import Client, answering

OLD, NEW = "20260101-aaaaaaaa", "20260202-bbbbbbbb"
PAGES = 20_000
#: What the later release has otherwise. The audits, initiatives and studies of one source each may not be passed on.
_CHANGES = f"""
UPDATE release SET release_id = '{NEW}';
UPDATE score SET value = 99.5 WHERE index_id = 'gairi' AND edition = '2025' AND measure_id = 'total'
  AND country_code = 'PAK';
DELETE FROM score WHERE index_id = 'gairi' AND edition = '2025' AND measure_id = 'total' AND country_code = 'AFG';
UPDATE country SET name = 'Türkiye (Republic)' WHERE country_code = 'TUR';
UPDATE source SET redistribution = 'forbidden' WHERE source_id IN ('egdi', 'nazir-gul')
  OR source_id = (SELECT source_id FROM audit_result GROUP BY source_id ORDER BY count(*) DESC LIMIT 1)
  OR source_id = (SELECT source_id FROM initiative GROUP BY source_id ORDER BY count(*) DESC LIMIT 1);
INSERT INTO audit_outcome BY NAME
  SELECT 'almanac-2024' AS source_id, 'PAK' AS country_code, 'host' || i // 100 || '.example' AS host,
         'https://host' || i // 100 || '.example/' || i % 100 AS page_url, 'axe-core' AS engine,
         '4.10' AS engine_version, 'rule-' || r AS rule_id,
         CASE r WHEN 0 THEN 'failed' ELSE 'passed' END AS outcome, r AS occurrence_count
  FROM range({PAGES}) p(i), range(10) q(r);
UPDATE edition SET redistribution = 'forbidden' WHERE index_id = 'gtmi';
"""


def _written(folder: Path, real: Path, changes: str) -> None:
    shutil.copytree(real, folder)
    with duckdb.connect(str(folder / "atlas.duckdb")) as connection:
        connection.execute(changes)
    manifest = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    day = f"{folder.name[:4]}-{folder.name[4:6]}-{folder.name[6:8]}"
    told = manifest | {"id": folder.name, "built_at": f"{day}T00:00:00Z"}
    (folder / "release.json").write_text(json.dumps(told), encoding="utf-8")


@pytest.fixture(scope="module")
def api(release_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    data = tmp_path_factory.mktemp("two")
    _written(data / "releases" / OLD, release_folder, f"UPDATE release SET release_id = '{OLD}'")
    _written(data / "releases" / NEW, release_folder, _CHANGES)
    (data / "releases" / "current").write_text(NEW, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, answering() as client:
        patch.setenv("ATLAS_DATA_DIR", str(data))
        patch.setattr(door, "_door", door._Door())
        yield client


def table(api: Client, path: str) -> pl.DataFrame:
    answer = api(f"/api/v1/{path}")
    assert answer.status == 200, answer.body
    return pl.read_parquet(io.BytesIO(answer.body))


def test_either_release_answers(api: Client) -> None:
    question = "scores.parquet?index=gairi&edition=2025&measure=total&country=PAK"
    assert table(api, question)["value"].to_list() == [99.5]
    old = table(api, f"{question}&release={OLD}")
    assert old["value"].to_list() != [99.5]
    assert old["release"].to_list() == [OLD]
    assert table(api, "releases.parquet")["release_id"].to_list() == [NEW, OLD]


def test_what_changed_since_the_release_before(api: Client) -> None:
    found = table(api, "diffs.parquet?dataset=scores&dataset=countries").filter(pl.col("change") != "removed")
    told = {(row["dataset"], row["column"], row["country_code"]): row for row in found.to_dicts()}
    changed = told["scores", "value", "PAK"]
    assert (changed["change"], changed["new"]) == ("changed", "99.5")
    assert changed["row"] == "gairi 2025 total PAK"
    assert changed["old"] != "99.5"
    assert "Government AI Readiness Index" in changed["source"]
    assert (changed["from_release"], changed["to_release"]) == (OLD, NEW)
    assert told["countries", "country", "TUR"]["new"] == "Türkiye (Republic)"
    assert {row["column"] for row in told.values() if row["dataset"] == "scores"} == {"value", "country"}


def test_a_row_that_is_gone_is_told_with_what_it_was(api: Client) -> None:
    [gone] = (
        table(api, "diffs.parquet?dataset=scores&change=removed&country=AFG")
        .filter(pl.col("row").str.starts_with("gairi 2025 total "))
        .to_dicts()
    )
    assert json.loads(gone["old"])["rank"]
    assert gone["new"] is None
    assert gone["release"] == OLD


def test_differences_can_be_asked_the_other_way_round_and_of_one_release_with_itself(api: Client) -> None:
    back = table(api, f"diffs.parquet?dataset=scores&change=added&country=AFG&from={NEW}&to={OLD}")
    assert back.filter(pl.col("row").str.starts_with("gairi 2025 total ")).height == 1
    assert table(api, f"diffs.parquet?from={OLD}&to={OLD}").height == 0
    assert table(api, f"diffs.parquet?release={OLD}").height == 0, "there is none before it"


@pytest.mark.parametrize("name", ["from", "to"])
def test_a_release_without_a_name_is_none(api: Client, name: str) -> None:
    answer = api(f"/api/v1/diffs.json?{name}=")
    assert answer.status == 400
    assert json.loads(answer.body)["errors"][0]["parameter"] == name


def test_differences_in_csv_hold_no_formula(api: Client) -> None:
    text = api("/api/v1/diffs.csv?dataset=countries").body.decode()
    [row] = list(csv.DictReader(io.StringIO(text)))
    assert row["new"] == "Türkiye (Republic)"


@pytest.mark.parametrize("name", ["scores", "rankings", "regions", "audits", "initiatives", "literature"])
def test_what_may_not_be_passed_on_never_leaves_and_the_metadata_says_so(api: Client, name: str) -> None:
    before, after = table(api, f"{name}.parquet?extent=full&release={OLD}"), table(api, f"{name}.parquet?extent=full")
    told = json.loads(api(f"/api/v1/{name}.metadata.json?extent=full").body)
    withheld = {row["source_id"] for row in told["withheld"]}

    assert 0 < after.height < before.height
    assert told["row_count"] == after.height
    if name in {"scores", "rankings", "regions"}:
        assert set(after["index_id"]) == {"gairi"}
        assert set(before["index_id"]) == {"gairi", "egdi", "gtmi"}
        assert "egdi" in withheld
    else:
        column = "reported_by_study_id" if name == "literature" else "source_id"
        assert withheld & set(before[column])
        assert not withheld & set(after[column])
    limited = table(api, f"{name}.parquet?extent=full&limit=5&offset={after.height - 3}")
    assert limited.height == 3, "what is held back is not counted"


def test_asking_for_what_is_held_back_is_no_error_and_gives_nothing(api: Client) -> None:
    assert table(api, "scores.parquet?index=egdi&edition=2024").height == 0
    told = json.loads(api("/api/v1/scores.metadata.json?index=egdi").body)
    assert told["row_count"] == 0
    [reason] = [row["reason"] for row in told["withheld"] if row["source_id"] == "egdi"]
    assert "does not allow passing" in reason


def test_no_difference_tells_what_is_held_back(api: Client) -> None:
    found = table(api, "diffs.parquet?change=changed&change=added").filter(pl.col("dataset") != "sources")
    assert found.height
    assert not found["row"].str.starts_with("egdi").any()


def test_a_long_answer_is_made_a_few_thousand_rows_at_a_time(api: Client) -> None:
    question = read_question(DATASETS["own-audits"], [("country", "PAK")])
    pieces = lines = longest = 0
    for piece in FORMATS["csv"].pieces(question):
        pieces += 1
        lines += piece.count(b"\n")
        longest = max(longest, len(piece))
    assert lines == 10 * PAGES + 1
    assert pieces > lines / 4096
    assert longest < 2_000_000


def test_parts_of_a_long_answer_fit_together(api: Client) -> None:
    whole = table(api, "own-audits.parquet?outcome=failed").select("page_url")
    assert whole.height == PAGES
    parts = [table(api, f"own-audits.parquet?outcome=failed&limit=7000&offset={at}") for at in range(0, PAGES, 7000)]
    assert pl.concat(parts).select("page_url").equals(whole)


@pytest.mark.parametrize("name", [name for name in DATASETS if name not in {"diffs", "releases", "own-audits"}])
def test_every_dataset_of_an_older_release_can_be_asked(api: Client, name: str) -> None:
    assert set(table(api, f"{name}.parquet?limit=3&release={OLD}")["release"]) == {OLD}


def test_a_release_of_another_layout_is_not_guessed_at(api: Client) -> None:
    path = door.data_folder() / "releases" / OLD / "release.json"
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(json.dumps(json.loads(text) | {"schema_version": 0}), encoding="utf-8")
        answer = api(f"/api/v1/scores.csv?release={OLD}")
        assert answer.status == 404
        assert "another layout" in json.loads(answer.body)["detail"]
        assert table(api, "diffs.parquet").height == 0, "there is none of this layout before"
        assert api("/api/v1/openapi.json").status == 200
        assert api(f"/api/v1/releases/{OLD}/tables/score.csv", "HEAD").status == 200
    finally:
        path.write_text(text, encoding="utf-8")
