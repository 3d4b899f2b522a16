"""Sheets, CSV and JSON as rows of plain values, with the number of every row."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from etl.reading.faults import Faults

Cell = Any


@dataclass(frozen=True)
class Rows:
    """Rows of one sheet or CSV file.

    Attributes
    ----------
    place : str
        ``"sheet 'Data'"`` for a sheet, empty for a CSV file.
    cells : tuple of tuple
        All rows as they stand, the header rows too. Cells of a CSV file are text, empty ones ``""``; cells of a sheet
        are text, numbers, dates or None.
    """

    place: str
    cells: tuple[tuple[Cell, ...], ...]

    def where(self, number: int, column: str | None = None) -> str:
        """Place of a cell; ``number`` counts rows from 1 as a spreadsheet does."""
        parts = [self.place, f"row {number}", f"column {column!r}" if column else ""]
        return ", ".join(part for part in parts if part)

    def numbered(self, first: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Rows from the number ``first`` on, with their numbers."""
        yield from enumerate(self.cells[first - 1 :], start=first)


def read_sheets(path: Path, names: Sequence[str], faults: Faults, *, may_have_others: bool = False) -> dict[str, Rows]:
    """Read sheets of a workbook.

    Parameters
    ----------
    path : pathlib.Path
        The workbook.
    names : sequence of str
        Sheets to read. Every other sheet is a fault, unless ``may_have_others``.
    faults : Faults
        Takes missing and unknown sheets and error cells (``#DIV/0!``).
    may_have_others : bool
        Whether the workbook may hold more sheets.

    Returns
    -------
    dict of str to Rows
        The sheets that are there.
    """
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        unknown = [name for name in book.sheetnames if name not in names]
        missing = [name for name in names if name not in book.sheetnames]
        if missing:
            faults.add("", "sheets are missing", missing, f"The workbook has: {', '.join(book.sheetnames)}.")
        if unknown and not may_have_others:
            faults.add("", "sheets are new", unknown, f"Expected: {', '.join(names)}.")
        return {name: _sheet(book[name], name, faults) for name in names if name in book.sheetnames}
    finally:
        book.close()


def _sheet(sheet: Any, name: str, faults: Faults) -> Rows:
    rows = Rows(f"sheet {name!r}", tuple(sheet.iter_rows(values_only=False)))
    cells: list[tuple[Cell, ...]] = []
    for number, row in rows.numbered(1):
        for place, cell in enumerate(row, start=1):
            if getattr(cell, "data_type", "") == "e":
                faults.add(rows.where(number, str(place)), "an error instead of a value", [cell.value])
        cells.append(tuple(cell.value for cell in row))
    return Rows(rows.place, tuple(cells))


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
    try:
        text = path.read_bytes().decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        faults.add("", f"not {encoding}: byte {error.start}", [error.object[error.start : error.start + 8]])
        faults.stop_if_any()
        raise
    try:
        records = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        cells = tuple(tuple(row) for row in records)
    except csv.Error as error:
        faults.add("", f"not readable as CSV: {error}")
        faults.stop_if_any()
        raise
    rows = Rows("", cells)
    width = len(cells[0]) if cells else 0
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


def read_json(path: Path, faults: Faults) -> Any:
    """Read a JSON file: UTF-8, no repeated keys, no NaN or Infinity.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    faults : Faults
        Takes the reason why it cannot be read, and stops.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_without_twins, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        faults.add("", f"not readable as JSON: {error}")
        faults.stop_if_any()
        raise


def columns_by_name(
    rows: Rows, header: int, wanted: Mapping[str, str], faults: Faults, **options: Any
) -> dict[str, int]:
    """Find columns by the names in the header row.

    Parameters
    ----------
    rows : Rows
        The rows.
    header : int
        Number of the header row, from 1.
    wanted : Mapping of str to str
        Name as published to our name.
    faults : Faults
        Takes columns that are missing, new or named twice.
    **options
        ``ignored``: names of columns that are known and not read; ``may_have_others``: whether more may follow.

    Returns
    -------
    dict of str to int
        Our name to the place of the column, from 0.
    """
    names = [_label(cell) for cell in (rows.cells[header - 1] if len(rows.cells) >= header else ())]
    known = set(wanted) | set(options.get("ignored", ())) | {""}
    place = f"{rows.place}, row {header}" if rows.place else f"row {header}"
    missing = [name for name in wanted if name not in names]
    unknown = [name for name in names if name not in known]
    twice = sorted({name for name in names if name in wanted and names.count(name) > 1})
    if missing:
        faults.add(place, "columns are missing", missing, f"Found: {', '.join(name for name in names if name)}.")
    if unknown and not options.get("may_have_others", False):
        faults.add(place, "columns are new", unknown, f"Expected: {', '.join(wanted)}.")
    if twice:
        faults.add(place, "columns stand twice", twice)
    return {ours: names.index(theirs) for theirs, ours in wanted.items() if theirs in names}


def _label(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def number(cell: Cell, where: str, faults: Faults, *, missing: Sequence[str] = ()) -> float | None:
    """Read a cell as a finite number; a label of ``missing`` or an empty cell is None, anything else a fault."""
    if cell is None or (isinstance(cell, str) and (not cell.strip() or cell.strip() in missing)):
        return None
    try:
        value = math.nan if isinstance(cell, bool) else float(cell)
    except (TypeError, ValueError):
        value = math.nan
    if math.isfinite(value):
        return value
    faults.add(where, "not a number", [cell], "Correct the file's block if the label means a missing value.")
    return None
