"""One's own inventory of zones, parks, centres and use cases: the template data/templates/initiatives.csv, filled in.

``docs/own-inventory.md`` explains every column. Excel's comma, semicolon or tab between cells, and its byte order
mark, are read as they are; everything else that is not as documented is a fault with its row, column and remedy.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from etl.errors import CatalogueError
from etl.reading.faults import Faults
from etl.reading.tables import Rows, columns_by_name, read_csv
from etl.schema import read_schema
from etl.sources import Reading, Tables
from etl.sources.layouts import read_layout
from etl.sources.own_cells import Reader, Wrong, cell_readers
from etl.sources.row_faults import RowFaults

#: Columns without which a row says nothing.
REQUIRED = ("id", "name", "kind", "status", "country_code")

_TABLE = "initiative"
_DELIMITERS = ",;\t"
_ERROR_CELLS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")
_SAVE_AS = "In the spreadsheet choose Save as, 'CSV UTF-8'."

Row = dict[str, str | None]


@dataclass(frozen=True)
class OwnLayout:
    """What may be declared of one's own inventory; nothing must be.

    Attributes
    ----------
    columns : Mapping of str to str
        Headings of one's own to columns of the template.
    ignored : tuple of str
        Columns that are known and not read.
    country_code : str
        Country of every row, where the file has no such column.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    country_code: str = ""


def _delimiter(reading: Reading, known: Mapping[str, str]) -> str:
    """What stands between cells: whatever makes most known columns of the first line."""
    content = reading.paths[0].read_bytes()
    if content.startswith(b"PK\x03\x04"):
        reading.faults.add("", "a workbook, not CSV", (), _SAVE_AS)
        reading.faults.stop_if_any()
    try:
        header = content.decode("utf-8-sig").partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        reading.faults.add("", f"not UTF-8 (byte {error.start})", [content[error.start : error.start + 4]], _SAVE_AS)
        reading.faults.stop_if_any()
        raise
    return max(_DELIMITERS, key=lambda sign: len(set(next(csv.reader([header], delimiter=sign), ())) & set(known)))


def _read_rows(reading: Reading, layout: OwnLayout, readers: Mapping[str, Reader]) -> tuple[Rows, dict[str, int]]:
    faults = reading.faults
    wanted = {**{name: name for name in readers if name not in layout.columns.values()}, **layout.columns}
    rows = read_csv(reading.paths[0], faults, delimiter=_delimiter(reading, wanted))
    faults.stop_if_any()
    header = [" ".join(cell.split()) for cell in (rows.cells[0] if rows.cells else ())]
    for number, cells in rows.numbered(2):
        stray = [cell for name, cell in zip(header, cells, strict=False) if not name and cell.strip()]
        if stray:
            faults.add(rows.where(number), "values in a column without a heading", stray, "Name it or empty it.")
    unknown = [name for name in header if name not in {*wanted, *layout.ignored, ""}]
    if unknown:
        todo = f"The columns are: {', '.join(wanted)}. Rename it, or name it under columns or ignored in source.toml."
        faults.add(rows.where(1), "columns are unknown", unknown, todo)
    required = {name for name in REQUIRED if name != "country_code" or not layout.country_code}
    present = {theirs: name for theirs, name in wanted.items() if theirs in header or name in required}
    places = columns_by_name(rows, 1, present, faults, may_have_others=True)
    faults.stop_if_any()
    return rows, places


def _own_layout(reading: Reading, readers: Mapping[str, Reader]) -> OwnLayout:
    where = f"{reading.source}, file {reading.file.id}, layout"
    layout = read_layout(OwnLayout, reading.file.layout, where)
    stray = sorted(set(layout.columns.values()) - set(readers))
    if stray:
        raise CatalogueError(f"{where}.columns: the template has no column {', '.join(stray)}")
    code = readers["country_code"](layout.country_code) if layout.country_code else ""
    if isinstance(code, Wrong):
        raise CatalogueError(f"{where}: {layout.country_code!r} is {code.problem}. {code.what_to_do}")
    return layout


def _cell(text: str, reader: Reader) -> str | Wrong | None:
    text = text.strip()
    if text.startswith("=") or text in _ERROR_CELLS:
        return Wrong("a formula or an error instead of a value", "Paste the value itself.")
    return reader(text) if text else None


def _pairs(row: Row, note: RowFaults, number: int) -> None:
    for one, other in (("latitude", "longitude"), ("amount", "amount_currency")):
        if (row.get(one) is None) != (row.get(other) is None):
            note.note(number, one, f"{one} and {other} go together", row.get(one), "Fill in both or neither.")
    start, end = row.get("start_year"), row.get("end_year")
    if start and end and end < start:
        note.note(number, "end_year", "the end lies before the start", f"{start} to {end}", "Correct one of them.")


def _row(number: int, cells: Mapping[str, str], readers: Mapping[str, Reader], note: RowFaults) -> Row:
    row: Row = {}
    sound = True
    for name, text in cells.items():
        value = _cell(text, readers[name])
        if isinstance(value, Wrong):
            note.note(number, name, value.problem, text, value.what_to_do)
            sound = False
        else:
            row[name] = value
            if value is None and name in REQUIRED:
                note.note(number, name, "empty", "", "Every row needs one.")
    if sound:
        _pairs(row, note, number)
    return row


def _report_twins(rows: list[tuple[int, Row]], where: Rows, faults: Faults) -> None:
    counts = Counter(row.get("id") for _, row in rows)
    for number, row in rows:
        if row.get("id") and counts[row["id"]] > 1:
            todo = "Give each row an id of its own, and never use one again."
            faults.add(where.where(number, "id"), "an id that stands for more than one row", [row["id"]], todo)


def parse(reading: Reading) -> Tables:
    """Read one's own inventory.

    Parameters
    ----------
    reading : Reading
        The filled-in template and its block.

    Returns
    -------
    Tables
        The initiatives; the id of the source stands before each id, so that no other source can have the same.
    """
    if len(reading.paths) > 1:
        names = [path.name for path in reading.paths]
        reading.faults.add("", "several files where one is read", names, "Give each a [[files]] block of its own.")
        reading.faults.stop_if_any()
    readers = cell_readers(reading.reference)
    layout = _own_layout(reading, readers)
    table, places = _read_rows(reading, layout, readers)
    note = RowFaults(table)
    filled = [(number, cells) for number, cells in table.numbered(2) if any(str(cell).strip() for cell in cells)]
    rows = [
        (number, _row(number, {name: str(cells[at]) for name, at in places.items()}, readers, note))
        for number, cells in filled
    ]
    note.report(reading.faults)
    _report_twins(rows, table, reading.faults)
    if not rows:
        reading.faults.add("", "no row below the header", (), "Fill in one row for each zone, park or centre.")
    reading.faults.stop_if_any()
    fixed = {"is_aggregate": "false", "country_code": layout.country_code}
    made = [{**fixed, **row, "initiative_id": f"{reading.source}-{row['id']}"} for _, row in rows]
    names = [column.name for column in read_schema().tables[_TABLE].named("file")]
    cells = [[row.get(name) for name in names] for row in made]
    return {_TABLE: pl.DataFrame(cells, dict.fromkeys(names, pl.String), orient="row")}
