"""What is wrong with an official file: gathered while it is read, reported all at once."""

from __future__ import annotations

from collections.abc import Iterable

from etl.errors import UnreadableError, Violation
from etl.frames import FIRST_VALUES


class Faults:
    """The faults found so far in one official file.

    Parameters
    ----------
    source : str
        Id of the source.
    edition : str or None
        Edition of the file, if it holds one.
    file_name : str
        Name of the file, for the reports.
    """

    def __init__(self, source: str, edition: str | None, file_name: str):
        self.source, self.edition, self.file_name = source, edition, file_name
        self.violations: list[Violation] = []

    def add(self, place: str, problem: str, values: Iterable[object] = (), what_to_do: str = "") -> None:
        """Note a fault.

        Parameters
        ----------
        place : str
            Sheet, row and column, as far as they are known: ``"sheet 'Data', row 12, column 'Total'"``.
        problem : str
            What is wrong.
        values : iterable
            The offending values; the first five are reported.
        what_to_do : str
            How to mend it.
        """
        where = f"{self.file_name}, {place}" if place else self.file_name
        first = tuple(repr(value) for _, value in zip(range(FIRST_VALUES), values, strict=False))
        self.violations.append(Violation(self.source, self.edition, where, problem, first, what_to_do))

    def stop_if_any(self) -> None:
        """Raise everything that was noted.

        Raises
        ------
        UnreadableError
            When at least one fault was noted.
        """
        if self.violations:
            raise UnreadableError(self.violations)
