"""Everything a build reads: the catalogue, the bundled figures and the official files at hand, checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import polars as pl

from etl.errors import ContractError, UsageError, Violation
from etl.figures import RawFigures, read_figures
from etl.frames import SOURCE, typed_frame
from etl.metadata.catalogue import Catalogue
from etl.metadata.catalogue_tables import catalogue_frames
from etl.metadata.source_folders import declared_files, read_sources
from etl.release.verify import read_anchors
from etl.replacing.anchors import check_anchors
from etl.replacing.blame import without_blame
from etl.replacing.origin import Used, as_released, origin_frames, with_origin
from etl.replacing.overlay import Refusal, Replacement, laid_over, read_approved, read_replacements
from etl.rules.contract import Rules, check, with_catalogue_origin, without_origin
from etl.rules.frozen import check_frozen, read_frozen
from etl.rules.limit_rules import check_limits
from etl.rules.rank_rules import check_ranks
from etl.rules.score_contract import check_scores
from etl.rules.unit_rules import check_medians, check_units
from etl.schema import Schema


@dataclass(frozen=True)
class Inputs:
    """Checked figures, ready to be loaded."""

    catalogue: Catalogue
    frames: Mapping[str, pl.DataFrame]
    used: Used = field(default_factory=Used)

    @property
    def row_count(self) -> int:
        """Rows of all tables together."""
        return sum(frame.height for frame in self.frames.values())


@dataclass
class _Reader:
    """The bundle, and how it is checked with some official files in the place of some of it."""

    data_dir: Path
    schema: Schema
    catalogue: Catalogue
    bundle: RawFigures
    frozen: pl.DataFrame

    def checked(self, used: Used) -> tuple[dict[str, pl.DataFrame], list[Violation]]:
        violations = list(self.bundle.violations)
        frames: dict[str, pl.DataFrame] = {}
        for name, frame in laid_over(self.bundle.frames, used.replacements).items():
            table = self.schema.tables[name]
            frames[name], misfits = typed_frame(table, with_origin(self.catalogue, table, frame))
            violations += misfits
        shown = as_released(self.catalogue, frames, used)
        more = dict(catalogue_frames(shown, self.schema, _figure_counts(self.schema, frames)))
        more |= origin_frames(self.data_dir, self.catalogue, self.schema, frames, used)
        frames |= {name: with_catalogue_origin(frame) for name, frame in more.items()}
        violations += check(self.schema, self.catalogue, frames, self.bundle.row_counts, *self.more_rules)
        return frames, violations

    def settled(self, used: Used) -> tuple[Used, dict[str, pl.DataFrame], list[Violation]]:
        """Leave out official files until what is left keeps the contract."""
        frames, violations = self.checked(used)
        while violations and used.replacements:
            used = without_blame(used, violations, self.schema, self.bundle.frames)
            frames, violations = self.checked(used)
        return used, frames, violations

    @cached_property
    def more_rules(self) -> tuple[Rules, ...]:
        anchors = read_anchors(self.data_dir)
        return (
            check_scores,
            check_units,
            check_limits,
            check_ranks,
            partial(check_frozen, self.frozen),
            partial(check_medians, self.frozen),
            partial(check_anchors, anchors),
        )


def _figure_counts(schema: Schema, frames: Mapping[str, pl.DataFrame]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for table in schema.placed("figures"):
        counts.update(dict(frames[table.name].group_by(SOURCE).len().iter_rows()))
    return counts


def read_inputs(
    data_dir: Path, schema: Schema, frozen: pl.DataFrame | None = None, sources: Collection[str] | None = None
) -> Inputs:
    """Read and check everything below a data folder.

    Official files that cannot be read or break the rules are left out, with the reason: those of the last release
    stand, else the bundled figures of the same source, table and edition.

    Parameters
    ----------
    data_dir : pathlib.Path
        The folder with ``figures/`` and ``reference/``, and perhaps ``own/`` and ``snapshots/``.
    schema : Schema
        The layout of a release.
    frozen : polars.DataFrame, optional
        What the sources must hold; by default data/reference/frozen.csv.
    sources : collection of str, optional
        Sources whose official files are read; by default all.

    Returns
    -------
    Inputs
        The catalogue, a typed frame per table, and which official files were used or refused.

    Raises
    ------
    ContractError
        Lists every violation of the contract by the bundle itself, and every fault of what is one's own.
    """
    for part in ("figures", "reference"):
        if not (data_dir / part).is_dir():
            raise UsageError(f"{data_dir} has no folder {part}/; name the data folder with --data-dir.")
    catalogue = read_sources(data_dir)
    bundle = read_figures(data_dir, schema, frozenset(declared_files(data_dir, catalogue)))
    known = read_frozen(data_dir / "reference") if frozen is None else frozen
    reader = _Reader(data_dir, schema, catalogue, bundle, known)
    chosen = {name: source for name, source in catalogue.items() if sources is None or name in sources}
    found = list(read_replacements(data_dir, chosen, schema))
    used = Used(
        tuple(item for item in found if isinstance(item, Replacement)),
        tuple(item for item in found if isinstance(item, Refusal)),
    )
    used, frames, violations = reader.settled(used)
    former = tuple(read_approved(data_dir, catalogue, schema, used.refusals))
    if former and not violations:
        used, frames, violations = reader.settled(Used((*used.replacements, *former), used.refusals))
    if violations:
        raise ContractError(violations)
    # No bundled figure stands in for a file of one's own: without it the former release is the better one.
    lost = [found.violations for found in used.refusals if catalogue[found.source_id].place == "own"]
    if lost:
        raise ContractError([violation for violations in lost for violation in violations])
    return Inputs(catalogue, {name: without_origin(frame) for name, frame in frames.items()}, used)
