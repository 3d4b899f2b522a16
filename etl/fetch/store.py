"""Snapshots on the disk: new bytes are written beside the old ones, and the receipt, renamed last, says which count.

The name of a part tells its content, so the parts of two snapshots never overwrite each other. A process that is killed
at any moment leaves the former receipt with its parts or the new one with its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from etl.disk import holding, open_lock, sync
from etl.errors import FetchRunningError, PublishError
from etl.fetch.body import Body
from etl.metadata.catalogue import OfficialFile
from etl.snapshots import APPROVED, RECEIPT, Receipt, Snapshot, read_snapshot, receipt_text

COMING = ".coming-"
#: What :func:`part_name` makes; nothing else that lies in the folder is ever removed.
_OUR_PART = re.compile(r".+\.[0-9a-f]{16}\.[a-z]+")


def _busy(holder: str) -> FetchRunningError:
    return FetchRunningError(f"Another fetch is running (process {holder}). Wait for it; nothing was changed.")


@contextmanager
def snapshots_lock(snapshots: Path) -> Iterator[None]:
    """Hold the lock of a snapshots folder, so that one fetch writes at a time."""
    try:
        lock = open_lock(snapshots)
    except OSError as error:
        raise PublishError(
            f"The snapshots folder cannot be written: {error.strerror}. Make room or correct its permissions."
        ) from error
    with holding(lock, _busy):
        yield


def part_name(file: OfficialFile, page: int | None, body: Body) -> str:
    """Name of a part: the file, the page if it is one, the content, and the format for those who look."""
    number = f".page-{page:04d}" if page else ""
    return f"{file.id}{number}.{body.sha256[:16]}.{file.format}"


def is_whole(snapshot: Snapshot) -> bool:
    """Whether every part has the bytes that the receipt names."""
    try:
        for path, (_, sha256) in zip(snapshot.paths, snapshot.receipt.parts, strict=True):
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    return False
    except OSError:
        return False
    return True


def write_receipt(folder: Path, receipt: Receipt) -> None:
    """Put a receipt in the place of the former one, in one rename."""
    beside = folder / f"{COMING}{RECEIPT}"
    beside.write_text(receipt_text(receipt), encoding="utf-8")
    sync(beside)
    beside.replace(folder / RECEIPT)
    sync(folder)


def write_snapshot(folder: Path, bodies: Sequence[Body], receipt: Receipt) -> None:
    """Give the bodies their names and make the receipt count.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the snapshot, where the bodies lie already.
    bodies : sequence of Body
        Parts in order.
    receipt : Receipt
        Names them.
    """
    for body, (name, _) in zip(bodies, receipt.parts, strict=True):
        sync(body.path)
        body.path.replace(folder / name)
    for path in (folder, folder.parent, folder.parent.parent):
        sync(path)
    write_receipt(folder, receipt)


def discard(paths: Iterable[Path]) -> None:
    """Remove what was refused; what cannot be removed now is removed by the next fetch."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def clean_leftovers(folder: Path, snapshot: Snapshot | None) -> None:
    """Remove parts of a stopped fetch and of former snapshots; call it with the lock held.

    Parts of the former snapshot stay until then, so that a build that is reading them is not disturbed; those of the
    snapshot that was last published stay for good.
    """
    if not folder.is_dir():
        return
    approved = read_snapshot(folder.parent.parent, folder.parent.name, folder.name, APPROVED)
    named = {name for kept in (snapshot, approved) if kept for name, _ in kept.receipt.parts}
    is_unread = snapshot is None and (folder / RECEIPT).exists()
    discard(
        path
        for path in sorted(folder.iterdir())
        if path.name.startswith(COMING) or (_OUR_PART.fullmatch(path.name) and path.name not in named and not is_unread)
    )


def remove_empty_folders(snapshots: Path) -> None:
    """Remove folders that were made for a file that did not come."""
    for folder in sorted((path for path in snapshots.rglob("*") if path.is_dir()), reverse=True):
        with suppress(OSError):  # not empty
            folder.rmdir()
