"""Whole-table files over HTTP: only tables of kept releases, never another path."""

import io
import json
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest
import uvicorn
from starlette.applications import Starlette

from dashboard.api import ROUTES
from dashboard.api.files import table_file
from dashboard.tables import address

TABLE = "id,name\n1,Côte d'Ivoire\n2,Türkiye\n"


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes


class Client:
    """Sends a path exactly as it is written: clients that tidy ``..`` away would test themselves."""

    def __init__(self, port: int) -> None:
        self._port = port

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=10)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        found = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return found


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("data")
        patch.setenv("ATLAS_DATA_DIR", str(folder))
        _write_releases(folder)
        config = uvicorn.Config(Starlette(routes=list(ROUTES)), port=0, log_level="error", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        deadline = time.monotonic() + 10
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        yield Client(server.servers[0].sockets[0].getsockname()[1])
        server.should_exit = True
        thread.join(10)


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
    answer = ask("/data/20260102-bbbbbbbb/country.csv", "HEAD")
    assert answer.status == 200
    assert int(answer.headers["content-length"]) == len(TABLE.encode())
    assert answer.body == b""


def test_a_reader_who_has_the_file_is_told_so(ask: Client) -> None:
    first = ask("/data/20260102-bbbbbbbb/country.csv")
    again = ask("/data/20260102-bbbbbbbb/country.csv", if_none_match=str(first.headers["etag"]))
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
    answer = ask(path)
    assert answer.status == 404
    assert b"outside" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(ask: Client, method: str) -> None:
    assert ask("/data/20260102-bbbbbbbb/country.csv", method).status == 405


def test_without_any_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path / "nothing"))
    assert table_file("x", "country.csv") is None
