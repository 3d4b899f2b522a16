"""The entries of a use case inventory, CSV or JSON, under our names and with their number in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from etl.reading.tables import Rows, columns_by_name, read_csv, read_json
from etl.sources import Reading
from etl.sources.inventory_layout import Inventory, Records

#: Number in the file, and our names -> what the file says there, as text.
Entry = tuple[int, dict[str, str]]


@dataclass(frozen=True)
class Entries:
    """The entries of a file.

    Attributes
    ----------
    rows : Rows
        The table, for the places in the reports.
    entries : tuple of Entry
        Every entry; values of placeholder columns are under their published name.
    fetched_on : str
        The day its publisher names, if it does.
    """

    rows: Rows
    entries: tuple[Entry, ...]
    fetched_on: str = ""


def read_entries(reading: Reading, layout: Inventory) -> Entries:
    """Read the entries of an inventory.

    Parameters
    ----------
    reading : Reading
        The file; takes columns or keys that are new or missing, and entries that are cut.
    layout : Inventory
        Its columns or keys.

    Returns
    -------
    Entries
        The entries.
    """
    found = _json_entries(reading, layout, layout.records) if layout.records else _csv_entries(reading, layout)
    reading.faults.stop_if_any()
    return found


def _csv_entries(reading: Reading, layout: Inventory) -> Entries:
    faults = reading.faults
    rows = read_csv(reading.paths[0], faults, encoding=layout.encoding, delimiter=layout.delimiter)
    faults.stop_if_any()
    wanted = {**layout.columns, **{name: name for name in layout.placeholders}}
    places = columns_by_name(rows, 1, wanted, faults, ignored=(*layout.ignored, *reading.file.never_stored))
    faults.stop_if_any()
    numbered = rows.numbered(2)
    return Entries(
        rows, tuple((number, {name: cells[at] for name, at in places.items()}) for number, cells in numbered)
    )


def _json_entries(reading: Reading, layout: Inventory, keys: Records) -> Entries:
    faults = reading.faults
    document = read_json(reading.paths[0], faults)
    found = set(document) if isinstance(document, dict) else set()
    wanted = {keys.list, keys.count, keys.fetched_at}
    if not wanted <= found:
        faults.add("", "keys are missing", sorted(wanted - found), f"Found: {', '.join(sorted(found)) or 'none'}.")
        faults.stop_if_any()
    records, count, fetched_at = (document[key] for key in (keys.list, keys.count, keys.fetched_at))
    if not isinstance(records, list) or len(records) != count:
        size = len(records) if isinstance(records, list) else "no"
        faults.add(keys.list, f"{size} entries where the file counts {count!r}")
        faults.stop_if_any()
    rows = Rows(keys.list, ())
    numbered = enumerate(records, start=1)
    entries = [entry for number, record in numbered for entry in _json_entry(number, record, rows, reading, layout)]
    return Entries(rows, tuple(entries), _day(fetched_at, keys.fetched_at, reading))


def _json_entry(number: int, record: Any, rows: Rows, reading: Reading, layout: Inventory) -> Iterator[Entry]:
    names = set(record) if isinstance(record, dict) else set()
    known = {*layout.columns, *layout.ignored}
    for problem, stray in (("keys are new", names - known), ("keys are missing", known - names)):
        if stray:
            reading.faults.add(rows.where(number), problem, sorted(stray), f"Expected: {', '.join(sorted(known))}.")
    if names != known:
        return
    odd = [name for name in layout.columns if not isinstance(record[name], str | None)]
    for name in odd:
        reading.faults.add(rows.where(number, name), "not a text", [record[name]])
    if not odd:
        yield number, {ours: record[theirs] or "" for theirs, ours in layout.columns.items()}


def _day(value: Any, key: str, reading: Reading) -> str:
    try:
        return datetime.fromisoformat(value).date().isoformat()
    except (TypeError, ValueError):
        reading.faults.add(key, "not a date", [value])
        return ""
