"""Switch to a new release in one rename, and leave the former one serving whatever happens before that."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.disk import holding, open_lock
from etl.disk import sync as _sync
from etl.errors import BuildRunningError, PublishError
from etl.release.releases import MANIFEST, POINTER, current_id

STAGING = ".staging-"
KEPT_RELEASES = 10

# What DuckDB raises when a write fails; a commit that cannot be written to the log is a transaction that failed.
_UNWRITTEN = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException, duckdb.TransactionException)


@contextmanager
def writing(releases: Path, then: str = "build again") -> Iterator[None]:
    """Turn every way in which a disk can refuse into one error that says what to do."""
    try:
        yield
    except (OSError, *_UNWRITTEN) as error:
        no_space = os.strerror(errno.ENOSPC)
        raise PublishError(
            f"The release could not be written: {no_space if no_space in str(error) else error}. Make room on the disk "
            f"or correct the permissions of {releases}, then {then}; the former release goes on serving."
        ) from error


def _busy(holder: str) -> BuildRunningError:
    return BuildRunningError(
        f"Another build is running (process {holder}), or a release is arriving. Wait for it; nothing was changed."
    )


@contextmanager
def build_lock(releases: Path) -> Iterator[None]:
    """Hold the lock of a releases folder; the system frees it when the process ends, however it ends.

    Raises
    ------
    BuildRunningError
        Another process holds it.
    """
    with writing(releases):
        lock = open_lock(releases)
    with holding(lock, _busy):
        yield


def clean_leftovers(releases: Path) -> list[str]:
    """Remove what a build that was killed left behind; call it with the lock held."""
    leftovers = sorted(path for path in releases.iterdir() if path.name.startswith((STAGING, f".{POINTER}-")))
    for path in leftovers:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return [path.name for path in leftovers]


@contextmanager
def staging_folder(releases: Path, release_id: str, then: str = "build again") -> Iterator[Path]:
    """Make a folder beside the releases for one that is coming; it is gone at the end.

    Parameters
    ----------
    releases : pathlib.Path
        The releases folder, whose lock is held.
    release_id : str
        Id of what is coming.
    then : str
        What to do after the disk refused and was mended.
    """
    staging = releases / f"{STAGING}{release_id}-{os.getpid()}"
    try:
        with writing(releases, then):
            staging.mkdir()
            yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def write_manifest(folder: Path, manifest: Mapping[str, object]) -> None:
    """Write release.json."""
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def publish(staging: Path, releases: Path, release_id: str) -> None:
    """Make a staged release the current one.

    Parameters
    ----------
    staging : pathlib.Path
        The staged folder, inside ``releases``.
    releases : pathlib.Path
        The releases folder.
    release_id : str
        Its id, which becomes the name of the folder.

    Raises
    ------
    PublishError
        The pointer moved, and the disk did not confirm that it will stay so.
    OSError
        The release could not be made the current one; the former one serves.
    """
    for path in (*staging.rglob("*"), staging):
        _sync(path)
    staging.rename(releases / release_id)
    try:
        _sync(releases)
        point_to(releases, release_id)
    except OSError as error:
        # The pointer itself may have moved before the error: what serves is never removed.
        if current_id(releases) == release_id:
            raise PublishError(
                f"Release {release_id} serves now, but the disk did not confirm it: {error.strerror or error}. "
                f"Look at the disk of {releases}; after a restart of the machine, see which release serves."
            ) from error
        shutil.rmtree(releases / release_id, ignore_errors=True)
        raise


def point_to(releases: Path, release_id: str) -> None:
    """Move the pointer: readers see the former id or the new one, never anything between."""
    beside = releases / f".{POINTER}-{os.getpid()}"
    try:
        beside.write_text(f"{release_id}\n", encoding="utf-8")
        _sync(beside)
        beside.replace(releases / POINTER)
    finally:
        beside.unlink(missing_ok=True)
    _sync(releases)


def prune(releases: Path, kept: int, say: Callable[[str], None]) -> None:
    """Remove old releases and say which; where that fails the next time tries again."""
    try:
        for removed in remove_old(releases, kept):
            say(f"removed the old release {removed}")
    except OSError as error:  # the new release serves, which is what was asked for
        say(f"old releases could not be removed ({error.strerror or error}); the next time tries again")


def remove_old(releases: Path, kept: int = KEPT_RELEASES) -> list[str]:
    """Remove all but the newest releases, never the current one."""
    folders = [path for path in releases.iterdir() if path.is_dir() and not path.name.startswith(".")]
    newest_first = sorted(folders, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    serving = current_id(releases)
    removed = [path for path in newest_first[kept:] if path.name != serving]
    for path in removed:
        # Renamed first, so that a reader never opens a release that is half gone.
        doomed = path.rename(releases / f"{STAGING}removed-{path.name}")
        shutil.rmtree(doomed)
    return [path.name for path in removed]
