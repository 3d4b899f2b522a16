"""What a page shows: one frame, drawn, tabulated, described and handed out as a file.

A ``Figure`` is made by the functions of ``dashboard.figures`` and shown by ``dashboard.components.show``. Its
frame is the only place where its numbers live, so the chart, the table and the CSV cannot differ.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any, Literal

import pyarrow as pa

from dashboard.words import with_articles

Kind = Literal["text", "number", "code"]


@dataclass(frozen=True)
class Column:
    """One column of a figure's table.

    Attributes
    ----------
    name : str
        Column of the frame.
    label : str
        Heading, with the unit where the column has one.
    kind : {'text', 'number', 'code'}
        Numbers are set right, in tabular figures.
    decimals : int
        Digits after the point of a number.
    link : str, optional
        Column that holds the address which the text leads to.
    language : str, optional
        Column that holds the language of the text, as a code, for text that is not English.
    is_within : bool
        Whether the links of the column lead to pages of the atlas, by addresses that we made and no source did.
    """

    name: str
    label: str
    kind: Kind = "text"
    decimals: int = 0
    link: str | None = None
    language: str | None = None
    is_within: bool = False


@dataclass(frozen=True)
class Provenance:
    """Where a figure comes from, as its footer and its file say it.

    Attributes
    ----------
    source, source_url, licence, citation : str
        What to name when the figure is used.
    retrieved_on : str, optional
        Day the figure was retrieved from its publisher; none where that was not recorded.
    origin : str, optional
        Where this release has it from: ``bundle``, ``snapshot`` (an official file that was fetched) or ``own``;
        several are separated by ``; ``.
    may_be_passed_on : bool
        Whether it may stand in files; figures of some publishers are shown and never handed out.
    edition : str, optional
        Edition of the source that the figure is from, where it has editions.
    source_check : str, optional
        How the figure is known to be the publisher's: read from the official file, compared with it, or compiled.
    source_sha256 : str, optional
        SHA-256 of the official file that was read or compared; several are separated by ``; ``.
    """

    source: str
    source_url: str | None
    licence: str | None
    retrieved_on: str | None = None
    citation: str | None = None
    origin: str | None = None
    may_be_passed_on: bool = True
    edition: str | None = None
    source_check: str | None = None
    source_sha256: str | None = None


_MOST_NAMED = 8
_LONGEST_ALT = 250


def together(found: Sequence[Provenance]) -> Provenance:
    """One provenance for rows that sum up several; beyond a few they are counted."""
    if len(found) == 1:
        return found[0]

    def said(texts: Iterable[str | None]) -> str | None:
        known = list(dict.fromkeys(text for text in texts if text))
        more = f"; and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
        return "; ".join(known[:_MOST_NAMED]) + more or None

    return Provenance(
        source=said(each.source for each in found) or "",
        source_url=said(each.source_url for each in found),
        licence=said(each.licence for each in found),
        retrieved_on=said(each.retrieved_on for each in found),
        citation=said(each.citation for each in found),
        origin=said(each.origin for each in found),
        may_be_passed_on=all(each.may_be_passed_on for each in found),
        edition=said(each.edition for each in found),
        source_check=said(each.source_check for each in found),
        source_sha256=said(each.source_sha256 for each in found),
    )


# Compared by identity: figures are cached by what was asked for, so the same one comes back.
@dataclass(frozen=True, eq=False)
class Figure:
    """A chart, its table and its file, all from one frame.

    Attributes
    ----------
    name : str
        Stem of the file name, lower case with hyphens: dataset, edition, filter.
    title : str
        The finding.
    subtitle : str
        Measure, unit, edition, coverage.
    frame : pyarrow.Table
        The rows drawn.
    columns : tuple of Column
        What the table on the page shows, in order; the first column names the row.
    file_columns : tuple of str
        What the file holds, in order: codes and labels.
    provenance : mapping of str to Provenance
        By key; a single figure has one.
    alt : str
        Text alternative of the chart, 40 to 250 characters.
    spec : mapping, optional
        Vega-Lite without data; none where the table is the figure.
    drawn_columns : tuple of str
        What the chart needs of the frame.
    drawn_as : mapping of str to str
        Columns that the chart form knows by another name: bars call every row label ``country``.
    provenance_column : str, optional
        Column of the frame that holds the key of each row's provenance.
    notes : tuple of str
        Cautions that stand with the chart.
    is_table_open : bool
        Whether the table is shown unfolded.
    table_elsewhere : str
        Where the same numbers stand as a table already on the same page; then it is not shown twice.
    row_limit : int
        At most so many rows stand in the table on the page; the file has them all.
    layout : pyarrow.Table, optional
        The rows of ``frame`` laid out otherwise for the table on the page, such as one column for each country;
        the file keeps one value to a row.
    serial : int
        Number of the figure in this process; no two share one.
    remade : callable, optional
        Makes the same figure with plain numbers, where this one is written for another locale.
    """

    name: str
    title: str
    subtitle: str
    frame: pa.Table
    columns: tuple[Column, ...]
    file_columns: tuple[str, ...]
    provenance: Mapping[str, Provenance]
    alt: str = ""
    spec: Mapping[str, Any] | None = None
    drawn_columns: tuple[str, ...] = ()
    drawn_as: Mapping[str, str] = field(default_factory=dict)
    provenance_column: str | None = None
    notes: tuple[str, ...] = field(default=())
    is_table_open: bool = False
    table_elsewhere: str = ""
    row_limit: int = 400
    layout: pa.Table | None = None
    serial: int = field(default_factory=count().__next__, init=False)
    remade: "Callable[[], Figure] | None" = field(default=None, init=False)

    def __post_init__(self) -> None:
        for name in ("title", "subtitle", "alt"):
            object.__setattr__(self, name, with_articles(getattr(self, name)))
        object.__setattr__(self, "alt", self.alt[:_LONGEST_ALT])
        object.__setattr__(self, "notes", tuple(map(with_articles, self.notes)))

    @property
    def plain(self) -> "Figure":
        """The same figure with its numbers written plainly: what stands in files never follows a reader's locale."""
        return self if self.remade is None else self.remade()

    @cached_property
    def held_back(self) -> tuple[str, ...]:
        """Sources whose figures may not stand in a file."""
        return tuple(dict.fromkeys(found.source for found in self.provenance.values() if not found.may_be_passed_on))

    @cached_property
    def file_frame(self) -> pa.Table:
        """The rows that may stand in the file: all, but those of sources whose figures may not be passed on.

        Rows that sum up several sources stand there only if none of the sources is one of those.
        """
        if not self.held_back:
            return self.frame
        if self.provenance_column is None:
            return self.frame.slice(0, 0)
        keys = self.frame[self.provenance_column].to_pylist()
        return self.frame.filter(pa.array([self.provenance[key].may_be_passed_on for key in keys], pa.bool_()))

    @property
    def is_drawn(self) -> bool:
        """Whether there is a chart: a form for it, and rows to draw."""
        return self.spec is not None and self.frame.num_rows > 0

    @cached_property
    def drawn(self) -> pa.Table:
        """The columns of the frame that the chart needs, under the names by which it knows them."""
        drawn = self.frame.select(list(self.drawn_columns))
        return drawn.rename_columns([self.drawn_as.get(name, name) for name in self.drawn_columns])
