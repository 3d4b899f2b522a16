"""Small tables of audit results: one row per site, app or level of government, one column per period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.errors import CatalogueError
from etl.reading.tables import Rows, columns_by_name, number, read_csv
from etl.sources import Reading, Tables
from etl.sources.audit_rows import Row, as_tables, common_columns
from etl.sources.layouts import read_layout

#: An address without a scheme; a name of two words or without a dot is none.
_ADDRESS = re.compile(r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:/\S*)?")

_YEAR = re.compile(r"(?:19|20)\d\d")

_NAMES = ("site", "organisation", "year")


@dataclass(frozen=True)
class AuditTable:
    """Layout of the file.

    Attributes
    ----------
    name_column : str
        Column that says what a row is about.
    names : str
        What that is: ``organisation``, ``year``, or ``site``: an address becomes the site, any other name the
        organisation.
    row : Mapping of str to str
        Columns of the release table that every figure shares.
    delimiter : str
        What stands between cells.
    decimal_comma : bool
        Whether numbers are written 66,18.
    percent_sign : bool
        Whether a sign follows every number.
    is_whole : bool
        Whether the figures are whole numbers.
    maximum : float
        Highest possible value; the lowest is 0.
    labels : Mapping of str to str
        Published label of a row to ours, where the names are a closed list.
    """

    name_column: str
    names: str
    row: Mapping[str, str]
    maximum: float
    delimiter: str = ","
    decimal_comma: bool = False
    percent_sign: bool = False
    is_whole: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    """A column of figures.

    Attributes
    ----------
    column : str
        Its header.
    row : Mapping of str to str
        Columns of the release table that its figures share, such as the dates.
    """

    column: str
    row: Mapping[str, str] = field(default_factory=dict)


def parse(reading: Reading) -> Tables:
    """Read a small table.

    Parameters
    ----------
    reading : Reading
        The file, with :class:`AuditTable` as its layout and a :class:`Period` for each of its ``periods``.

    Returns
    -------
    Tables
        ``audit_result``: one row per row and period.

    Raises
    ------
    UnreadableError
        Lists columns and labels that are new, and values that are no number between 0 and the maximum.
    """
    layout, periods = _read_layout(reading.file.layout, f"{reading.source}, file {reading.file.id}")
    parts = [read_csv(path, reading.faults, delimiter=layout.delimiter) for path in reading.paths]
    return as_tables(reading, [row for part in parts for row in _rows(reading, layout, periods, part)])


def _read_layout(entry: Mapping[str, Any], where: str) -> tuple[AuditTable, list[Period]]:
    given = entry.get("periods")
    if not isinstance(given, list) or not given:
        raise CatalogueError(f"{where}: the layout needs at least one [[files.layout.periods]] block")
    layout = read_layout(AuditTable, {key: value for key, value in entry.items() if key != "periods"}, where)
    periods = [read_layout(Period, period, f"{where}, period {n}") for n, period in enumerate(given, start=1)]
    for row in (layout.row, *(period.row for period in periods)):
        common_columns(row, where)
    if layout.names not in _NAMES:
        raise CatalogueError(f"{where}: names must be one of {', '.join(_NAMES)}, not {layout.names!r}")
    return layout, periods


def _rows(reading: Reading, layout: AuditTable, periods: list[Period], rows: Rows) -> Iterator[Row]:
    wanted = {layout.name_column: "name", **{period.column: period.column for period in periods}}
    place = columns_by_name(rows, 1, wanted, reading.faults)
    reading.faults.stop_if_any()
    for count, cells in rows.numbered(2):
        named = _named(reading, layout, cells[place["name"]], rows.where(count, layout.name_column))
        for period in periods:
            value = _value(reading, layout, cells[place[period.column]], rows.where(count, period.column))
            yield {**layout.row, **period.row, **named, "value": value}


def _named(reading: Reading, layout: AuditTable, name: str, where: str) -> Row:
    if not name.strip():
        reading.faults.add(where, "the name is empty")
    if layout.names == "year":
        if not _YEAR.fullmatch(name):
            reading.faults.add(where, "not a year", [name])
        return {"audited_from": name, "audited_to": name}
    if layout.labels and name not in layout.labels:
        reading.faults.add(where, "the label is new", [name], f"Expected: {', '.join(layout.labels)}.")
    is_address = layout.names == "site" and _ADDRESS.fullmatch(name)
    return {"url_or_host": name} if is_address else {"organisation": layout.labels.get(name, name)}


def _value(reading: Reading, layout: AuditTable, cell: str, where: str) -> str | None:
    text = cell.replace(",", ".") if layout.decimal_comma else cell
    if text.endswith("%") != layout.percent_sign:
        reading.faults.add(where, f"{'no' if layout.percent_sign else 'a'} percent sign", [cell])
        return None
    value = number(text.removesuffix("%"), where, reading.faults)
    if value is None or not 0 <= value <= layout.maximum or (layout.is_whole and not value.is_integer()):
        kind = "whole number" if layout.is_whole else "number"
        reading.faults.add(where, f"no {kind} from 0 to {layout.maximum:g}", [cell])
        return None
    return str(int(value)) if layout.is_whole else repr(value)
