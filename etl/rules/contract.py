"""What figures must be before a release is built from them; every violation is listed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import polars as pl

from etl.errors import Violation
from etl.frames import EDITION, ORIGIN_COLUMNS, SOURCE, offences
from etl.metadata.catalogue import Catalogue
from etl.rules.countries import CountryNames
from etl.schema import Column, Schema, Table

Frames = Mapping[str, pl.DataFrame]
Rules = Callable[[Catalogue, Frames], Iterator[Violation]]

_URL = r"https?://[^\s/]+\S*"
_FORMATS = {"url": f"^{_URL}$", "urls": f"^{_URL}( & {_URL})*$"}
_CORRECT = "Correct the cell."


def _column_rules(column: Column) -> Iterator[tuple[pl.Expr, str, str]]:
    value = pl.col(column.name)
    if column.required:
        yield value.is_null(), "missing", "Every row needs one."
    if column.min is not None:
        yield value < column.min, f"below {column.min:g}", _CORRECT
    if column.max is not None:
        yield value > column.max, f"above {column.max:g}", _CORRECT
    if column.allowed:
        allowed = ", ".join(column.allowed)
        yield ~value.is_in(column.allowed), "not among the values allowed", f"Allowed: {allowed}."
    if column.pattern:
        yield ~value.str.contains(column.pattern), f"not of the form {column.pattern}", _CORRECT
    if column.format:
        yield ~value.str.contains(_FORMATS[column.format]), "not an http or https address", _CORRECT
    if column.type == "text":
        damaged = value.str.contains("\ufffd", literal=True) | value.str.contains("\x00", literal=True)
        yield damaged, "damaged text", "Read the source again in its right encoding."


def check_columns(table: Table, frame: pl.DataFrame) -> Iterator[Violation]:
    """Check every value of a table against the rules of its column."""
    rules = [
        (column.name, *rule)
        for column in table.read_columns
        if column.name in frame.columns
        for rule in _column_rules(column)
    ]
    # All rules in one pass; only the few that are broken are looked at row by row.
    broken = frame.select(is_wrong.any().alias(str(number)) for number, (_, is_wrong, _, _) in enumerate(rules))
    for (name, is_wrong, problem, todo), is_broken in zip(rules, broken.row(0), strict=True):
        if is_broken:
            yield from offences(frame, is_wrong, f"{table.name}.{name}", pl.col(name), problem, todo)


def breaks_a_rule(table: Table, frame: pl.DataFrame) -> bool:
    """Whether any value breaks a rule of its column; where values recur, a third of the time of looking at all."""
    for column in table.read_columns:
        rules = [is_wrong.any() for is_wrong, _, _ in _column_rules(column)]
        values = frame.select(pl.col(column.name).unique()) if rules and column.name in frame.columns else None
        if values is not None and values.select(pl.any_horizontal(rules)).item():
            return True
    return False


def _check_key(table: Table, frame: pl.DataFrame) -> Iterator[Violation]:
    # What the catalogue adds later (the index of a source) differs only from source to source.
    key = [name if name in frame.columns else SOURCE for name in table.key]
    if not key or not frame.select(pl.struct(key).is_duplicated().any()).item():
        return
    shown = pl.concat_str(pl.col(key).cast(pl.String).fill_null(""), separator=" / ")
    yield from offences(
        frame,
        pl.struct(key).is_duplicated(),
        f"{table.name}.{'+'.join(table.key)}",
        shown,
        "key shared with another row",
        "Keep one row per key.",
    )


def _distinct(frame: pl.DataFrame, columns: Iterable[str]) -> dict[str, set[str]]:
    names = [name for name in dict.fromkeys(columns) if name in frame.columns]
    if not names:
        return {}
    row = frame.select(pl.col(names).unique().implode()).row(0)
    return {name: set(values) - {None} for name, values in zip(names, row, strict=True)}


def _known_values(schema: Schema, frames: Frames) -> dict[tuple[str, str], set[str]]:
    targets = {target for table in schema.tables.values() for column in table.columns for target in column.references}
    return {
        (table, name): values
        for table in {table for table, _ in targets} & set(frames)
        for name, values in _distinct(frames[table], (name for of, name in targets if of == table)).items()
    }


def check_references(
    table: Table, frame: pl.DataFrame, known: Mapping[tuple[str, str], set[str]]
) -> Iterator[Violation]:
    """Check that every value that names a row elsewhere names one that is there."""
    referring = {column.name: column for column in table.read_columns if column.references}
    for name, used in _distinct(frame, referring).items():
        targets = referring[name].references
        stray = used.difference(*(known.get(target, set()) for target in targets))
        if stray:
            names = " or ".join(".".join(target) for target in targets)
            yield from offences(
                frame,
                pl.col(name).is_in(sorted(stray)),
                f"{table.name}.{name}",
                pl.col(name),
                f"not in {names}",
                f"Correct the cell, or add the missing row to {names}.",
            )


def _check_row_counts(catalogue: Catalogue, row_counts: Mapping[tuple[str, str], int]) -> Iterator[Violation]:
    for source in catalogue.values():
        if source.place == "own" and source.row_counts is None:
            continue
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
    *more_rules: Rules,
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
    *more_rules : callable
        Rules that concern more than one table, or one source.

    Returns
    -------
    list of Violation
        Everything that is wrong; empty when nothing is.
    """
    violations = list(_check_row_counts(catalogue, row_counts))
    known = _known_values(schema, frames)
    for name, frame in frames.items():
        table = schema.tables[name]
        violations += check_columns(table, frame)
        violations += _check_key(table, frame)
        violations += check_references(table, frame, known)
    violations += _check_aliases(frames["country_alias"])
    for rules in more_rules:
        violations += rules(catalogue, frames)
    return violations


def with_catalogue_origin(frame: pl.DataFrame) -> pl.DataFrame:
    """Give a table of the catalogue its origin columns, so that violations name the source."""
    source = pl.col("source_id" if "source_id" in frame.columns else "index_id")
    return frame.with_columns(source.alias(SOURCE), pl.lit(None, pl.String).alias(EDITION))


def without_origin(frame: pl.DataFrame) -> pl.DataFrame:
    """Drop the columns that say where a row is from."""
    return frame.drop(ORIGIN_COLUMNS, strict=False)
