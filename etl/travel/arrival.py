"""A release arrives: its files come into a folder beside the others, and every byte is proved."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import duckdb

from etl.errors import MissingObjectError, PublishError, UnfitReleaseError, VerificationError
from etl.release import publish
from etl.release.releases import DATABASE, MANIFEST
from etl.release.verify import open_read_only, verify_release
from etl.schema import read_schema
from etl.travel.packing import Item, PackingList
from etl.travel.store import Store

#: What to do after a disk that refused was mended.
THEN = "follow again"
#: Room that is left for the log, the lock and the pointer.
_SPARE_BYTES = 64 * 2**20


def _check_room(releases: Path, packing: PackingList) -> None:
    free, needed = shutil.disk_usage(releases).free, packing.byte_count + _SPARE_BYTES
    if free < needed:
        raise PublishError(
            f"Release {packing.release_id} needs {needed >> 20:,} MB and {releases} has {free >> 20:,} MB. "
            "Make room on the disk, then follow again; the former release goes on serving."
        )


def _check_there(store: Store, packing: PackingList) -> None:
    """Every file lies in the store with its size, which one question tells; nothing is brought before."""
    there = store.sizes(packing.pointer.folder)
    for item in packing.items:
        if item.name not in there:
            raise MissingObjectError(f"{item.name} of {packing.release_id} is missing in {store.address}")
        if there[item.name] != item.bytes:
            sizes = f"{there[item.name]:,} bytes in {store.address}, and was published with {item.bytes:,}"
            raise UnfitReleaseError(f"{item.name} of {packing.release_id} has {sizes}")


def _bring(store: Store, key: str, item: Item, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for piece in store.pieces(key, item.bytes):
            digest.update(piece)
            file.write(piece)
    if digest.hexdigest() != item.sha256:
        raise UnfitReleaseError(f"{item.name} is not what was published: its SHA-256 differs")


def _verify(staging: Path, packing: PackingList) -> None:
    """Open a release as a reader would and look through it as the build does."""
    schema = read_schema()
    try:
        manifest = json.loads((staging / MANIFEST).read_text(encoding="utf-8"))
        own_id, version, row_counts = manifest["id"], manifest["schema_version"], dict(manifest["row_counts"])
    except (ValueError, KeyError, TypeError) as error:
        raise UnfitReleaseError(f"{MANIFEST} of {packing.release_id} cannot be used: {error!r}") from error
    if version != schema.version:
        raise UnfitReleaseError(
            f"Release {packing.release_id} has the layout {version}, and this code reads {schema.version}. Bring both "
            "machines to the same version of the code; the former release goes on serving."
        )
    try:
        with open_read_only(staging / DATABASE) as connection:
            inside = connection.execute("SELECT release_id, schema_version FROM release").fetchall()
        if own_id != packing.release_id or inside != [(packing.release_id, version)]:
            raise UnfitReleaseError(f"What was published as {packing.release_id} says that it is {own_id}, {inside}")
        verify_release(staging / DATABASE, schema, row_counts)
    except (duckdb.Error, VerificationError) as error:
        raise UnfitReleaseError(f"The database of {packing.release_id} is not what the build makes: {error}") from error


def arrive(store: Store, releases: Path, packing: PackingList) -> None:
    """Bring every file of a release beside the others, prove each, open it, and switch to it.

    Parameters
    ----------
    store : Store
        Where it lies.
    releases : pathlib.Path
        The folder of releases, whose lock is held.
    packing : PackingList
        What it consists of.
    """
    _check_there(store, packing)
    _check_room(releases, packing)
    with publish.staging_folder(releases, packing.release_id, THEN) as staging:
        for item in packing.items:
            _bring(store, f"{packing.pointer.folder}/{item.name}", item, staging / item.name)
        _verify(staging, packing)
        publish.publish(staging, releases, packing.release_id)
