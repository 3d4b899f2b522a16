"""Scores of single pages, one CSV file per country: the score of a host is the mean of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add

from etl.errors import AmbiguousCountryError, UnknownCountryError
from etl.reading.tables import Rows, columns_by_name, number, read_csv
from etl.sources import Reading, Tables
from etl.sources.audit_rows import Row, as_tables, common_columns, host_of
from etl.sources.layouts import read_layout


@dataclass(frozen=True)
class PageScores:
    """Layout of the file.

    Attributes
    ----------
    country : str
        ISO 3166-1 alpha-3 code of the one country of the file.
    country_column, host_column, page_column, score_column : str
        Columns that are read. An empty score is a page that was not scored.
    maximum : float
        Highest score of a page; the lowest is 0.
    points : float
        What that is for a host.
    decimals : int
        Decimal places of the score of a host.
    failed_status : str
        Status of a host whose score is 0: Lighthouse gives it where the run failed.
    row : Mapping of str to str
        Columns of the release table that every row shares.
    other_columns : tuple of str
        Columns that are known and not read.
    """

    country: str
    country_column: str
    host_column: str
    page_column: str
    score_column: str
    maximum: float
    points: float
    decimals: int
    failed_status: str
    row: Mapping[str, str]
    other_columns: tuple[str, ...] = field(default=())

    @property
    def wanted(self) -> Mapping[str, str]:
        """Columns that are read, and what we call them."""
        return {
            self.country_column: "country",
            self.host_column: "host",
            self.page_column: "page",
            self.score_column: "score",
        }


@dataclass(frozen=True)
class _Page:
    host: str
    address: str
    score: float | None
    where: str


def parse(reading: Reading) -> Tables:
    """Read the scores of the hosts of one country.

    Parameters
    ----------
    reading : Reading
        The file, with :class:`PageScores` as its layout.

    Returns
    -------
    Tables
        ``audit_result``: one row per host with at least one page that was scored.

    Raises
    ------
    UnreadableError
        Lists columns and countries that are new, scores that cannot be, and pages that stand twice.
    """
    where = f"{reading.source}, file {reading.file.id}"
    layout = read_layout(PageScores, reading.file.layout, where)
    shared = common_columns(layout.row, where)
    pages = [page for path in reading.paths for page in _pages(reading, layout, read_csv(path, reading.faults))]
    _note_twins(reading, pages)
    reading.faults.stop_if_any()
    return as_tables(reading, _hosts(layout, shared, pages))


def _pages(reading: Reading, layout: PageScores, rows: Rows) -> Iterator[_Page]:
    options = {"ignored": layout.other_columns}
    place = columns_by_name(rows, 1, layout.wanted, reading.faults, **options)
    reading.faults.stop_if_any()
    for count, cells in rows.numbered(2):
        _note_country(reading, layout, cells[place["country"]], rows.where(count, layout.country_column))
        yield _Page(
            cells[place["host"]],
            cells[place["page"]],
            _score(reading, layout, cells[place["score"]], rows.where(count, layout.score_column)),
            rows.where(count),
        )


def _note_country(reading: Reading, layout: PageScores, name: str, where: str) -> None:
    try:
        code = reading.countries.code(name)
    except (AmbiguousCountryError, UnknownCountryError) as error:
        reading.faults.add(where, str(error), [name], "See whether the file is the one of this country.")
        return
    if code != layout.country:
        reading.faults.add(where, f"another country than {layout.country}", [name], "Correct the file's block.")


def _score(reading: Reading, layout: PageScores, cell: str, where: str) -> float | None:
    score = number(cell, where, reading.faults)
    if score is not None and not 0 <= score <= layout.maximum:
        reading.faults.add(where, f"outside 0 to {layout.maximum:g}", [cell], "Correct maximum if the unit changed.")
    return score


def _note_twins(reading: Reading, pages: list[_Page]) -> None:
    seen: dict[str, str] = {}
    spelt: dict[str, str] = {}
    for page in pages:
        if page.address in seen:
            reading.faults.add(page.where, f"the page stands twice, first in {seen[page.address]}", [page.address])
        seen.setdefault(page.address, page.where)
        if host_of(page.address) != page.host.lower():
            reading.faults.add(page.where, "the page is of another host", [page.host, page.address])
        if spelt.setdefault(page.host.lower(), page.host) != page.host:
            reading.faults.add(page.where, "the host is spelt in two ways", [spelt[page.host.lower()], page.host])


def _hosts(layout: PageScores, shared: Row, pages: list[_Page]) -> Iterator[Row]:
    scores: dict[str, list[float]] = {}
    for page in pages:
        if page.score is not None:
            scores.setdefault(page.host, []).append(page.score)
    for host, of_host in sorted(scores.items()):
        value = _mean(of_host) / layout.maximum * layout.points
        yield {
            **shared,
            "country_code": layout.country,
            "url_or_host": host,
            "value": repr(round(value, layout.decimals)),
            "sample_count": str(len(of_host)),
            "status": layout.failed_status if value == 0 else "normal",
        }


def _mean(values: list[float]) -> float:
    # sum() adds floats in another way from Python 3.12 on, and a mean of 82.75 would be rounded up instead of down.
    return reduce(add, values, 0.0) / len(values)
