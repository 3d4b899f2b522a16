"""Pages of the World Bank's interface: a head that counts pages and records, then the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from etl.reading.tables import read_json
from etl.sources import Reading

Record = Mapping[str, Any]


def _count(head: Mapping[str, Any], key: str) -> int | None:
    """A count of the head, which the interface writes as a number or as text."""
    text = str(head.get(key))
    return int(text) if text.isascii() and text.isdigit() else None


def _page(document: Any) -> tuple[Mapping[str, Any], list[Record]] | None:
    if not isinstance(document, list) or len(document) != 2:
        return None
    head, records = document
    if not isinstance(head, dict) or not isinstance(records, list):
        return None
    return (head, records) if all(isinstance(record, dict) for record in records) else None


def read_records(reading: Reading) -> Iterator[tuple[int, int, Record]]:
    """Records of all pages.

    Parameters
    ----------
    reading : Reading
        The pages, in order, and where faults are noted.

    Yields
    ------
    tuple of int, int and Mapping
        Number of the page and of the record on it, from 1, and the record.

    Raises
    ------
    UnreadableError
        When a page is missing, out of order or no page, or records are missing.
    """
    faults, pages = reading.faults, []
    for number, path in enumerate(reading.paths, start=1):
        page = _page(read_json(path, faults))
        if page is None:
            faults.add(f"page {number}", "not a head and a list of records")
            continue
        pages.append(page)
        counts = (_count(page[0], "page"), _count(page[0], "pages"))
        if counts != (number, len(reading.paths)):
            problem = f"it says page {counts[0]} of {counts[1]}, but is {number} of {len(reading.paths)}"
            faults.add(f"page {number}", problem, (), "Fetch all pages again.")
    total = sum(len(records) for _, records in pages)
    told = [_count(head, "total") for head, _ in pages]
    if not faults.violations and set(told) != {total}:
        faults.add("", f"{total} records came, {told[0]} are told of", (), "Fetch all pages again.")
    faults.stop_if_any()
    for number, (_, records) in enumerate(pages, start=1):
        yield from ((number, place, record) for place, record in enumerate(records, start=1))
