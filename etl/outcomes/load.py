"""Put rows that came in bulk into a release, and prove that they are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import duckdb

from etl.outcomes.rows import Rows, hash_sum
from etl.release.load import create_table, insert, quoted


def load_bulk_tables(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, Rows]) -> None:
    """Copy the rows of every table that comes in bulk.

    They are stored as they come: keeping an order would cost more than a third of the time, and no query asks for it.
    """
    connection.execute("SET preserve_insertion_order = false")
    for of_table in rows.values():
        create_table(connection, of_table.table)
        insert(connection, of_table.table, f"SELECT * FROM {of_table.relation}")
    connection.execute("RESET preserve_insertion_order")


def bulk_faults(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, Rows]) -> Iterator[str]:
    """Tables that do not hold the very rows that were read; their keys were checked before they were loaded."""
    for name, of_table in rows.items():
        [(found,)] = connection.execute(f"SELECT {hash_sum(of_table.table)} FROM {quoted(name)}").fetchall()
        if str(found) != of_table.checksum:
            yield f"{name}: the rows are not those that were read"
