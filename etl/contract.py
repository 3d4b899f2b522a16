"""What figures must be before a release is built from them; every violation is listed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from etl.catalogue import Catalogue
from etl.countries import CountryNames
from etl.errors import Violation
from etl.frames import EDITION, ORIGIN_COLUMNS, SOURCE, offences
from etl.schema import Column, Schema, Table

Frames = Mapping[str, pl.DataFrame]

_URL = r"https?://[^\s/]+\S*"
_FORMATS = {"url": f"^{_URL}$", "urls": f"^{_URL}( & {_URL})*$"}
_CORRECT = "Correct the cell."


def _column_rules(column: Column) -> Iterator[tuple[pl.Expr, str, str]]:
    value = pl.col(column.name)
    if column.required:
        yield value.is_null(), "{count} values are missing", "Every row needs one."
    if column.min is not None:
        yield value < column.min, f"{{count}} values are below {column.min:g}", _CORRECT
    if column.max is not None:
        yield value > column.max, f"{{count}} values are above {column.max:g}", _CORRECT
    if column.allowed:
        allowed = ", ".join(column.allowed)
        yield ~value.is_in(column.allowed), "{count} values are not among those allowed", f"Allowed: {allowed}."
    if column.pattern:
        yield ~value.str.contains(column.pattern), f"{{count}} values do not match {column.pattern}", _CORRECT
    if column.format:
        yield ~value.str.contains(_FORMATS[column.format]), "{count} values are not http or https addresses", _CORRECT
    if column.type == "text":
        damaged = value.str.contains("\ufffd", literal=True) | value.str.contains("\x00", literal=True)
        yield damaged, "{count} values are damaged text", "Read the source again in its right encoding."


def _check_columns(table: Table, frame: pl.DataFrame) -> Iterator[Violation]:
    for column in table.read_columns:
        if column.name not in frame.columns:
            continue
        for is_wrong, problem, todo in _column_rules(column):
            yield from offences(frame, is_wrong, f"{table.name}.{column.name}", pl.col(column.name), problem, todo)


def _check_key(table: Table, frame: pl.DataFrame) -> Iterator[Violation]:
    if not table.key or not set(table.key) <= set(frame.columns):
        return
    shown = pl.concat_str(pl.col(table.key).cast(pl.String).fill_null(""), separator=" / ")
    yield from offences(
        frame,
        pl.struct(table.key).is_duplicated(),
        f"{table.name}.{'+'.join(table.key)}",
        shown,
        "{count} rows share their key with another",
        "Keep one row per key.",
    )


def _check_references(table: Table, frames: Frames) -> Iterator[Violation]:
    for column in table.read_columns:
        if not column.references or column.name not in frames[table.name].columns:
            continue
        targets = [frames[target][name] for target, name in column.references]
        known = pl.concat(targets).drop_nulls().unique()
        names = " or ".join(f"{target}.{name}" for target, name in column.references)
        yield from offences(
            frames[table.name],
            ~pl.col(column.name).is_in(known.implode()),
            f"{table.name}.{column.name}",
            pl.col(column.name),
            f"{{count}} values are not in {names}",
            f"Correct the cell, or add the missing row to {names}.",
        )


def _check_row_counts(catalogue: Catalogue, row_counts: Mapping[tuple[str, str], int]) -> Iterator[Violation]:
    for source in catalogue.values():
        stated = source.row_counts or {}
        read = {name: count for (folder, name), count in row_counts.items() if folder == source.id}
        for name in sorted(set(stated) | set(read)):
            if stated.get(name) == read.get(name):
                continue
            problem = f"{read.get(name, 'no')} rows read, {stated.get(name, 'none')} stated in [row_counts]"
            todo = "Restore the rows that are missing, or correct [row_counts] after reviewing the change."
            yield Violation(source.id, None, name, problem, (), todo)


def _check_aliases(aliases: pl.DataFrame) -> Iterator[Violation]:
    columns = ["source", "name_as_published", "country_code"]
    if not set(columns) <= set(aliases.columns):
        return
    ambiguous = CountryNames(aliases.select(columns).drop_nulls().iter_rows()).ambiguous()
    if ambiguous:
        values = tuple(f"{name!r}: {', '.join(codes)}" for name, codes in ambiguous[:5])
        problem = f"{len(ambiguous)} spellings stand for more than one country"
        column = "country_alias.name_as_published"
        yield Violation("reference/country_aliases.csv", None, column, problem, values, "Give each one country.")


def check(
    schema: Schema,
    catalogue: Catalogue,
    frames: Frames,
    row_counts: Mapping[tuple[str, str], int],
    more_rules: Callable[[Catalogue, Frames], Iterator[Violation]],
) -> list[Violation]:
    """Check typed frames against the contract.

    Parameters
    ----------
    schema : Schema
        The layout of a release.
    catalogue : Catalogue
        The sources.
    frames : Mapping of str to polars.DataFrame
        Typed frames with their origin columns, those of the catalogue included.
    row_counts : Mapping
        Rows read, by source and file name.
    more_rules : callable
        The rules that concern more than one table.

    Returns
    -------
    list of Violation
        Everything that is wrong; empty when nothing is.
    """
    violations = list(_check_row_counts(catalogue, row_counts))
    for name, frame in frames.items():
        table = schema.tables[name]
        violations += _check_columns(table, frame)
        violations += _check_key(table, frame)
        violations += _check_references(table, frames)
    violations += _check_aliases(frames["country_alias"])
    violations += more_rules(catalogue, frames)
    return violations


def with_catalogue_origin(frame: pl.DataFrame) -> pl.DataFrame:
    """Give a table of the catalogue its origin columns, so that violations name the source."""
    source = pl.col("source_id" if "source_id" in frame.columns else "index_id")
    return frame.with_columns(source.alias(SOURCE), pl.lit(None, pl.String).alias(EDITION))


def without_origin(frame: pl.DataFrame) -> pl.DataFrame:
    """Drop the columns that say where a row is from."""
    return frame.drop(ORIGIN_COLUMNS, strict=False)
