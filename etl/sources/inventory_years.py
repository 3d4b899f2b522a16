"""The year of a date in a register: ten formats of dates in one column, bare years behind serial numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from etl.sources.inventory_layout import Years

#: Day 0 of Excel's calendar.
_EXCEL_EPOCH = date(1899, 12, 30)

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def _parsed(text: str, formats: tuple[str, ...]) -> date | None:
    for form in formats:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def read_year(text: str, rule: Years, note: Callable[[str, str], None]) -> str | None:
    """The year that a cell says.

    Parameters
    ----------
    text : str
        The cell.
    rule : Years
        How the column is read.
    note : callable
        Takes what is wrong and what to do.

    Returns
    -------
    str or None
        The year; None where none is stated, or none for certain.
    """
    text = " ".join(text.split())
    if not text or text in rule.missing or text in rule.unclear:
        return None
    if text in rule.words:
        return rule.words[text]
    day = _parsed(text, rule.formats)
    if day is None:
        if not _parsed(text, tuple(form for form in rule.unclear if "%" in form)):
            todo = f"Known formats: {', '.join(rule.formats)}. Add the format, or the words to missing or unclear."
            note("a date in a format that is not declared", todo)
        return None
    serial = (day - _EXCEL_EPOCH).days
    year = serial if rule.serial_years and _FIRST_YEAR <= serial <= _LAST_YEAR else day.year
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        note("a year that cannot be", "Correct the cell, or declare its words.")
        return None
    return str(year)
