"""Find the declared columns of a table of scores by their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpyxl.utils import column_index_from_string

from etl.errors import CatalogueError
from etl.reading.faults import Faults
from etl.reading.rows import Cell, Rows, label
from etl.sources.score_layout import Sheet

_LETTER = re.compile(r"\[([A-Z]{1,3})\]")
_RANGE = re.compile(r"([A-Z]{1,3}):([A-Z]{1,3})")


def cell_at(row: tuple[Cell, ...], place: int) -> Cell:
    """Cell of a row; None past its end, and for text without a letter in it."""
    cell = row[place] if place < len(row) else None
    return None if isinstance(cell, str) and not cell.strip() else cell


def _span(rows: Rows, sheet: Sheet) -> range:
    if sheet.columns is None:
        return range(max(map(len, rows.cells), default=0))
    match = _RANGE.fullmatch(sheet.columns)
    if match is None:
        raise CatalogueError(f"{rows.place}: columns must be like 'A:C', not {sheet.columns!r}")
    first, last = (column_index_from_string(letter) for letter in match.groups())
    return range(first - 1, last)


def _labels(rows: Rows, number: int, span: range) -> list[str]:
    row = rows.cells[number - 1] if number <= len(rows.cells) else ()
    return [label(cell_at(row, place)) for place in span]


def _filled(labels: list[str]) -> Iterator[str]:
    current = ""
    for text in labels:
        current = text or current
        yield current


def column_names(rows: Rows, sheet: Sheet) -> dict[int, str]:
    """Name of every column of the table.

    Returns
    -------
    dict of int to str
        Place, from 0, to the joined labels; ``""`` for a column without any.
    """
    span = _span(rows, sheet)
    own = [_labels(rows, number, span) for number in sheet.header_rows]
    upper = [list(_filled(labels)) for labels in own[:-1]]
    names = {}
    for index, place in enumerate(span):
        last = own[-1][index]
        parts = [*(labels[index] for labels in upper), last] if last else [labels[index] for labels in own]
        names[place] = " / ".join(part for part in parts if part)
    return names


def _letter_place(column: str) -> int | None:
    match = _LETTER.fullmatch(column)
    return column_index_from_string(match[1]) - 1 if match else None


def locate(rows: Rows, sheet: Sheet, faults: Faults) -> dict[str, int]:
    """Place of every column that is read.

    Parameters
    ----------
    rows : Rows
        The sheet or CSV file.
    sheet : Sheet
        What is declared of it.
    faults : Faults
        Takes columns that are missing, new, named twice, or hold values without a name.

    Returns
    -------
    dict of str to int
        Column as declared to its place, from 0.
    """
    names = column_names(rows, sheet)
    lettered = {column: place for column in sheet.read if (place := _letter_place(column)) is not None}
    by_name = [column for column in sheet.read if column not in lettered]
    found = [name for place, name in names.items() if place not in lettered.values()]
    where = f"{rows.place}, " if rows.place else ""
    where += f"row {sheet.header_rows[-1]}"
    expected = f"Expected: {', '.join(by_name)}."
    missing = [column for column in by_name if column not in found]
    new = [name for name in found if name and name not in by_name and name not in sheet.other_columns]
    twice = [column for column in by_name if found.count(column) > 1]
    nameless = [place for place, name in names.items() if not name and place not in lettered.values()]
    holding = [
        place for place in nameless if any(cell_at(row, place) is not None for _, row in rows.numbered(sheet.start))
    ]
    if missing:
        faults.add(where, "columns are missing", missing, f"Found: {', '.join(name for name in found if name)}.")
    if new:
        faults.add(where, "columns are new", new, expected)
    if twice:
        faults.add(where, "columns stand twice", twice, expected)
    if holding:
        faults.add(where, "columns without a name hold values", [place + 1 for place in holding], expected)
    places = {name: place for place, name in reversed(names.items()) if name in by_name}
    return places | lettered
