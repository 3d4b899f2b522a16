"""Indicators of the World Bank's interface: country, year, value, page by page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from etl.reading.tables import Rows
from etl.sources import Reading, Tables
from etl.sources.country_codes import read_country_codes
from etl.sources.layouts import read_layout
from etl.sources.row_faults import RowFaults
from etl.sources.world_bank_pages import Record, read_records

_COLUMNS = ("country_code", "year", "measure_id", "value", "note")

#: Country, year and measure.
Key = tuple[str, str, str]


@dataclass(frozen=True)
class IndicatorLayout:
    """What is read of the records.

    Attributes
    ----------
    indicators : Mapping of str to str
        Code of the indicator to the measure it is; every one must be there.
    years : tuple of str
        Years of the figures; another one is a fault.
    other_codes : tuple of str
        Codes of groups of countries and of territories that are not held; they are not read.
    old_codes : Mapping of str to str
        Codes of the publisher's own and the codes they stand for.
    note : str
        Note of the figures; ``{indicator}`` stands for the code.
    quotients : Mapping of str to Mapping of str to str
        Measures that we derive: ``of`` and ``by`` name the measures that are divided, ``note`` says so.
    other_fields : tuple of str
        Fields of a record that are known and not read.
    """

    indicators: Mapping[str, str]
    years: tuple[str, ...]
    note: str
    other_codes: tuple[str, ...] = ()
    old_codes: Mapping[str, str] = field(default_factory=dict)
    quotients: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    other_fields: tuple[str, ...] = ()


def _text(record: Record, name: str, inner: str | None = None) -> str:
    value: Any = record.get(name)
    if inner is not None:
        value = value.get(inner) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


@dataclass
class _Records:
    """The records while they are read."""

    layout: IndicatorLayout
    held: frozenset[str]
    values: dict[Key, float | int] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def take(self, number: int, record: Record, faults: RowFaults) -> None:
        """Note the figure of one record."""
        known = {"indicator", "country", "countryiso3code", "date", "value", *self.layout.other_fields}
        for name in record:
            if name not in known:
                faults.note(number, name, "a field is new", name, f"Expected: {', '.join(sorted(known))}.")
        published = _text(record, "countryiso3code")
        # Groups by income have a code of two letters only.
        if not published or published in self.layout.other_codes:
            return
        code, year = self.layout.old_codes.get(published, published), _text(record, "date")
        indicator = _text(record, "indicator", "id")
        measure = self.layout.indicators.get(indicator)
        if code not in self.held:
            todo = "Name it in 'other_codes' of the layout, or review it and add it to data/reference/countries.csv."
            faults.note(number, "countryiso3code", "a code of no country that is held", published, todo)
        if measure is None:
            expected = f"Expected: {', '.join(self.layout.indicators)}."
            faults.note(number, "indicator", "another indicator", indicator, expected)
        if year not in self.layout.years:
            faults.note(number, "date", "another year", year, f"Expected: {', '.join(self.layout.years)}.")
        if record.get("value") is None or measure is None:
            return
        if not _is_number(record["value"]):
            faults.note(number, "value", "not a number", record["value"])
        elif (code, year, measure) in self.values:
            faults.note(number, "countryiso3code", "a country and year for the second time", f"{code} {year}")
        else:
            self.values[code, year, measure] = record["value"]
            self.notes[measure] = self.layout.note.replace("{indicator}", indicator)

    def derive(self) -> None:
        """Add the measures that are quotients of others."""
        for measure, parts in self.layout.quotients.items():
            self.notes[measure] = parts["note"]
            for code, year, of in list(self.values):
                by = self.values.get((code, year, parts["by"]))
                if of == parts["of"] and by:
                    self.values[code, year, measure] = self.values[code, year, of] / by


def parse(reading: Reading) -> Tables:
    """Read the pages of the interface's answer about indicators.

    Parameters
    ----------
    reading : Reading
        The pages and their block.

    Returns
    -------
    Tables
        ``context``.

    Raises
    ------
    UnreadableError
        Names every record that is not as declared.
    """
    layout = read_layout(IndicatorLayout, reading.file.layout, f"{reading.source}, file {reading.file.id}")
    records = _Records(layout, read_country_codes(reading.reference))
    faults: dict[int, RowFaults] = {}
    for page, number, record in read_records(reading):
        records.take(number, record, faults.setdefault(page, RowFaults(Rows(f"page {page}", ()))))
    for of_page in faults.values():
        of_page.report(reading.faults)
    missing = set(layout.indicators.values()) - {measure for _, _, measure in records.values}
    if missing and not reading.faults.violations:
        reading.faults.add("", "indicators are missing", sorted(missing))
    reading.faults.stop_if_any()
    records.derive()
    rows = [(*key, str(value), records.notes[key[2]]) for key, value in sorted(records.values.items())]
    return {"context": pl.DataFrame(rows, schema=dict.fromkeys(_COLUMNS, pl.String), orient="row")}
