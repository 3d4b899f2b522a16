"""What the figures of each source hold, frozen in data/reference/frozen.csv: which values, and how many rows of each.

The file is written from reviewed figures by ``python -m etl freeze`` and ``python -m etl adopt``. A bundle or an
official file that holds other countries, measures, tools or kinds than were reviewed is a violation until someone
looked at it. An edition that is new has no rows there yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.errors import CatalogueError, Violation
from etl.frames import FIRST_VALUES, SOURCE
from etl.metadata.catalogue import Catalogue
from etl.replacing.overlay import Unit

FROZEN = "frozen.csv"

#: Columns whose values are exactly the frozen ones.
EXACT: Mapping[str, tuple[str, ...]] = {
    "score": ("country_code", "measure_id"),
    "gtmi_group": ("country_code",),
    "context": ("country_code", "measure_id"),
    "audit_result": ("country_code", "metric_id"),
    "audit_site": ("country_code",),
    "initiative": ("country_code",),
    "initiative_prior": ("country_code",),
    "register_size": ("country_code",),
}
#: Columns whose values are among the frozen ones.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "score": ("status",),
    "audit_result": ("tool", "level", "sample_unit"),
    "audit_site": ("level",),
    "initiative": ("kind", "level"),
    "initiative_prior": ("kind", "level"),
}
#: The column whose values are figures of one unit each, so that a median says something.
MEASURED: Mapping[str, str] = {"score": "measure_id", "context": "measure_id", "audit_result": "metric_id"}

_COLUMNS = {
    "source_id": pl.String,
    "table_name": pl.String,
    "edition": pl.String,
    "column": pl.String,
    "value": pl.String,
    "row_count": pl.Int64,
    "median": pl.Float64,
}
_SAFE_TODO = "Look at the file. If the publisher did change it, adopt it: python -m etl adopt {name}; then commit."


@dataclass(frozen=True)
class Frozen:
    """Frozen values of one column of a unit: rows per value, and medians where figures are measured."""

    unit: Unit
    column: str
    row_counts: Mapping[str, int]
    medians: Mapping[str, float]


def is_frozen_by_edition(table: str) -> bool:
    """Whether each edition of a table is frozen apart."""
    return table in {"score", "gtmi_group"}


def frozen_rows(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """What rows of one table hold, as rows of frozen.csv.

    Parameters
    ----------
    table : str
        Name of the table.
    frame : polars.DataFrame
        Typed rows, with their origin columns.

    Returns
    -------
    polars.DataFrame
        Columns of frozen.csv, in a fixed order of rows.
    """
    edition = pl.col("edition") if is_frozen_by_edition(table) else pl.lit(None, pl.String)
    named = frame.with_columns(pl.col(SOURCE).alias("source_id"), edition.alias("edition"))
    parts = [_counted(named, table, "", pl.lit("", pl.String))]
    for column in (*EXACT.get(table, ()), *KNOWN.get(table, ())):
        if column in frame.columns:
            parts.append(_counted(named.filter(pl.col(column).is_not_null()), table, column, pl.col(column)))
    order = ["source_id", "table_name", "edition", "column", "value"]
    return pl.concat(parts).select(list(_COLUMNS)).sort(order, nulls_last=False)


def _counted(frame: pl.DataFrame, table: str, column: str, value: pl.Expr) -> pl.DataFrame:
    is_measured = bool(column) and MEASURED.get(table) == column
    median = pl.col("value").median().round_sig_figs(6) if is_measured else pl.lit(None, pl.Float64)
    counted = frame.with_columns(value.alias("_value")).group_by("source_id", "edition", "_value")
    return counted.agg(pl.len().cast(pl.Int64).alias("row_count"), median.alias("median")).select(
        "source_id",
        pl.lit(table).alias("table_name"),
        "edition",
        pl.lit(column).alias("column"),
        pl.col("_value").alias("value"),
        "row_count",
        "median",
    )


def read_frozen(reference: Path) -> pl.DataFrame:
    """Read frozen.csv; no rows where the folder has no such file."""
    path = reference / FROZEN
    if not path.exists():
        return pl.DataFrame(schema=_COLUMNS)
    try:
        frame = pl.read_csv(path, schema_overrides=_COLUMNS).select(list(_COLUMNS))
    except pl.exceptions.PolarsError as error:
        raise CatalogueError(f"reference/{FROZEN} cannot be used: {error}") from error
    return frame.with_columns(pl.col("column", "value").fill_null(""))


def write_frozen(reference: Path, frame: pl.DataFrame) -> None:
    """Write frozen.csv in its fixed order."""
    order = ["source_id", "table_name", "edition", "column", "value"]
    frame.select(list(_COLUMNS)).sort(order).write_csv(reference / FROZEN)


def _sets(frozen: pl.DataFrame) -> Iterator[Frozen]:
    keys = ["source_id", "table_name", "edition", "column"]
    for (source_id, table, edition, column), part in frozen.group_by(keys, maintain_order=True):
        counts = dict(zip(part["value"], part["row_count"], strict=True))
        measured = part.filter(pl.col("median").is_not_null())
        medians = dict(zip(measured["value"], measured["median"], strict=True))
        unit = Unit(str(source_id), str(table), None if edition is None else str(edition))
        yield Frozen(unit, str(column), counts, medians)


def check_frozen(frozen: pl.DataFrame, catalogue: Catalogue, frames: Mapping[str, pl.DataFrame]) -> Iterator[Violation]:
    """Compare every source with what was frozen of it.

    Parameters
    ----------
    frozen : polars.DataFrame
        Rows of frozen.csv.
    catalogue : Catalogue
        The sources, with their limits.
    frames : Mapping of str to polars.DataFrame
        Typed frames with their origin columns.

    Yields
    ------
    Violation
        Values that are missing or new, and rows that are too few or too many.
    """
    wanted = list(_sets(frozen))
    found = {
        (item.unit, item.column): item
        for table in dict.fromkeys(item.unit.table for item in wanted)
        if set(_needed(table)) <= set(frames[table].columns)
        for item in _sets(frozen_rows(table, frames[table]))
    }
    present = {unit for unit, _ in found}
    for item in wanted:
        if item.unit in present and item.unit.source_id in catalogue:
            held = found.get((item.unit, item.column), Frozen(item.unit, item.column, {}, {}))
            yield from _differences(item, held, catalogue)


def _needed(table: str) -> Iterable[str]:
    return (SOURCE, *EXACT.get(table, ()), *(["value"] if table in MEASURED else []))


def _differences(frozen: Frozen, held: Frozen, catalogue: Catalogue) -> Iterator[Violation]:
    source_id, table, edition = frozen.unit
    if not frozen.column:
        yield from _row_counts(frozen, held, catalogue)
        return
    where = f"{table}.{frozen.column}"
    todo = _SAFE_TODO.format(name=_name(frozen.unit))
    missing = [value for value in frozen.row_counts if value not in held.row_counts]
    new = [value for value in held.row_counts if value not in frozen.row_counts]
    if missing and frozen.column in EXACT.get(table, ()):
        problem = f"{len(missing)} of {len(frozen.row_counts)} values of reference/{FROZEN} are missing"
        yield Violation(source_id, edition, where, problem, _first(missing), todo)
    if new:
        problem = f"{len(new)} values that reference/{FROZEN} does not have"
        yield Violation(source_id, edition, where, problem, _first(new), todo)


def _row_counts(frozen: Frozen, held: Frozen, catalogue: Catalogue) -> Iterator[Violation]:
    source_id, table, edition = frozen.unit
    limits = catalogue[source_id].rules
    known, count = sum(frozen.row_counts.values()), sum(held.row_counts.values())
    todo = _SAFE_TODO.format(name=_name(frozen.unit))
    if count < limits.floor_share * known:
        problem = f"{count} rows; {known} were reviewed, and at least {limits.floor_share:.0%} of them must be there"
        yield Violation(source_id, edition, table, problem, (), todo)
    if count > limits.growth_limit * known:
        problem = f"{count} rows; {known} were reviewed, and at most {limits.growth_limit:g} times as many may be there"
        yield Violation(source_id, edition, table, problem, (), todo)


def _name(unit: Unit) -> str:
    return f"{unit.source_id}/{unit.edition}" if unit.edition else unit.source_id


def _first(values: list[str]) -> tuple[str, ...]:
    return tuple(repr(value) for value in sorted(values)[:FIRST_VALUES])
