"""The folder of releases: what is in it and which release serves."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

#: Names inside a releases folder and inside a release.
DATABASE = "atlas.duckdb"
MANIFEST = "release.json"
POINTER = "current"

#: Day and beginning of the fingerprint of the inputs, and a number where that is taken.
RELEASE_ID = re.compile(r"[0-9]{8}-[0-9a-f]{8}(-[0-9]{1,4})?")


def current_id(releases: Path) -> str | None:
    """Id of the release that serves, if any."""
    try:
        return (releases / POINTER).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(releases: Path, release_id: str) -> dict[str, Any] | None:
    """What release.json says of a release; None when the release is not whole."""
    folder = releases / release_id
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        is_whole = manifest["database_sha256"] == file_sha256(folder / DATABASE)
    except (OSError, ValueError, KeyError):
        return None
    return manifest if is_whole else None


def find_whole(releases: Path, inputs_sha256: str) -> str | None:
    """Id of a whole release with these inputs, the current one first.

    One that is not current was left by a build that was killed just before it moved the pointer, or the inputs were
    changed and changed back.
    """
    serving = current_id(releases)
    others = sorted(path.name for path in releases.glob(f"[0-9]*-{inputs_sha256[:8]}*"))
    for release_id in (*([serving] if serving else []), *others):
        manifest = read_manifest(releases, release_id)
        if manifest and manifest["inputs_sha256"] == inputs_sha256:
            return release_id
    return None


def free_id(releases: Path, wanted: str) -> str:
    """Return the wanted id, with -2, -3, ... when it is taken: a published folder is never overwritten."""
    number, candidate = 1, wanted
    while (releases / candidate).exists():
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate
