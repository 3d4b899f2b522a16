"""Official files that a person downloaded: some publishers give no address that a program may ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from etl.errors import FetchError, UsageError
from etl.fetch.body import Body
from etl.fetch.content import check_content
from etl.fetch.download import Came
from etl.fetch.file import Job, snapshot_place, store_parts
from etl.fetch.gunzip import CHUNK
from etl.fetch.omission import stored_bytes
from etl.fetch.outcome import Outcome
from etl.fetch.policy import Policy
from etl.fetch.run import SNAPSHOTS, known_jobs
from etl.fetch.store import COMING, discard, remove_empty_folders, snapshots_lock
from etl.metadata.source_folders import read_sources


def _pieces(path: Path, max_bytes: int) -> Iterator[bytes]:
    count = 0
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            count += len(piece)
            if count > max_bytes:
                raise FetchError(f"{path.name} has more than {max_bytes:,} bytes")
            yield piece


def _copy(job: Job, path: Path, beside: Path) -> Body:
    """Copy a part into the folder of the snapshot, without what is never stored, and judge its bytes."""
    digest = hashlib.sha256()
    try:
        with beside.open("wb") as file:
            for piece in stored_bytes(job.file, _pieces(path, Policy().max_bytes)):
                digest.update(piece)
                file.write(piece)
        check_content(beside, job.file.format, is_delimited=True)
    except OSError as error:
        raise UsageError(f"{path} could not be copied: {error.strerror}. Nothing was changed.") from error
    except FetchError as error:
        raise FetchError(f"{path.name} was not taken: {error}. What was there before stays.") from error
    return Body(beside, digest.hexdigest(), beside.stat().st_size, is_delimited=True)


def _copies(job: Job, paths: Sequence[Path], folder: Path) -> tuple[Body, ...]:
    named = [(path, folder / f"{COMING}{number}") for number, path in enumerate(paths)]
    try:
        return tuple(_copy(job, path, beside) for path, beside in named)
    except BaseException:
        discard(beside for _, beside in named)
        raise


def place(data_dir: Path, name: str, paths: Sequence[Path], retrieved_on: date) -> Outcome:
    """Keep a file that a person downloaded as the snapshot of an official file.

    It is judged as if it had been fetched: by its bytes, without the columns that are never stored, and under the rules
    of its source in the next build.

    Parameters
    ----------
    data_dir : pathlib.Path
        The folder with ``figures/`` and ``snapshots/``.
    name : str
        ``source/edition`` or ``source/file``.
    paths : sequence of pathlib.Path
        The file; of one that comes in pages all of them, in order.
    retrieved_on : datetime.date
        Day of the download.

    Returns
    -------
    Outcome
        New, changed or unchanged.

    Raises
    ------
    UsageError
        The name does not stand for one file, or a path cannot be read.
    FetchError
        The bytes are not of the declared format; the former snapshot stays.
    """
    jobs = known_jobs(read_sources(data_dir), [name])
    if len(jobs) != 1:
        names = ", ".join(job.name for job in jobs)
        raise UsageError(f"{name} has several official files: {names}. Name the one that was downloaded.")
    (job,) = jobs
    if len(paths) > 1 and not job.file.paging:
        raise UsageError(f"{job.name} is one file; {len(paths)} were given.")
    snapshots = data_dir / SNAPSHOTS
    with snapshots_lock(snapshots):
        folder, former = snapshot_place(job, snapshots)
        try:
            came = Came(_copies(job, paths, folder), "", None, None)
            return store_parts(job, folder, former, came, f"{retrieved_on.isoformat()}T00:00:00+00:00")
        finally:
            remove_empty_folders(snapshots)
