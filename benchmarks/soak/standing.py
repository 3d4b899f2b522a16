"""What stands after something went wrong: which release serves, and whether it is whole; what was left behind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.soak.folders import Folder
from dashboard.release import open_release
from etl.disk import LOCK
from etl.errors import VerificationError
from etl.release.releases import DATABASE, MANIFEST, POINTER, current_id, file_sha256, read_manifest
from etl.release.verify import read_anchors, verify_release
from etl.schema import read_schema
from etl.snapshots import RECEIPT

Prints = Mapping[str, str]


class BadStateError(AssertionError):
    """What no reader may ever meet."""


def fingerprints(folder: Path) -> Prints:
    """SHA-256 of every file of a folder, by its path."""
    return {str(path.relative_to(folder)): file_sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def _check_files(folder: Path, prints: Prints) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    sizes = {name: (folder / name).stat().st_size for name in prints if name != MANIFEST}
    if manifest["id"] != folder.name or sizes != manifest["file_bytes"]:
        raise BadStateError(f"{folder.name} does not hold the files that its {MANIFEST} names")
    if prints[DATABASE] != manifest["database_sha256"]:
        raise BadStateError(f"the database of {folder.name} has not the sha256 of its {MANIFEST}")


def mark_of(folder: Path, where: str) -> float:
    """Open a release as the dashboard does and read its mark."""
    release = open_release(folder)
    (own_id,) = release.arrow("SELECT release_id FROM release").column(0).to_pylist()
    (value,) = release.arrow(f"SELECT value FROM score WHERE {where}").column(0).to_pylist()
    if own_id != folder.name:
        raise BadStateError(f"the database in {folder.name} says it is {own_id}")
    return float(value)


@dataclass
class Ledger:
    """Every release that ever served from a folder, and what it looked like when it was seen first."""

    folder: Folder
    seen: dict[str, Prints] = field(default_factory=dict)
    marks: dict[str, float] = field(default_factory=dict)

    def _enter(self, release: Path, prints: Prints) -> None:
        _check_files(release, prints)
        try:
            verify_release(release / DATABASE, read_schema(), {}, read_anchors(self.folder.data))
        except VerificationError as error:
            raise BadStateError(f"{release.name}: {error}") from error
        self.marks[release.name] = mark_of(release, self.folder.where)
        self.seen[release.name] = prints

    def check(self, *marks: float) -> str:
        """Id of the release that serves.

        Parameters
        ----------
        *marks : float
            Marks that it may have: that of the former release and that of the inputs.

        Raises
        ------
        BadStateError
            It is not whole, not one of these two, or not byte for byte what it was.
        """
        release_id = current_id(self.folder.releases)
        if release_id is None:
            raise BadStateError("no release serves")
        release = self.folder.releases / release_id
        prints = fingerprints(release)
        if release_id not in self.seen:
            self._enter(release, prints)
        if prints != self.seen[release_id]:
            raise BadStateError(f"{release_id} is not byte for byte what it was")
        if marks and self.marks[release_id] not in marks:
            raise BadStateError(f"{release_id} has the mark {self.marks[release_id]}, not one of {marks}")
        return release_id

    @property
    def mark(self) -> float:
        """Mark of the release that serves."""
        return self.marks[self.check()]


def release_leftovers(releases: Path) -> list[str]:
    """What lies in a folder of releases beside the lock, the pointer and whole releases."""
    return sorted(
        path.name
        for path in releases.iterdir()
        if path.name not in {LOCK, POINTER}
        and (path.name.startswith(".") or read_manifest(releases, path.name) is None)
    )


def snapshot_leftovers(snapshots: Path, kept: frozenset[str] = frozenset()) -> list[str]:
    """Files below a folder of snapshots that no receipt names.

    Parameters
    ----------
    snapshots : pathlib.Path
        The folder.
    kept : frozenset of str
        Parts of the former snapshot, which stay until the fetch after the next.
    """
    found = []
    for path in snapshots.rglob("*"):
        if path.is_file() and path != snapshots / LOCK and path.name not in {RECEIPT, *kept}:
            receipt = path.parent / RECEIPT
            named = json.loads(receipt.read_text(encoding="utf-8"))["parts"] if receipt.exists() else []
            if path.name not in [name for name, _ in named]:
                found.append(str(path.relative_to(snapshots)))
    return sorted(found)


def temporary_leftovers(temporary: Path) -> list[str]:
    """Files in the folder for temporary files, beside those by which Python itself tries whether it can write there."""
    return sorted(path.name for path in temporary.iterdir() if path.is_dir() or path.read_bytes() not in (b"", b"blat"))
