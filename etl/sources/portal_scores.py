"""Scores of one home page per country in one month, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.errors import AmbiguousCountryError, UnknownCountryError
from etl.reading.tables import read_json
from etl.sources import Reading, Tables
from etl.sources.audit_rows import Row, as_tables, common_columns, day_of, host_of
from etl.sources.layouts import read_layout


@dataclass(frozen=True)
class PortalScores:
    """Layout of the file.

    Attributes
    ----------
    month_field, month : str
        Field of the file with the month, and the month that must stand there.
    list_field : str
        Field with the list of pages.
    country_field, address_field, time_field : str
        Fields of a page: country by name, address, and when it was scored.
    scores_field, score_field : str
        Object of a page with its scores, and the score that is read: a whole number.
    maximum : int
        Highest score. A score of 0 is a run that failed: the page is left out.
    page_count : int
        Pages in the file.
    row : Mapping of str to str
        Columns of the release table that every row shares.
    other_fields, other_page_fields, other_score_fields : tuple of str
        Fields of the file, of a page and of its scores that are known and not read.
    """

    month_field: str
    month: str
    list_field: str
    country_field: str
    address_field: str
    time_field: str
    scores_field: str
    score_field: str
    maximum: int
    page_count: int
    row: Mapping[str, str]
    other_fields: tuple[str, ...] = ()
    other_page_fields: tuple[str, ...] = ()
    other_score_fields: tuple[str, ...] = ()


def parse(reading: Reading) -> Tables:
    """Read the scores of a month.

    Parameters
    ----------
    reading : Reading
        The file, with :class:`PortalScores` as its layout.

    Returns
    -------
    Tables
        ``audit_result``: one row per page whose run did not fail.

    Raises
    ------
    UnreadableError
        Lists fields and countries that are new, scores that cannot be, and another month or number of pages.
    """
    where = f"{reading.source}, file {reading.file.id}"
    layout = read_layout(PortalScores, reading.file.layout, where)
    shared = common_columns(layout.row, where)
    pages = [page for path in reading.paths for page in _pages(reading, layout, path)]
    if len(pages) != layout.page_count:
        problem = f"{len(pages)} pages, {layout.page_count} stated in the file's block"
        reading.faults.add("", problem, (), "Review what has changed.")
    rows = [
        {**shared, **row} for number, page in enumerate(pages, start=1) for row in _row(reading, layout, page, number)
    ]
    return as_tables(reading, rows)


def _pages(reading: Reading, layout: PortalScores, path: Path) -> list[Any]:
    content = read_json(path, reading.faults)
    _note_fields(reading, content, (layout.month_field, layout.list_field), layout.other_fields, "the file")
    reading.faults.stop_if_any()
    if content[layout.month_field] != layout.month:
        reading.faults.add(f"field {layout.month_field!r}", f"not {layout.month}", [content[layout.month_field]])
    if not isinstance(content[layout.list_field], list):
        reading.faults.add(f"field {layout.list_field!r}", "not a list")
    reading.faults.stop_if_any()
    return list(content[layout.list_field])


def _note_fields(reading: Reading, item: Any, wanted: tuple[str, ...], others: tuple[str, ...], where: str) -> bool:
    if not isinstance(item, dict):
        reading.faults.add(where, "not an object", [item])
        return False
    missing = [name for name in wanted if name not in item]
    unknown = [name for name in item if name not in (*wanted, *others)]
    if missing:
        reading.faults.add(where, "fields are missing", missing, f"Found: {', '.join(item)}.")
    if unknown:
        reading.faults.add(where, "fields are new", unknown, f"Expected: {', '.join((*wanted, *others))}.")
    return not missing


def _row(reading: Reading, layout: PortalScores, page: Any, number: int) -> Iterator[Row]:
    where = f"page {number}"
    wanted = (layout.country_field, layout.address_field, layout.time_field, layout.scores_field)
    if not _note_fields(reading, page, wanted, layout.other_page_fields, where):
        return
    scores = page[layout.scores_field]
    if not _note_fields(reading, scores, (layout.score_field,), layout.other_score_fields, where):
        return
    yield from _figure(reading, layout, page, scores[layout.score_field], where)


def _figure(reading: Reading, layout: PortalScores, page: Mapping[str, Any], score: Any, where: str) -> Iterator[Row]:
    day, country = day_of(page[layout.time_field]), _country(reading, page[layout.country_field], where)
    address = _address(reading, page[layout.address_field], where)
    if not isinstance(score, int) or isinstance(score, bool) or not 0 <= score <= layout.maximum:
        reading.faults.add(where, f"not a whole score from 0 to {layout.maximum}", [score])
    elif not day or not day.startswith(f"{layout.month}-"):
        reading.faults.add(where, f"not a day in {layout.month}", [page[layout.time_field]])
    elif score:
        dates = {"audited_from": day, "audited_to": day}
        yield {"country_code": country, "url_or_host": address, **dates, "value": str(score)}


def _country(reading: Reading, name: Any, where: str) -> str | None:
    try:
        return reading.countries.code(str(name))
    except (AmbiguousCountryError, UnknownCountryError) as error:
        reading.faults.add(where, str(error), [name])
    return None


def _address(reading: Reading, url: Any, where: str) -> str:
    if host_of(url) is None:
        reading.faults.add(where, "not a web address", [url])
    return str(url).partition("://")[2].rstrip("/")
