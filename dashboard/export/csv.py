"""The CSV of a figure: tidy, one header row, and every row says where it is from."""

import codecs

import polars as pl

from dashboard.figure import Figure, Provenance, together

#: What every row of a file ends with; each but the last is what the provenance of the row says.
PROVENANCE_COLUMNS = (
    "source", "source_url", "origin", "retrieved_on", "source_check", "source_sha256", "licence", "release",
)  # fmt: skip

# A spreadsheet runs a cell that begins with one of these. The apostrophe in front is the usual cure.
_FORMULA_START = r"^[=+\-@\t\r\n]"


def without_formulas(frame: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before text that a spreadsheet would run; numbers are left alone."""
    text = pl.selectors.string()
    return frame.with_columns(
        pl.when(text.str.contains(_FORMULA_START)).then(pl.lit("'") + text).otherwise(text).name.keep()
    )


def provenance_cells(found: Provenance, release_id: str) -> tuple[str | None, ...]:
    """What stands under ``PROVENANCE_COLUMNS``."""
    return (*(getattr(found, name) for name in PROVENANCE_COLUMNS[:-1]), release_id)


def _provenance_rows(figure: Figure, frame: pl.DataFrame, release_id: str) -> pl.DataFrame:
    if figure.provenance_column is None:
        whole = together(list(figure.provenance.values()))
        rows = [whole] * frame.height
    else:
        rows = [figure.provenance[key] for key in frame[figure.provenance_column]]
    return pl.DataFrame(
        [provenance_cells(row, release_id) for row in rows],
        schema=dict.fromkeys(PROVENANCE_COLUMNS, pl.String),
        orient="row",
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
        One row per drawn row that may be passed on, in the drawn order.
    """
    frame = pl.from_arrow(figure.file_frame)
    assert isinstance(frame, pl.DataFrame)
    return pl.concat([frame.select(figure.file_columns), _provenance_rows(figure, frame, release_id)], how="horizontal")


def written(frame: pl.DataFrame, *, with_bom: bool = False) -> bytes:
    """Rows as the bytes of a CSV.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows, as ``tidy`` gives them.
    with_bom : bool
        Begin with a byte order mark, without which Excel misreads accents.

    Returns
    -------
    bytes
        UTF-8, comma separated, one header row.
    """
    body = without_formulas(frame).write_csv().encode()
    return codecs.BOM_UTF8 + body if with_bom else body


def csv_bytes(figure: Figure, release_id: str, *, with_bom: bool = True) -> bytes:
    """The CSV of a figure, for a spreadsheet that is opened by a click unless said otherwise.

    Parameters
    ----------
    figure : Figure
        What is on the page.
    release_id : str
        The release it was drawn from.
    with_bom : bool
        As in ``written``.
    """
    return written(tidy(figure, release_id), with_bom=with_bom)
