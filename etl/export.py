"""Whole-table downloads of a release: CSV and Parquet, without what may not be passed on."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.load import quoted
from etl.schema import Schema, Table

#: A spreadsheet runs a text cell that begins with one of these.
FORMULA_STARTS = r"^[=+\-@\t\r]"

# Metadata of a source may always be shown; what is held back are its figures and what is computed from them.
_METADATA = ("reference",)


def _safe_cell(name: str) -> str:
    cell = quoted(name)
    return f"CASE WHEN regexp_matches({cell}, '{FORMULA_STARTS}') THEN '''' || {cell} ELSE {cell} END AS {cell}"


def _allowed_rows(table: Table) -> str:
    if table.kind in _METADATA:
        return ""
    names = set(table.column_names)
    conditions = []
    if "source_id" in names:
        conditions.append("source_id NOT IN (SELECT source_id FROM source WHERE redistribution = 'forbidden')")
    if {"index_id", "edition"} <= names:
        conditions.append(
            "(index_id, edition) NOT IN (SELECT (index_id, edition) FROM edition WHERE redistribution = 'forbidden')"
        )
    elif "index_id" in names:
        conditions.append("index_id NOT IN (SELECT index_id FROM edition WHERE redistribution = 'forbidden')")
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
