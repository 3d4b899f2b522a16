"""Rows that came in bulk and wait as Parquet files: how many, which, and whether a key occurs twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl.errors import Violation
from etl.frames import FIRST_VALUES
from etl.release.load import quoted
from etl.schema import Table

#: The pages of ten million rows take some 300 MB; what does not fit goes to the disk.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "1GB", "threads": 2}


class Part(NamedTuple):
    """What came of one batch of files: rows that name their page by its number, and the pages."""

    rows: Path
    pages: Path


@dataclass(frozen=True)
class Rows:
    """Rows of one table as Parquet files.

    Attributes
    ----------
    table : Table
        The table.
    parts : Mapping of str to tuple of Part
        Source to its files.
    counts : Mapping of str to int
        Source to its rows.
    checksum : str
        Sum of the hashes of all rows; the table of the release must give the same.
    """

    table: Table
    parts: Mapping[str, tuple[Part, ...]]
    counts: Mapping[str, int]
    checksum: str

    @property
    def row_count(self) -> int:
        """Rows of all sources."""
        return sum(self.counts.values())

    @property
    def relation(self) -> str:
        """The rows, for a FROM clause."""
        parts = [part for of_source in self.parts.values() for part in of_source]
        if parts:
            return _relation(self.table, parts)
        columns = ", ".join(f"NULL::{column.sql_type} AS {quoted(column.name)}" for column in self.table.columns)
        return f"(SELECT {columns} WHERE false)"


def _parquet(paths: Sequence[Path]) -> str:
    return "read_parquet([" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths) + "])"


def _relation(table: Table, parts: Sequence[Part]) -> str:
    names = ", ".join(quoted(name) for name in table.column_names)
    rows, pages = _parquet([part.rows for part in parts]), _parquet([part.pages for part in parts])
    return f"(SELECT {names} FROM {rows} JOIN {pages} USING (page))"


def _hashes(table: Table, *origins: str) -> str:
    return f"hash({', '.join(quoted(column.name) for column in table.named(*origins))})::HUGEINT"


def hash_sum(table: Table) -> str:
    """Expression that sums up hashes over the rows of a table, whatever their order.

    What is said of the row and what is said of its page are hashed apart: so the sum can be had before they are joined.
    """
    of_row, of_page = _hashes(table, "file"), _hashes(table, "page", "folder")
    return f"coalesce(sum({of_row} + {of_page}), 0)"


def _counted(connection: duckdb.DuckDBPyConnection, table: Table, parts: Sequence[Part]) -> tuple[int, int]:
    """Number of rows and sum of their hashes, without joining every row with its page."""
    rows, pages = _parquet([part.rows for part in parts]), _parquet([part.pages for part in parts])
    of_row, of_page = _hashes(table, "file"), _hashes(table, "page", "folder")
    [(count, of_rows, of_pages)] = connection.execute(
        f"WITH page_rows AS (SELECT page, count(*) AS n, sum({of_row}) AS h FROM {rows} GROUP BY page) "
        f"SELECT sum(n)::BIGINT, sum(h), sum(n * {of_page}) FROM page_rows JOIN {pages} USING (page)"
    ).fetchall()
    return count, int(of_rows) + int(of_pages)


def page_key(table: Table) -> list[str]:
    """The columns of a table's key that are told of a page."""
    told = {column.name for column in table.named("page", "folder")}
    return [name for name in table.key if name in told]


def count_rows(
    table: Table, parts: Mapping[str, tuple[Part, ...]], workspace: Path
) -> tuple[Rows, Mapping[str, Violation]]:
    """Count rows, sum up their hashes, and look for pages that occur more than once.

    The rows of one batch were compared with each other already, so a key can occur twice only with its page.

    Parameters
    ----------
    table : Table
        The table.
    parts : Mapping of str to tuple of Part
        Source to its Parquet files.
    workspace : pathlib.Path
        Folder for what does not fit into memory.

    Returns
    -------
    tuple of Rows and Mapping of str to Violation
        The rows of all sources whose pages occur once, and what is wrong with the others.
    """
    kept: dict[str, tuple[Part, ...]] = {}
    counts: dict[str, int] = {}
    repeated: dict[str, Violation] = {}
    checksum = 0
    with duckdb.connect(":memory:", config=_SETTINGS) as connection:
        connection.execute("SET temp_directory = $folder", {"folder": str(workspace / "spill")})
        for source, of_source in parts.items():
            found = list(_repeated(connection, table, source, _parquet([part.pages for part in of_source])))
            if found:
                repeated[source] = found[0]
                continue
            kept[source] = of_source
            counts[source], hashes = _counted(connection, table, of_source)
            checksum += hashes
    return Rows(table, kept, counts, str(checksum)), repeated


def _repeated(connection: duckdb.DuckDBPyConnection, table: Table, source: str, pages: str) -> Iterator[Violation]:
    key = ", ".join(quoted(name) for name in page_key(table))
    twice = f"SELECT concat_ws(' / ', {key}) AS shown, count(*) AS n FROM {pages} GROUP BY {key} HAVING count(*) > 1"
    [(count, first)] = connection.execute(f"SELECT sum(n), list(shown)[:{FIRST_VALUES}] FROM ({twice})").fetchall()
    if count:
        problem = f"{count} results where each page, tool and day may have one"
        values = tuple(repr(value) for value in first)
        todo = "Keep one result of each; say the day of those that lack it."
        yield Violation(source, None, f"{table.name}.{'+'.join(page_key(table))}", problem, values, todo)
