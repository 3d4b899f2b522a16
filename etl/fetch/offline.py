"""What is there already, told without asking anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from etl.fetch.file import Job
from etl.fetch.run import SNAPSHOTS, known_jobs
from etl.fetch.store import is_whole
from etl.metadata.source_folders import read_sources
from etl.snapshots import read_snapshot


def _state(snapshots: Path, job: Job) -> str:
    snapshot = read_snapshot(snapshots, job.source.id, job.file.id)
    if snapshot is None:
        return "not fetched yet" if job.file.url else "no address is known; only a copy was seen"
    receipt = snapshot.receipt
    if not is_whole(snapshot):
        return f"damaged: not the bytes that were retrieved on {receipt.retrieved_on}; fetch it again"
    return (
        f"retrieved on {receipt.retrieved_on}, confirmed on {receipt.confirmed_at[:10]}, {receipt.byte_count:,} bytes"
    )


def snapshots_at_hand(data_dir: Path, wanted: Sequence[str] = ()) -> Iterator[str]:
    """A line per official file: whether there is a snapshot, and of when.

    Parameters
    ----------
    data_dir : pathlib.Path
        The folder with ``figures/`` and ``snapshots/``.
    wanted : sequence of str
        ``source`` or ``source/file``; none stands for all.
    """
    for job in known_jobs(read_sources(data_dir), wanted):
        yield f"{job.name}: {_state(data_dir / SNAPSHOTS, job)}"
