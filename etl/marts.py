"""Derived tables: one SELECT per file of etl/sql, run in the order of their numbers."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.errors import CatalogueError
from etl.load import create_table, insert
from etl.schema import Schema

SQL_FOLDER = Path(__file__).with_name("sql")


def statements(folder: Path = SQL_FOLDER) -> dict[str, str]:
    """Read the statement of every derived table.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of ``NN_<table>.sql``.

    Returns
    -------
    dict of str to str
        SELECT by table, in the order in which they run.
    """
    return {path.stem.partition("_")[2]: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}


def build_marts(connection: duckdb.DuckDBPyConnection, schema: Schema) -> None:
    """Create and fill every table that has a statement.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The release being built; plain tables and ``input_`` views are there.
    schema : Schema
        The layout of a release.
    """
    selects = statements()
    forgotten = {table.name for table in schema.tables.values() if table.kind == "mart"} - set(selects)
    if forgotten or not set(selects) <= set(schema.tables):
        raise CatalogueError(f"etl/sql and schema.toml differ: {sorted(forgotten | set(selects) - set(schema.tables))}")
    for name, select in selects.items():
        create_table(connection, schema.tables[name])
        insert(connection, schema.tables[name], select)
