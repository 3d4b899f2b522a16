"""Tables like the exports of the GSA's Site Scanning: one row per page, failures per group of rules as JSON."""

from __future__ import annotations

import csv

import duckdb
import polars as pl

from etl.errors import CatalogueError
from etl.sources import Reading, Tables
from etl.sources.axe_layout import ENGINE, AxeLayout
from etl.sources.outcomes import FAILED, PASSED, UNTESTED, Pages, outcome_tables
from etl.sources.sql_reading import sql_reader

_NEEDED = ("page", "groups", "scanned_on")
_MAY_HAVE = ("status", "organisation", "site")

_SCAN = """
CREATE TEMP TABLE scan AS
SELECT row_number() OVER () - 1 AS page, {columns}
FROM read_csv(getvariable('paths'), header = true, auto_detect = false, columns = {types}, delim = ',', quote = '"',
              escape = '"', max_line_size = 1048576)
"""
# json_each takes an eighth of the time of a conversion to a map.
_GROUPS = """
CREATE TEMP TABLE failed AS
SELECT page, e.key AS rule_id, e.value AS occurrence_count, e.type = 'UBIGINT' AND NOT is_list AS is_count
FROM (
  SELECT page, groups, json_type(groups) <> 'OBJECT' AS is_list FROM scan
  WHERE status_is_good AND nullif(trim(groups), '') IS NOT NULL
), json_each(groups) e
"""
# A scan that was not completed tested nothing. One that found nothing says so of the page, not of any rule.
_OUTCOMES = f"""
SELECT page, rule_id, '{FAILED}' AS outcome, occurrence_count::VARCHAR AS occurrence_count,
       NULL::VARCHAR AS success_criteria
FROM failed WHERE occurrence_count <> '0'
UNION ALL
SELECT page, NULL, if(status_is_good, '{PASSED}', '{UNTESTED}'), NULL, NULL
FROM scan WHERE NOT status_is_good OR nullif(nullif(trim(groups), ''), '{{}}') IS NULL
"""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _header(reading: Reading) -> list[str]:
    """Header row of the files, which must be the same in all: DuckDB is told it, for guessing it takes too long."""
    first: list[str] = []
    for path in reading.paths:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            header = next(csv.reader(lines), [])
        first = first or header
        if header != first:
            new = [name for name in header if name not in first] or header
            reading.faults.add(f"{path.name}, row 1", "other columns than the files before it", new)
    reading.faults.stop_if_any()
    return first


def _load(connection: duckdb.DuckDBPyConnection, reading: Reading, layout: AxeLayout) -> None:
    theirs = {ours: name for name, ours in layout.columns.items()}
    if set(theirs) - {*_NEEDED, *_MAY_HAVE} or not set(_NEEDED) <= set(theirs):
        raise CatalogueError(
            f"{reading.source}/source.toml, layout of file {reading.file.id}: columns must name {', '.join(_NEEDED)}, "
            f"and may name {', '.join(_MAY_HAVE)}"
        )
    header = _header(reading)
    missing = [name for name in theirs.values() if name not in header]
    if missing:
        reading.faults.add("row 1", "columns are missing", missing, f"Found: {', '.join(header)}.")
    if len(set(header)) < len(header):
        reading.faults.add("row 1", "columns stand twice", [name for name in header if header.count(name) > 1])
    reading.faults.stop_if_any()
    status = f"{_quoted(theirs['status'])} = $completed" if "status" in theirs else "$completed IS NOT NULL"
    columns = [
        f"{_quoted(name)} AS {ours if ours != 'page' else 'url'}" for ours, name in theirs.items() if ours != "status"
    ]
    types = "{" + ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in header) + "}"
    is_good = f"coalesce({status}, false) AS status_is_good"
    statement = _SCAN.format(columns=", ".join([*columns, is_good]), types=types)
    connection.execute(statement, {"completed": layout.completed})


def _pages(connection: duckdb.DuckDBPyConnection, reading: Reading, layout: AxeLayout) -> pl.DataFrame:
    more = [name if name in layout.columns.values() else "NULL" for name in ("organisation", "site")]
    said = connection.sql(
        f"SELECT 'row ' || (page + 2) AS place, url, '{ENGINE}' AS engine, NULL::VARCHAR AS engine_version, "
        f"scanned_on AS audited_on, {more[0]}::VARCHAR AS organisation, {more[1]}::VARCHAR AS host FROM scan"
    )
    return Pages(layout, reading.faults).completed(said.pl())


def read_site_scan(reading: Reading, layout: AxeLayout) -> Tables:
    """Read a table like the GSA's, by SQL: it has a row per site of a government."""
    with sql_reader(reading) as connection:
        _load(connection, reading, layout)
        pages = _pages(connection, reading, layout)
        connection.execute(_GROUPS)
        strange = connection.execute("SELECT page, rule_id, occurrence_count FROM failed WHERE NOT is_count").fetchall()
        if strange:
            values = [f"{rule}: {value}" for _, rule, value in strange]
            todo = "A cell holds an object of groups with the number of their failures."
            reading.faults.add(f"row {strange[0][0] + 2}", "not the number of failures of a group", values, todo)
        reading.faults.stop_if_any()
        return outcome_tables(pages, connection.sql(_OUTCOMES).pl())
