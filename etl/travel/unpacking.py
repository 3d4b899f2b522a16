"""Read the packing list and the pointer from a store, and believe nothing that they say."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from etl.errors import MissingObjectError, UnfitReleaseError
from etl.release.releases import DATABASE, MANIFEST, RELEASE_ID
from etl.travel.packing import LAYOUT, PACKING_LIST, POINTER, Item, PackingList, Pointer
from etl.travel.store import Store

#: What a replica takes at most: a release has some 150 files, and 10 million own audit results take 1 GB.
MOST_FILES = 2_000
MOST_BYTES = 50 * 2**30
MOST_LIST_BYTES = 2**20
MOST_POINTER_BYTES = 4_096

# A name, or a name in one folder. It cannot begin with a dot, so it cannot lead out of the folder or hide in it.
_NAME = re.compile(r"\w[\w.-]{0,199}(/\w[\w.-]{0,199})?", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def _fields(text: bytes, what: str) -> Mapping[str, Any]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnfitReleaseError(f"{what} cannot be read: {error}") from None
    if not isinstance(fields, dict):
        raise UnfitReleaseError(f"{what} is not of the form that publishing writes")
    if fields.get("layout") != LAYOUT:
        raise UnfitReleaseError(f"{what} has the layout {fields.get('layout')!r:.20}, and this code reads {LAYOUT}")
    return fields


def read_pointer_text(text: bytes) -> Pointer:
    """Pointer from the store.

    Raises
    ------
    UnfitReleaseError
        It is not of the form that publishing writes.
    """
    fields = _fields(text, "The pointer")
    release_id, sha256 = str(fields.get("release")), str(fields.get("list_sha256"))
    if not RELEASE_ID.fullmatch(release_id) or not _SHA256.fullmatch(sha256):
        raise UnfitReleaseError(f"The pointer names no release: {release_id!r:.60}")
    return Pointer(release_id, sha256)


def _item(fields: object) -> Item:
    match fields:
        case {"name": str(name), "bytes": int(count), "sha256": str(sha256)}:
            if not _NAME.fullmatch(name):
                raise UnfitReleaseError(
                    f"The packing list names a file that would not lie in the release: {name!r:.90}"
                )
            if count < 0 or not _SHA256.fullmatch(sha256):
                raise UnfitReleaseError(f"The packing list gives no size or SHA-256 of {name}")
            return Item(name, count, sha256)
    raise UnfitReleaseError("The packing list has an entry that is not of the form that publishing writes")


def _check_together(items: Sequence[Item]) -> None:
    names = [item.name.casefold() for item in items]  # some disks take README and readme for one
    folders = {str(PurePosixPath(name).parent) for name in names}
    if len(set(names)) != len(names) or folders & set(names):
        raise UnfitReleaseError("The packing list names a file twice")
    if missing := {DATABASE, MANIFEST} - {item.name for item in items}:
        raise UnfitReleaseError(f"The packing list lacks {', '.join(sorted(missing))}")
    if sum(item.bytes for item in items) > MOST_BYTES:
        raise UnfitReleaseError(f"The release is larger than {MOST_BYTES >> 30} GB, the most that a replica takes")


def read_packing_text(text: bytes, pointer: Pointer) -> PackingList:
    """Packing list from the store, which its pointer proves.

    Raises
    ------
    UnfitReleaseError
        It is not the one that the pointer names, or names what a release cannot hold.
    """
    if hashlib.sha256(text).hexdigest() != pointer.list_sha256:
        raise UnfitReleaseError("The packing list is not the one that the pointer names: its SHA-256 differs")
    fields = _fields(text, "The packing list")
    files = fields.get("files")
    if not isinstance(files, list) or fields.get("release") != pointer.release_id:
        raise UnfitReleaseError("The packing list is of another release, or lists no files")
    if len(files) > MOST_FILES:
        raise UnfitReleaseError(f"The packing list names {len(files):,} files; a replica takes {MOST_FILES:,} at most")
    items = tuple(_item(each) for each in files)
    _check_together(items)
    return PackingList(pointer.release_id, items)


def read_pointer(store: Store) -> Pointer | None:
    """Pointer of a store; None where nothing was published yet."""
    try:
        return read_pointer_text(store.read(POINTER, MOST_POINTER_BYTES))
    except MissingObjectError:
        return None


def read_published(store: Store) -> PackingList:
    """Packing list of the release that a store names now.

    Raises
    ------
    UnfitReleaseError
        There is none, or it is not what publishing writes.
    """
    pointer = read_pointer(store)
    if pointer is None:
        raise MissingObjectError(f"Nothing was published to {store.address} yet")
    try:
        text = store.read(f"{pointer.folder}/{PACKING_LIST}", MOST_LIST_BYTES)
    except MissingObjectError as error:
        raise MissingObjectError(
            f"The pointer names release {pointer.release_id}, which is not there: {error}"
        ) from None
    return read_packing_text(text, pointer)
