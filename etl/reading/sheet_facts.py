"""A sheet's XML read as a stream: how far it reaches, and what a reader of values does not see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_MAX_DISORDER = 5


class HarmfulXmlError(ValueError):
    """XML that is not well formed, declares entities, or holds too much."""


def column_number(letters: str) -> int:
    """Place of a column from 1: ``"A"`` is 1, ``"AA"`` 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Letters of a column, from 1."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def range_corners(name: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column of ``"B2"`` or ``"B2:D9"``; zeros for what is no range."""
    found = [_REFERENCE.fullmatch(part) for part in name.split(":")]
    if not found or not all(found) or len(found) > 2:
        return 0, 0, 0, 0
    corners = [(int(match[2]), column_number(match[1])) for match in found if match]
    return *corners[0], *corners[-1]


@dataclass
class SheetFacts:
    """What was seen of a sheet.

    Attributes
    ----------
    cell_count, last_row, last_column : int
        How many cells it has, and how far they reach.
    last_cell : str
        The cell that lies farthest to the right or below.
    without_value : list of str
        Cells with a formula of which no result is stored.
    merged : list of str
        Ranges of merged cells.
    disorder : list of tuple
        Rows and cells that stand in the wrong order or twice, with their places.
    """

    cell_count: int = 0
    last_row: int = 0
    last_column: int = 0
    last_cell: str = ""
    without_value: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    disorder: list[tuple[str, str]] = field(default_factory=list)


def _refuse_doctype(name: str, *_: object) -> None:
    raise HarmfulXmlError(f"it declares a document type ({name[:20]!r}); entities are how XML bombs are made")


class _Scanner:
    """Handlers of the XML parser."""

    def __init__(self, max_cells: int) -> None:
        self.facts: SheetFacts | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        self._max_cells = max_cells
        self._is_first = True
        self._row = self._column = 0
        self._cell = ""
        self._has_formula = self._has_value = False
        self._type = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if self._is_first:
            self._is_first = False
            self.facts = SheetFacts() if name == "worksheet" else None
        if self.facts is None:
            return
        if name == "row":
            self._start_row(attributes.get("r"), self.facts)
        elif name == "c":
            self._type, self._has_formula, self._has_value = attributes.get("t", ""), False, False
            self._start_cell(attributes.get("r"), self.facts)
        elif name == "mergeCell":
            self.facts.merged.append(attributes.get("ref", ""))
        elif name == "f":
            self._has_formula = True
        elif name == "v" and self._has_formula:
            # A formula can give an empty text; any other empty value is none.
            self._has_value = self._type == "str"
            self.parser.CharacterDataHandler = self._text

    def _text(self, text: str) -> None:
        self._has_value = self._has_value or bool(text)

    def end(self, name: str) -> None:
        if self.facts is None:
            return
        self.parser.CharacterDataHandler = None
        if self._has_formula and name.rpartition(" ")[2] == "c":
            if not self._has_value:
                self.facts.without_value.append(self._cell)
            self._has_formula = False

    def _note(self, where: str, problem: str, facts: SheetFacts) -> None:
        if len(facts.disorder) < _MAX_DISORDER:
            facts.disorder.append((where, problem))

    def _start_row(self, stated: str | None, facts: SheetFacts) -> None:
        if stated is None:
            number = self._row + 1
        elif stated.isascii() and stated.isdigit() and 0 < len(stated) < 8:
            number = int(stated)
        else:
            raise HarmfulXmlError(f"a row is numbered {stated[:20]!r}")
        if number <= self._row:
            self._note(f"row {number}", f"stands after row {self._row}", facts)
        if number > _MAX_ROW:
            self._note(f"row {number}", "a workbook has no such row", facts)
        self._row, self._column = number, 0
        facts.last_row = max(facts.last_row, number)

    def _start_cell(self, stated: str | None, facts: SheetFacts) -> None:
        if stated is None:
            row, column = self._row, self._column + 1
        elif match := _REFERENCE.fullmatch(stated):
            row, column = int(match[2]), column_number(match[1])
        else:
            raise HarmfulXmlError(f"a cell is named {stated[:20]!r}")
        self._cell = f"{column_letters(column)}{row}"
        if row != self._row:
            self._note(f"cell {self._cell}", f"stands in row {self._row}", facts)
        elif column <= self._column:
            self._note(f"cell {self._cell}", "stands twice, or after cells to its right", facts)
        if column > _MAX_COLUMN:
            self._note(f"cell {self._cell}", "a workbook has no such column", facts)
        self._column = column
        facts.cell_count += 1
        if column > facts.last_column or row >= facts.last_row:
            facts.last_row, facts.last_column = max(row, facts.last_row), max(column, facts.last_column)
            facts.last_cell = self._cell
        if facts.cell_count > self._max_cells:
            raise HarmfulXmlError(f"more than {self._max_cells:,} cells")


def scan_xml(file: IO[bytes], max_cells: int) -> SheetFacts | None:
    """Read XML as a stream.

    Parameters
    ----------
    file : file object
        The XML.
    max_cells : int
        Where to stop.

    Returns
    -------
    SheetFacts or None
        What was seen, if it is a sheet.

    Raises
    ------
    HarmfulXmlError
        It is not well formed, declares a document type, or has too many cells.
    """
    scanner = _Scanner(max_cells)
    try:
        while chunk := file.read(_CHUNK):
            scanner.parser.Parse(chunk, False)
        scanner.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise HarmfulXmlError(f"not well-formed XML: {error}") from error
    return scanner.facts
