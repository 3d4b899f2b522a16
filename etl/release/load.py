"""Put checked frames into the DuckDB file of a release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import polars as pl

from etl.schema import Column, Schema, Table

#: A build of everything fits several times over. Means are summed in a fixed order (favg(... ORDER BY ...)), so
#: more threads do not change a digit of the result.
BUILD_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "2GB",
    "threads": 2,
    # Most tables are small: with blocks of 256 kB the file is 21 MB instead of 8, and no query gains.
    "default_block_size": "32768",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}


def quoted(name: str) -> str:
    """Quote an identifier for SQL."""
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _comment(column: Column) -> str:
    return f"{column.description} Unit: {column.unit}." if column.unit else column.description


#: With so many rows in bulk the blocks of DuckDB's own choice are a fifth cheaper, and small tables do not matter.
LARGE_ROWS = 1_000_000
_LARGE_BLOCKS = {"default_block_size": "262144"}


def open_new(path: Path, bulk_rows: int = 0) -> duckdb.DuckDBPyConnection:
    """Create the DuckDB file of a release.

    Parameters
    ----------
    path : pathlib.Path
        Where; nothing may be there yet.
    bulk_rows : int
        Rows that will come in bulk.

    Returns
    -------
    duckdb.DuckDBPyConnection
        Open for writing.
    """
    blocks = _LARGE_BLOCKS if bulk_rows > LARGE_ROWS else {}
    connection = duckdb.connect(str(path), config={**BUILD_SETTINGS, **blocks})
    connection.execute(f"SET temp_directory = {_literal(str(path.parent / 'spill'))}")
    return connection


def create_table(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Create an empty table with its documentation as comments.

    Constraints are left out on purpose: the contract and the verification check them, and readers gain nothing
    from the indexes they would add to the file.
    """
    columns = ", ".join(f"{quoted(column.name)} {column.sql_type}" for column in table.columns)
    name = quoted(table.name)
    connection.execute(f"CREATE TABLE {name} ({columns})")
    connection.execute(f"COMMENT ON TABLE {name} IS {_literal(table.description)}")
    for column in table.columns:
        connection.execute(f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {_literal(_comment(column))}")


def insert(connection: duckdb.DuckDBPyConnection, table: Table, select: str) -> None:
    """Fill a table from a SELECT that gives exactly its columns, in any order."""
    relation = connection.sql(select)
    given, wanted = set(relation.columns), set(table.column_names)
    if given != wanted:
        problem = f"missing {sorted(wanted - given)}, unknown {sorted(given - wanted)}"
        raise duckdb.BinderException(f"The statement of {table.name} does not give its columns: {problem}")
    connection.execute(f"INSERT INTO {quoted(table.name)} BY NAME {select}")


def register_inputs(connection: duckdb.DuckDBPyConnection, frames: Mapping[str, pl.DataFrame]) -> None:
    """Make every frame readable as the view ``input_<table>``."""
    for name, frame in frames.items():
        connection.register(f"input_{name}", frame.to_arrow())


def unregister_inputs(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Take the views away again."""
    for name in names:
        connection.unregister(f"input_{name}")


def load_plain_tables(connection: duckdb.DuckDBPyConnection, schema: Schema, made_by_sql: Iterable[str]) -> None:
    """Copy every table that needs no statement of its own, in the order of its key."""
    skipped = set(made_by_sql)
    for table in schema.tables.values():
        if table.place in {"", "build", "parsers"} or table.name in skipped:
            continue
        columns = ", ".join(quoted(name) for name in table.column_names)
        order = ", ".join(f"{quoted(name)} NULLS FIRST" for name in table.order or table.key)
        create_table(connection, table)
        insert(
            connection,
            table,
            f"SELECT {columns} FROM {quoted('input_' + table.name)}" + (f" ORDER BY {order}" if order else ""),
        )
