"""Published ranks follow the values they rank, up to what rounding and late corrections explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from etl.errors import Violation
from etl.frames import EDITION, SOURCE, offences
from etl.metadata.catalogue import Catalogue

_NEEDED = {"country_code", "measure_id", "value", "rank_published", "edition"}


def check_ranks(catalogue: Catalogue, frames: Mapping[str, pl.DataFrame]) -> Iterator[Violation]:
    """Check the publisher's ranks against the order of the values.

    Parameters
    ----------
    catalogue : Catalogue
        The sources, with ``rank_shift_limit`` in their rules.
    frames : Mapping of str to polars.DataFrame
        Typed frames with their origin columns.

    Yields
    ------
    Violation
        Ranks beyond the number of those ranked, and ranks far from where the value stands.
    """
    if not set(frames["score"].columns) >= _NEEDED:
        return
    group = [SOURCE, EDITION, "edition", "measure_id"]
    ranked = frames["score"].filter(pl.col("rank_published").is_not_null() & pl.col("value").is_not_null())
    limits = {source.id: source.rules.rank_shift_limit for source in catalogue.values()}
    placed = ranked.with_columns(
        pl.col("value").rank("min", descending=True).over(group).cast(pl.Int64).alias("place"),
        pl.len().over(group).cast(pl.Int64).alias("count"),
        pl.col(SOURCE).replace_strict(limits, default=None, return_dtype=pl.Int64).alias("limit"),
    )
    rank = pl.col("rank_published")
    shown = pl.format("{} {}: rank {}, {} by its value", "country_code", "measure_id", rank, "place")
    todo = "Look whether ranks and values are of the same edition; if it is right, raise rank_shift_limit in [rules]."
    is_outside = (rank < 1) | (rank > pl.col("count"))
    is_far = ~is_outside & ((rank - pl.col("place")).abs() > pl.col("limit"))
    column = "score.rank_published"
    yield from offences(placed, is_outside, column, shown, "a rank that nobody can have", todo)
    yield from offences(placed, is_far, column, shown, "a rank far from where the value stands", todo)
