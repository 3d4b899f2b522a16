"""A data folder with older releases beside the newest one, as nights of builds leave it."""

import json
import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb

from tests.sessions import chart_rows, elements

#: Pakistan had another score and another rank; nothing differs; a column is missing.
CHANGED, SAME, FOREIGN = "20260101-aaaaaaaa", "20260102-bbbbbbbb", "20260103-cccccccc"
#: An id that no release has.
GONE = "20250101-dddddddd"

_PAK = "country_code = 'PAK' AND index_id = 'gairi' AND edition = '2025' AND measure_id = 'total'"
_STATEMENTS = {
    CHANGED: [f"UPDATE score SET value = value - 1, rank = rank + 2 WHERE {_PAK}"],
    SAME: [],
    FOREIGN: ["ALTER TABLE score RENAME COLUMN value TO worth"],
}


def write_dated(data: Path, newest: Path) -> Path:
    """The newest release and the three older ones, in a data folder of their own."""
    releases = data / "releases"
    releases.mkdir(parents=True)
    (releases / newest.name).symlink_to(newest)
    for release_id, statements in _STATEMENTS.items():
        write_older(releases, newest, release_id, statements)
    (releases / "current").write_text(f"{newest.name}\n", encoding="utf-8")
    return data


def write_older(releases: Path, newest: Path, release_id: str, statements: list[str]) -> None:
    """A copy of a release under an older id, changed by some statements."""
    folder = releases / release_id
    folder.mkdir()
    shutil.copy(newest / "atlas.duckdb", folder)
    (folder / "tables").symlink_to(newest / "tables")
    day = f"{release_id[:4]}-{release_id[4:6]}-{release_id[6:8]}"
    manifest = json.loads((newest / "release.json").read_text(encoding="utf-8"))
    manifest |= {"id": release_id, "built_at": f"{day}T03:00:00Z"}
    (folder / "release.json").write_text(json.dumps(manifest), encoding="utf-8")
    with duckdb.connect(str(folder / "atlas.duckdb")) as connection:
        for statement in ("UPDATE release SET release_id = $id", *statements):
            connection.execute(statement, {"id": release_id} if "$id" in statement else {})


def words(messages: list[Any]) -> str:
    """All the HTML of our own."""
    return " ".join(element.body for element in elements(messages, "html"))


def notices(messages: list[Any]) -> str:
    """What a page says at its top, without markup."""
    found = re.findall(r"<div class=notice role=status>(.*?)</div>", words(messages))
    return unescape(re.sub(r"<[^>]+>", " ", " ".join(found)))


def copied(messages: list[Any]) -> str:
    """The address that the control of a page copies."""
    found = re.search(r'<input class=address readonly value="([^"]*)"', words(messages))
    assert found is not None
    return unescape(found[1])


def parameters(address: str) -> dict[str, list[str]]:
    """Every parameter of an address."""
    return parse_qs(urlsplit(address).query, keep_blank_values=True)


def shown(messages: list[Any]) -> tuple[str, list[object]]:
    """What a reader sees: words without notices and without what links carry on, and every row of every chart."""
    said = re.sub(r"<div class=notice role=status>.*?</div>| data-ways=\"[^\"]*\"", "", words(messages))
    charts = [(chart.spec, chart_rows(chart)) for chart in elements(messages, "vega_lite_chart")]
    return said, charts
