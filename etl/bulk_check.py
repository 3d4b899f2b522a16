"""The contract for tables that come in bulk: the same rules as for frames, asked by SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl.errors import Violation
from etl.frames import FIRST_VALUES
from etl.load import quoted
from etl.schema import Column, Table

_CORRECT = "Correct the files, or leave them out."
_URL = r"^https?://[^\s/]+\S*$"
#: Hashing the keys of ten million rows takes 300 MB; what does not fit goes to the disk.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "1GB", "threads": 2}


@dataclass(frozen=True)
class Rows:
    """Rows of one table as Parquet files.

    Attributes
    ----------
    table : Table
        The table.
    parts : dict of str to tuple of pathlib.Path
        Source to its files.
    counts : Mapping of str to int
        Source to its rows.
    checksum : str
        Sum of the hashes of all rows; the table of the release must give the same.
    """

    table: Table
    parts: dict[str, tuple[Path, ...]]
    counts: Mapping[str, int] = field(default_factory=dict)
    checksum: str = "0"

    @property
    def row_count(self) -> int:
        """Rows of all sources."""
        return sum(self.counts.values())

    @property
    def relation(self) -> str:
        """The rows, for a FROM clause."""
        if not self.parts:
            columns = ", ".join(f"NULL::{column.sql_type} AS {quoted(column.name)}" for column in self.table.columns)
            return f"(SELECT {columns} WHERE false)"
        paths = ", ".join("'" + str(part).replace("'", "''") + "'" for of_one in self.parts.values() for part in of_one)
        return f"read_parquet([{paths}])"


def hash_sum(table: Table) -> str:
    """Expression that sums up the hashes of the rows of a table, whatever their order."""
    return f"coalesce(sum(hash({', '.join(quoted(name) for name in table.column_names)})), 0)::VARCHAR"


def _connect(rows: Rows) -> duckdb.DuckDBPyConnection:
    folder = next((str(part.parent) for of_one in rows.parts.values() for part in of_one), "")
    connection = duckdb.connect(":memory:", config=_SETTINGS)
    connection.execute("SET temp_directory = $folder", {"folder": folder and f"{folder}/spill"})
    return connection


def count_rows(rows: Rows) -> Rows:
    """Count the rows of each source and sum up their hashes."""
    if not rows.parts:
        return rows
    with _connect(rows) as connection:
        counts = connection.execute(f"SELECT source_id, count(*) FROM {rows.relation} GROUP BY 1").fetchall()
        [(checksum,)] = connection.execute(f"SELECT {hash_sum(rows.table)} FROM {rows.relation}").fetchall()
    return Rows(rows.table, rows.parts, dict(counts), checksum)


def _column_rules(column: Column) -> Iterator[tuple[str, str]]:
    """Conditions that hold for wrong values only, each with what is wrong."""
    cell = quoted(column.name)
    if column.required:
        yield f"{cell} IS NULL", "missing"
    if column.min is not None:
        yield f"{cell} < {column.min:g}", f"below {column.min:g}"
    if column.max is not None:
        yield f"{cell} > {column.max:g}", f"above {column.max:g}"
    if column.allowed:
        allowed = ", ".join(f"'{value}'" for value in column.allowed)
        yield f"{cell} NOT IN ({allowed})", f"not among the values allowed ({', '.join(column.allowed)})"
    if column.pattern:
        yield f"NOT regexp_matches({cell}, '{column.pattern}')", f"not of the form {column.pattern}"
    if column.format:
        yield f"NOT regexp_matches({cell}, '{_URL}')", "not an http or https address"
    if column.type == "text":
        yield f"contains({cell}, '\ufffd') OR contains({cell}, chr(0))", "damaged text"


def _reference_rules(column: Column, known: Mapping[tuple[str, str], set[str]]) -> Iterator[tuple[str, str]]:
    targets = [target for target in column.references if target in known]
    if targets:
        values = sorted(set().union(*(known[target] for target in targets)))
        listed = ", ".join("'" + value.replace("'", "''") + "'" for value in values) or "NULL"
        names = " or ".join(".".join(target) for target in targets)
        yield f"{quoted(column.name)} NOT IN ({listed})", f"not in {names}"


def _offences(
    connection: duckdb.DuckDBPyConnection, rows: Rows, column: Column, condition: str, problem: str
) -> Iterator[Violation]:
    found = connection.execute(
        f"SELECT source_id, count(*), list(DISTINCT {quoted(column.name)}::VARCHAR)[:{FIRST_VALUES}] "
        f"FROM {rows.relation} WHERE {condition} GROUP BY 1 ORDER BY 1"
    ).fetchall()
    for source, count, values in found:
        first = tuple(sorted(repr(value) for value in values or ()))
        problem_found = f"{problem} in {count} row{'' if count == 1 else 's'}"
        yield Violation(source, None, f"{rows.table.name}.{column.name}", problem_found, first, _CORRECT)


def _repeated_keys(connection: duckdb.DuckDBPyConnection, rows: Rows) -> Iterator[Violation]:
    # Hashes first: exact grouping of every row costs three times as much and is needed only where hashes meet.
    key = ", ".join(quoted(name) for name in rows.table.key)
    hashed = f"SELECT hash({key}) AS h FROM {rows.relation}"
    [(repeated,)] = connection.execute(f"SELECT count(*) - count(DISTINCT h) FROM ({hashed})").fetchall()
    if not repeated:
        return
    shown = f"concat_ws(' / ', {key})"
    found = connection.execute(
        f"SELECT source_id, sum(n)::BIGINT, list(shown)[:{FIRST_VALUES}] FROM ("
        f"  SELECT source_id, {shown} AS shown, count(*) AS n FROM {rows.relation} "
        f"  GROUP BY {key} HAVING count(*) > 1"
        ") GROUP BY 1 ORDER BY 1"
    ).fetchall()
    for source, count, values in found:
        column = f"{rows.table.name}.{'+'.join(rows.table.key)}"
        todo = "Keep one result per page, tool and day."
        problem = f"key shared with another row in {count} rows"
        yield Violation(source, None, column, problem, tuple(repr(value) for value in values), todo)


def check_rows(rows: Rows, known: Mapping[tuple[str, str], set[str]]) -> list[Violation]:
    """Check rows against the contract.

    Parameters
    ----------
    rows : Rows
        The rows.
    known : Mapping of tuple to set
        Table and column to the values that rows may refer to.

    Returns
    -------
    list of Violation
        Everything that is wrong, per source and column.
    """
    rules = [
        (column, *rule)
        for column in rows.table.columns
        for rule in (*_column_rules(column), *_reference_rules(column, known))
    ]
    with _connect(rows) as connection:
        # All rules in one pass; only the few that are broken are looked at again.
        counts = ", ".join(f"count_if({condition})" for _, condition, _ in rules)
        [broken] = connection.execute(f"SELECT {counts} FROM {rows.relation}").fetchall()
        wrong = [rule for rule, count in zip(rules, broken, strict=True) if count]
        violations = [found for rule in wrong for found in _offences(connection, rows, *rule)]
        return [*violations, *_repeated_keys(connection, rows)]
