"""Text as it stands in a file, turned into typed columns that say which values did not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from etl.errors import Violation
from etl.schema import Column, Table

#: Polars type of each column type.
POLARS_TYPES: Mapping[str, type[pl.DataType]] = {
    "text": pl.String,
    "integer": pl.Int32,
    "real": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "timestamp": pl.Datetime,
}

#: Where a row is from; these columns travel with it until the contract is checked.
SOURCE, EDITION, FILE = "_source", "_edition", "_file"
ORIGIN_COLUMNS = (SOURCE, EDITION, FILE)
FIRST_VALUES = 5

_WANTED = {
    "integer": "not a whole number",
    "real": "not a finite number",
    "boolean": "neither true nor false",
    "date": "not a date (YYYY-MM-DD)",
}


def offences(
    frame: pl.DataFrame, is_wrong: pl.Expr, column: str, shown: pl.Expr, problem: str, what_to_do: str
) -> Iterator[Violation]:
    """Report the rows of a frame that are wrong, one violation per source and edition.

    Parameters
    ----------
    frame : polars.DataFrame
        Rows with their origin columns.
    is_wrong : polars.Expr
        True for the rows to report; null counts as right.
    column : str
        ``table.column`` for the report.
    shown : polars.Expr
        What to show of each row.
    problem : str
        What is wrong; the number of rows is added.
    what_to_do : str
        How to mend it.

    Yields
    ------
    Violation
        One per source and edition, with the first values.
    """
    wrong = frame.filter(is_wrong).select(SOURCE, EDITION, shown.cast(pl.String).alias("shown"))
    if wrong.is_empty():
        return
    for source, edition, values, count in (
        wrong.group_by(SOURCE, EDITION, maintain_order=True)
        .agg(pl.col("shown").unique(maintain_order=True).head(FIRST_VALUES), pl.len().alias("count"))
        .iter_rows()
    ):
        first = tuple("(empty)" if value is None else repr(value) for value in values)
        found = f"{problem} in {count} row{'' if count == 1 else 's'}"
        yield Violation(source, edition, column, found, first, what_to_do)


def _typed(column: Column) -> pl.Expr:
    text = pl.col(column.name)
    match column.type:
        case "boolean":
            return text.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
        case "date":
            return text.str.to_date("%Y-%m-%d", strict=False)
        case "real":
            number = text.cast(pl.Float64, strict=False)
            return pl.when(number.is_finite()).then(number)
        case "integer":
            return text.cast(pl.Int32, strict=False)
        case _:
            return text


def typed_frame(table: Table, raw: pl.DataFrame) -> tuple[pl.DataFrame, list[Violation]]:
    """Give every column of a table its type.

    Parameters
    ----------
    table : Table
        The table.
    raw : polars.DataFrame
        Its columns as text, with the origin columns.

    Returns
    -------
    tuple of polars.DataFrame and list of Violation
        The typed frame, and the values that did not fit (null in the frame).
    """
    violations: list[Violation] = []
    columns = [column for column in table.read_columns if column.name in raw.columns]
    typed = raw.with_columns(_typed(column).alias(column.name) for column in columns)
    nulls, nulls_before = typed.null_count().row(0, named=True), raw.null_count().row(0, named=True)
    for column in columns:
        if nulls[column.name] != nulls_before[column.name]:
            violations += offences(
                raw.filter(raw[column.name].is_not_null() & typed[column.name].is_null()),
                pl.lit(True),
                f"{table.name}.{column.name}",
                pl.col(column.name),
                _WANTED[column.type],
                "Correct the cell, or leave it empty where the value is unknown.",
            )
    return typed, violations
