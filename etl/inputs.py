"""Everything a build reads: the catalogue and the figures, checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.catalogue import Catalogue
from etl.catalogue_tables import catalogue_frames
from etl.contract import check, with_catalogue_origin, without_origin
from etl.errors import ContractError, UsageError
from etl.figures import read_figures
from etl.frames import SOURCE, typed_frame
from etl.schema import Schema
from etl.score_contract import check_scores
from etl.source_folders import declared_files, read_sources


@dataclass(frozen=True)
class Inputs:
    """Checked figures, ready to be loaded."""

    catalogue: Catalogue
    frames: Mapping[str, pl.DataFrame]

    @property
    def row_count(self) -> int:
        """Rows of all tables together."""
        return sum(frame.height for frame in self.frames.values())


def _figure_counts(schema: Schema, frames: Mapping[str, pl.DataFrame]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for table in schema.placed("figures"):
        counts.update(dict(frames[table.name].group_by(SOURCE).len().iter_rows()))
    return counts


def read_inputs(data_dir: Path, schema: Schema) -> Inputs:
    """Read and check everything below a data folder.

    Parameters
    ----------
    data_dir : pathlib.Path
        The folder with ``figures/`` and ``reference/``.
    schema : Schema
        The layout of a release.

    Returns
    -------
    Inputs
        The catalogue, and a typed frame per table.

    Raises
    ------
    ContractError
        Lists every violation of the contract.
    """
    for part in ("figures", "reference"):
        if not (data_dir / part).is_dir():
            raise UsageError(f"{data_dir} has no folder {part}/; name the data folder with --data-dir.")
    catalogue = read_sources(data_dir)
    raw = read_figures(data_dir, schema, frozenset(declared_files(data_dir, catalogue)))
    violations = list(raw.violations)
    frames: dict[str, pl.DataFrame] = {}
    for name, frame in raw.frames.items():
        frames[name], misfits = typed_frame(schema.tables[name], frame)
        violations += misfits
    for name, frame in catalogue_frames(catalogue, schema, _figure_counts(schema, frames)).items():
        frames[name] = with_catalogue_origin(frame)
    violations += check(schema, catalogue, frames, raw.row_counts, check_scores)
    if violations:
        raise ContractError(violations)
    return Inputs(catalogue, {name: without_origin(frame) for name, frame in frames.items()})
