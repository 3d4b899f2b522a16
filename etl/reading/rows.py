"""Rows of one sheet or CSV file, and where their cells stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from etl.reading.damage import damage
from etl.reading.faults import Faults
from etl.reading.sheet_facts import column_letters

Cell = Any
_HEADER_ROWS = 12


def label(cell: Cell) -> str:
    """Text of a header, with single spaces and no line breaks."""
    return "" if cell is None else " ".join(str(cell).split())


@dataclass(frozen=True)
class Rows:
    """Rows of one sheet or CSV file.

    Attributes
    ----------
    place : str
        ``"sheet 'Data'"`` for a sheet, empty for a CSV file.
    cells : tuple of tuple
        All rows as they stand, the header rows too. Cells of a CSV file are text, empty ones ``""``; cells of a sheet
        are text, numbers, dates or None.
    """

    place: str
    cells: tuple[tuple[Cell, ...], ...]

    def where(self, number: int, column: str | None = None) -> str:
        """Place of a cell; ``number`` counts rows from 1 as a spreadsheet does."""
        parts = [self.place, f"row {number}", f"column {column!r}{self._letters(column)}" if column else ""]
        return ", ".join(part for part in parts if part)

    def _letters(self, column: str) -> str:
        """Letters of a column of a sheet, where one header row names it once."""
        if not self.place:
            return ""
        for row in self.cells[:_HEADER_ROWS]:
            found = [place for place, cell in enumerate(row, start=1) if label(cell) == label(column)]
            if len(found) == 1:
                return f" ({column_letters(found[0])})"
        return ""

    def numbered(self, first: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Rows from the number ``first`` on, with their numbers."""
        yield from enumerate(self.cells[first - 1 :], start=first)

    def report_damage(self, faults: Faults, columns: Collection[int] | None = None) -> None:
        """Note every kind of damaged text, with its first place and how often it is met.

        ``columns`` are the places, from 0, of the columns to look at; by default all.
        """
        found: dict[str, list[tuple[str, str]]] = {}
        for number, row in self.numbered(1):
            for place, cell in enumerate(row, start=1):
                reason = damage(cell) if isinstance(cell, str) else None
                if reason and (columns is None or place - 1 in columns):
                    found.setdefault(reason, []).append(
                        (self.where(number) + f", column {column_letters(place)}", cell)
                    )
        for reason, cells in found.items():
            more = f" (and in {len(cells) - 1} more cells)" if len(cells) > 1 else ""
            todo = "Fetch it again; if the publisher's file is so, declare its right encoding."
            faults.add(cells[0][0], reason + more, dict.fromkeys(text[:60] for _, text in cells), todo)
