"""Whole-table downloads of a release: CSV and Parquet, without what may not be passed on."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.release.load import quoted
from etl.schema import Schema, Table

#: A spreadsheet runs a text cell that begins with one of these.
FORMULA_STARTS = r"^[=+\-@\t\r]"
#: What a spreadsheet can hold; of a table that comes in bulk and is larger there is no CSV file.
MAX_CSV_ROWS = 1_000_000

_FORBIDDEN_SOURCES = "SELECT source_id FROM source WHERE redistribution = 'forbidden'"
_FORBIDDEN_EDITIONS = f"""
SELECT {{}} FROM edition WHERE redistribution = 'forbidden' OR source_id IN ({_FORBIDDEN_SOURCES})
"""

#: A count over several sources is left out where one of them is forbidden.
_COUNTED_WITHOUT_FORBIDDEN = f"""
NOT EXISTS (
  SELECT 1 FROM initiative i
  WHERE i.country_code IS NOT DISTINCT FROM initiative_summary.country_code AND i.kind = initiative_summary.kind
    AND i.status = initiative_summary.status AND i.source_id IN ({_FORBIDDEN_SOURCES})
)"""


def _safe_cell(name: str) -> str:
    cell = quoted(name)
    return f"CASE WHEN regexp_matches({cell}, '{FORMULA_STARTS}') THEN '''' || {cell} ELSE {cell} END AS {cell}"


def _allowed_rows(table: Table) -> str:
    """Hold back the figures of a source and what is computed from them; its metadata may always be shown."""
    names = set(table.column_names)
    conditions = []
    if table.kind != "reference":
        # The folder of a source is its id, whatever the column is called in a table.
        owners = {column.name for column in table.named("folder")} | ({"source_id"} & names)
        conditions += [f"{quoted(name)} NOT IN ({_FORBIDDEN_SOURCES})" for name in sorted(owners)]
    if table.name == "initiative_summary":
        conditions.append(_COUNTED_WITHOUT_FORBIDDEN)
    if table.kind != "reference" and "index_id" in names:
        place = "(index_id, edition)" if "edition" in names else "index_id"
        conditions.append(f"{place} NOT IN ({_FORBIDDEN_EDITIONS.format(place)})")
    return " WHERE " + " AND ".join(conditions) if conditions else ""


def _row_count(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    [(count,)] = connection.execute(f"SELECT count(*) FROM {quoted(table.name)}").fetchall()
    return int(count)


def export_tables(connection: duckdb.DuckDBPyConnection, schema: Schema, folder: Path) -> None:
    """Write every table as CSV and Parquet.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The release being built.
    schema : Schema
        The layout of a release.
    folder : pathlib.Path
        Where the files go.
    """
    folder.mkdir()
    for table in schema.tables.values():
        rows = f"FROM {quoted(table.name)}{_allowed_rows(table)}"
        plain = ", ".join(quoted(name) for name in table.column_names)
        safe = ", ".join(
            _safe_cell(column.name) if column.type == "text" else quoted(column.name) for column in table.columns
        )
        target = str(folder / table.name).replace("'", "''")
        if table.place != "parsers" or _row_count(connection, table) <= MAX_CSV_ROWS:
            connection.execute(f"COPY (SELECT {safe} {rows}) TO '{target}.csv' (FORMAT csv, HEADER)")
        connection.execute(f"COPY (SELECT {plain} {rows}) TO '{target}.parquet' (FORMAT parquet, COMPRESSION zstd)")
