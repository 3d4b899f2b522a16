"""Answers of the DataMapper interface of the International Monetary Fund: indicator, country, year, value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from etl.reading.tables import read_json
from etl.sources import Reading, Tables
from etl.sources.country_codes import read_country_codes
from etl.sources.layouts import read_layout

_COLUMNS = ("country_code", "measure_id", "value", "rank_published", "status", "note")


@dataclass(frozen=True)
class DataMapperLayout:
    """What is read of one answer.

    Attributes
    ----------
    indicator, measure : str
        Code of the indicator and the measure it is.
    year : str
        The year that is the edition.
    note : str
        Note of the figures.
    other_years : tuple of str
        Years that are known and not read.
    other_codes : tuple of str
        Codes of groups of countries, which are not read.
    old_codes : Mapping of str to str
        Codes of the publisher's own and the codes they stand for.
    other_keys : tuple of str
        Keys beside the values that are known and not read.
    """

    indicator: str
    measure: str
    year: str
    note: str
    other_years: tuple[str, ...] = ()
    other_codes: tuple[str, ...] = ()
    old_codes: Mapping[str, str] = field(default_factory=dict)
    other_keys: tuple[str, ...] = ("api",)


def _series(document: Any, layout: DataMapperLayout, reading: Reading) -> dict[str, Any]:
    faults, keys = reading.faults, ["values", *layout.other_keys]
    values = document.get("values") if isinstance(document, dict) else None
    series = values.get(layout.indicator) if isinstance(values, dict) else None
    new = [key for key in document if key not in keys] if isinstance(document, dict) else []
    if new:
        faults.add("", "keys are new", new, f"Expected: {', '.join(keys)}.")
    if not isinstance(values, dict) or not isinstance(series, dict) or not series:
        found = list(values) if isinstance(values, dict) else []
        faults.add("key 'values'", f"no values of {layout.indicator}", found, "Ask for the address again later.")
    elif len(values) > 1:
        faults.add("key 'values'", "indicators are new", [name for name in values if name != layout.indicator])
    faults.stop_if_any()
    return dict(series or {})


def _value(years: Any, code: str, layout: DataMapperLayout, reading: Reading) -> float | None:
    place = f"{layout.indicator}, {code}"
    if not isinstance(years, dict):
        reading.faults.add(place, "no table of years", [years])
        return None
    new = [year for year in years if year not in (layout.year, *layout.other_years)]
    if new:
        todo = f"Add an [[editions]] block for them, or name them in 'other_years'; this block reads {layout.year}."
        reading.faults.add(place, "years are new", new, todo)
    value = years.get(layout.year)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        reading.faults.add(f"{place}, {layout.year}", "not a number", [value])
        return None
    return float(value)


def parse(reading: Reading) -> Tables:
    """Read one answer of the DataMapper interface.

    Parameters
    ----------
    reading : Reading
        The file and its block.

    Returns
    -------
    Tables
        ``score``: the figures of one measure in one edition.

    Raises
    ------
    UnreadableError
        Names every code, year and value that is not as declared.
    """
    layout = read_layout(DataMapperLayout, reading.file.layout, f"{reading.source}, file {reading.file.id}")
    series = _series(read_json(reading.paths[0], reading.faults), layout, reading)
    held = read_country_codes(reading.reference)
    found: dict[str, str] = {}
    unknown: list[str] = []
    for published, years in series.items():
        if published in layout.other_codes:
            continue
        code = layout.old_codes.get(published, published)
        value = _value(years, published, layout, reading)
        if code not in held:
            unknown.append(published)
        elif code in found:
            reading.faults.add(f"{layout.indicator}, {published}", "a country for the second time", [code])
        elif value is not None:
            found[code] = str(value)
    if unknown:
        todo = "Name groups of countries in 'other_codes' of the layout, codes of the publisher's own in 'old_codes'."
        reading.faults.add(layout.indicator, "codes of no country", unknown, todo)
    reading.faults.stop_if_any()
    rows = [(code, layout.measure, value, None, "normal", layout.note) for code, value in sorted(found.items())]
    return {"score": pl.DataFrame(rows, schema=dict.fromkeys(_COLUMNS, pl.String), orient="row")}
