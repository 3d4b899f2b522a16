"""What a build depends on, as one digest: equal for equal inputs, wherever the folder lies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from etl.metadata.source_folders import source_roots
from etl.release.releases import file_sha256
from etl.snapshots import RECEIPT, read_snapshot

CODE_FOLDER = Path(__file__).resolve().parents[1]
_CODE_SUFFIXES = {".py", ".sql", ".toml"}


def _files(data_dir: Path) -> Iterator[tuple[str, str]]:
    for root in (*source_roots(data_dir), data_dir / "reference"):
        for path in root.rglob("*"):
            if path.is_file():
                yield f"{root.name}/{path.relative_to(root).as_posix()}", file_sha256(path)
    for path in CODE_FOLDER.rglob("*"):
        if path.suffix in _CODE_SUFFIXES:
            yield f"etl/{path.relative_to(CODE_FOLDER).as_posix()}", file_sha256(path)


def _snapshots(snapshots: Path) -> Iterator[tuple[str, str]]:
    # When the publisher last said that nothing changed makes no other release.
    for receipt in snapshots.glob(f"*/*/{RECEIPT}"):
        source_id, file_id = receipt.parent.parent.name, receipt.parent.name
        snapshot = read_snapshot(snapshots, source_id, file_id)
        if snapshot:
            fetched = (snapshot.receipt.url, snapshot.receipt.retrieved_at, *snapshot.receipt.parts)
            yield f"snapshots/{source_id}/{file_id}", repr(fetched)


def fingerprint(data_dir: Path) -> str:
    """SHA-256 over every input of a build: the figures, what was fetched, the reference tables and the code.

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
    for name, content in sorted((*_files(data_dir), *_snapshots(data_dir / "snapshots"))):
        digest.update(f"{name}\0{content}\0".encode())
    return digest.hexdigest()
