"""Where every figure of a release is from, and when it was retrieved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from etl.frames import POLARS_TYPES, SOURCE
from etl.metadata.catalogue import Catalogue, OfficialFile, Source
from etl.replacing.official import BUNDLE, OWN, find_copy
from etl.replacing.overlay import Refusal, Replacement, Unit, groups
from etl.schema import Schema, Table

Frames = Mapping[str, pl.DataFrame]
Row = dict[str, Any]


@dataclass(frozen=True)
class Used:
    """Which official files a release is made from, and which it refused."""

    replacements: tuple[Replacement, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def units(self) -> Mapping[Unit, Replacement]:
        """Replacements by what they replace."""
        return {replacement.unit: replacement for replacement in self.replacements}

    def summary(self) -> Iterator[str]:
        """What was used and what was refused, in lines to read."""
        for (source_id, table, edition), replacement in self.units.items():
            name = " ".join(part for part in (source_id, edition) if part)
            where = "files of one's own" if replacement.origin == OWN else "its official files"
            yield f"{name}: {replacement.frame.height:,} rows of {table} from {where}"
        for refusal in self.refusals:
            name = " ".join(part for part in (refusal.source_id, refusal.edition) if part)
            count = len(refusal.violations)
            yield f"{name}: its newest official files are NOT used ({count} reason{'' if count == 1 else 's'})"


def with_origin(catalogue: Catalogue, table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Say of every row where it is from, for tables that have the columns for it.

    Parameters
    ----------
    catalogue : Catalogue
        The sources.
    table : Table
        The table.
    frame : polars.DataFrame
        Its rows as text; those of official files say it already.

    Returns
    -------
    polars.DataFrame
        The rows with ``origin`` and ``retrieved_on``, or without both.
    """
    if not any(column.name == "origin" for column in table.named("reading")):
        return frame.drop("origin", "retrieved_on", strict=False)
    known = [
        (source.id, edition, OWN if source.place == "own" else BUNDLE, day.isoformat() if day else None)
        for source in catalogue.values()
        for edition, day in _retrievals(source, "edition" in table.column_names)
    ]
    on = [SOURCE, "_place"]
    told = pl.DataFrame(known, schema=[*on, "_origin", "_retrieved"], orient="row", schema_overrides=_TEXT)
    # An edition that the metadata lacks is a violation of its own; its rows are from the bundle all the same.
    place = pl.col("edition") if "edition" in frame.columns else pl.lit(None, pl.String)
    joined = frame.with_columns(place.alias("_place")).join(told, on=on, how="left", nulls_equal=True)
    for name in ("origin", "retrieved_on"):
        if name not in joined.columns:
            joined = joined.with_columns(pl.lit(None, pl.String).alias(name))
    bundled = pl.col("origin").is_null()
    return joined.with_columns(
        pl.when(bundled).then(pl.col("_retrieved")).otherwise("retrieved_on").alias("retrieved_on"),
        pl.when(bundled).then(pl.col("_origin").fill_null(BUNDLE)).otherwise("origin").alias("origin"),
    ).drop("_place", "_origin", "_retrieved")


_TEXT = dict.fromkeys([SOURCE, "_place", "_origin", "_retrieved"], pl.String)


def _retrievals(source: Source, has_editions: bool) -> Iterator[tuple[str | None, date | None]]:
    if has_editions:
        yield from ((item.edition, item.retrieved_on or source.retrieved_on) for item in source.editions)
    else:
        yield None, source.retrieved_on


def as_released(catalogue: Catalogue, frames: Frames, used: Used) -> dict[str, Source]:
    """The catalogue as the release tells it: days of retrieval, and no edition that is not there.

    An edition of which nothing was fetched yet is left out, unless the index has no figures at all: then its metadata
    are all there is to show.

    Parameters
    ----------
    catalogue : Catalogue
        The sources as declared.
    frames : Mapping of str to polars.DataFrame
        The tables of the release.
    used : Used
        The official files it is made from.
    """
    scored: dict[str, set[str]] = {}
    for source_id, edition in frames["score"].select(SOURCE, "edition").unique().iter_rows():
        scored.setdefault(source_id, set()).add(edition)
    days = {unit: _retrieved_on(replacement) for unit, replacement in used.units.items()}
    tables = {
        (source_id, name) for name, frame in frames.items() if SOURCE in frame for source_id in frame[SOURCE].unique()
    }
    return {source.id: _released(source, scored.get(source.id), days, tables) for source in catalogue.values()}


def _released(
    source: Source, scored: set[str] | None, days: Mapping[Unit, date | None], tables: set[tuple[str, str]]
) -> Source:
    editions = tuple(
        replace(item, retrieved_on=days.get(Unit(source.id, "score", item.edition), item.retrieved_on))
        for item in source.editions
        if scored is None or item.edition in scored
    )
    held = {name for source_id, name in tables if source_id == source.id}
    units = {unit: day for unit, day in days.items() if unit.source_id == source.id}
    is_all_replaced = bool(units) and held == {unit.table for unit in units}
    is_all_replaced &= not scored or {unit.edition for unit in units if unit.table == "score"} == scored
    known = [day for day in units.values() if day]
    return replace(
        source, editions=editions, retrieved_on=max(known) if known and is_all_replaced else source.retrieved_on
    )


def _retrieved_on(replacement: Replacement) -> date | None:
    days = [copy.retrieved_on for copy in replacement.copies if copy.retrieved_on]
    return min(days) if days else None


def origin_frames(data_dir: Path, catalogue: Catalogue, schema: Schema, frames: Frames, used: Used) -> Frames:
    """The tables that say what was read and from where.

    Parameters
    ----------
    data_dir : pathlib.Path
        The data folder.
    catalogue : Catalogue
        The sources as declared.
    schema : Schema
        The layout of a release.
    frames : Mapping of str to polars.DataFrame
        The tables of the release, with their origin columns.
    used : Used
        The official files it is made from.

    Returns
    -------
    Mapping of str to polars.DataFrame
        ``official_file`` and ``figure_file``.
    """
    rows = {
        "official_file": [row for source in catalogue.values() for row in _file_rows(data_dir, source, used)],
        "figure_file": list(_figure_rows(catalogue, schema, frames, used)),
    }
    return {table.name: _frame(table, rows[table.name]) for table in schema.placed("reading")}


def _frame(table: Table, rows: Sequence[Row]) -> pl.DataFrame:
    columns = {column.name: POLARS_TYPES[column.type] for column in table.columns}
    return pl.DataFrame([[row.get(name) for name in columns] for row in rows], schema=columns, orient="row")


def _file_rows(data_dir: Path, source: Source, used: Used) -> Iterator[Row]:
    in_use = {(copy.source.id, copy.file.id): copy for found in used.replacements for copy in found.copies}
    refused = {(found.source_id, found.edition): found for found in used.refusals}
    for file in source.official_files:
        copy = in_use.get((source.id, file.id)) or find_copy(data_dir, source, file)
        refusal = refused.get((source.id, file.edition))
        state = "used" if (source.id, file.id) in in_use else "refused" if copy and refusal else "absent"
        yield {
            "source_id": source.id,
            "file_id": file.id,
            "edition": file.edition,
            "url": file.url,
            "checked_sha256": file.checked_sha256,
            "checked_note": file.checked_note,
            "state": state,
            "retrieved_on": copy.retrieved_on if copy else None,
            "sha256": " ".join(sha256 for _, sha256 in copy.parts) if copy else None,
            "problem": str(refusal.violations[0]) if refusal and state == "refused" else None,
        }


def _figure_rows(catalogue: Catalogue, schema: Schema, frames: Frames, used: Used) -> Iterator[Row]:
    for table in schema.placed("figures"):
        place = pl.col("edition") if "edition" in table.column_names else pl.lit(None, pl.String)
        counts = frames[table.name].group_by(SOURCE, place.alias("edition")).len().sort(SOURCE, "edition")
        for source_id, edition, count in counts.iter_rows():
            source = catalogue[source_id]
            replacement = used.units.get(Unit(source_id, table.name, edition))
            yield {
                "source_id": source_id,
                "table_name": table.name,
                "edition": edition,
                "row_count": count,
                **(_of_files(replacement, count) if replacement else _of_bundle(source, table.name, edition)),
            }


def _of_files(replacement: Replacement, row_count: int) -> Row:
    # Rows of the bundle that no official file speaks for may stand beside those of the files.
    evidence = "read" if row_count == replacement.frame.height else "partly"
    return {"origin": replacement.origin, "retrieved_on": _retrieved_on(replacement), "evidence": evidence}


def _of_bundle(source: Source, table: str, edition: str | None) -> Row:
    days = {item.edition: item.retrieved_on for item in source.editions}
    origin = OWN if source.place == "own" else BUNDLE
    files = [file for of_edition, group in groups(source) for file in group if _feeds(file, of_edition, table, edition)]
    return {
        "origin": origin,
        "retrieved_on": days.get(edition or "") or source.retrieved_on,
        "evidence": _evidence(files),
    }


def _feeds(file: OfficialFile, of_edition: str | None, table: str, edition: str | None) -> bool:
    is_named = table in file.tables if file.tables else table == "score" and of_edition is not None
    return is_named and of_edition in (edition, None)


def _evidence(files: Sequence[OfficialFile]) -> str:
    checked = [file for file in files if file.checked_sha256]
    if not checked:
        return "compiled"
    if len(checked) < len(files):
        return "partly"
    return "explained" if any(file.checked_note for file in files) else "equal"
