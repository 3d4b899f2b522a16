"""Registers of AI use cases: CSV inventories with declared columns, and registers as JSON.

Rows of the table of initiatives, the register's own words on each, and the size of the register.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import partial

import polars as pl

from etl.errors import AmbiguousCountryError, UnknownCountryError
from etl.schema import read_schema
from etl.sources import Reading, Tables
from etl.sources.inventory_entries import Entries, read_entries
from etl.sources.inventory_ids import Row, identify
from etl.sources.inventory_layout import COUNTRY_NAME, WORDS, Inventory, Register, read_inventory_layout
from etl.sources.inventory_years import read_year
from etl.sources.row_faults import RowFaults

_SIZE = "register_size"


class _Rows:
    """Makes rows of ours out of entries, and notes what is wrong with them under the published names."""

    def __init__(self, reading: Reading, layout: Inventory, entries: Entries):
        self._layout, self._countries = layout, reading.countries
        self._published = {ours: theirs for theirs, ours in layout.columns.items()}
        self._labels = {**layout.labels, "status": layout.status}
        self.faults = RowFaults(entries.rows)

    def _note(self, number: int, name: str, value: str, problem: str, todo: str = "") -> None:
        of = "stage_original" if name == "status" else name
        self.faults.note(number, self._published.get(of, of), problem, value, todo)

    def make(self, number: int, cells: dict[str, str]) -> Row:
        row: Row = {**self._layout.constants, **{name: cell.strip() or None for name, cell in cells.items()}}
        row["name"] = _short(row.get("name") or "", self._layout.longest_name)
        row["status"] = row.get("stage_original")
        self._check_placeholders(number, row)
        self._translate(number, row)
        self._date(number, row)
        return row

    def _check_placeholders(self, number: int, row: Row) -> None:
        for name, usual in self._layout.placeholders.items():
            text = row.pop(name) or ""
            if text != usual:
                todo = f"It was {usual!r} in every row, so it is not read; declare what it says now."
                self._note(number, name, text, "a value where there was a placeholder", todo)

    def _translate(self, number: int, row: Row) -> None:
        for name, known in self._labels.items():
            text = row.get(name) or ""
            row[name] = known.get(text)
            if text not in known:
                self._note(number, name, text, "a label that is new", f"Known: {', '.join(map(repr, known))}.")
        if COUNTRY_NAME in row:
            name = row.pop(COUNTRY_NAME) or ""
            try:
                row["country_code"] = self._countries.code(name)
            except (UnknownCountryError, AmbiguousCountryError):
                todo = "Review the spelling and add a row to data/reference/country_aliases.csv."
                self._note(number, COUNTRY_NAME, name, "a spelling of a country that is new or ambiguous", todo)

    def _date(self, number: int, row: Row) -> None:
        for name, rule in self._layout.years.items():
            text = row[name] or ""
            year = read_year(text, rule, partial(self._note, number, name, text))
            row[name] = year if not rule.only_status or row["status"] in rule.only_status else None


def _short(name: str, longest: int) -> str | None:
    name = " ".join(name.split())
    return (f"{name[: longest - 3]}..." if longest and len(name) > longest else name) or None


def _add_organisations(rows: Sequence[Row], reading: Reading, layout: Inventory) -> None:
    """Add level and place of organisations that were reviewed; those of a new one stay unknown."""
    if not layout.organisations:
        return
    with (reading.reference / layout.organisations).open(encoding="utf-8", newline="") as lines:
        known = {row.pop("organisation"): row for row in csv.DictReader(lines)}
    for row in rows:
        row.update({name: text or None for name, text in known.get(row["lead_organisation"] or "", {}).items()})


def _named(rows: Sequence[Row], reading: Reading, layout: Inventory) -> list[Row]:
    named = [row for row in rows if row["name"]]
    lacking = len(rows) - len(named)
    if lacking > layout.nameless_rows:
        reading.faults.add("", f"{lacking} entries have no name, {layout.nameless_rows} may lack one")
    if not named:
        reading.faults.add("", "no entry has a name")
    return named


def _size(rows: Sequence[Row], register: Register, fetched_on: str) -> Row:
    organisations = {row["lead_organisation"] for row in rows} - {None}
    return {
        **{name: text for name, text in vars(register).items() if isinstance(text, str)},
        "as_of": fetched_on[:7] or register.as_of,
        "entry_count": str(len(rows)),
        "organisation_count": str(len(organisations)) if register.counts_organisations else None,
    }


def _frame(table: str, rows: Sequence[Row]) -> pl.DataFrame:
    names = [column.name for column in read_schema().tables[table].named("file")]
    cells = [[row.get(name) for name in names] for row in rows]
    return pl.DataFrame(cells, dict.fromkeys(names, pl.String), orient="row")


def parse(reading: Reading) -> Tables:
    """Read one inventory.

    Parameters
    ----------
    reading : Reading
        The file and its block.

    Returns
    -------
    Tables
        The initiatives, the words of the register, and its size.
    """
    layout = read_inventory_layout(reading)
    file = read_entries(reading, layout)
    maker = _Rows(reading, layout, file)
    rows = [maker.make(number, cells) for number, cells in file.entries]
    maker.faults.report(reading.faults)
    named = _named(rows, reading, layout)
    reading.faults.stop_if_any()
    _add_organisations(named, reading, layout)
    if file.fetched_on:
        for row in named:
            row["edition_year"] = file.fetched_on[:4]
    identify(named, layout.id, layout.table, reading)
    reading.faults.stop_if_any()
    return {
        layout.table: _frame(layout.table, named),
        WORDS: _frame(WORDS, named),
        _SIZE: _frame(_SIZE, [_size(rows, layout.register, file.fetched_on)]),
    }
