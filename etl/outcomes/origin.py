"""What came in bulk, told in the tables that say what a release holds and where it is from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from etl.inputs import Inputs
from etl.outcomes.gather import Bulk, read_bulk
from etl.replacing.official import OWN
from etl.schema import Schema


def with_bulk(data_dir: Path, schema: Schema, inputs: Inputs, workspace: Path) -> tuple[Inputs, Bulk]:
    """Read what comes in bulk, after everything else that it may refer to.

    Parameters
    ----------
    data_dir : pathlib.Path
        The data folder.
    schema : Schema
        The layout of a release.
    inputs : Inputs
        Everything that does not come in bulk.
    workspace : pathlib.Path
        Folder for the rows until they are loaded.

    Returns
    -------
    tuple of Inputs and Bulk
        The inputs, with what is told of the rows in bulk, and these rows.
    """
    targets = {target for table in schema.placed("parsers") for column in table.columns for target in column.references}
    known = {(table, name): set(inputs.frames[table][name].drop_nulls()) for table, name in targets}
    bulk = read_bulk(data_dir, inputs.catalogue, schema, known, workspace)
    if not bulk.files and not bulk.refusals:
        return inputs, bulk
    frames = dict(inputs.frames)
    frames["source"] = _counted(frames["source"], bulk)
    frames["official_file"] = _with_state(frames["official_file"], bulk)
    frames["figure_file"] = _with_rows(frames["figure_file"], bulk)
    return replace(inputs, frames=frames), bulk


def _counted(sources: pl.DataFrame, bulk: Bulk) -> pl.DataFrame:
    counts: Counter[str] = Counter()
    for rows in bulk.rows.values():
        counts.update(rows.counts)
    more = pl.col("source_id").replace_strict(counts, default=0, return_dtype=pl.Int32) if counts else pl.lit(0)
    return sources.with_columns((pl.col("figure_count") + more).cast(pl.Int32).alias("figure_count"))


def _with_state(files: pl.DataFrame, bulk: Bulk) -> pl.DataFrame:
    problems: Mapping[str, str] = {found.source_id: str(found.violations[0]) for found in bulk.refusals}
    rows = files.to_dicts()
    for row in rows:
        if (row["source_id"], row["file_id"]) in bulk.files:
            row["state"] = "used"
        elif row["source_id"] in problems and row["state"] == "absent" and row["sha256"]:
            row |= {"state": "refused", "problem": problems[row["source_id"]]}
    return pl.DataFrame(rows, schema=files.schema)


def _with_rows(figure_files: pl.DataFrame, bulk: Bulk) -> pl.DataFrame:
    told = [
        {"source_id": source_id, "table_name": name, "origin": OWN, "row_count": count, "evidence": "read"}
        for name, rows in bulk.rows.items()
        for source_id, count in rows.counts.items()
    ]
    more = pl.DataFrame(told, schema={name: figure_files.schema[name] for name in told[0]}) if told else None
    return figure_files if more is None else pl.concat([figure_files, more], how="diagonal")
