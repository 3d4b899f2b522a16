"""Rows of the table of accessibility figures: their columns, their identifiers, and which rows they replace.

``audit_id`` is ours, and links to figures carry it. A parser cannot know the numbers of the bundle, so it makes an
identifier of the figure's key, equal in every run. :func:`replaced` gives a figure of the bundle its number back and
puts what was parsed in its place; where official files take the place of bundled figures, it is the function to call.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from urllib.parse import urlsplit

import polars as pl

from etl.errors import CatalogueError
from etl.schema import read_schema
from etl.sources import Reading, Tables

TABLE = "audit_result"

#: What tells one figure of a source from another.
KEY = (
    "country_code",
    "subnational",
    "organisation",
    "url_or_host",
    "audited_from",
    "audited_to",
    "metric_id",
    "level",
)

#: An official file speaks for all figures that are equal in these: the others of them are no longer published.
_SPOKEN_FOR = ("metric_id", "country_code", "level", "_year", "_organisation")

Row = Mapping[str, str | None]


@cache
def columns() -> tuple[str, ...]:
    """Columns of the table, in the order of its figures files."""
    return tuple(column.name for column in read_schema().tables[TABLE].named("file"))


def common_columns(row: Mapping[str, str], where: str) -> Row:
    """Columns that every row of a file shares, as the ``row`` table of its layout gives them.

    Parameters
    ----------
    row : Mapping of str to str
        Column of the release table to its value.
    where : str
        Source and file, for the message.

    Raises
    ------
    CatalogueError
        When the table of figures has no such column.
    """
    unknown = sorted(set(row) - set(columns()))
    if unknown:
        known = ", ".join(columns())
        raise CatalogueError(f"{where}, row: unknown columns {', '.join(unknown)}; the columns are {known}")
    return row


def as_tables(reading: Reading, rows: Iterable[Row]) -> Tables:
    """Make the release table of what was read.

    Parameters
    ----------
    reading : Reading
        The file. Its faults take figures that stand twice and a file without any; with a fault the reading stops here.
    rows : iterable of Mapping
        Columns of the table that are filled; the others are null. ``audit_id`` is added.
    """
    filled = [{name: row.get(name) or None for name in columns()} for row in rows]
    if not filled:
        reading.faults.add("", "it holds no figures", (), "See whether the file was cut.")
    keys = [tuple(row[name] for name in KEY) for row in filled]
    twice = [key for key, count in Counter(keys).items() if count > 1]
    if twice:
        shown = [" ".join(part for part in key if part) for key in twice]
        reading.faults.add("", f"{len(twice)} figures stand twice", shown, "Ask the publisher which one counts.")
    reading.faults.stop_if_any()
    for row, key in zip(filled, keys, strict=True):
        row["audit_id"] = _identifier(reading.source, key)
    return {TABLE: pl.DataFrame(filled, schema=dict.fromkeys(columns(), pl.String))}


def _identifier(source: str, key: tuple[str | None, ...]) -> str:
    # The unit separator cannot stand in a cell, so no two keys are written alike.
    return "k" + hashlib.sha256("\x1f".join([source, *(part or "" for part in key)]).encode()).hexdigest()[:16]


def _with_spoken_for(rows: pl.DataFrame) -> pl.DataFrame:
    # A file of one agency says nothing of the sites of another; where a site is known by name only, the name is no
    # agency.
    is_of_agency = (pl.col("level") == "site") & pl.col("url_or_host").is_not_null()
    return rows.with_columns(
        pl.coalesce("audited_to", "audited_from").str.head(4).alias("_year"),
        pl.when(is_of_agency).then(pl.col("organisation")).alias("_organisation"),
    )


def host_of(address: object) -> str | None:
    """Host of a web address; None where it is no web address."""
    try:
        parts = urlsplit(address) if isinstance(address, str) else None
    except ValueError:
        return None
    return parts.hostname if parts and parts.scheme in {"http", "https"} else None


def day_of(time: object) -> str | None:
    """Day of a time as computers write it, ``2025-01-16T10:22:35Z``; None where there is no such day."""
    text = time[:10] if isinstance(time, str) else ""
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else None
    except ValueError:
        return None


def replaced(bundled: pl.DataFrame, parsed: pl.DataFrame) -> pl.DataFrame:
    """Put parsed figures in the place of the bundled ones they speak for.

    A file speaks for its metric, level, country and year, and for the sites of the organisations it names. What the
    bundle has besides, from reports or files of another kind, stays.

    Parameters
    ----------
    bundled : polars.DataFrame
        Bundled figures of one source, as text. Columns that are not of the table are kept.
    parsed : polars.DataFrame
        Figures of all official files of this source together, as their parsers returned them; likewise.

    Returns
    -------
    polars.DataFrame
        The figures that stay, then the parsed ones; those that the bundle has too keep its ``audit_id``.
    """
    ours, theirs = _with_spoken_for(bundled), _with_spoken_for(parsed)
    stays = ours.join(theirs, on=_SPOKEN_FOR, how="anti", nulls_equal=True)
    known = ours.select(*KEY, pl.col("audit_id").alias("_known_id"))
    found = theirs.join(known, on=KEY, how="left", nulls_equal=True, maintain_order="left")
    numbered = found.with_columns(pl.coalesce("_known_id", "audit_id").alias("audit_id"))
    return pl.concat([stays, numbered.drop("_known_id")], how="diagonal").drop("_year", "_organisation")
