"""Derived tables: one SELECT per file of etl/sql, run in the order of their numbers."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.errors import CatalogueError
from etl.release.load import create_table, insert, quoted
from etl.schema import Schema

SQL_FOLDER = Path(__file__).resolve().parents[1] / "sql"
#: A file of this ending is a step that several tables share; it leaves nothing in the release.
VIEW_ENDING = ".view"


def _statements(folder: Path) -> dict[str, str]:
    return {path.stem.partition("_")[2]: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}


def tables_made(folder: Path = SQL_FOLDER) -> frozenset[str]:
    """Tables that a statement fills."""
    return frozenset(name for name in _statements(folder) if not name.endswith(VIEW_ENDING))


def build_marts(connection: duckdb.DuckDBPyConnection, schema: Schema) -> None:
    """Create and fill every table that has a statement.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The release being built; plain tables and ``input_`` views are there.
    schema : Schema
        The layout of a release.
    """
    made = tables_made()
    wanted = {table.name for table in schema.tables.values() if table.kind == "mart"}
    stray = (wanted - made) | (made - set(schema.tables))
    if stray:
        raise CatalogueError(f"schema.toml and etl/sql do not have the same tables: {', '.join(sorted(stray))}")
    for name, select in _statements(SQL_FOLDER).items():
        if name.endswith(VIEW_ENDING):
            connection.execute(f"CREATE TEMP VIEW {quoted(name.removesuffix(VIEW_ENDING))} AS {select}")
        else:
            create_table(connection, schema.tables[name])
            insert(connection, schema.tables[name], select)
