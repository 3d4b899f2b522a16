"""Workbooks and CSV files of scores: countries down, measures across, laid out as source.toml declares."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import polars as pl

from etl.errors import AmbiguousCountryError, UnknownCountryError
from etl.reading.tables import Cell, Rows, read_csv, read_sheets
from etl.sources import Reading, Tables
from etl.sources.country_codes import read_country_codes
from etl.sources.row_faults import RowFaults
from etl.sources.score_columns import cell_at, locate
from etl.sources.score_layout import ScoreLayout, Sheet, read_score_layout
from etl.sources.score_rules import Score, applied

_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")
_COLUMNS = ("country_code", "measure_id", "value", "rank_published", "status", "note")
_ALIAS = "Review the spelling and add a row to data/reference/country_aliases.csv."

#: Edition (None where the block says it) and country.
Place = tuple[str | None, str]


@dataclass
class _Found:
    """What the sheets read so far hold."""

    scores: dict[Place, dict[str, Score]] = field(default_factory=dict)
    also: dict[str, list[dict[str, str | None]]] = field(default_factory=dict)


@dataclass
class _Sheet:
    """One sheet while it is read."""

    reading: Reading
    layout: ScoreLayout
    sheet: Sheet
    rows: Rows
    columns: dict[str, int]
    codes: frozenset[str]

    def __post_init__(self) -> None:
        self.faults = RowFaults(self.rows)

    def text(self, row: tuple[Cell, ...], column: str) -> str:
        """Text of a cell, empty where there is none."""
        cell = cell_at(row, self.columns[column])
        return "" if cell is None else str(cell)

    def number(self, number: int, row: tuple[Cell, ...], column: str) -> tuple[float, str] | None:
        """A cell as a number and as it was written; None for a missing value, a fault for anything else."""
        cell = cell_at(row, self.columns[column])
        written = "" if cell is None else str(cell).strip()
        if written in self.layout.missing:
            return None
        if cell is None:
            self.faults.note(number, column, "an empty cell where a value is expected", "")
        elif isinstance(cell, str) and self.sheet.name is not None:
            todo = "Correct the cell, or name the label in 'missing' of the layout."
            self.faults.note(number, column, "text instead of a number", cell, todo)
        elif isinstance(cell, bool) or not _NUMBER.fullmatch(written) or not math.isfinite(float(written)):
            self.faults.note(number, column, "not a number", cell)
        else:
            return float(written), written
        return None

    def country(self, number: int, row: tuple[Cell, ...]) -> str | None:
        """Code of the country of a row."""
        name = self.text(row, self.sheet.country)
        if self.sheet.is_coded:
            code = self.sheet.old_codes.get(name, name)
            if code in self.codes:
                return code
            todo = "Add it to 'old_codes' of the layout, or to 'other_rows' where it is no country."
            self.faults.note(number, self.sheet.country, "a code of no country", name, todo)
            return None
        try:
            return self.reading.countries.code(name, self.sheet.names)
        except UnknownCountryError:
            self.faults.note(number, self.sheet.country, "an unknown spelling of a country", name, _ALIAS)
        except AmbiguousCountryError:
            todo = "Name the list that applies in 'names' of the layout."
            self.faults.note(number, self.sheet.country, "a spelling that stands for several countries", name, todo)
        return None

    def edition(self, number: int, row: tuple[Cell, ...]) -> str | None:
        """Edition that a row names; None where no column does."""
        if self.sheet.edition is None:
            return None
        written = self.text(row, self.sheet.edition).removesuffix(".0")
        expected = self.layout.editions or (self.reading.file.edition or "",)
        if written not in expected:
            todo = f"Expected: {', '.join(expected)}."
            self.faults.note(number, self.sheet.edition, "another edition", written, todo)
        return written

    def data(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Rows of countries with their numbers."""
        pattern = re.compile(self.sheet.other_rows_like) if self.sheet.other_rows_like else None
        for number, row in self.rows.numbered(self.sheet.start):
            written = self.text(row, self.sheet.country)
            if all(cell_at(row, place) is None for place in self.columns.values()):
                continue
            if written.strip() in self.sheet.other_rows or (pattern and pattern.fullmatch(written.strip())):
                continue
            if not written:
                self.faults.note(number, self.sheet.country, "values without a country", "")
                continue
            yield number, row


def _note(sheet: Sheet, measure: str, labels: dict[str, str]) -> str | None:
    if measure not in sheet.notes:
        return sheet.note
    text = sheet.notes[measure]
    for name, value in labels.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _read_scores(page: _Sheet, places: dict[Place, tuple[int, tuple[Cell, ...]]], found: _Found) -> None:
    sheet = page.sheet
    for place, (number, row) in places.items():
        scores = found.scores.setdefault(place, {})
        labels = {name: page.text(row, column).strip() for name, column in sheet.labels.items()}
        for measure, column in sheet.measures.items():
            value = page.number(number, row, column)
            if value is None:
                continue
            if measure in scores:
                page.faults.note(number, column, f"a second value of {measure} for one country", place[1])
            scores[measure] = Score(*value, sheet.status, _note(sheet, measure, labels))
        for table, columns in sheet.also.items():
            filled = {ours: labels[name] or None for ours, name in columns.items()}
            edition = place[0] or page.reading.file.edition
            found.also.setdefault(table, []).append({"edition": edition, "country_code": place[1], **filled})


def _read_ranks(page: _Sheet, places: dict[Place, tuple[int, tuple[Cell, ...]]], found: _Found) -> None:
    sheet = page.sheet
    if sheet.rank is None:
        return
    for place, (number, row) in places.items():
        score = found.scores.get(place, {}).get(sheet.ranked)
        if score is None:
            page.faults.note(number, sheet.rank, f"a rank for a country without {sheet.ranked}", place[1])
            continue
        if page.layout.rules.no_total_note is not None and score.value == 0:
            continue
        rank = page.number(number, row, sheet.rank)
        if rank is None or rank[0] < 1 or rank[0] != int(rank[0]):
            page.faults.note(number, sheet.rank, "not a rank", page.text(row, sheet.rank))
            continue
        if score.rank and int(score.rank) != int(rank[0]):
            page.faults.note(number, sheet.rank, "not the rank of the other sheet", f"{place[1]}: {rank[1]}")
        found.scores[place][sheet.ranked] = replace(score, rank=str(int(rank[0])))
    for place, scores in found.scores.items():
        if sheet.ranked in scores and place not in places:
            page.faults.note(sheet.start, sheet.country, f"no rank for a country with {sheet.ranked}", place[1])


def _compare(page: _Sheet, places: dict[Place, tuple[int, tuple[Cell, ...]]], found: _Found) -> None:
    for measure, column in page.sheet.compared.items():
        for place, (number, row) in places.items():
            again, score = page.number(number, row, column), found.scores.get(place, {}).get(measure)
            if again and score and abs(again[0] - score.value) > page.sheet.compared_within:
                shown = f"{place[1]}: {again[1]}, elsewhere {score.text}"
                page.faults.note(number, column, f"not the {measure} of the other sheet", shown)


def _places(page: _Sheet) -> dict[Place, tuple[int, tuple[Cell, ...]]]:
    places: dict[Place, tuple[int, tuple[Cell, ...]]] = {}
    for number, row in page.data():
        code, edition = page.country(number, row), page.edition(number, row)
        if code is None:
            continue
        if (edition, code) in places:
            first = places[edition, code][0]
            page.faults.note(number, page.sheet.country, f"a country for the second time (first in row {first})", code)
        places.setdefault((edition, code), (number, row))
    return places


def _pages(reading: Reading, layout: ScoreLayout) -> list[tuple[Sheet, Rows]]:
    path = reading.paths[0]
    if layout.sheets[0].name is None:
        return [(layout.sheets[0], read_csv(path, reading.faults, encoding=layout.encoding))]
    names = list(dict.fromkeys(sheet.name for sheet in layout.sheets if sheet.name))
    found = read_sheets(path, [*names, *layout.other_sheets], reading.faults)
    return [(sheet, found[sheet.name]) for sheet in layout.sheets if sheet.name in found]


def _frame(layout: ScoreLayout, found: _Found) -> pl.DataFrame:
    rows = []
    for (edition, code), scores in found.scores.items():
        for measure, score in applied(scores, layout.rules).items():
            rows.append((edition, code, measure, score.text, score.rank, score.status, score.note))
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("edition", *_COLUMNS), pl.String), orient="row")
    frame = frame.sort("edition", "country_code", "measure_id")
    return frame if layout.editions else frame.drop("edition")


def parse(reading: Reading) -> Tables:
    """Read a workbook or CSV file of scores.

    Parameters
    ----------
    reading : Reading
        The file and its block.

    Returns
    -------
    Tables
        ``score``, and the tables that ``also`` names.

    Raises
    ------
    UnreadableError
        Names everything in the file that is not as declared.
    """
    layout = read_score_layout(reading.file.layout, f"{reading.source}, file {reading.file.id}")
    faults = reading.faults
    found, codes = _Found(), read_country_codes(reading.reference)
    read: list[tuple[_Sheet, dict[Place, tuple[int, tuple[Cell, ...]]]]] = []
    for sheet, rows in _pages(reading, layout):
        columns = locate(rows, sheet, faults)
        if set(sheet.read) <= set(columns):
            page = _Sheet(reading, layout, sheet, rows, columns, codes)
            read.append((page, _places(page)))
    for step in (_read_scores, _read_ranks, _compare):
        for page, places in read:
            step(page, places, found)
    for page, _ in read:
        page.faults.report(faults)
    missing = sorted(set(layout.editions) - {place[0] or "" for place in found.scores})
    if missing and not faults.violations:
        faults.add("", "editions are missing", missing, f"Expected: {', '.join(layout.editions)}.")
    if not found.scores and not faults.violations:
        faults.add("", "no country was found")
    faults.stop_if_any()
    also = {
        table: pl.DataFrame(rows).cast(pl.String).sort("edition", "country_code") for table, rows in found.also.items()
    }
    return {"score": _frame(layout, found), **also}
