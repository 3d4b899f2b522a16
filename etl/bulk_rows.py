"""Rows that came in bulk and wait as Parquet files: how many, which, and whether a key occurs twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.errors import Violation
from etl.frames import FIRST_VALUES
from etl.load import quoted
from etl.schema import Table

#: The hashes of ten million keys take some 400 MB; what does not fit goes to the disk.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "1GB", "threads": 2}


@dataclass(frozen=True)
class Rows:
    """Rows of one table as Parquet files.

    Attributes
    ----------
    table : Table
        The table.
    parts : Mapping of str to tuple of pathlib.Path
        Source to its files.
    counts : Mapping of str to int
        Source to its rows.
    checksum : str
        Sum of the hashes of all rows; the table of the release must give the same.
    """

    table: Table
    parts: Mapping[str, tuple[Path, ...]]
    counts: Mapping[str, int]
    checksum: str

    @property
    def row_count(self) -> int:
        """Rows of all sources."""
        return sum(self.counts.values())

    @property
    def relation(self) -> str:
        """The rows, for a FROM clause."""
        paths = [part for of_source in self.parts.values() for part in of_source]
        if paths:
            return _relation(paths)
        columns = ", ".join(f"NULL::{column.sql_type} AS {quoted(column.name)}" for column in self.table.columns)
        return f"(SELECT {columns} WHERE false)"


def _relation(paths: list[Path]) -> str:
    return f"read_parquet([{', '.join(_literal(path) for path in paths)}])"


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def hash_sum(table: Table) -> str:
    """Expression that sums up the hashes of the rows of a table, whatever their order."""
    return f"coalesce(sum(hash({', '.join(quoted(name) for name in table.column_names)})), 0)"


def count_rows(
    table: Table, parts: Mapping[str, tuple[Path, ...]], workspace: Path
) -> tuple[Rows, Mapping[str, Violation]]:
    """Count rows, sum up their hashes, and look for keys that occur more than once.

    Parameters
    ----------
    table : Table
        The table.
    parts : Mapping of str to tuple of pathlib.Path
        Source to its Parquet files.
    workspace : pathlib.Path
        Folder for what does not fit into memory.

    Returns
    -------
    tuple of Rows and Mapping of str to Violation
        The rows of all sources whose keys occur once, and what is wrong with the others.
    """
    key = ", ".join(quoted(name) for name in table.key)
    # Hashes first: exact grouping of every row costs three times as much and is needed only where hashes meet.
    asked = f"SELECT count(*), count(DISTINCT hash({key})), {hash_sum(table)}"
    kept: dict[str, tuple[Path, ...]] = {}
    counts: dict[str, int] = {}
    checksum, repeated = 0, {}
    with duckdb.connect(":memory:", config=_SETTINGS) as connection:
        connection.execute("SET temp_directory = $folder", {"folder": str(workspace / "spill")})
        for source, paths in parts.items():
            relation = _relation(list(paths))
            [(count, key_count, hashes)] = connection.execute(f"{asked} FROM {relation}").fetchall()
            found = list(_repeated(connection, table, source, relation)) if key_count < count else []
            if found:
                repeated[source] = found[0]
                continue
            kept[source], counts[source] = paths, count
            checksum += int(hashes)
    return Rows(table, kept, counts, str(checksum)), repeated


def _repeated(connection: duckdb.DuckDBPyConnection, table: Table, source: str, relation: str) -> Iterator[Violation]:
    key = ", ".join(quoted(name) for name in table.key)
    groups = (
        f"SELECT concat_ws(' / ', {key}) AS shown, count(*) AS n FROM {relation} GROUP BY {key} HAVING count(*) > 1"
    )
    [(count, first)] = connection.execute(f"SELECT sum(n), list(shown)[:{FIRST_VALUES}] FROM ({groups})").fetchall()
    if count:
        problem = f"key shared with another row in {count} rows"
        values = tuple(repr(value) for value in first)
        todo = "Keep one result per page, tool and day."
        yield Violation(source, None, f"{table.name}.{'+'.join(table.key)}", problem, values, todo)
