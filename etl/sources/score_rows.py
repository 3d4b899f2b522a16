"""One table of scores, row by row: countries, editions, numbers, and what is wrong with them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.errors import AmbiguousCountryError, UnknownCountryError
from etl.reading.tables import Cell, Rows
from etl.sources import Reading
from etl.sources.row_faults import RowFaults
from etl.sources.score_columns import cell_at
from etl.sources.score_layout import ScoreLayout, Sheet

_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)
_ALIAS = "Review the spelling and add a row to data/reference/country_aliases.csv."

Row = tuple[Cell, ...]
#: Edition (None where the block says it) and country.
Place = tuple[str | None, str]


@dataclass
class SheetReader:
    """One table while it is read.

    Attributes
    ----------
    reading : Reading
        The file.
    layout : ScoreLayout
        Its layout.
    sheet : Sheet
        What the layout says of this table.
    rows : Rows
        The rows.
    columns : dict of str to int
        Place of every column that is read.
    codes : frozenset of str
        Codes of the countries that are held.
    """

    reading: Reading
    layout: ScoreLayout
    sheet: Sheet
    rows: Rows
    columns: dict[str, int]
    codes: frozenset[str]

    def __post_init__(self) -> None:
        self.faults = RowFaults(self.rows)

    def text(self, row: Row, column: str) -> str:
        """Text of a cell, empty where there is none."""
        cell = cell_at(row, self.columns[column])
        return "" if cell is None else str(cell)

    def number(self, number: int, row: Row, column: str) -> tuple[float, str] | None:
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

    def places(self) -> dict[Place, tuple[int, Row]]:
        """Every country and edition with the number of its row and the row."""
        found: dict[Place, tuple[int, Row]] = {}
        for number, row in self._data():
            code, edition = self._country(number, row), self._edition(number, row)
            if code is None:
                continue
            if (edition, code) in found:
                problem = f"a country for the second time (first in row {found[edition, code][0]})"
                self.faults.note(number, self.sheet.country, problem, code)
            found.setdefault((edition, code), (number, row))
        return found

    def _data(self) -> Iterator[tuple[int, Row]]:
        like = self.sheet.other_rows_like
        for number, row in self.rows.numbered(self.sheet.start):
            name = self.text(row, self.sheet.country)
            is_other = name.strip() in self.sheet.other_rows or (like and re.fullmatch(like, name.strip()))
            if is_other or all(cell_at(row, place) is None for place in self.columns.values()):
                continue
            if name:
                yield number, row
            else:
                self.faults.note(number, self.sheet.country, "values without a country", "")

    def _country(self, number: int, row: Row) -> str | None:
        name = self.text(row, self.sheet.country)
        if self.sheet.is_coded:
            return self._coded(number, name)
        try:
            return self.reading.countries.code(name, self.sheet.names)
        except UnknownCountryError:
            self.faults.note(number, self.sheet.country, "an unknown spelling of a country", name, _ALIAS)
        except AmbiguousCountryError:
            todo = "Name the list that applies in 'names' of the layout."
            self.faults.note(number, self.sheet.country, "a spelling that stands for several countries", name, todo)
        return None

    def _coded(self, number: int, name: str) -> str | None:
        code = self.sheet.old_codes.get(name, name)
        if code in self.codes:
            return code
        todo = "Add it to 'old_codes' of the layout, or to 'other_rows' where it is no country."
        self.faults.note(number, self.sheet.country, "a code of no country", name, todo)
        return None

    def _edition(self, number: int, row: Row) -> str | None:
        if self.sheet.edition is None:
            return None
        written = self.text(row, self.sheet.edition).strip().removesuffix(".0")
        expected = self.layout.editions or (self.reading.file.edition or "",)
        if written not in expected:
            todo = f"Expected: {', '.join(expected)}."
            self.faults.note(number, self.sheet.edition, "another edition", written, todo)
        return written
