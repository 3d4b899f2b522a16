"""Fetch one official file: ask, check, compare, and only then write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from etl.errors import FetchError
from etl.fetch.body import OnBytes
from etl.fetch.download import Came, Download, Say
from etl.fetch.network import Network
from etl.fetch.outcome import Outcome
from etl.fetch.store import clean_leftovers, discard, is_whole, part_name, write_receipt, write_snapshot
from etl.metadata.catalogue import OfficialFile, Source
from etl.snapshots import Receipt, Snapshot, read_snapshot, snapshot_folder

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Job:
    """A file to fetch.

    Attributes
    ----------
    source : Source
        Whose file it is.
    file : OfficialFile
        The file.
    is_again : bool
        Whether to download it even if the publisher would say that nothing changed.
    """

    source: Source
    file: OfficialFile
    is_again: bool = False

    @property
    def name(self) -> str:
        """As it is named on the command line."""
        return f"{self.source.id}/{self.file.id}"


def _now() -> str:
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def _conditions(job: Job, former: Snapshot | None) -> Mapping[str, str]:
    """Headers that ask for the file only if it changed: of the same address, and of bytes that are still whole."""
    if former is None or job.is_again or job.file.paging or former.receipt.url != job.file.url:
        return {}
    if former.receipt.left_out != job.file.never_stored:  # what lies there may hold what is not stored any more
        return {}
    asked = {"If-None-Match": former.receipt.etag, "If-Modified-Since": former.receipt.last_modified}
    return {name: value for name, value in asked.items() if value} if is_whole(former) else {}


def _receipt(job: Job, came: Came, former: Receipt | None, now: str) -> Receipt:
    """Receipt of new bytes. A validator that stayed the same for other bytes is worth nothing: it is left out."""
    numbers = range(1, len(came.bodies) + 1) if job.file.paging else [None]
    named = zip(numbers, came.bodies, strict=True)
    return Receipt(
        url=job.file.url or "",
        final_url=came.final_url,
        retrieved_at=now,
        confirmed_at=now,
        parts=tuple((part_name(job.file, number, body), body.sha256) for number, body in named),
        byte_count=came.byte_count,
        etag=None if former and former.etag == came.etag else came.etag,
        last_modified=None if former and former.last_modified == came.last_modified else came.last_modified,
        licence=job.source.licence,
        left_out=job.file.never_stored,
    )


def _keep(job: Job, folder: Path, former: Snapshot, came: Came, now: str) -> Outcome:
    """The bytes that are there came again. Validators that were left out once stay out."""
    known = former.receipt
    receipt = replace(
        known,
        url=job.file.url or "",
        final_url=came.final_url,
        confirmed_at=max(known.confirmed_at, now),
        etag=came.etag if known.etag else None,
        last_modified=came.last_modified if known.last_modified else None,
        left_out=job.file.never_stored,
    )
    if is_whole(former):
        discard([body.path for body in came.bodies])
        write_receipt(folder, receipt)
        return Outcome(job.name, "unchanged", f"the same bytes as on {known.retrieved_on}")
    write_snapshot(folder, came.bodies, receipt)
    return Outcome(job.name, "unchanged", f"the same bytes as on {known.retrieved_on}; the damaged copy was mended")


def store_parts(job: Job, folder: Path, former: Snapshot | None, came: Came, now: str) -> Outcome:
    """Make the parts that came the snapshot of a file.

    Parameters
    ----------
    job : Job
        The file.
    folder : pathlib.Path
        Folder of its snapshot, where the parts lie under names that do not count.
    former : Snapshot or None
        The snapshot so far.
    came : Came
        The parts.
    now : str
        When they were retrieved, ISO 8601 in UTC.

    Returns
    -------
    Outcome
        New, changed or unchanged.
    """
    known = former.receipt if former else None
    if former and [sha256 for _, sha256 in former.receipt.parts] == [body.sha256 for body in came.bodies]:
        return _keep(job, folder, former, came, now)
    write_snapshot(folder, came.bodies, _receipt(job, came, known, now))
    is_lie = known is not None and known.etag is not None and known.etag == came.etag
    lie = "; other bytes under the same ETag, which is not trusted any more" if is_lie else ""
    return Outcome(job.name, "changed" if former else "new", f"{came.byte_count:,} bytes{lie}")


def snapshot_place(job: Job, snapshots: Path) -> tuple[Path, Snapshot | None]:
    """Folder of a file's snapshot, made and free of leftovers, and the snapshot so far.

    Raises
    ------
    FetchError
        A name that cannot name a folder.
    """
    for name in (job.source.id, job.file.id):
        if not _NAME.fullmatch(name):
            raise FetchError(f"{name!r} cannot name a folder; use letters, digits, dots, hyphens and underscores")
    folder = snapshot_folder(snapshots, job.source.id, job.file.id)
    former = read_snapshot(snapshots, job.source.id, job.file.id)
    clean_leftovers(folder, former)
    folder.mkdir(parents=True, exist_ok=True)
    return folder, former


def _confirm(job: Job, folder: Path, former: Snapshot) -> Outcome:
    write_receipt(folder, replace(former.receipt, confirmed_at=_now()))
    return Outcome(job.name, "unchanged", f"the publisher says so; retrieved on {former.receipt.retrieved_on}")


def fetch_file(job: Job, snapshots: Path, network: Network, say: Say, on_bytes: OnBytes) -> Outcome:
    """Fetch one file.

    Parameters
    ----------
    job : Job
        The file.
    snapshots : pathlib.Path
        The snapshots folder, whose lock is held.
    network : Network
        Does the asking.
    say : callable
        Takes a line per thing worth knowing before the end.
    on_bytes : callable
        Takes the number of bytes so far and that announced, if any.

    Returns
    -------
    Outcome
        New, changed or unchanged.

    Raises
    ------
    FetchError
        Why it could not be fetched; the former snapshot stays.
    """
    folder, former = snapshot_place(job, snapshots)
    with network.deadline() as deadline:
        came = Download(job.file, folder, network, deadline, say, on_bytes).run(_conditions(job, former))
    if came is not None:
        return store_parts(job, folder, former, came, _now())
    assert former is not None  # a 304 without one is refused
    return _confirm(job, folder, former)
