"""The CSV of a figure: tidy, one header row, and every row says where it is from."""

import codecs
from collections.abc import Iterable

import polars as pl

from dashboard.figure import Figure, Provenance

PROVENANCE_COLUMNS = ("source", "source_url", "retrieved_on", "licence", "release")

# A spreadsheet runs a cell that begins with one of these. The apostrophe in front is the usual cure.
_FORMULA_START = r"^[=+\-@\t\r\n]"


def _without_formulas(frame: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before text that a spreadsheet would run; numbers are left alone."""
    text = pl.selectors.string()
    return frame.with_columns(
        pl.when(text.str.contains(_FORMULA_START)).then(pl.lit("'") + text).otherwise(text).name.keep()
    )


def _provenance_rows(keys: Iterable[str], figure: Figure, release_id: str) -> pl.DataFrame:
    def cells(key: str) -> tuple[str | None, ...]:
        found: Provenance = figure.provenance[key]
        return found.source, found.source_url, found.retrieved_on, found.licence, release_id

    return pl.DataFrame(
        [cells(key) for key in keys], schema=dict.fromkeys(PROVENANCE_COLUMNS, pl.String), orient="row"
    )


def tidy(figure: Figure, release_id: str) -> pl.DataFrame:
    """The rows of a figure with the columns of its file.

    Parameters
    ----------
    figure : Figure
        What is on the page.
    release_id : str
        The release it was drawn from.

    Returns
    -------
    polars.DataFrame
        One row per drawn row, in the drawn order.
    """
    frame = pl.from_arrow(figure.frame)
    assert isinstance(frame, pl.DataFrame)
    if figure.provenance_column is None:
        keys = [next(iter(figure.provenance))] * frame.height
    else:
        keys = frame[figure.provenance_column].to_list()
    return pl.concat(
        [frame.select(figure.file_columns), _provenance_rows(keys, figure, release_id)], how="horizontal"
    )


def csv_bytes(figure: Figure, release_id: str, *, with_bom: bool = True) -> bytes:
    """The file of a figure.

    Parameters
    ----------
    figure : Figure
        What is on the page.
    release_id : str
        The release it was drawn from.
    with_bom : bool
        Begin with a byte order mark, without which Excel misreads accents.

    Returns
    -------
    bytes
        UTF-8, comma separated, one header row.
    """
    body = _without_formulas(tidy(figure, release_id)).write_csv().encode()
    return codecs.BOM_UTF8 + body if with_bom else body


def file_name(figure: Figure, release_id: str) -> str:
    """``gov-ai-readiness_2024_south-and-central-asia_<release>.csv``."""
    return f"{figure.name}_{release_id}.csv"
