"""Everything a build reads: the catalogue, the figures, and the fingerprint of both."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
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
from etl.source_files import read_catalogue

#: What a build depends on, besides the files of data/.
CODE_FOLDER = Path(__file__).parent
_CODE_SUFFIXES = {".py", ".sql", ".toml"}


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
    catalogue = read_catalogue(data_dir / "figures")
    raw = read_figures(data_dir, schema)
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


def _input_files(data_dir: Path) -> Iterator[tuple[str, Path]]:
    for root, label in ((data_dir / "figures", "figures"), (data_dir / "reference", "reference")):
        yield from ((f"{label}/{path.relative_to(root).as_posix()}", path) for path in root.rglob("*"))
    for path in CODE_FOLDER.rglob("*"):
        if path.suffix in _CODE_SUFFIXES:
            yield f"etl/{path.relative_to(CODE_FOLDER).as_posix()}", path


def fingerprint(data_dir: Path) -> str:
    """SHA-256 over every input of a build: names and bytes of the figures, the reference tables and the code.

    Parameters
    ----------
    data_dir : pathlib.Path
        The folder with ``figures/`` and ``reference/``.

    Returns
    -------
    str
        Hexadecimal digest; equal for equal inputs, wherever the folder lies.
    """
    digest = hashlib.sha256()
    for name, path in sorted(_input_files(data_dir)):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
