"""Snapshots as a fetch leaves them, for tests that do not fetch."""

import hashlib
from pathlib import Path

from etl.metadata.source_folders import read_sources
from etl.snapshots import RECEIPT, Receipt, receipt_text, snapshot_folder

RETRIEVED_AT = "2026-11-23T04:05:06+00:00"


def place_snapshot(
    data: Path, source_id: str, file_id: str, parts: dict[str, bytes], retrieved_at: str = RETRIEVED_AT
) -> Path:
    """Write parts and receipt where a fetch would, and return the folder."""
    folder = snapshot_folder(data / "snapshots", source_id, file_id)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in parts.items():
        (folder / name).write_bytes(content)
    declared = {file.id: file.url for file in read_sources(data)[source_id].official_files}
    url = declared[file_id] or f"https://example.org/{file_id}"
    told = tuple((name, hashlib.sha256(content).hexdigest()) for name, content in parts.items())
    size = sum(len(content) for content in parts.values())
    receipt = Receipt(url, url, retrieved_at, retrieved_at, told, size)
    (folder / RECEIPT).write_text(receipt_text(receipt), encoding="utf-8")
    return folder
