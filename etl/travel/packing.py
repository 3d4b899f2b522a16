"""What is said of a release that travels: the packing list names every file, the pointer names the list."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from etl.release.releases import file_sha256

LAYOUT = 1
POINTER = "current.json"
PACKING_LIST = "files.json"


@dataclass(frozen=True)
class Item:
    """One file of a release."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class PackingList:
    """Every file of a release, in the order of their names."""

    release_id: str
    items: tuple[Item, ...]

    @cached_property
    def text(self) -> bytes:
        """As it lies in the store: the same release gives the same bytes."""
        fields = {"layout": LAYOUT, "release": self.release_id, "files": [asdict(item) for item in self.items]}
        return (json.dumps(fields, indent=1) + "\n").encode()

    @cached_property
    def pointer(self) -> Pointer:
        """The pointer that leads to it."""
        return Pointer(self.release_id, hashlib.sha256(self.text).hexdigest())

    @property
    def byte_count(self) -> int:
        """Bytes of all files together."""
        return sum(item.bytes for item in self.items)


@dataclass(frozen=True)
class Pointer:
    """Names the release that serves, by its id and the SHA-256 of its packing list."""

    release_id: str
    list_sha256: str

    @property
    def text(self) -> bytes:
        """As it lies in the store."""
        fields = {"layout": LAYOUT, "release": self.release_id, "list_sha256": self.list_sha256}
        return (json.dumps(fields) + "\n").encode()

    @property
    def folder(self) -> str:
        """Where the release lies in the store. Two builds with one id have different lists, so they never mix."""
        return f"{self.release_id}/{self.list_sha256[:16]}"


def pack(folder: Path) -> PackingList:
    """Packing list of a release on this disk."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    items = (Item(path.relative_to(folder).as_posix(), path.stat().st_size, file_sha256(path)) for path in paths)
    return PackingList(folder.name, tuple(items))
