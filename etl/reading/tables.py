"""Sheets, CSV and JSON as plain values with their places; columns by name; cells as numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from etl.reading.faults import Faults
from etl.reading.rows import Cell, Rows, label
from etl.reading.sheets import read_sheets
from etl.reading.text_files import read_csv, read_json

__all__ = ["Cell", "Rows", "columns_by_name", "number", "read_csv", "read_json", "read_sheets"]

# Python would also read 1_000, ٣ and infinity.
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


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
        Takes columns that are missing, new or named twice, and damaged text in the columns of a CSV file that are read.
    **options
        ``ignored``: names of columns that are known and not read; ``may_have_others``: whether more may follow.

    Returns
    -------
    dict of str to int
        Our name to the place of the column, from 0.
    """
    names = [label(cell) for cell in (rows.cells[header - 1] if len(rows.cells) >= header else ())]
    known = set(wanted) | set(options.get("ignored", ())) | {""}
    place = f"{rows.place}, row {header}" if rows.place else f"row {header}"
    missing = [name for name in wanted if name not in names]
    unknown = [name for name in names if name not in known]
    twice = sorted(name for name, count in Counter(names).items() if name in wanted and count > 1)
    if missing:
        faults.add(place, "columns are missing", missing, f"Found: {', '.join(name for name in names if name)}.")
    if unknown and not options.get("may_have_others", False):
        faults.add(place, "columns are new", unknown, f"Expected: {', '.join(wanted)}.")
    if twice:
        faults.add(place, "columns stand twice", twice)
    found = {ours: names.index(theirs) for theirs, ours in wanted.items() if theirs in names}
    if not rows.place:  # of a sheet every text was looked at
        rows.report_damage(faults, set(found.values()))
    return found


def number(cell: Cell, where: str, faults: Faults, *, missing: Sequence[str] = ()) -> float | None:
    """Read a cell as a finite number; a label of ``missing`` or an empty cell is None, anything else a fault.

    Text is a number as programs write it: ``"12.5"``, ``"-1e3"``. A decimal comma, separated thousands, a per cent
    sign, digits of other scripts, dates and truth values are faults: what they mean is for the block to say.
    """
    text = cell.strip() if isinstance(cell, str) else cell
    if text is None or text == "" or text in missing:
        return None
    is_number = not isinstance(text, bool) and isinstance(text, int | float)
    if is_number or (isinstance(text, str) and _NUMBER.fullmatch(text)):
        try:
            value = float(text)
        except OverflowError:
            value = float("inf")
        if isfinite(value):
            return value
    faults.add(where, "not a number", [cell], "Correct the file's block if the label means a missing value.")
    return None
