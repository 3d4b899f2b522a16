"""Publish a release to a store: its files first, then its packing list, and the pointer last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.errors import PublishError, StoreError, UnfitReleaseError, UsageError
from etl.release.releases import MANIFEST, RELEASE_ID, current_id, read_manifest
from etl.travel.packing import PACKING_LIST, POINTER, Item, PackingList, Pointer, pack
from etl.travel.store import Store
from etl.travel.unpacking import read_pointer

Say = Callable[[str], None]


@dataclass(frozen=True)
class Sent:
    """What publishing did.

    Attributes
    ----------
    release_id : str
        The release that the store's pointer names now.
    file_count, byte_count : int
        What had to be sent.
    is_moved : bool
        Whether the pointer named another release before.
    """

    release_id: str
    file_count: int
    byte_count: int
    is_moved: bool


def _packed(releases: Path, wanted: str) -> PackingList:
    release_id = current_id(releases) if wanted == "current" else wanted
    if release_id is None:
        raise UsageError(f"No release serves from {releases}; build one first")
    manifest = read_manifest(releases, release_id) if RELEASE_ID.fullmatch(release_id) else None
    if manifest is None:
        raise UsageError(f"There is no whole release {release_id} in {releases}")
    try:
        packing = pack(releases / release_id)
    except OSError as error:
        raise PublishError(f"Release {release_id} cannot be read: {error.strerror or error}") from error
    if manifest["file_bytes"] != {item.name: item.bytes for item in packing.items if item.name != MANIFEST}:
        raise UsageError(f"Release {release_id} in {releases} does not hold the files that its {MANIFEST} names")
    return packing


def _unsent(store: Store, packing: PackingList) -> Sequence[Item]:
    there = store.sizes(packing.pointer.folder)
    return [item for item in packing.items if there.get(item.name) != item.bytes]


def _former_pointer(store: Store, say: Say) -> Pointer | None:
    try:
        return read_pointer(store)
    except UnfitReleaseError as error:
        say(f"{error}; it is replaced")
        return None


def send(store: Store, releases: Path, wanted: str, say: Say, *, is_again: bool = False) -> Sent:
    """Publish a release that lies on this disk.

    Whoever is stopped at any moment leaves the former pointer, and what it names is never touched. Of two at once the
    pointer of the later stands, and either leads to a whole release: no two releases share a folder in the store.

    Parameters
    ----------
    store : Store
        Where to.
    releases : pathlib.Path
        The folder of releases.
    wanted : str
        Id of a release, or ``current``. An older one moves the pointer back.
    say : callable
        Takes a line per step.
    is_again : bool
        Send what lies in the store with the right size, too.

    Returns
    -------
    Sent
        What was done.

    Raises
    ------
    UsageError
        There is no such release.
    StoreError
        The store cannot be reached, or refuses.
    """
    packing = _packed(releases, wanted)
    pointer = packing.pointer
    former = _former_pointer(store, say)
    unsent = packing.items if is_again else _unsent(store, packing)
    say(f"{len(unsent)} of {len(packing.items)} files of {packing.release_id} go to {store.address}")
    for item in unsent:
        store.send(f"{pointer.folder}/{item.name}", releases / packing.release_id / item.name)
    if lost := _unsent(store, packing):
        raise StoreError(f"{store.address} took {lost[0].name} and does not have it; the former pointer stands")
    store.write(f"{pointer.folder}/{PACKING_LIST}", packing.text)
    if former != pointer:
        store.write(POINTER, pointer.text)
    return Sent(packing.release_id, len(unsent), sum(item.bytes for item in unsent), former != pointer)
