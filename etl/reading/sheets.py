"""Sheets of a workbook as rows of plain values."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from etl.reading.faults import Faults
from etl.reading.place import note
from etl.reading.rows import Cell, Rows
from etl.reading.sheet_facts import HarmfulXmlError, SheetFacts, column_letters, range_corners, scan_xml

_MAX_CELLS = 1_000_000
_ROWS_PER_NOTE = 1_000


def read_sheets(path: Path, names: Sequence[str], faults: Faults, *, may_have_others: bool = False) -> dict[str, Rows]:
    """Read sheets of a workbook.

    Parameters
    ----------
    path : pathlib.Path
        The workbook.
    names : sequence of str
        Sheets to read. Every other sheet is a fault, unless ``may_have_others``.
    faults : Faults
        Takes missing, unknown and hidden sheets, error cells (``#DIV/0!``), formulas without a stored result, merged
        numbers and damaged text.
    may_have_others : bool
        Whether the workbook may hold more sheets.

    Returns
    -------
    dict of str to Rows
        The sheets that are there, every row as wide as the widest.
    """
    book = _open(path, faults)
    try:
        unknown = [name for name in book.sheetnames if name not in names]
        missing = [name for name in names if name not in book.sheetnames]
        if missing:
            faults.add("", "sheets are missing", missing, f"The workbook has: {', '.join(book.sheetnames)}.")
        if unknown and not may_have_others:
            faults.add("", "sheets are new", unknown, f"Expected: {', '.join(names)}.")
        return {name: _sheet(book[name], path, faults) for name in names if name in book.sheetnames}
    finally:
        book.close()


def _open(path: Path, faults: Faults) -> Any:
    try:
        with warnings.catch_warnings(action="ignore"):  # openpyxl warns of decoration that it leaves out
            return load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
    except Exception as error:  # it lets anything through that a strange workbook causes
        faults.add("", f"not readable as a workbook: {type(error).__name__}: {error}", (), "Fetch it again.")
        faults.stop_if_any()
        raise


def _sheet(sheet: Any, path: Path, faults: Faults) -> Rows:
    place = f"sheet {sheet.title!r}"
    if not hasattr(sheet, "iter_rows"):
        faults.add(place, "a chart instead of cells")
        return Rows(place, ())
    if sheet.sheet_state != "visible":
        faults.add(
            place, "the sheet is hidden", (), "Publishers hide what they replaced: look for the sheet that counts."
        )
    facts = _facts(sheet, path, place, faults)
    rows = Rows(place, tuple(_padded(list(_cells(sheet, path, place, faults)), facts.last_column)))
    _report(
        facts.without_value, place, "a formula without a stored result", faults, "Save it in a spreadsheet program."
    )
    _report(_merged_numbers(facts, rows), place, "a number in merged cells: it is not said whose it is", faults)
    rows.report_damage(faults)
    return rows


def _facts(sheet: Any, path: Path, place: str, faults: Faults) -> SheetFacts:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as file:
            return scan_xml(file, _MAX_CELLS) or SheetFacts()
    except (HarmfulXmlError, KeyError, OSError, zipfile.BadZipFile) as error:
        faults.add(place, f"not readable: {error}", (), "Fetch it again.")
        faults.stop_if_any()
        raise


def _cells(sheet: Any, path: Path, place: str, faults: Faults) -> Iterator[tuple[Cell, ...]]:
    # The extent that a workbook states may be a lie, and rows beyond it would be left out without a word.
    sheet.reset_dimensions()
    number, wrong = 0, []
    try:
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number % _ROWS_PER_NOTE == 0:
                note(f"{path.name}, {place}, row {number}")
            wrong += [f"{cell.coordinate} {cell.value}" for cell in row if getattr(cell, "data_type", "") == "e"]
            yield tuple(cell.value for cell in row)
    except Exception as error:  # see _open
        faults.add(
            f"{place}, row {number + 1}", f"not readable: {type(error).__name__}: {error}", (), "Fetch it again."
        )
    _report(wrong, place, "an error instead of a value", faults)


def _padded(rows: list[tuple[Cell, ...]], width: int) -> Iterator[tuple[Cell, ...]]:
    width = max([width, *map(len, rows)])
    return (row + (None,) * (width - len(row)) for row in rows)


def _report(cells: Sequence[str], place: str, problem: str, faults: Faults, what_to_do: str = "") -> None:
    if not cells:
        return
    row, column, *_ = range_corners(cells[0].split(" ", 1)[0])
    more = f" (and in {len(cells) - 1} more cells)" if len(cells) > 1 else ""
    faults.add(f"{place}, row {row}, column {column_letters(column)}", problem + more, cells, what_to_do)


def _merged_numbers(facts: SheetFacts, rows: Rows) -> list[str]:
    """Merged ranges with a number in them; a year above its columns is a header."""
    return [name for name in facts.merged if _is_shared_number(range_corners(name), rows.cells)]


def _is_shared_number(corners: Iterable[int], cells: tuple[tuple[Cell, ...], ...]) -> bool:
    top, left, bottom, _ = corners
    value = cells[top - 1][left - 1] if 0 < top <= len(cells) and 0 < left <= len(cells[top - 1]) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return bottom > top or not (1900 <= value <= 2100 and value == int(value))
