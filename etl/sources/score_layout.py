"""What source.toml declares of a workbook or CSV file of scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from etl.errors import CatalogueError
from etl.sources.layouts import read_layout


@dataclass(frozen=True)
class Sheet:
    """A table of scores: one row per country (and edition), one column per measure.

    Columns are named by their header. Where several header rows say what a column is, their labels are joined with
    ``" / "``; a label of an upper row counts for the columns to its right until the next one, as merged cells do.
    ``"[C]"`` names a column by its letter, whatever its header says.

    Attributes
    ----------
    country : str
        Column with the country.
    measures : Mapping of str to str
        Measure to column.
    name : str or None
        Name of the sheet; None for a CSV file.
    header_rows : tuple of int
        Rows with the headers, from 1.
    first_row : int or None
        First row of data; by default the one after the last header row.
    columns : str or None
        The columns of the table where others stand beside it: ``"A:C"``.
    other_columns : tuple of str
        Columns that are known and not read.
    other_rows : tuple of str
        What stands in the country column of rows that are no countries.
    other_rows_like : str or None
        The same as a regular expression, for labels that change with the figures.
    names : str or None
        The list of country_aliases.csv that alone applies; by default all of them do.
    is_coded : bool
        Whether the country column holds ISO 3166-1 alpha-3 codes.
    old_codes : Mapping of str to str
        Codes of the publisher's own and the codes they stand for.
    edition : str or None
        Column with the edition.
    rank : str or None
        Column with the publisher's rank.
    ranked : str
        Measure whose rank that is.
    misranked : tuple of str
        Countries that the publisher is known to have ranked otherwise than by score.
    tied_within : float
        Largest difference of scores that share a rank, where the publisher ranks rounded scores.
    compared : Mapping of str to str
        Columns that repeat a measure of another sheet: measure to column. A difference is a fault.
    compared_within : float
        Largest difference that rounding explains.
    labels : Mapping of str to str
        Columns of text that ``notes`` and ``also`` name.
    also : Mapping of str to Mapping of str to str
        Rows of other release tables: table to its columns and the label each is filled with.
    status, note : str
        Status and note of the figures.
    notes : Mapping of str to str
        Notes of single measures; ``{label}`` stands for the text in that column.
    """

    country: str
    measures: Mapping[str, str] = field(default_factory=dict)
    name: str | None = None
    header_rows: tuple[int, ...] = (1,)
    first_row: int | None = None
    columns: str | None = None
    other_columns: tuple[str, ...] = ()
    other_rows: tuple[str, ...] = ()
    other_rows_like: str | None = None
    names: str | None = None
    is_coded: bool = False
    old_codes: Mapping[str, str] = field(default_factory=dict)
    edition: str | None = None
    rank: str | None = None
    ranked: str = "total"
    misranked: tuple[str, ...] = ()
    tied_within: float = 0.0
    compared: Mapping[str, str] = field(default_factory=dict)
    compared_within: float = 0.0
    labels: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    status: str = "normal"
    note: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """First row of data."""
        return self.first_row or max(self.header_rows) + 1

    @property
    def read(self) -> tuple[str, ...]:
        """Every column that is read."""
        single = (self.country, self.edition, self.rank)
        named = (*self.measures.values(), *self.compared.values(), *self.labels.values())
        return tuple(dict.fromkeys([*(name for name in single if name), *named]))


@dataclass(frozen=True)
class Rules:
    """How the status of a figure follows from the figures.

    Attributes
    ----------
    no_total_note : str or None
        Given where a total of 0 means that there is none: the total, its rank and components of 0 are left out, the
        other components are kept as ``component_without_total`` with this added to their note.
    zero_for_missing : Mapping of str to str
        Measure to the measure it is made of: where that one is missing, a 0 was published in its place.
    zero_for_missing_note : str
        Added to the note of such a 0.
    maximum : float or None
        Values above it are kept as ``above_maximum_as_published``
        where ``above_maximum`` of the layout names the country; elsewhere they are a fault.
    parts : Mapping of str to Mapping of str to float
        Measure to its parts and their weights. A part that is missing is left out, and the others weigh more.
    additive_within : float
        Figures that differ by more from their parts are kept as ``not_additive_as_published`` where ``not_additive``
        of the layout names the country; elsewhere they are a fault.
    """

    no_total_note: str | None = None
    zero_for_missing: Mapping[str, str] = field(default_factory=dict)
    zero_for_missing_note: str = ""
    maximum: float | None = None
    parts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    additive_within: float = 0.0


@dataclass(frozen=True)
class ScoreLayout:
    """The whole file.

    Attributes
    ----------
    sheets : tuple of Sheet
        What is read; one for a CSV file.
    rules : Rules
        How statuses follow.
    other_sheets : tuple of str
        Sheets that are known and not read.
    missing : tuple of str
        Labels of a missing value; ``""`` stands for an empty cell, which is a fault unless it is named here.
    editions : tuple of str
        Editions the file must hold, where a column names them.
    encoding : str
        Encoding of a CSV file.
    not_additive, above_maximum : tuple of str
        Countries whose figures are known to break the rules as published.
    """

    sheets: tuple[Sheet, ...] = ()
    rules: Rules = field(default_factory=Rules)
    other_sheets: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    encoding: str = "utf-8"
    not_additive: tuple[str, ...] = ()
    above_maximum: tuple[str, ...] = ()


def read_score_layout(entry: Mapping[str, Any], where: str) -> ScoreLayout:
    """Read the layout of a file of scores.

    Parameters
    ----------
    entry : Mapping
        ``[editions.file.layout]`` or ``[files.layout]``.
    where : str
        Source and file, for the message.

    Raises
    ------
    CatalogueError
        Names every key that cannot be used.
    """
    sheets = entry.get("sheets", [])
    if not isinstance(sheets, list) or not sheets:
        raise CatalogueError(f"{where}: the layout needs at least one [[...layout.sheets]] block")
    others = {key: entry[key] for key in entry if key not in {"sheets", "rules"}}
    return replace(
        read_layout(ScoreLayout, others, where),
        sheets=tuple(read_layout(Sheet, sheet, f"{where}, sheet {n}") for n, sheet in enumerate(sheets, start=1)),
        rules=read_layout(Rules, entry.get("rules", {}), f"{where}, rules"),
    )
