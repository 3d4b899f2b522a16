"""Write what reviewed figures hold into data/reference/frozen.csv, the sets that every later copy must have."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import polars as pl

from etl.errors import UsageError
from etl.figures import read_figures
from etl.frames import SOURCE, typed_frame
from etl.metadata.source_folders import read_sources
from etl.rules.frozen import frozen_rows, read_frozen, write_frozen
from etl.schema import Schema


def freeze(data_dir: Path, schema: Schema, wanted: Collection[str] = ()) -> list[str]:
    """Freeze what the bundle holds of some sources.

    Parameters
    ----------
    data_dir : pathlib.Path
        The data folder.
    schema : Schema
        The layout of a release.
    wanted : collection of str
        Ids of sources; by default every bundled source with an official file.

    Returns
    -------
    list of str
        The sources that were frozen.

    Raises
    ------
    UsageError
        A source that does not exist, or is not part of the bundle.
    """
    catalogue = read_sources(data_dir)
    bundled = {source.id for source in catalogue.values() if source.place == "figures"}
    unknown = sorted(set(wanted) - bundled)
    if unknown:
        raise UsageError(f"There is no bundled source {', '.join(unknown)}; data/figures has one folder per source.")
    chosen = sorted(wanted or (name for name in bundled if catalogue[name].official_files))
    raw = read_figures(data_dir, schema)
    parts = []
    for table in schema.placed("figures"):
        frame, _ = typed_frame(table, raw.frames[table.name])
        parts.append(frozen_rows(table.name, frame.filter(pl.col(SOURCE).is_in(chosen))))
    held = pl.concat(parts)
    replaced = held["source_id"].unique().to_list()  # of a source that may only be fetched nothing is held
    others = read_frozen(data_dir / "reference").filter(~pl.col("source_id").is_in(replaced))
    write_frozen(data_dir / "reference", pl.concat([others, held]))
    return chosen
