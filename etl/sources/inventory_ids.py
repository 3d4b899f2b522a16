"""Identifiers of ours for the rows of a register: known rows keep theirs, new ones get one made of their key."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from etl.schema import read_schema
from etl.sources import Reading
from etl.sources.inventory_layout import WORDS, Id

Key = tuple[str, ...]
Row = dict[str, str | None]


def _bundled_rows(folder: Path, table: str) -> Iterator[Mapping[str, str]]:
    for name in read_schema().tables[table].files:
        path = folder / name
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as lines:
                yield from csv.DictReader(lines)


def _known_ids(reading: Reading, table: str, key: Sequence[str]) -> Mapping[Key, Sequence[str]]:
    """Identifiers of the bundled rows by key; rows with the same key in the order of the bundle."""
    folder = reading.reference.parent / "figures" / reading.source
    words = {row["initiative_id"]: row for row in _bundled_rows(folder, WORDS)}
    known: defaultdict[Key, list[str]] = defaultdict(list)
    for row in _bundled_rows(folder, table):
        cells = {**words.get(row["initiative_id"], {}), **row}
        known[tuple((cells.get(name) or "").strip() for name in key)].append(row["initiative_id"])
    return known


def _new_id(prefix: str, key: Key, number: int) -> str:
    text = "\x1f".join((*key, str(number)))
    return f"{prefix}{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def identify(rows: Sequence[Row], rule: Id, table: str, reading: Reading) -> None:
    """Give every row its ``initiative_id``.

    Parameters
    ----------
    rows : sequence of dict
        The rows; they are changed.
    rule : Id
        How identifiers are made.
    table : str
        The table of the initiatives.
    reading : Reading
        Takes identifiers that stand twice, and tells where the bundle lies.
    """
    if rule.column:
        for row in rows:
            row["initiative_id"] = f"{rule.prefix}{(row.get(rule.column) or '').zfill(rule.digits)}"
        _report_twins(rows, rule.column, reading)
        return
    known, seen = _known_ids(reading, table, rule.key), Counter[Key]()
    for row in rows:
        key = tuple(row.get(name) or "" for name in rule.key)
        ids = known.get(key, ())
        row["initiative_id"] = ids[seen[key]] if seen[key] < len(ids) else _new_id(rule.prefix, key, seen[key])
        seen[key] += 1


def _report_twins(rows: Sequence[Row], column: str, reading: Reading) -> None:
    counts = Counter(row.get(column) for row in rows)
    twins = [value for value, count in counts.items() if count > 1]
    if twins:
        reading.faults.add("", f"{column} stands for more than one entry", twins, "The register gives each entry one.")
    if None in counts:
        reading.faults.add("", f"{counts[None]} entries have no {column}")
