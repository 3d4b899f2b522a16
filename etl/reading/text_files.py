"""CSV and JSON files as rows and documents of plain values."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from etl.reading.damage import damage
from etl.reading.faults import Faults
from etl.reading.place import note
from etl.reading.rows import Rows

_LONGEST_CELL = 1 << 20  # pages of HTML stand in some; Python's own limit is an eighth of it


def _text(path: Path, encoding: str, faults: Faults) -> str:
    note(path.name)
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        shown = content[error.start : error.start + 8]
        faults.add(f"line {line}", f"not {encoding}: byte {error.start}", [shown], "Declare the encoding in its block.")
        faults.stop_if_any()
        raise


def read_csv(path: Path, faults: Faults, *, encoding: str = "utf-8", delimiter: str = ",") -> Rows:
    """Read a CSV file as text.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    faults : Faults
        Takes text that is not in the encoding, quotes that do not close and rows of another width than the first.
    encoding : str
        Its encoding; a byte order mark is dropped.
    delimiter : str
        What stands between cells.

    Returns
    -------
    Rows
        All rows; row numbers count records, as a spreadsheet shows them.
    """
    records: list[tuple[str, ...]] = []
    try:
        text = _text(path, encoding, faults)
        csv.field_size_limit(_LONGEST_CELL)
        records.extend(map(tuple, csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)))
    except csv.Error as error:
        faults.add(f"row {len(records) + 1}", f"not readable as CSV: {error}")
        faults.stop_if_any()
        raise
    rows = Rows("", tuple(records))
    width = len(records[0]) if records else 0
    for number, row in rows.numbered(2):
        if len(row) != width:
            faults.add(rows.where(number), f"{len(row)} cells where the header has {width}", row)
    return rows


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in one object")
    return found


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is not a number of JSON")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"the number {text[:40]} is too large")
    return value


def read_json(path: Path, faults: Faults) -> Any:
    """Read a JSON file: UTF-8, no repeated keys, no NaN or Infinity, no damaged text.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    faults : Faults
        Takes the reason why it cannot be read, and stops.
    """
    text = _text(path, "utf-8", faults)
    try:
        document = json.loads(text, object_pairs_hook=_without_twins, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        faults.add(place, f"not readable as JSON: {error}")
        faults.stop_if_any()
        raise
    for place, reason, shown in _damaged(document, ""):
        faults.add(place, reason, [shown[:60]], "Fetch it again.")
    return document


def _damaged(value: Any, place: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, str):
        reason = damage(value)
        if reason:
            yield place or "the document", reason, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _damaged(key, f"a key of {place or 'the document'}")
            yield from _damaged(part, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _damaged(part, f"{place}[{number}]")
