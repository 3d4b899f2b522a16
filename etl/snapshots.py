"""Official files as they were fetched: ``data/snapshots/<source>/<file>/``, with a receipt beside the bytes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from etl.disk import sync

RECEIPT = "receipt.json"
#: Receipt of the snapshot that the last published release was made from.
APPROVED = "approved.json"


@dataclass(frozen=True)
class Receipt:
    """Where and when a snapshot was fetched.

    Attributes
    ----------
    url : str
        Address that was asked for.
    final_url : str
        Address that answered, after redirects.
    retrieved_at : str
        Time of the answer with the bytes, ISO 8601 in UTC.
    confirmed_at : str
        Last time the publisher said that nothing changed; ``retrieved_at`` at first.
    parts : tuple of tuple
        Name and SHA-256 of every file, in order.
    byte_count : int
        Bytes of all parts together.
    etag, last_modified : str or None
        As the publisher gave them.
    licence : str or None
        Licence of the source at that time.
    left_out : tuple of str
        Columns that were left out before anything was stored; the bytes are then not those of the publisher.
    """

    url: str
    final_url: str
    retrieved_at: str
    confirmed_at: str
    parts: tuple[tuple[str, str], ...]
    byte_count: int
    etag: str | None = None
    last_modified: str | None = None
    licence: str | None = None
    left_out: tuple[str, ...] = ()

    @property
    def retrieved_on(self) -> date:
        """Day of the retrieval (UTC)."""
        return datetime.fromisoformat(self.retrieved_at).astimezone(UTC).date()


@dataclass(frozen=True)
class Snapshot:
    """A fetched official file."""

    folder: Path
    receipt: Receipt

    @property
    def paths(self) -> tuple[Path, ...]:
        """Its parts, in order."""
        return tuple(self.folder / name for name, _ in self.receipt.parts)


def snapshot_folder(snapshots: Path, source_id: str, file_id: str) -> Path:
    """Where the snapshot of a file lies."""
    return snapshots / source_id / file_id


def read_snapshot(snapshots: Path, source_id: str, file_id: str, receipt: str = RECEIPT) -> Snapshot | None:
    """Snapshot of a file; None when it was never fetched or its receipt cannot be read.

    With ``APPROVED`` for a receipt it is the one that was last published, if any.
    """
    folder = snapshot_folder(snapshots, source_id, file_id)
    try:
        fields = json.loads((folder / receipt).read_text(encoding="utf-8"))
        parts = tuple((name, sha256) for name, sha256 in fields["parts"])
        return Snapshot(folder, Receipt(**{**fields, "parts": parts, "left_out": tuple(fields.get("left_out", ()))}))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def receipt_text(receipt: Receipt) -> str:
    """The receipt as it is written beside the bytes."""
    return json.dumps(asdict(receipt), indent=1, ensure_ascii=False) + "\n"


def approve(snapshot: Snapshot) -> None:
    """Remember a snapshot as one that was published, to be used again should a later one be refused."""
    text, path = receipt_text(snapshot.receipt), snapshot.folder / APPROVED
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    beside = snapshot.folder / f".coming-{APPROVED}"
    beside.write_text(text, encoding="utf-8")
    sync(beside)
    beside.replace(path)
