"""Pages that were built: where they lie, and how they are made all at once.

They lie with the releases, so that whoever reads those has them: ``data/releases/.plain/<release>-<mark>/``. The mark
says by which code, and for which address of the atlas, they were written; pages of another mark are never served.
"""

import gzip
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from dashboard.plain.document import html
from dashboard.plain.kinds import addresses, page
from dashboard.reading import Parameters
from dashboard.release import Release, data_folder, kept
from dashboard.settings import settings

_ROOT = Path(__file__).resolve().parents[2]
_CODE = ("dashboard", "pages")
_SUFFIXES = frozenset({".py", ".sql", ".toml", ".css", ".json"})
_MODE = 0o755


@cache
def _code() -> bytes:
    """Hash of everything that decides what a page looks like."""
    digest = hashlib.sha256()
    for folder in _CODE:
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(path.read_bytes())
    return digest.digest()


def mark() -> str:
    """Which code writes the pages, and for which address of the atlas."""
    return hashlib.sha256(_code() + settings().public_url.encode()).hexdigest()[:12]


def shelf() -> Path:
    """The folder of all built pages."""
    # Hidden: what is not hidden in the folder of releases is a release, and is removed when it is old.
    return data_folder() / "releases" / ".plain"


def folder(release: Release) -> Path:
    """Where the pages of a release lie once they are built."""
    return shelf() / f"{release.id}-{mark()}"


def written(release: Release, address: str, asked: Parameters | None = None) -> bytes | None:
    """The HTML of a page, made now; none where there is no such page."""
    found = page(release, address, asked)
    return html(found, settings().public_url).encode() if found else None


def pressed(body: bytes) -> bytes:
    """A page as it travels; the same for the same page."""
    return gzip.compress(body, 9, mtime=0)


def read(release: Release, address: str) -> bytes | None:
    """A page that was built, pressed; none where it was not. The address must be one that ``addresses`` gives."""
    try:
        return (folder(release) / f"{address}.html.gz").read_bytes()
    except OSError:
        return None


def _write(release_id: str, target: Path, some: Iterable[str]) -> int:
    """Write some pages of a release; how many bytes the largest has, pressed."""
    release, largest = kept(release_id), 0
    assert release is not None
    for address in some:
        body = written(release, address)
        assert body is not None, address
        path = target / f"{address}.html.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pressed(body))
        largest = max(largest, path.stat().st_size)
    return largest


def build(release: Release, processes: int | None = None) -> tuple[int, int]:
    """Write every page of a release where it was not done yet, and remove those that nobody serves any more.

    Parameters
    ----------
    release : Release
        Whose pages.
    processes : int, optional
        How many work at it; as many as there are cores, where it is left out.

    Returns
    -------
    tuple of int
        How many pages were written, and how many bytes the largest has, pressed; 0 and 0 where they were there.
    """
    target = folder(release)
    if target.is_dir():
        _remove_others(target)
        return 0, 0
    shelf().mkdir(parents=True, exist_ok=True)
    # A temporary folder is closed to others; readers of releases are in the group.
    staging = Path(tempfile.mkdtemp(prefix=".building-", dir=shelf()))
    try:
        staging.chmod(_MODE & ~_umask())
        found = list(addresses(release))
        count = processes or os.cpu_count() or 1
        # Countries stand together, and so do sources: dealt out, every process has some of all.
        shares = [found[at::count] for at in range(count)]
        if count == 1:
            largest = _write(release.id, staging, found)
        else:
            with ProcessPoolExecutor(count, get_context("spawn")) as pool:
                largest = max(pool.map(_write, [release.id] * count, [staging] * count, shares))
        staging.rename(target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    _remove_others(target)
    return len(found), largest


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _remove_others(target: Path) -> None:
    """Remove pages of releases that are gone, and of other code for the same release."""
    release_id = target.name.rpartition("-")[0]
    for path in shelf().iterdir():
        owner = path.name.rpartition("-")[0]
        is_gone = not (data_folder() / "releases" / owner).is_dir()
        if path != target and (path.name.startswith(".") or is_gone or owner == release_id):
            shutil.rmtree(path, ignore_errors=True)
