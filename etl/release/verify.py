"""Open a staged release as a reader would and prove that it is what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from etl.errors import CatalogueError, VerificationError
from etl.outcomes.load import bulk_faults
from etl.outcomes.rows import Rows
from etl.release.load import quoted
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


_ANCHOR_TYPES: dict[str, type[pl.DataType]] = {
    "index_id": pl.String,
    "edition": pl.String,
    "measure_id": pl.String,
    "country_code": pl.String,
    "value": pl.Float64,
    "rank": pl.Int32,
    "rank_of": pl.Int32,
    "scheme": pl.String,
    "region": pl.String,
    "region_rank": pl.Int32,
    "region_rank_of": pl.Int32,
}


def read_anchors(data_dir: Path) -> pl.DataFrame:
    """Headline figures that every release must give back; none where the data folder has no such file."""
    path = data_dir / "reference" / "anchors.csv"
    if not path.exists():
        return pl.DataFrame(schema=_ANCHOR_TYPES)
    try:
        return pl.read_csv(path, schema_overrides=_ANCHOR_TYPES).select(list(_ANCHOR_TYPES))
    except pl.exceptions.PolarsError as error:
        raise CatalogueError(f"reference/anchors.csv cannot be used: {error}") from error


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the DuckDB file of a release, read-only and hardened."""
    return duckdb.connect(str(path), read_only=True, config=READ_SETTINGS)


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    # Fetched to the end: DuckDB 2.0 allows nothing else on a connection before that.
    [row] = connection.execute(sql).fetchall()
    return row


def _rules(table: Table) -> Iterator[tuple[str, str]]:
    """Conditions that hold for wrong rows only, each with what it counts."""
    for column in table.columns:
        cell, label = quoted(column.name), f"{table.name}.{column.name}"
        if column.required:
            yield f"{cell} IS NULL", f"{label}: {{}} values are missing"
        if column.type == "real":
            yield f"NOT isfinite({cell})", f"{label}: {{}} values are not finite"
        if column.references:
            known = " UNION ALL ".join(f"SELECT {quoted(name)} FROM {quoted(of)}" for of, name in column.references)
            yield f"{cell} IS NOT NULL AND {cell} NOT IN ({known})", f"{label}: {{}} values refer to nothing"


def _table_faults(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[str]:
    if table.place == "parsers":
        return  # checked before it was loaded, and compared with what was read
    name, rules = quoted(table.name), list(_rules(table))
    if rules:
        counts = _row(connection, f"SELECT {', '.join(f'count_if({rule})' for rule, _ in rules)} FROM {name}")
        yield from (fault.format(count) for count, (_, fault) in zip(counts, rules, strict=True) if count)
    if table.key:
        key = ", ".join(quoted(column) for column in table.key)
        repeated = f"SELECT 1 FROM {name} GROUP BY {key} HAVING count(*) > 1"
        (count,) = _row(connection, f"SELECT count(*) FROM ({repeated})")
        if count:
            yield f"{table.name}: {count} keys ({', '.join(table.key)}) occur more than once"


def _count_faults(connection: duckdb.DuckDBPyConnection, expected: Mapping[str, int]) -> Iterator[str]:
    for name, count in expected.items():
        (found,) = _row(connection, f"SELECT count(*) FROM {quoted(name)}")
        if found != count:
            yield f"{name}: {found} rows, but {count} were read"


def _rank_text(rank: object, rank_of: object) -> str:
    return f"{rank} of {rank_of}"


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(sql).pl().to_dicts()
    return rows


def _anchor_faults(connection: duckdb.DuckDBPyConnection, anchors: pl.DataFrame) -> Iterator[str]:
    connection.register("anchor", anchors.to_arrow())
    scores, regions = _rows(connection, _ANCHOR_SCORES), _rows(connection, _ANCHOR_REGIONS)
    connection.unregister("anchor")
    for row in scores:
        where = "{index_id} {edition} {measure_id} {country_code}".format(**row)
        found, wanted = row["found_value"], row["value"]
        if wanted is not None and (found is None or f"{found:.2f}" != f"{wanted:.2f}"):
            yield f"{where}: the value is {found}, published is {wanted:.2f}"
        rank, found_rank = (_rank_text(row[f"{of}rank"], row[f"{of}rank_of"]) for of in ("", "found_"))
        if row["rank"] is not None and found_rank != rank:
            yield f"{where}: the rank is {found_rank}, not {rank}"
    for row in regions:
        where = "{index_id} {edition} {measure_id} {country_code} in {scheme}/{region}".format(**row)
        rank, found_rank = (_rank_text(row[f"{of}rank"], row[f"{of}rank_of"]) for of in ("region_", "found_"))
        if found_rank != rank:
            yield f"{where}: the rank is {found_rank}, not {rank}"


def verify_release(
    path: Path,
    schema: Schema,
    expected: Mapping[str, int],
    anchors: pl.DataFrame | None = None,
    bulk: Mapping[str, Rows] | None = None,
) -> None:
    """Check a staged release.

    Parameters
    ----------
    path : pathlib.Path
        The DuckDB file.
    schema : Schema
        The layout of a release.
    expected : Mapping of str to int
        Rows that were read, by table.
    anchors : polars.DataFrame, optional
        Headline figures that must come out, from data/reference/anchors.csv.
    bulk : Mapping of str to Rows, optional
        Rows of the tables that came in bulk.

    Raises
    ------
    VerificationError
        Lists everything that is not as it was read.
    """
    with open_read_only(path) as connection:
        faults = [*_count_faults(connection, expected)]
        for table in schema.tables.values():
            faults += _table_faults(connection, table)
        if anchors is not None:
            faults += _anchor_faults(connection, anchors)
        faults += bulk_faults(connection, bulk or {})
    if faults:
        raise VerificationError(
            "\n".join(["The staged release is not what was read; nothing was published.", *(f"- {f}" for f in faults)])
        )
