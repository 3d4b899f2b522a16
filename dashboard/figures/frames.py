"""Arrow tables as Polars frames, and single rows of them."""

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
