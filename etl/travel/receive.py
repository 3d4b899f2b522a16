"""Follow a store: bring the release that its pointer names, and only then switch to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from etl.errors import UnfitReleaseError
from etl.release import publish
from etl.release.releases import MANIFEST, current_id, file_sha256
from etl.travel.arrival import THEN, arrive
from etl.travel.packing import PackingList
from etl.travel.store import Store
from etl.travel.unpacking import read_published

Say = Callable[[str], None]


@dataclass(frozen=True)
class Followed:
    """What following did: the release that serves now, and whether it came, was here, or served already."""

    release_id: str
    outcome: Literal["arrived", "restored", "unchanged"]
    byte_count: int = 0


def _has_sizes(folder: Path, packing: PackingList) -> bool:
    """Whether a folder has the files of a release by size, and its very release.json: looked at every minute."""
    try:
        own = {item.name: item for item in packing.items}[MANIFEST]
        is_same = file_sha256(folder / MANIFEST) == own.sha256
        return is_same and all((folder / item.name).stat().st_size == item.bytes for item in packing.items)
    except OSError:
        return False


def _is_whole(folder: Path, packing: PackingList) -> bool:
    return _has_sizes(folder, packing) and all(file_sha256(folder / item.name) == item.sha256 for item in packing.items)


def _set_aside(releases: Path, packing: PackingList) -> None:
    """Remove a folder that has the name of the release and is not it, unless readers are reading from it."""
    if current_id(releases) == packing.release_id:
        raise UnfitReleaseError(
            f"Release {packing.release_id} serves here already and is not the one that was published: it was built "
            f"twice, or damaged. Remove {releases / packing.release_id} and follow again, or publish a new build."
        )
    doomed = (releases / packing.release_id).rename(releases / f"{publish.STAGING}removed-{packing.release_id}")
    shutil.rmtree(doomed)


def follow(store: Store, releases: Path, say: Say, keep: int = publish.KEPT_RELEASES) -> Followed:
    """Bring the release that a store names, and switch to it; whatever is wrong, the former one goes on serving.

    Parameters
    ----------
    store : Store
        Where releases are published.
    releases : pathlib.Path
        The folder of releases on this disk.
    say : callable
        Takes a line per step.
    keep : int
        How many releases stay.

    Returns
    -------
    Followed
        What serves now.

    Raises
    ------
    StoreError
        The store cannot be reached, or refuses.
    UnfitReleaseError
        What lies in the store is not whole, not what was published, or not for this code.
    PublishError
        This disk is full, or may not be written.
    BuildRunningError
        A build, or another follower, is at work in this folder.
    """
    packing = read_published(store)
    release_id, folder = packing.release_id, releases / packing.release_id
    if current_id(releases) == release_id and _has_sizes(folder, packing):
        return Followed(release_id, "unchanged")
    with publish.build_lock(releases), publish.writing(releases, THEN):
        for leftover in publish.clean_leftovers(releases):
            say(f"removed {leftover}, left by a run that was stopped")
        if _is_whole(folder, packing):
            publish.point_to(releases, release_id)
            return Followed(release_id, "restored")
        if folder.exists():
            _set_aside(releases, packing)
        say(f"{len(packing.items)} files of {release_id} come from {store.address}")
        arrive(store, releases, packing)
        publish.prune(releases, keep, say)
    return Followed(release_id, "arrived", packing.byte_count)
