"""Programs that people use read the addresses as the page of the data API tells them to."""

import csv
import io
import shlex
import shutil
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from dashboard.datasets import DATASETS
from dashboard.figures.data_api import Example, examples
from tests.api.client import Client

QUERY = "index=gairi&edition=latest&scheme=oxford&region=south-and-central-asia"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def told(api: Client, dataset: str, tool: str) -> Example:
    [found] = [each for each in examples(dataset, f"{api.address}/") if each.tool == tool]
    return found


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "example", "exec"), names)
    return names


def read(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        body: bytes = answer.read()
    return body


def rows(api: Client, dataset: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(told(api, dataset, "Address").code).decode(), newline="")))


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_the_example_for_pandas_runs(api: Client, dataset: str) -> None:
    names = run(told(api, dataset, "Python").code)
    expected = rows(api, dataset)
    assert len(names["table"]) == len(names["typed"]) == len(expected)
    assert dataset in {"diffs", "own-audits"} or len(expected) > 0, "an example shows something"
    assert list(names["table"].columns) == list(names["typed"].columns)
    for column in names["table"].columns:
        assert names["table"][column].isna().tolist() == names["typed"][column].isna().tolist(), column


@pytest.mark.parametrize("dataset", [name for name in DATASETS if name not in {"diffs", "own-audits"}])
def test_the_example_for_polars_runs(api: Client, dataset: str) -> None:
    assert run(told(api, dataset, "Python, Polars").code)["table"].height == len(rows(api, dataset))


@pytest.mark.parametrize("dataset", ["rankings", "sources"])
def test_the_example_for_curl_saves_a_file_under_its_own_name(api: Client, dataset: str, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    code = told(api, dataset, "curl").code
    subprocess.run([*shlex.split(code), "--silent", "--fail", "--noproxy", "*"], check=True, cwd=tmp_path, timeout=60)
    [file] = tmp_path.iterdir()
    assert file.name.startswith(f"{dataset}_")
    assert file.read_bytes() == read(told(api, dataset, "Address").code)


def test_pandas_reads_json_too(api: Client) -> None:
    table = pd.read_json(f"{api.address}/api/v1/rankings.json?{QUERY}")
    assert table["country_code"].tolist() == [row["country_code"] for row in rows(api, "rankings")]


def test_polars_reads_parquet_by_its_parts(api: Client) -> None:
    whole = pl.read_parquet(f"{api.address}/api/v1/rankings.parquet?{QUERY}")
    assert whole.height == len(rows(api, "rankings"))
    lazily = pl.scan_parquet(f"{api.address}/api/v1/scores.parquet?extent=full")
    assert lazily.filter(pl.col("country_code") == "PAK").select(pl.len()).collect().item() > 100
    table = pl.scan_parquet(f"{api.address}/api/v1/releases/latest/tables/score.parquet")
    assert table.select(pl.len()).collect().item() > 40_000


def test_duckdb_reads_what_was_read(api: Client, tmp_path: Path) -> None:
    """Its extension for addresses, httpfs, cannot be had for DuckDB 2.0: the file is fetched by other means."""
    for ending in ("csv", "json", "parquet"):
        path = tmp_path / f"rankings.{ending}"
        path.write_bytes(read(f"{api.address}/api/v1/rankings.{ending}?{QUERY}"))
        with duckdb.connect() as connection:
            [(count, best)] = connection.execute(
                f"SELECT count(*), arg_min(country_code, region_rank) FROM '{path}'"
            ).fetchall()
        assert (count, best) == (len(rows(api, "rankings")), rows(api, "rankings")[0]["country_code"])


@pytest.mark.parametrize("tool", ["Excel", "Google Sheets", "R", "Stata"])
def test_examples_that_cannot_run_here_hold_an_address_that_answers(api: Client, tool: str) -> None:
    code = told(api, "rankings", tool).code
    [address] = [part for part in code.split('"') if part.startswith("http")]
    assert address == told(api, "rankings", "Address").code
    assert api(address.removeprefix(api.address)).status == 200
