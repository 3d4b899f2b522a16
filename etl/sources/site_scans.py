"""Scans of sites, one row per address asked for; failing elements are counted in groups, as JSON in one cell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from etl.reading.tables import Rows, columns_by_name, read_csv
from etl.sources import Reading, Tables
from etl.sources.audit_rows import Row, as_tables, common_columns, day_of
from etl.sources.layouts import read_layout


@dataclass(frozen=True)
class SiteScans:
    """Layout of the file.

    Attributes
    ----------
    agency_column, site_column, live_column, scan_column, date_column, groups_column : str
        Columns that are read: who owns the address, the site that answered, whether it did, how the accessibility scan
        ended, when, and the failing elements per group.
    live, not_live : str, tuple of str
        What stands in ``live_column``.
    completed, not_completed : str, tuple of str
        What stands in ``scan_column``.
    groups : tuple of str
        Groups that the publisher counts in.
    nothing_status : str
        Status of a completed scan without any value: read as no failing element.
    row : Mapping of str to str
        Columns of the release table that every row shares.
    other_columns : tuple of str
        Columns that are known and not read.
    """

    agency_column: str
    site_column: str
    live_column: str
    scan_column: str
    date_column: str
    groups_column: str
    live: str
    not_live: tuple[str, ...]
    completed: str
    not_completed: tuple[str, ...]
    groups: tuple[str, ...]
    nothing_status: str
    row: Mapping[str, str]
    other_columns: tuple[str, ...] = ()

    @property
    def wanted(self) -> Mapping[str, str]:
        """Columns that are read, and what we call them."""
        return {
            self.agency_column: "agency",
            self.site_column: "site",
            self.live_column: "live",
            self.scan_column: "scan",
            self.date_column: "date",
            self.groups_column: "groups",
        }


@dataclass(frozen=True)
class _Scan:
    agency: str
    site: str
    date: str
    groups: str
    where: str


def parse(reading: Reading) -> Tables:
    """Read the failing elements of every site that answered and whose scan was completed.

    Several addresses can lead to one site. The first agency in the alphabet that has it counts, and in its rows the
    first, whatever order the parts of the file are in.

    Parameters
    ----------
    reading : Reading
        The file or its parts, with :class:`SiteScans` as layout.

    Returns
    -------
    Tables
        ``audit_result``: one row per site.

    Raises
    ------
    UnreadableError
        Lists columns, labels and groups that are new, and cells that do not hold counts per group.
    """
    where = f"{reading.source}, file {reading.file.id}"
    layout = read_layout(SiteScans, reading.file.layout, where)
    shared = common_columns(layout.row, where)
    scans = [scan for path in reading.paths for scan in _scans(reading, layout, read_csv(path, reading.faults))]
    first: dict[str, _Scan] = {}
    for scan in sorted(scans, key=lambda scan: scan.agency.casefold()):
        first.setdefault(scan.site, scan)
    return as_tables(reading, list(_sites(reading, layout, shared, first.values())))


def _scans(reading: Reading, layout: SiteScans, rows: Rows) -> Iterator[_Scan]:
    place = columns_by_name(rows, 1, layout.wanted, reading.faults, ignored=layout.other_columns)
    reading.faults.stop_if_any()
    live, scan = (layout.live, *layout.not_live), (layout.completed, *layout.not_completed)
    for count, cells in rows.numbered(2):
        found = {name: cells[number] for name, number in place.items()}
        _note_label(reading, found["live"], live, rows.where(count, layout.live_column))
        _note_label(reading, found["scan"], scan, rows.where(count, layout.scan_column))
        if found["live"] == layout.live and found["scan"] == layout.completed:
            yield _Scan(found["agency"], found["site"], found["date"], found["groups"], rows.where(count))


def _note_label(reading: Reading, label: str, known: tuple[str, ...], where: str) -> None:
    if label not in known:
        expected = ", ".join(repr(name) for name in known)
        reading.faults.add(where, "the label is new", [label], f"Expected: {expected}.")


def _sites(reading: Reading, layout: SiteScans, shared: Row, scans: Iterable[_Scan]) -> Iterator[Row]:
    for scan in scans:
        day = day_of(scan.date)
        if not day or not scan.site or not scan.agency:
            reading.faults.add(scan.where, "agency, site or date is missing", [scan.agency, scan.site, scan.date])
            continue
        yield {
            **shared,
            "organisation": scan.agency,
            "url_or_host": scan.site,
            "audited_from": day,
            "audited_to": day,
            "value": str(_total(reading, layout, scan)),
            "status": "normal" if scan.groups else layout.nothing_status,
        }


def _total(reading: Reading, layout: SiteScans, scan: _Scan) -> int:
    where = f"{scan.where}, column {layout.groups_column!r}"
    try:
        pairs = json.loads(scan.groups, object_pairs_hook=tuple) if scan.groups else ()
    except (ValueError, RecursionError) as error:
        reading.faults.add(where, f"not readable as JSON: {error}", [scan.groups[:40]])
        return 0
    if not isinstance(pairs, tuple):
        reading.faults.add(where, "not an object of group and count", [scan.groups[:40]])
        return 0
    _note_groups(reading, layout, pairs, where)
    return sum(count for _, count in pairs if _is_count(count))


def _note_groups(reading: Reading, layout: SiteScans, pairs: tuple[tuple[str, Any], ...], where: str) -> None:
    names = [name for name, _ in pairs]
    new = [name for name in names if name not in layout.groups]
    if new:
        reading.faults.add(where, "groups are new", new, f"Expected: {', '.join(layout.groups)}.")
    if len(set(names)) != len(names):
        reading.faults.add(where, "a group stands twice", names)
    wrong = [count for _, count in pairs if not _is_count(count)]
    if wrong:
        reading.faults.add(where, "not a count", wrong)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
