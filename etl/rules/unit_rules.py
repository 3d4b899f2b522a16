"""Figures are in the unit they say: within its range, and as large as they used to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import polars as pl

from etl.errors import Violation
from etl.frames import FIRST_VALUES, SOURCE, offences
from etl.metadata.catalogue import Catalogue
from etl.rules.frozen import MEASURED, frozen_rows

Frames = Mapping[str, pl.DataFrame]
Range = tuple[float, float]

_SPAN = re.compile(r"(?:points|ordinal) (\d+)-(\d+)")
_TODO = "Look at the unit: fractions for percent, thousands for units. If it is right, adopt it and commit."


def unit_range(unit: str) -> Range | None:
    """Range that the name of a unit of an audit metric gives; None where it gives none."""
    span = _SPAN.fullmatch(unit)
    if span:
        return float(span[1]), float(span[2])
    return {"percent": (0.0, 100.0), "yes=1 no=0": (0.0, 1.0), "count": (0.0, float("inf"))}.get(unit)


def check_units(catalogue: Catalogue, frames: Frames) -> Iterator[Violation]:
    """Audit figures lie within the range of their unit.

    Parameters
    ----------
    catalogue : Catalogue
        The sources.
    frames : Mapping of str to polars.DataFrame
        Typed frames with their origin columns.

    Yields
    ------
    Violation
        One per source, metric unit and bound.
    """
    audits = frames["audit_result"]
    if not {"metric_id", "value"} <= set(audits.columns):
        return
    placed = audits.join(frames["audit_metric"].select("metric_id", "unit"), on="metric_id", how="left")
    shown = pl.concat_str("audit_id", "metric_id", pl.col("value").cast(pl.String), separator=" ")
    for unit in frames["audit_metric"]["unit"].unique().drop_nulls().sort():
        limits = unit_range(unit)
        if limits:
            is_outside = (pl.col("unit") == unit) & ~pl.col("value").is_between(*limits)
            yield from offences(placed, is_outside, "audit_result.value", shown, f"not {unit}", "Correct the value.")


def check_medians(frozen: pl.DataFrame, catalogue: Catalogue, frames: Frames) -> Iterator[Violation]:
    """The median of every measure is near the one that was reviewed.

    Parameters
    ----------
    frozen : polars.DataFrame
        Rows of data/reference/frozen.csv.
    catalogue : Catalogue
        The sources, with their limits.
    frames : Mapping of str to polars.DataFrame
        Typed frames with their origin columns.

    Yields
    ------
    Violation
        One per source, table and edition.
    """
    keys = ["source_id", "table_name", "edition", "column", "value"]
    known = frozen.filter(pl.col("median").is_not_null())
    for table, column in MEASURED.items():
        if not {column, "value", SOURCE} <= set(frames[table].columns):
            continue
        held = frozen_rows(table, frames[table]).filter(pl.col("median").is_not_null())
        both = known.join(held, on=keys, how="inner", suffix="_now", nulls_equal=True)
        ranges = _ranges(catalogue, frames, table)
        far = [row for row in both.to_dicts() if _is_far(catalogue, ranges, row)]
        places = dict.fromkeys((row["source_id"], row["edition"]) for row in far)
        for source_id, edition in places:
            values = [row for row in far if (row["source_id"], row["edition"]) == (source_id, edition)]
            shown = tuple(f"{row['value']}: {row['median_now']:.4g}, was {row['median']:.4g}" for row in values)
            problem = f"the median of {len(values)} measures is far from the one that was reviewed"
            yield Violation(source_id, edition, f"{table}.value", problem, shown[:FIRST_VALUES], _TODO)


def _ranges(catalogue: Catalogue, frames: Frames, table: str) -> dict[tuple[str, str | None, str], Range]:
    if table == "audit_result":
        units = {metric: unit_range(unit) for metric, unit in frames["audit_metric"]["metric_id", "unit"].iter_rows()}
        return {
            (source_id, None, metric): limits
            for source_id in catalogue
            for metric, limits in units.items()
            if limits and limits[1] != float("inf")
        }
    return {
        (source.id, edition.edition, measure.measure_id): (measure.min, measure.max)
        for source in catalogue.values()
        for edition in source.editions
        for measure in source.measures
        if measure.framework == edition.framework and measure.min is not None and measure.max is not None
    }


def _is_far(catalogue: Catalogue, ranges: Mapping[tuple[str, str | None, str], Range], row: dict[str, object]) -> bool:
    source_id, edition, value = str(row["source_id"]), row["edition"], str(row["value"])
    if source_id not in catalogue:
        return False
    limits = catalogue[source_id].rules
    now, was = float(str(row["median_now"])), float(str(row["median"]))
    known = ranges.get((source_id, None if edition is None else str(edition), value))
    if known:
        return abs(now - was) > limits.median_shift_share * (known[1] - known[0])
    if was == 0 or now == 0:
        return False
    return max(now / was, was / now) > limits.median_ratio_limit
