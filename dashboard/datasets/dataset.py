"""What a dataset is: a noun, its filters, and where its rows come from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from dashboard.datasets.parameter import Parameter
from dashboard.release import Release

#: Filter to the codes chosen, to words, or to nothing where it is left open.
Filters = Mapping[str, tuple[str, ...] | str | None]

#: Makes rows that no single statement can: of the release, for some filters.
Maker = Callable[[Release, Filters], Iterator[pl.DataFrame]]

#: Rows have the provenance of their edition, of a source named by one of their columns, or of the atlas itself; those
#: that are made may bring their own.
Origin = Literal["edition", "source_id", "reported_by_study_id", "atlas", "own"]


@dataclass(frozen=True)
class Column:
    """One column of a dataset: its name, the type of its values and what they mean."""

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Dataset:
    """One dataset.

    Attributes
    ----------
    name : str
        Name in the address.
    title, description : str
        What it holds.
    parameters : tuple of Parameter
        Its filters.
    key : tuple of str
        Columns that no two rows share together; one that is not of every row may be empty.
    origin : Origin
        Where each row has its provenance from.
    tables : tuple of str
        Tables of the release that its columns are from, the first ones first.
    statement : str
        Name of its SELECT; empty where ``made`` makes the rows.
    made : Maker, optional
        Makes the rows.
    families : tuple of str
        Subjects of the sources that it draws on, for what must be held back.
    parts : tuple of (str, str)
        Filters, each with its column, by whose values rows are asked for one part after the other: DuckDB sorts an
        answer before it gives the first row, and a part needs less memory than the whole. The order of the statement
        begins with these columns.
    lasts : bool
        Whether the same release always gives the same rows.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    key: tuple[str, ...]
    origin: Origin
    tables: tuple[str, ...]
    statement: str = ""
    made: Maker | None = None
    families: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    lasts: bool = True

    def parameter(self, name: str) -> Parameter | None:
        """The filter of this name."""
        return next((found for found in self.parameters if found.name == name), None)
