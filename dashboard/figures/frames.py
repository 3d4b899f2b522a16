"""Arrow tables as Polars frames, and single rows of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl
import pyarrow as pa


def frame_of(table: pa.Table) -> pl.DataFrame:
    """An Arrow table as a Polars frame, without copying."""
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame


def row_of(frame: pl.DataFrame, country: str) -> dict[str, Any] | None:
    """The first row of a country; none where it has none."""
    # Quicker than a filter on the few hundred rows there can be.
    codes = frame["country_code"].to_list()
    return frame.row(codes.index(country), named=True) if country in codes else None


def table_of(frame: pl.DataFrame) -> pa.Table:
    """A Polars frame as an Arrow table that the browser can read.

    Polars hands out string views, which the Arrow reader of Streamlit's frontend leaves empty.
    """
    table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    plain = [
        pa.field(field.name, pa.string() if pa.types.is_large_string(field.type) else field.type)
        for field in table.schema
    ]
    return table.cast(pa.schema(plain))


_WHOLE = (
    "rank", "rank_of", "rank_published", "rank_computed", "region_rank", "region_rank_of", "band_first_rank",
    "band_last_rank", "band_count", "series_index", "sort_order", "segment", "edition_year", "year", "scored_count",
    "count", "missing", "question_count", "item_count", "item_limit",
)  # fmt: skip
_REAL = (
    "value", "scale_max", "band_points", "own_value", "reference_value", "gap", "difference", "compared_median",
    "region_median", "best_value", "world_min", "world_median", "world_max", "dot_longitude",
    "dot_latitude",
)  # fmt: skip
_TYPES = {
    **dict.fromkeys(_WHOLE, pa.int32()),
    **dict.fromkeys(_REAL, pa.float64()),
    **dict.fromkeys(("is_tied", "is_drawn", "is_last", "is_member", "is_small"), pa.bool_()),
}


def table_of_rows(rows: Sequence[Mapping[str, Any]], *names: Iterable[str]) -> pa.Table:
    """Some dozens of rows as an Arrow table; what is not known to be a number is text.

    Parameters
    ----------
    rows : sequence of mapping
        What to hold; a name that a row lacks is null.
    *names : iterable of str
        Columns, group by group; each is held once.
    """
    wanted = dict.fromkeys(name for group in names for name in group)
    return pa.table({name: pa.array([row.get(name) for row in rows], _TYPES.get(name, pa.string())) for name in wanted})
