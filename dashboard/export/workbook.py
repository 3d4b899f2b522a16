"""The workbook of a figure: its rows as a sheet, and a sheet of notes."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.export.account import Account, account
from dashboard.export.fields import Field
from dashboard.export.handout import Offer
from dashboard.export.text import general_facts, source_facts

# What Excel takes in a cell, and how wide a column may be in characters.
_LONGEST_TEXT = 32_767
_WIDEST, _NARROWEST = 60, 8
_CUT = "\u2026 (cut: a cell of a workbook holds no more)"
# Text stays text: nothing that a source wrote becomes a formula, a number or a link.
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
    "nan_inf_to_errors": True,
}  # fmt: skip


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - len(_CUT)] + _CUT


def _number_format(field: Field) -> str | None:
    """How a column is shown: with the digits of the page; codes of years and counts without separators."""
    if field.type == "number" and field.decimals is not None:
        return "0." + "0" * field.decimals if field.decimals else "0"
    return {"integer": "0", "date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm"}.get(field.type)


def _width(field: Field, values: pl.Series) -> int:
    longest = values.cast(pl.String).str.len_chars().max() if len(values) else 0
    shown = 12 if field.type == "number" else int(str(longest or 0))
    return max(_NARROWEST, min(_WIDEST, max(shown, len(field.name)) + 2))


def _write(sheet: Worksheet, row: int, column: int, value: Any, shape: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, shape)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, shape)
    elif isinstance(value, str):
        sheet.write_string(row, column, _fitting(value), shape)
    else:
        sheet.write_datetime(row, column, value, shape)


def _add_rows(book: xlsxwriter.Workbook, told: Account) -> None:
    sheet = book.add_worksheet("Data")
    heading = book.add_format({"bold": True, "bottom": 1})
    for at, field in enumerate(told.fields):
        shape = book.add_format({"num_format": found}) if (found := _number_format(field)) else None
        values = told.frame[field.name]
        sheet.set_column(at, at, _width(field, values), shape)
        sheet.write_string(0, at, field.name, heading)
        for row, value in enumerate(values.to_list(), start=1):
            _write(sheet, row, at, value, shape)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, told.frame.height, len(told.fields) - 1)


def _notes(told: Account) -> Iterator[tuple[str, str]]:
    """What stands on the sheet of notes: what, and its value; a heading has no value."""
    yield from general_facts(told)
    yield "Filters", ""
    yield from ((f"{each.label} ({each.parameter})", each.value) for each in told.filters)
    yield "Cautions", ""
    yield from (("", text) for text in told.cautions)
    yield "Sources and licences", ""
    for found in told.sources:
        yield from source_facts(found)
    yield "Columns", ""
    yield from ((field.name, field.meaning) for field in told.fields)
    yield "BibTeX", ""
    yield from (("", line) for line in told.citation.bibtex.strip().splitlines())


def _add_notes(book: xlsxwriter.Workbook, told: Account) -> None:
    sheet = book.add_worksheet("Notes")
    heading = book.add_format({"bold": True, "top": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 30, text)
    sheet.set_column(1, 1, 110, text)
    for row, (what, value) in enumerate(_notes(told)):
        is_heading = bool(what) and not value
        sheet.write_string(row, 0, what, heading if is_heading else text)
        sheet.write_string(row, 1, _fitting(value), heading if is_heading else text)


def xlsx_bytes(offer: Offer) -> bytes:
    """The workbook of a figure: sheet Data with its rows, sheet Notes with all that is said of them."""
    told = account(offer)
    held = io.BytesIO()
    day = told.release_id[:8]
    with xlsxwriter.Workbook(held, _OPTIONS) as book:
        book.set_properties(
            {"title": told.title, "subject": told.subtitle, "created": datetime.strptime(day, "%Y%m%d")}
        )
        _add_rows(book, told)
        _add_notes(book, told)
    return held.getvalue()
