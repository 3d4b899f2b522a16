"""Whole-table downloads of a release: CSV and Parquet, without what may not be passed on."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.load import quoted
from etl.schema import Schema, Table

#: A spreadsheet runs a text cell that begins with one of these.
FORMULA_STARTS = r"^[=+\-@\t\r]"

_FORBIDDEN_SOURCES = "SELECT source_id FROM source WHERE redistribution = 'forbidden'"
_FORBIDDEN_EDITIONS = f"""
SELECT {{}} FROM edition WHERE redistribution = 'forbidden' OR source_id IN ({_FORBIDDEN_SOURCES})
"""


def _safe_cell(name: str) -> str:
    cell = quoted(name)
    return f"CASE WHEN regexp_matches({cell}, '{FORMULA_STARTS}') THEN '''' || {cell} ELSE {cell} END AS {cell}"


def _allowed_rows(table: Table) -> str:
    """Hold back the figures of a source and what is computed from them; its metadata may always be shown."""
    names = set(table.column_names)
    conditions = []
    if table.kind != "reference" and "source_id" in names:
        conditions.append(f"source_id NOT IN ({_FORBIDDEN_SOURCES})")
    if table.kind != "reference" and "index_id" in names:
        place = "(index_id, edition)" if "edition" in names else "index_id"
        conditions.append(f"{place} NOT IN ({_FORBIDDEN_EDITIONS.format(place)})")
    return " WHERE " + " AND ".join(conditions) if conditions else ""


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
        connection.execute(f"COPY (SELECT {safe} {rows}) TO '{target}.csv' (FORMAT csv, HEADER)")
        connection.execute(f"COPY (SELECT {plain} {rows}) TO '{target}.parquet' (FORMAT parquet, COMPRESSION zstd)")
