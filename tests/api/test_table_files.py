"""Whole-table files over HTTP: only tables of kept releases, never another path."""

import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import polars as pl
import pytest

from dashboard.api.tables import table_file
from dashboard.tables import address
from tests.api.client import Client, answering

FILE = "/api/v1/releases/20260102-bbbbbbbb/tables/country.csv"
TABLE = "id,name\n1,Côte d'Ivoire\n2,Türkiye\n"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("data")
        patch.setenv("ATLAS_DATA_DIR", str(folder))
        _write_releases(folder)
        with answering() as client:
            yield client


def _write_releases(folder: Path) -> None:
    releases = folder / "releases"
    for name in ("20260101-aaaaaaaa", "20260102-bbbbbbbb", ".staging-1"):
        tables = releases / name / "tables"
        tables.mkdir(parents=True)
        (tables / "country.csv").write_text(TABLE, encoding="utf-8")
        pl.read_csv(TABLE.encode()).write_parquet(tables / "country.parquet")
        (tables / "secret.db").write_text("not a table")
        if not name.startswith("."):
            (releases / name / "release.json").write_text(json.dumps({"id": name}), encoding="utf-8")
    (releases / "20260103-cccccccc" / "tables").mkdir(parents=True)
    (releases / "20260103-cccccccc" / "tables" / "country.csv").write_text(TABLE, encoding="utf-8")
    (releases / "current").write_text("20260102-bbbbbbbb", encoding="utf-8")
    (folder / "country.csv").write_text("outside", encoding="utf-8")


@pytest.mark.parametrize("release_id", ["20260101-aaaaaaaa", "20260102-bbbbbbbb"])
def test_csv_of_a_kept_release_parses(ask: Client, release_id: str) -> None:
    answer = ask("/" + address(release_id, "country", "csv"))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="country_{release_id}.csv"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["etag"]
    assert answer.headers["last-modified"]
    assert pl.read_csv(io.BytesIO(answer.body))["name"].to_list() == ["Côte d'Ivoire", "Türkiye"]


def test_parquet_parses(ask: Client) -> None:
    answer = ask("/" + address("20260102-bbbbbbbb", "country", "parquet"))
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    assert pl.read_parquet(io.BytesIO(answer.body)).height == 2


def test_head_tells_the_size_and_sends_nothing(ask: Client) -> None:
    answer = ask(FILE, "HEAD")
    assert answer.status == 200
    assert int(answer.headers["content-length"]) == len(TABLE.encode())
    assert answer.body == b""


def test_a_reader_who_has_the_file_is_told_so(ask: Client) -> None:
    first = ask(FILE)
    again = ask(FILE, if_none_match=str(first.headers["etag"]))
    assert again.status == 304
    assert again.body == b""


@pytest.mark.parametrize(
    "path",
    [
        "/data/20260102-bbbbbbbb/no_such_table.csv",
        "/data/20260102-bbbbbbbb/country.xlsx",
        "/data/20260102-bbbbbbbb/secret.db",
        "/data/20260102-bbbbbbbb/country",
        "/data/20260102-bbbbbbbb/",
        "/data/19990101-00000000/country.csv",
        "/data/current/country.csv",
        "/data/.staging-1/country.csv",
        "/data/20260103-cccccccc/country.csv",
        "/data/../country.csv",
        "/data/%2e%2e/country.csv",
        "/data/20260102-bbbbbbbb/../release.json",
        "/data/20260102-bbbbbbbb/..%2frelease.json",
        "/data/20260102-bbbbbbbb/%2e%2e%2frelease.json",
        "/data/20260102-bbbbbbbb/..%5crelease.json",
        "/data/20260102-bbbbbbbb/%00country.csv",
        "/data/20260102-bbbbbbbb/country.csv%00",
        "/data/20260102-bbbbbbbb/COUNTRY.CSV",
        "/data/20260102-bbbbbbbb%2f..%2f20260101-aaaaaaaa/country.csv",
        "/data//country.csv",
        "/data/" + "a" * 5000 + "/country.csv",
    ],
)
def test_anything_else_is_not_found(ask: Client, path: str) -> None:
    for asked in (path, re.sub("^/data/([^/]*)/(.*)$", r"/api/v1/releases/\1/tables/\2", path)):
        answer = ask(asked)
        assert answer.status == 404, asked
        assert b"outside" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(ask: Client, method: str) -> None:
    assert ask(FILE, method).status == 405


def test_a_table_that_is_not_there_is_a_problem_that_names_those_that_are(ask: Client) -> None:
    answer = ask("/api/v1/releases/20260102-bbbbbbbb/tables/nothing.csv")
    assert answer.headers["content-type"] == "application/problem+json"
    [error] = json.loads(answer.body)["errors"]
    assert error["parameter"] == "file_name"
    assert "country.csv" in error["allowed"]
    answer = ask("/api/v1/releases/19990101-00000000/tables/country.csv")
    [error] = json.loads(answer.body)["errors"]
    assert error["parameter"] == "release"
    assert {"latest", "20260101-aaaaaaaa", "20260102-bbbbbbbb"} == set(error["allowed"])


def test_the_address_of_before_leads_to_the_one_of_now(ask: Client) -> None:
    answer = ask("/data/20260102-bbbbbbbb/country.csv")
    assert answer.status == 308
    assert urljoin("/data/20260102-bbbbbbbb/country.csv", str(answer.headers["location"])) == FILE


def test_a_part_of_a_file_can_be_asked_for(ask: Client) -> None:
    whole = TABLE.encode()
    answer = ask(FILE, range="bytes=3-9")
    assert answer.status == 206
    assert answer.body == whole[3:10]
    assert answer.headers["content-range"] == f"bytes 3-9/{len(whole)}"
    assert ask(FILE, range=f"bytes={len(whole)}-").status == 416
    mark = str(ask(FILE).headers["etag"])
    assert not mark.startswith("W/"), "only a strong mark may join parts"
    assert ask(FILE, range="bytes=3-9", if_range=mark).status == 206
    assert ask(FILE, range="bytes=3-9", if_range='"another"').status == 200


def test_the_mark_of_a_file_does_not_depend_on_when_it_was_copied(ask: Client) -> None:
    before = ask(FILE).headers["etag"]
    path = table_file("20260102-bbbbbbbb", "country.csv")
    assert path
    os.utime(path, (0, 0))
    assert ask(FILE).headers["etag"] == before


def test_a_file_that_is_packed_on_the_way_has_a_weak_mark(ask: Client) -> None:
    answer = ask(FILE, accept_encoding="gzip")
    assert str(answer.headers["etag"]).startswith("W/")
    assert ask(FILE, if_none_match=str(answer.headers["etag"])).status == 304


def test_without_any_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path / "nothing"))
    assert table_file("x", "country.csv") is None
