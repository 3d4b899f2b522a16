"""Open a staged release as a reader would and prove that it is what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import polars as pl

from etl.errors import VerificationError
from etl.load import quoted
from etl.schema import Schema, Table

#: As the dashboard opens it: no file, no network, no change of settings.
READ_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "allow_community_extensions": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_directory": "",
    "memory_limit": "1GB",
    "threads": 2,
}

_ANCHOR_SCORES = """
SELECT a.*, s.value AS found_value, s.rank AS found_rank, s.rank_of AS found_rank_of
FROM anchor a
LEFT JOIN score s USING (index_id, edition, measure_id, country_code)
"""
_ANCHOR_REGIONS = """
SELECT a.*, r.rank AS found_rank, r.rank_of AS found_rank_of
FROM anchor a
LEFT JOIN region_rank r USING (scheme, region, index_id, edition, measure_id, country_code)
WHERE a.scheme IS NOT NULL
"""


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the DuckDB file of a release, read-only and hardened."""
    return duckdb.connect(str(path), read_only=True, config=READ_SETTINGS)


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    # Fetched to the end: DuckDB 2.0 allows nothing else on a connection before that.
    [(number,)] = connection.execute(sql).fetchall()
    return int(number)


def _table_faults(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[str]:
    name = quoted(table.name)
    if table.key:
        key = ", ".join(quoted(column) for column in table.key)
        twice = _one(connection, f"SELECT count(*) FROM (SELECT 1 FROM {name} GROUP BY {key} HAVING count(*) > 1)")
        if twice:
            yield f"{table.name}: {twice} keys ({', '.join(table.key)}) occur more than once"
    for column in table.columns:
        cell = quoted(column.name)
        if column.required:
            empty = _one(connection, f"SELECT count(*) FROM {name} WHERE {cell} IS NULL")
            if empty:
                yield f"{table.name}.{column.name}: {empty} values are missing"
        if column.type == "real":
            odd = _one(connection, f"SELECT count(*) FROM {name} WHERE NOT isfinite({cell})")
            if odd:
                yield f"{table.name}.{column.name}: {odd} values are not finite"
        if column.references:
            targets = " UNION ALL ".join(
                f"SELECT {quoted(target_column)} FROM {quoted(target)}" for target, target_column in column.references
            )
            dangling = _one(
                connection,
                f"SELECT count(*) FROM {name} WHERE {cell} IS NOT NULL AND {cell} NOT IN ({targets})",
            )
            if dangling:
                yield f"{table.name}.{column.name}: {dangling} values refer to nothing"


def _count_faults(connection: duckdb.DuckDBPyConnection, expected: Mapping[str, int]) -> Iterator[str]:
    for name, count in expected.items():
        found = _one(connection, f"SELECT count(*) FROM {quoted(name)}")
        if found != count:
            yield f"{name}: {found} rows, but {count} were read"


def _anchor_faults(connection: duckdb.DuckDBPyConnection, anchors: pl.DataFrame) -> Iterator[str]:
    connection.register("anchor", anchors.to_arrow())
    wanted = connection.sql(_ANCHOR_SCORES).fetchall(), connection.sql(_ANCHOR_REGIONS).fetchall()
    names = connection.sql(_ANCHOR_SCORES).columns, connection.sql(_ANCHOR_REGIONS).columns
    connection.unregister("anchor")
    for row in (dict(zip(names[0], values, strict=True)) for values in wanted[0]):
        where = "{index_id} {edition} {measure_id} {country_code}".format(**row)
        found = row["found_value"]
        if row["value"] is not None and (found is None or f"{found:.2f}" != f"{row['value']:.2f}"):
            yield f"{where}: value is {found}, published is {row['value']:.2f}"
        if row["rank"] is not None and (row["found_rank"], row["found_rank_of"]) != (row["rank"], row["rank_of"]):
            yield f"{where}: rank is {row['found_rank']} of {row['found_rank_of']}, not {row['rank']} of {row['rank_of']}"
    for row in (dict(zip(names[1], values, strict=True)) for values in wanted[1]):
        where = "{index_id} {edition} {measure_id} {country_code} in {scheme}/{region}".format(**row)
        found_rank, rank = (row["found_rank"], row["found_rank_of"]), (row["region_rank"], row["region_rank_of"])
        if found_rank != rank:
            yield f"{where}: rank is {found_rank[0]} of {found_rank[1]}, not {rank[0]} of {rank[1]}"


def verify_release(path: Path, schema: Schema, expected: Mapping[str, int], anchors: pl.DataFrame) -> None:
    """Check a staged release.

    Parameters
    ----------
    path : pathlib.Path
        The DuckDB file.
    schema : Schema
        The layout of a release.
    expected : Mapping of str to int
        Rows that were read, by table.
    anchors : polars.DataFrame
        Headline figures that must come out, from data/reference/anchors.csv.

    Raises
    ------
    VerificationError
        Lists everything that is not as it was read.
    """
    with open_read_only(path) as connection:
        faults = [*_count_faults(connection, expected)]
        for table in schema.tables.values():
            faults += _table_faults(connection, table)
        faults += _anchor_faults(connection, anchors)
    if faults:
        raise VerificationError(
            "\n".join(["The staged release is not what was read; nothing was published.", *(f"- {f}" for f in faults)])
        )
