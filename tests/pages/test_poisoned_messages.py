"""What a server sends of a poisoned release: its texts stand in HTML as text, and in nothing that reads markup.

In whole tables no text can become a formula.

The browser's side of it is tests/browser/test_poisoned.py.
"""

import asyncio
import csv
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.menu import ENTRIES, Entry
from tests.poison import ELSEWHERE, PAYLOADS, bad_html, poisoned
from tests.sessions import Session, elements, served

_QUERIES = {"country": "country=PAK", "initiatives": "country=PAK", "compare_countries": "country=PAK&country=IND"}
_FORMULA, _NUMBER = re.compile(r"[=+\-@\t\r]"), re.compile(r"-?[0-9.]+(e[+-]?[0-9]+)?$")
_KINDS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
# Elements whose text Streamlit reads as Markdown.
_MARKDOWN = ("markdown", "heading", "alert", "metric", "exception")


@pytest.fixture(scope="module")
def folder(release_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return poisoned(release_dir, tmp_path_factory.mktemp("poisoned"))


@pytest.fixture(scope="module")
def tables(folder: Path) -> Path:
    return folder / "releases" / (folder / "releases" / "current").read_text(encoding="utf-8") / "tables"


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(folder, log=tmp_path_factory.mktemp("server") / "server.log") as (found, _):
        yield found


@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: page.name)
def test_texts_of_figures_are_sent_as_text(address: str, page: Entry):
    async def read() -> list[Any]:
        async with Session(address) as session:
            return await session.run(page.address, _QUERIES.get(page.name, ""))

    messages = asyncio.run(read())
    bodies = [element.body for element in elements(messages, "html")]
    assert [bad for body in bodies for bad in bad_html(body)] == []
    for kind in _MARKDOWN:
        assert not any("poisoned" in str(each) or ELSEWHERE in str(each) for each in elements(messages, kind)), kind
    assert any("window.poisoned" in str(message) for message in messages), "The poison is not on this page"


def test_no_cell_of_a_whole_table_can_become_a_formula(tables: Path):
    found, poison = [], 0
    for path in sorted(tables.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                poison += any("window.poisoned" in cell for cell in row)
                found += [(path.name, cell[:40]) for cell in row if _FORMULA.match(cell) and not _NUMBER.match(cell)]
    assert found == []
    assert poison > 10_000


def test_parquet_holds_texts_as_they_are(tables: Path):
    """A program reads Parquet, and none runs a text: nothing is put before it there."""
    names = " ".join(pl.read_parquet(tables / "initiative.parquet")["name"].drop_nulls().to_list())
    assert [payload for payload in PAYLOADS if payload not in names] == []


def test_whole_tables_are_sent_to_be_kept_and_never_as_a_page(address: str, tables: Path):
    base = f"{address}/api/v1/releases/{tables.parent.name}/tables"
    for path in (tables / f"{name}.{kind}" for name in ("initiative", "source", "claim") for kind in _KINDS):
        asked = urllib.request.Request(f"{base}/{path.name}", method="HEAD")
        with urllib.request.urlopen(asked, timeout=60) as answer:
            assert answer.headers["Content-Disposition"].startswith("attachment"), path.name
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path.name
            assert answer.headers["Content-Type"].partition(";")[0] == _KINDS[path.suffix[1:]], path.name
