"""What a cell of the template of one's own inventory may say, and how to mend one that says something else."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path

from etl.schema import read_schema

#: Reads a cell: what is stored, or what is wrong and what to do.
Reader = Callable[[str], "str | Wrong"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST_NAME = 200


class Wrong:
    """What is wrong with a cell, and what to do."""

    def __init__(self, problem: str, what_to_do: str):
        self.problem, self.what_to_do = problem, what_to_do


def _one_of(allowed: Collection[str]) -> Reader:
    listed = f"Allowed: {', '.join(allowed)}."
    return lambda text: text if text in allowed else Wrong("not among the values allowed", listed)


def _of_form(pattern: str, what_to_do: str) -> Reader:
    form = re.compile(pattern)
    return lambda text: text if form.fullmatch(text) else Wrong("not of the right form", what_to_do)


def _number(low: float, high: float, example: str) -> Reader:
    def read(text: str) -> str | Wrong:
        if "," in text:
            return Wrong("a comma in a number", f"Write a point and no thousands separators: {example}.")
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            return Wrong("not a number", f"Write digits and a point only: {example}.")
        if not low <= float(text) <= high:
            return Wrong(f"not between {low:g} and {high:g}", "Check whether latitude and longitude were swapped.")
        return text

    return read


def _amount(text: str) -> str | Wrong:
    wrong = _number(0, float("inf"), "1500000")(text)
    return (
        wrong if isinstance(wrong, str) or "between" not in wrong.problem else Wrong("below 0", "Correct the amount.")
    )


def _year(text: str) -> str | Wrong:
    wrong = Wrong("not a year or a date", "Write 2024, 2024-05 or 2024-05-17.")
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        return wrong
    try:
        year = date.fromisoformat(f"{text}-01-01"[:10]).year
    except ValueError:
        return wrong
    return str(year) if _FIRST_YEAR <= year <= _LAST_YEAR else Wrong("a year that cannot be", "Correct it.")


def _name(text: str) -> str | Wrong:
    short = " ".join(text.split())
    return short if len(short) <= _LONGEST_NAME else Wrong(f"longer than {_LONGEST_NAME} characters", "Shorten it.")


def _country(codes: Collection[str], names: Mapping[str, str]) -> Reader:
    def read(text: str) -> str | Wrong:
        if text in codes:
            return text
        known = names.get(text)
        return Wrong(
            "not a country code", f"Write {known}." if known else "Write the three letters of ISO 3166-1: PAK."
        )

    return read


def _allowed(column: str) -> tuple[str, ...]:
    return next(item.allowed for item in read_schema().tables["initiative"].columns if item.name == column)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def cell_readers(reference: Path) -> Mapping[str, Reader]:
    """A reader for every column of the template, in its order.

    Parameters
    ----------
    reference : pathlib.Path
        The folder ``data/reference``.

    Returns
    -------
    Mapping of str to Reader
        Columns and what reads their cells.
    """
    countries = {row["country_code"]: row["name"] for row in _rows(reference / "countries.csv")}
    text: Reader = lambda cell: cell  # noqa: E731
    return {
        "id": _of_form(
            r"[A-Za-z0-9][A-Za-z0-9._-]*", "Write letters without accents, digits, points and hyphens: itp-01."
        ),
        "name": _name,
        "kind": _one_of([row["kind"] for row in _rows(reference / "initiative_kinds.csv")]),
        "status": _one_of(_allowed("status")),
        "country_code": _country(countries, {name: code for code, name in countries.items()}),
        "subnational": text,
        "city": text,
        "latitude": _number(-90, 90, "33.6844"),
        "longitude": _number(-180, 180, "73.0479"),
        "level": _one_of(_allowed("level")),
        "lead_organisation": text,
        "sector": text,
        "start_year": _year,
        "end_year": _year,
        "amount": _amount,
        "amount_currency": _of_form("[A-Z]{3}", "Write the three letters of ISO 4217: PKR."),
        "source_url": _of_form(r"https?://[^\s/]+\S*", "Write one address that begins with https://."),
        "title_lang": _of_form("[a-z]{2,3}", "Write the language of the name as ISO 639 does: en."),
    }
