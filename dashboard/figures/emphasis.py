"""Which rows a chart brings forward."""

from collections.abc import Sequence

import polars as pl

from dashboard.formats import in_format
from dashboard.words import number


def emphasis(country: str, *, compared: Sequence[str] = (), member: str = "is_member") -> pl.Expr:
    """``chosen``, ``compared``, ``region`` or ``other`` for each row.

    Parameters
    ----------
    country : str
        Code of the chosen country.
    compared : sequence of str
        Codes of countries compared with it.
    member : str
        Boolean column that tells the members of the chosen region.
    """
    code = pl.col("country_code")
    return (
        pl.when(code == country)
        .then(pl.lit("chosen"))
        .when(code.is_in(list(compared)))
        .then(pl.lit("compared"))
        .when(pl.col(member))
        .then(pl.lit("region"))
        .otherwise(pl.lit("other"))
        .alias("emphasis")
    )


def rank_label(rank: str = "rank", is_tied: str = "is_tied") -> pl.Expr:
    """``=12th`` for each row; null where there is no rank."""
    position = pl.col(rank)
    tens = position % 100
    suffix = (
        pl.when(tens.is_between(10, 20))
        .then(pl.lit("th"))
        .otherwise((position % 10).replace_strict({1: "st", 2: "nd", 3: "rd"}, default="th", return_dtype=pl.String))
    )
    tie = pl.when(pl.col(is_tied)).then(pl.lit("=")).otherwise(pl.lit(""))
    return (tie + position.cast(pl.String) + suffix).alias(f"{rank}_label")


def number_label(column: str, decimals: int) -> pl.Expr:
    """A number as it is written everywhere else; null stays null."""
    written = pl.col(column).map_elements(in_format(lambda value: number(value, decimals)), return_dtype=pl.String)
    return written.alias(f"{column}_label")
