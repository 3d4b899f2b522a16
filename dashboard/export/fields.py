"""The columns of a figure's file: their type, their name on the page and what they hold."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import polars as pl

from dashboard.figure import Figure

FieldType = Literal["string", "number", "integer", "boolean", "date", "datetime"]

_MEANINGS = Path(__file__).parent / "columns.toml"


@dataclass(frozen=True)
class Field:
    """One column of a file.

    Attributes
    ----------
    name : str
        As it stands in the header row.
    type : str
        One of the types of the Table Schema.
    label : str
        As it stands on the page; empty where the page does not show it.
    meaning : str
        What it holds, with the unit where it has one.
    decimals : int, optional
        Digits after the point with which the page shows it; none where the page does not show it.
    """

    name: str
    type: FieldType
    label: str
    meaning: str
    decimals: int | None = None


@cache
def reviewed() -> Mapping[str, str]:
    """What columns hold that no table of a release explains, or that several explain in different words."""
    return tomllib.loads(_MEANINGS.read_text(encoding="utf-8"))


def _type(found: pl.DataType) -> FieldType:
    if found.is_integer():
        return "integer"
    if found.is_numeric():
        return "number"
    if found == pl.Boolean:
        return "boolean"
    if found == pl.Date:
        return "date"
    return "datetime" if isinstance(found, pl.Datetime) else "string"


def fields(figure: Figure, frame: pl.DataFrame, of_release: Mapping[str, str]) -> tuple[Field, ...]:
    """The columns of a file, in order.

    Parameters
    ----------
    figure : Figure
        Whose file it is.
    frame : polars.DataFrame
        The rows of the file, as ``csv.tidy`` gives them.
    of_release : mapping of str to str
        What columns hold, as the release says it.
    """
    shown = {column.name: column for column in figure.columns}
    made = []
    for name, found in frame.schema.items():
        column = shown.get(name)
        label = column.label if column else ""
        decimals = column.decimals if column and column.kind == "number" else None
        meaning = reviewed().get(name) or of_release.get(name) or label
        made.append(Field(name, _type(found), label, meaning, decimals))
    return tuple(made)
