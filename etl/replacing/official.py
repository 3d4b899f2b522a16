"""Copies of official files that are at hand: snapshots that were fetched, and files of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.errors import UnreadableError, Violation
from etl.metadata.catalogue import OfficialFile, Source
from etl.metadata.source_folders import own_paths
from etl.reading.child import read_official
from etl.release.releases import file_sha256
from etl.snapshots import APPROVED, RECEIPT, approve, read_snapshot, snapshot_folder
from etl.sources import Tables

#: Where figures come from.
BUNDLE, SNAPSHOT, OWN = "bundle", "snapshot", "own"


@dataclass(frozen=True)
class Copy:
    """A copy of an official file.

    Attributes
    ----------
    source : Source
        Its source.
    file : OfficialFile
        Its block.
    origin : str
        ``snapshot`` or ``own``.
    parts : tuple of tuple
        Path and SHA-256 of every part, in order; of a file of one's own as it is now.
    retrieved_on : date or None
        Day of the retrieval; None for a file of one's own.
    url : str or None
        Address that was asked for; None for a file of one's own.
    """

    source: Source
    file: OfficialFile
    origin: str
    parts: tuple[tuple[Path, str], ...]
    retrieved_on: date | None = None
    url: str | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its parts, in order."""
        return tuple(path for path, _ in self.parts)


def find_copy(data_dir: Path, source: Source, file: OfficialFile, *, is_approved: bool = False) -> Copy | None:
    """Find the copy of an official file, the newest or that of the last release; None where there is none."""
    own = own_paths(data_dir, source, file)
    if own:
        return Copy(source, file, OWN, tuple((path, file_sha256(path)) for path in own))
    snapshot = read_snapshot(data_dir / "snapshots", source.id, file.id, APPROVED if is_approved else RECEIPT)
    if snapshot is None or file.path is not None:
        return None
    digests = (sha256 for _, sha256 in snapshot.receipt.parts)
    parts = tuple(zip(snapshot.paths, digests, strict=True))
    return Copy(source, file, SNAPSHOT, parts, snapshot.receipt.retrieved_on, snapshot.receipt.url)


def absence(data_dir: Path, source: Source, file: OfficialFile) -> Violation | None:
    """Say what is wrong where a file is declared and has no copy; None where it was simply never fetched."""
    if file.path is not None:
        todo = "Put the file there, or correct the path in source.toml."
        return Violation(source.id, file.edition, file.path, "no file lies there", (), todo)
    folder = snapshot_folder(data_dir / "snapshots", source.id, file.id)
    if (folder / RECEIPT).exists():  # without one, a first fetch was stopped
        todo = f"Fetch it again: python -m etl fetch {source.id}/{file.id}."
        return Violation(source.id, file.edition, f"snapshot {file.id}", "its receipt cannot be read", (), todo)
    return None


def damage(copy: Copy) -> Iterator[Violation]:
    """Parts of a copy that are missing or not the bytes that were fetched, and copies of another address."""
    todo = f"Fetch it again: python -m etl fetch {copy.source.id}/{copy.file.id}."
    if copy.file.url and copy.origin == SNAPSHOT and copy.url != copy.file.url:
        problem = "fetched from another address than the block names"
        yield Violation(copy.source.id, copy.file.edition, f"snapshot {copy.file.id}", problem, (repr(copy.url),), todo)
    for path, sha256 in copy.parts:
        try:
            is_same = file_sha256(path) == sha256
        except OSError:
            yield Violation(copy.source.id, copy.file.edition, path.name, "the file is missing", (), todo)
            continue
        if not is_same:
            problem = "not the bytes that were fetched: SHA-256 differs from the receipt"
            yield Violation(copy.source.id, copy.file.edition, path.name, problem, (), todo)


def parsed(copy: Copy, reference: Path) -> Tables:
    """Read a copy in a child process with limits.

    Parameters
    ----------
    copy : Copy
        What to read.
    reference : pathlib.Path
        The folder ``data/reference``.

    Returns
    -------
    Mapping of str to polars.DataFrame
        Release table to rows of text.

    Raises
    ------
    UnreadableError
        Lists everything that is wrong with the file; or it is no longer the one that was to be read.
    """
    tables = read_official(copy.source.id, copy.file, copy.paths, reference)
    if changed := list(damage(copy)):  # a fetch may have put another file there since it was checked
        raise UnreadableError(changed)
    return tables


def approve_copies(data_dir: Path, copies: Iterable[Copy]) -> Iterator[str]:
    """Remember which snapshots were published: should later ones be refused, these stand.

    Yields
    ------
    str
        What could not be noted; the release serves all the same.
    """
    for copy in {copy.paths: copy for copy in copies if copy.origin == SNAPSHOT}.values():
        snapshot = read_snapshot(data_dir / "snapshots", copy.source.id, copy.file.id)
        if snapshot is None or snapshot.paths != copy.paths:
            continue
        try:
            approve(snapshot)
        except OSError as error:
            yield f"{copy.source.id}/{copy.file.id} could not be noted as published ({error.strerror or error})"
