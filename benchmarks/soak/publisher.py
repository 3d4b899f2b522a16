"""A publisher on loopback whose files have a version, so that a mixed snapshot is seen."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import trustme

from benchmarks.soak.standing import BadStateError
from etl.fetch.store import is_whole
from etl.snapshots import read_snapshot
from tests.servers import NAME, Request, Site, declare, reply, serving
from tests.unit.tiny_data import write_tiny_data

PAGES = 3
#: A file in one part and one in pages; both begin with their version.
FILES = ("table", "pages")
_ROWS = 40_000


def _table(version: int) -> bytes:
    return b"version,value\n" + f"{version},1\n".encode() * _ROWS


def _page(version: int, page: int) -> bytes:
    head = {"page": page, "pages": PAGES, "total": PAGES, "lastupdated": str(version)}
    return json.dumps([head, [{"version": version, "page": page}] * (_ROWS // 40)]).encode()


def _version_of(content: bytes) -> int:
    if content.startswith(b"["):
        return int(json.loads(content)[1][-1]["version"])
    return int(content.splitlines()[-1].split(b",")[0])


@dataclass
class Publisher:
    """A site, the certificates that it needs, and the version that it serves now."""

    site: Site
    ca_bundle: Path
    version: int = 1

    def answer(self, request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        """Serve a file or a page of the version of now."""
        page = int(request.target.rpartition("page=")[2]) if "page=" in request.target else 0
        reply(_page(self.version, page) if page else _table(self.version))(request, connection, stop)


@contextmanager
def publishing(folder: Path) -> Iterator[Publisher]:
    """A publisher whose certificates lie in a folder."""
    authority = trustme.CA()
    ca_bundle = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_bundle))
    with serving(authority.issue_cert(NAME)) as site:
        publisher = Publisher(site, ca_bundle)
        site.answer = publisher.answer
        yield publisher


def fetching_folder(data: Path, publisher: Publisher) -> Path:
    """A data folder that declares the files of a publisher."""
    write_tiny_data(data)
    declare(data, publisher.site.url("/table"), id="table")
    declare(data, publisher.site.url("/pages?format=json"), id="pages", format="json", paging="world-bank")
    return data


def stored_version(data: Path, file_id: str) -> int:
    """Version of a snapshot.

    Raises
    ------
    BadStateError
        It is not whole, or its parts are of several versions.
    """
    snapshot = read_snapshot(data / "snapshots", "demo", file_id)
    if snapshot is None or not is_whole(snapshot):
        raise BadStateError(f"the snapshot of {file_id} is not whole: {snapshot}")
    versions = {_version_of(path.read_bytes()) for path in snapshot.paths}
    if len(versions) != 1 or len(snapshot.paths) != (PAGES if file_id == "pages" else 1):
        raise BadStateError(f"the snapshot of {file_id} is mixed: {versions} in {len(snapshot.paths)} parts")
    return versions.pop()


def part_names(data: Path) -> frozenset[str]:
    """Names of all parts that count."""
    found = (read_snapshot(data / "snapshots", "demo", file_id) for file_id in FILES)
    return frozenset(name for snapshot in found if snapshot for name, _ in snapshot.receipt.parts)
