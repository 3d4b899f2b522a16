"""The figures of the release for the peers, in the forms that they read: CSV, JSON, SQLite."""

import json
import shutil
import sqlite3
from pathlib import Path

import duckdb

from benchmarks.machine import release_folder

_SCORES = """
    SELECT c.country_code, c.name AS country, coalesce(c.un_region, '') AS region, s.edition, s.value, s.rank
    FROM score s JOIN country c USING (country_code)
    WHERE s.index_id = 'gairi' AND s.measure_id = 'total' AND s.edition <> '2019' AND s.value IS NOT NULL
    ORDER BY country_code, edition
"""
_HERE = Path(__file__).parent
_SCRIPTS = ("vega/build/vega.min.js", "vega-lite/build/vega-lite.min.js", "vega-embed/build/vega-embed.min.js")


def write_figures(folder: Path) -> dict[str, str]:
    """Write what the peers show, and the static page with its scripts.

    Parameters
    ----------
    folder : pathlib.Path
        Where to write; `static/` in it can be served as it is.

    Returns
    -------
    dict
        Names by code of the countries of the newest edition, in the order of the selectors.
    """
    static = folder / "static"
    static.mkdir(parents=True)
    with duckdb.connect(str(release_folder() / "atlas.duckdb"), read_only=True) as con:
        names = [column[0] for column in con.execute(_SCORES).description or []]
        rows = con.execute(_SCORES).fetchall()
        con.execute(f"COPY ({_SCORES}) TO '{folder / 'scores.csv'}' (HEADER)")
    records = [dict(zip(names, row, strict=True)) for row in rows]
    latest = sorted((row for row in records if row["edition"] == "2025"), key=lambda row: row["rank"])
    _write_static(static, records, latest)
    shutil.copy(folder / "scores.csv", static)
    with sqlite3.connect(folder / "scores.db") as database:
        database.execute(f"CREATE TABLE scores ({', '.join(names)})")
        database.executemany(f"INSERT INTO scores VALUES ({', '.join('?' * len(names))})", rows)
        database.execute("CREATE TABLE latest AS SELECT * FROM scores WHERE edition = '2025' ORDER BY rank")
    database.close()
    return dict(sorted(((row["country_code"], row["country"]) for row in latest), key=lambda pair: pair[1]))


def _write_static(static: Path, records: list[dict[str, object]], latest: list[dict[str, object]]) -> None:
    shutil.copy(_HERE / "static_page.html", static / "index.html")
    for script in _SCRIPTS:
        shutil.copy(_HERE / "node_modules" / script, static)
    for name, rows in (("series", records), ("latest", latest)):
        (static / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
