"""The store: a folder at any address that fsspec understands, and one kind of error for everything that fails there."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec

from etl.errors import AtlasError, MissingObjectError, StoreError, UsageError

#: Bytes asked for at once.
PIECE = 8 * 2**20
#: What stands under a name there is whole or not there at all; elsewhere a file is written beside and renamed.
_WHOLE_OR_NOTHING = ("s3", "s3a", "gs", "gcs", "abfs", "az", "memory")
_S3 = ("s3", "s3a")
# Without limits of our own a store that does not answer would hold a replica for ten minutes.
_S3_OPTIONS = {
    "use_listings_cache": False,
    "config_kwargs": {"connect_timeout": 10, "read_timeout": 60, "retries": {"mode": "standard", "max_attempts": 3}},
}


@contextmanager
def _asking(where: str) -> Iterator[None]:
    """Turn every failure of a store into a sentence; each kind of store has errors of its own."""
    try:
        yield
    except AtlasError:
        raise
    except FileNotFoundError as error:
        raise MissingObjectError(f"There is no {where}") from error
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise StoreError(f"The store of releases does not give or take {where}: {reason}") from error


def _protocols(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


@dataclass(frozen=True)
class Store:
    """A folder in a store of objects.

    Attributes
    ----------
    files : fsspec.AbstractFileSystem
        Speaks to the store.
    root : str
        The folder, as the store writes it.
    address : str
        The folder, as people write it; without a password.
    """

    files: Any
    root: str
    address: str

    def _at(self, key: str) -> str:
        return f"{self.root.rstrip('/')}/{key}"

    def sizes(self, folder: str) -> Mapping[str, int]:
        """Bytes of everything below a folder, by its name in it; nothing where there is no such folder."""
        self.files.invalidate_cache()
        at = self._at(folder)
        try:
            with _asking(f"{self.address}/{folder}"):
                found = self.files.find(at, detail=True)
        except MissingObjectError:
            return {}
        start = len(self.files._strip_protocol(at)) + 1
        return {name[start:]: int(about["size"]) for name, about in found.items()}

    def pieces(self, key: str, byte_count: int) -> Iterator[bytes]:
        """The first so many bytes of an object, a piece at a time; fewer where it is shorter."""
        for start in range(0, byte_count, PIECE):
            with _asking(f"{self.address}/{key}"):
                piece = self.files.cat_file(self._at(key), start=start, end=min(start + PIECE, byte_count))
            yield piece

    def read(self, key: str, most_bytes: int) -> bytes:
        """A small object, asked for once so that it is never half of the former one; longer ones are cut."""
        with _asking(f"{self.address}/{key}"):
            content: bytes = self.files.cat_file(self._at(key), start=0, end=most_bytes)
        return content

    def write(self, key: str, content: bytes) -> None:
        """Put a small object in the place of the former one, in one step."""
        with _asking(f"{self.address}/{key}"):
            self._arrive(key, lambda at: self.files.pipe_file(at, content))

    def send(self, key: str, path: Path) -> None:
        """Put a file from this disk."""
        with _asking(f"{self.address}/{key}"):
            self._arrive(key, lambda at: self.files.put_file(str(path), at))

    def _arrive(self, key: str, put: Any) -> None:
        at = self._at(key)
        if not {*_protocols(self.files)}.isdisjoint(_WHOLE_OR_NOTHING):
            put(at)
            return
        folder, _, name = at.rpartition("/")
        beside = f"{folder}/.{name}-{secrets.token_hex(8)}"  # publishers on other machines have our process ids, too
        self.files.makedirs(folder, exist_ok=True)
        put(beside)
        self.files.mv(beside, at)


def open_store(address: str, endpoint_url: str | None = None) -> Store:
    """Open a store.

    Parameters
    ----------
    address : str
        Such as ``s3://bucket/folder``; credentials come from the environment.
    endpoint_url : str, optional
        Where an S3 store other than Amazon's answers; without it what AWS_ENDPOINT_URL says.

    Returns
    -------
    Store
        Nothing has been asked of it yet.

    Raises
    ------
    UsageError
        The address is none.
    """
    protocol, found, place = address.partition("://")
    shown = re.sub(r"^[^/@]*@", "", place).rstrip("/")
    if not found or not place.strip("/") or "::" in address:
        raise UsageError(f"{address!r} is no address of a store; one is s3://bucket/folder or file:///srv/releases")
    options: dict[str, Any] = dict(_S3_OPTIONS) if protocol in _S3 else {}
    if endpoint_url and protocol in _S3:
        options["endpoint_url"] = endpoint_url
    try:
        files, root = fsspec.url_to_fs(address, skip_instance_cache=protocol != "memory", **options)
    except (ImportError, ValueError) as error:
        raise UsageError(f"Stores of the kind {protocol}:// cannot be opened: {error}") from error
    return Store(files, root, f"{protocol}://{shown}")
