"""Classifications of countries: codes, regions and groups of one publisher, as CSV or as the World Bank's pages.

What they say is only compared with the reviewed tables of data/reference, see :mod:`etl.rules.classification_check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from etl.reading.tables import read_csv
from etl.sources import Reading, Tables
from etl.sources.layouts import read_layout
from etl.sources.world_bank_pages import read_records

_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class ClassificationLayout:
    """What is read of each country.

    Attributes
    ----------
    code : str
        Column with the ISO 3166-1 alpha-3 code. ``"region.value"`` names a field inside a field of a JSON record.
    columns : Mapping of str to str
        Column of ``country`` to the column of the file.
    points : Mapping of str to str
        Column of ``map_point`` to the column of the file.
    schemes : Mapping of str to str
        Region scheme to the column with the region's name.
    digits : Mapping of str to int
        Columns of ``country`` that are numbers of so many digits, with leading zeros.
    no_group : tuple of str
        Names that mean no group.
    other_rows : Mapping of str to str
        Rows that are no countries: column to what stands in it.
    """

    code: str
    columns: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, str] = field(default_factory=dict)
    schemes: Mapping[str, str] = field(default_factory=dict)
    digits: Mapping[str, float] = field(default_factory=dict)
    no_group: tuple[str, ...] = ()
    other_rows: Mapping[str, str] = field(default_factory=dict)

    @property
    def read(self) -> tuple[str, ...]:
        """Every column that is read."""
        named = (*self.columns.values(), *self.points.values(), *self.schemes.values(), *self.other_rows)
        return tuple(dict.fromkeys([self.code, *named]))


def _csv_rows(reading: Reading, wanted: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    rows = read_csv(reading.paths[0], reading.faults)
    header = rows.cells[0] if rows.cells else ()
    missing = [name for name in wanted if name not in header]
    if missing:
        reading.faults.add("row 1", "columns are missing", missing)
    reading.faults.stop_if_any()
    places = {name: header.index(name) for name in wanted}
    for number, row in rows.numbered(2):
        yield rows.where(number), {name: str(row[place]).strip() for name, place in places.items()}


def _inside(record: Mapping[str, Any], name: str) -> Any:
    value: Any = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _json_rows(reading: Reading, wanted: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    for page, number, record in read_records(reading):
        place = f"page {page}, record {number}"
        found = {name: _inside(record, name) for name in wanted}
        wrong = [name for name, value in found.items() if not isinstance(value, str)]
        if wrong:
            reading.faults.add(place, "fields are missing or no text", wrong)
        yield place, {name: str(value or "").strip() for name, value in found.items()}


def region_code(label: str) -> str:
    """Code of a region, made of its name."""
    return re.sub(r"[^a-z0-9]+", "-", label.lower().replace("&", "and")).strip("-")


def _rows(reading: Reading, layout: ClassificationLayout) -> dict[str, dict[str, str]]:
    read = _csv_rows if reading.file.format == "csv" else _json_rows
    found: dict[str, dict[str, str]] = {}
    for place, row in read(reading, layout.read):
        code = row[layout.code]
        if any(row[column] == value for column, value in layout.other_rows.items()):
            continue
        if not _CODE.fullmatch(code):
            reading.faults.add(place, "not a country code of three letters", [code])
        elif code in found:
            reading.faults.add(place, "a country for the second time", [code])
        found[code] = row
    reading.faults.stop_if_any()
    return found


def _members(layout: ClassificationLayout, rows: Mapping[str, Mapping[str, str]]) -> pl.DataFrame:
    members = [
        (scheme, region_code(row[column]), row[column], code)
        for scheme, column in layout.schemes.items()
        for code, row in rows.items()
        if row[column] and row[column] not in layout.no_group
    ]
    names = ("scheme", "region", "region_label", "country_code")
    return pl.DataFrame(members, schema=dict.fromkeys(names, pl.String), orient="row")


def _columns(rows: Mapping[str, Mapping[str, str]], columns: Mapping[str, str], digits: Mapping[str, float]) -> Any:
    def text(name: str, value: str) -> str | None:
        return (value.zfill(int(digits[name])) if name in digits else value) if value else None

    listed = [(code, *(text(ours, row[theirs]) for ours, theirs in columns.items())) for code, row in rows.items()]
    return pl.DataFrame(listed, schema=dict.fromkeys(("country_code", *columns), pl.String), orient="row")


def parse(reading: Reading) -> Tables:
    """Read a classification of countries.

    Parameters
    ----------
    reading : Reading
        The file and its block.

    Returns
    -------
    Tables
        ``country``, ``map_point`` and ``region_member``, with the columns that the file knows of.

    Raises
    ------
    UnreadableError
        Names every row that is not as declared.
    """
    layout = read_layout(ClassificationLayout, reading.file.layout, f"{reading.source}, file {reading.file.id}")
    rows = _rows(reading, layout)
    tables = {
        "country": _columns(rows, layout.columns, layout.digits),
        "map_point": _columns(rows, layout.points, {}),
        "region_member": _members(layout, rows),
    }
    wanted = {"country": layout.columns, "map_point": layout.points, "region_member": layout.schemes}
    return {name: frame for name, frame in tables.items() if wanted[name]}
