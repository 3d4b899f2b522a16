"""The catalogue as release tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from etl.frames import POLARS_TYPES
from etl.metadata.catalogue import Catalogue, Source
from etl.schema import Schema, Table

Row = dict[str, Any]


def _source_rows(source: Source, figure_count: int) -> dict[str, list[Row]]:
    known = {key: value for key, value in vars(source).items() if not isinstance(value, tuple)}
    notes = [("checked", source.checked), ("oddity", source.oddities)]
    return {
        "source": [{**known, "source_id": source.id, "figure_count": figure_count}],
        "source_note": [
            {"source_id": source.id, "kind": kind, "sort_order": number, "text": text}
            for kind, texts in notes
            for number, text in enumerate(texts, start=1)
        ],
    }


def _index_rows(source: Source) -> dict[str, list[Row]]:
    if source.index is None:
        return {}
    owner = {"index_id": source.index.index_id, "source_id": source.id}
    return {
        "readiness_index": [{**asdict(source.index), **owner}],
        "framework": [{**owner, "framework": item.id, "label": item.label} for item in source.frameworks],
        "edition": [{**asdict(item), **owner} for item in source.editions],
        "series_break": [{**asdict(item), **owner} for item in source.series_breaks],
        "measure": [
            {**asdict(item), **owner, "sort_order": _place_in_framework(source, number)}
            for number, item in enumerate(source.measures)
        ],
    }


def _place_in_framework(source: Source, number: int) -> int:
    framework = source.measures[number].framework
    return 1 + sum(measure.framework == framework for measure in source.measures[:number])


def _frame(table: Table, rows: Sequence[Row]) -> pl.DataFrame:
    columns = {column.name: POLARS_TYPES[column.type] for column in table.read_columns}
    return pl.DataFrame([[row.get(name) for name in columns] for row in rows], schema=columns, orient="row")


def catalogue_frames(catalogue: Catalogue, schema: Schema, figure_counts: Mapping[str, int]) -> dict[str, pl.DataFrame]:
    """Turn the catalogue into the tables that come from it.

    Parameters
    ----------
    catalogue : Catalogue
        The sources.
    schema : Schema
        The layout of a release.
    figure_counts : Mapping of str to int
        Rows of figures per source.

    Returns
    -------
    dict of str to polars.DataFrame
        One frame per table that comes from the catalogue.
    """
    rows: dict[str, list[Row]] = {table.name: [] for table in schema.placed("catalogue")}
    for source in catalogue.values():
        for part in (_source_rows(source, figure_counts.get(source.id, 0)), _index_rows(source)):
            for name, new_rows in part.items():
                rows[name] += new_rows
    return {table.name: _frame(table, rows[table.name]) for table in schema.placed("catalogue")}
