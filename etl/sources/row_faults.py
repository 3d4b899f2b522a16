"""Faults of the cells of one table: one report for each column and problem, however many rows have it."""

from __future__ import annotations

from etl.reading.faults import Faults
from etl.reading.tables import Rows


class RowFaults:
    """What is wrong in the rows of one sheet or CSV file.

    Parameters
    ----------
    rows : Rows
        The table, for the places in the reports.
    """

    def __init__(self, rows: Rows):
        self._rows = rows
        self._found: dict[tuple[str | None, str, str], list[tuple[int, object]]] = {}

    def note(self, number: int, column: str | None, problem: str, value: object, what_to_do: str = "") -> None:
        """Note a fault of one cell."""
        self._found.setdefault((column, problem, what_to_do), []).append((number, value))

    def report(self, faults: Faults) -> None:
        """Hand everything over, in the order in which it was found."""
        for (column, problem, what_to_do), cells in self._found.items():
            more = f" (and in {len(cells) - 1} more rows)" if len(cells) > 1 else ""
            values = {repr(value): value for _, value in cells}.values()
            faults.add(self._rows.where(cells[0][0], column), problem + more, values, what_to_do)
