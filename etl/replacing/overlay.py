"""Figures of official files that take the place of the bundled ones: by source, table and edition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from etl.errors import AtlasError, CatalogueError, UnreadableError, Violation
from etl.frames import EDITION, FILE, SOURCE
from etl.metadata.catalogue import Catalogue, OfficialFile, Source
from etl.replacing.official import Copy, absence, damage, find_copy, parsed
from etl.schema import Schema, Table
from etl.sources import audit_rows


class Unit(NamedTuple):
    """What is replaced at once: the rows of a table that one source gives, of one edition if the table has any."""

    source_id: str
    table: str
    edition: str | None


@dataclass(frozen=True)
class Replacement:
    """Rows of official files for one unit, every cell text."""

    unit: Unit
    frame: pl.DataFrame
    copies: tuple[Copy, ...]

    @property
    def origin(self) -> str:
        """``snapshot`` or ``own``."""
        return self.copies[0].origin


@dataclass(frozen=True)
class Refusal:
    """Official files of one source and edition that are at hand and not used.

    What was published last stands: the files of the release before, else the bundled figures.
    """

    source_id: str
    edition: str | None
    violations: tuple[Violation, ...]


def groups(source: Source) -> Iterator[tuple[str | None, tuple[OfficialFile, ...]]]:
    """Official files that feed the same units: those of one edition, and those of none."""
    files: dict[str | None, list[OfficialFile]] = {}
    for file in source.official_files:
        files.setdefault(file.edition, []).append(file)
    yield from ((edition, tuple(of_edition)) for edition, of_edition in files.items())


def read_approved(
    data_dir: Path, catalogue: Catalogue, schema: Schema, refusals: Collection[Refusal]
) -> Iterator[Replacement]:
    """Read, in the place of files that were refused, those of the same source and edition that were published last."""
    wanted = {(refusal.source_id, refusal.edition) for refusal in refusals}
    for source_id in sorted({source_id for source_id, _ in wanted}):
        source = catalogue[source_id]
        for edition, files in groups(source):
            if (source_id, edition) not in wanted:
                continue
            newest = [find_copy(data_dir, source, file) for file in files]
            approved = [find_copy(data_dir, source, file, is_approved=True) for file in files]
            copies = [copy for copy in approved if copy]
            if (
                len(copies) < len(files)
                or approved == newest
                or any(fault for copy in copies for fault in damage(copy))
            ):
                continue
            found = _read_group(source, edition, copies, data_dir / "reference", schema)
            yield from (item for item in found if isinstance(item, Replacement))


def read_replacements(data_dir: Path, catalogue: Catalogue, schema: Schema) -> Iterator[Replacement | Refusal]:
    """Read every copy of an official file that is at hand.

    Parameters
    ----------
    data_dir : pathlib.Path
        The data folder.
    catalogue : Catalogue
        The sources.
    schema : Schema
        The layout of a release.

    Yields
    ------
    Replacement or Refusal
        Rows to put in the place of the bundled ones, or why some files are not used.
    """
    for source in catalogue.values():
        for edition, all_files in groups(source):
            files = [file for file in all_files if schema.fed_in_bulk(file.parser) is None]
            copies = [copy for file in files if (copy := find_copy(data_dir, source, file))]
            missing = [file for file in files if file.id not in {copy.file.id for copy in copies}]
            violations = [fault for file in missing if (fault := absence(data_dir, source, file))]
            if copies and missing and not violations:
                violations.append(_incomplete(source, edition, copies, missing))
            violations += [fault for copy in copies for fault in damage(copy)]
            if violations:
                yield Refusal(source.id, edition, tuple(violations))
            elif copies:
                yield from _read_group(source, edition, copies, data_dir / "reference", schema)


def _incomplete(
    source: Source, edition: str | None, copies: Sequence[Copy], missing: Sequence[OfficialFile]
) -> Violation:
    names = tuple(file.id for file in missing)
    problem = f"{len(missing)} of {len(copies) + len(missing)} official files were not fetched"
    todo = f"Fetch them: python -m etl fetch {source.id}. Figures of several files are replaced together or not at all."
    return Violation(source.id, edition, "snapshots", problem, names[:5], todo)


def _read_group(
    source: Source, edition: str | None, copies: Sequence[Copy], reference: Path, schema: Schema
) -> Iterator[Replacement | Refusal]:
    violations: list[Violation] = []
    rows: dict[Unit, list[pl.DataFrame]] = {}
    for copy in copies:
        try:
            tables = parsed(copy, reference)
        except (UnreadableError, CatalogueError) as error:
            violations += _reasons(copy, error)
            continue
        for name, frame in tables.items():
            if schema.tables[name].place == "figures":
                violations += _misfits(copy, schema.tables[name], frame)
                for unit, of_unit in _parts(copy, schema.tables[name], frame):
                    rows.setdefault(unit, []).append(of_unit)
    if violations:
        yield Refusal(source.id, edition, tuple(violations))
        return
    for unit, frames in rows.items():
        yield Replacement(unit, pl.concat(frames, how="diagonal"), tuple(copies))


def _reasons(copy: Copy, error: AtlasError) -> Iterable[Violation]:
    if isinstance(error, UnreadableError):
        return error.violations
    todo = "Correct the block of the file in source.toml."
    return [Violation(copy.source.id, copy.file.edition, copy.file.id, str(error), (), todo)]


def _misfits(copy: Copy, table: Table, frame: pl.DataFrame) -> Iterator[Violation]:
    wanted = {column.name for column in table.named("file")} | _edition_column(copy, table)
    if set(frame.columns) != wanted:
        found = tuple(sorted(set(frame.columns) ^ wanted))
        problem = f"the parser {copy.file.parser!r} does not give the columns of {table.name}"
        yield Violation(copy.source.id, copy.file.edition, table.name, problem, found, "Correct the parser.")


def _edition_column(copy: Copy, table: Table) -> set[str]:
    return {column.name for column in table.named("edition")} if copy.file.edition is None else set()


def _parts(copy: Copy, table: Table, frame: pl.DataFrame) -> Iterator[tuple[Unit, pl.DataFrame]]:
    """Rows of a parsed table with the columns that the folder and the file name of a bundled file would give."""
    has_editions = "edition" in table.column_names
    parts: list[tuple[str | None, pl.DataFrame]]
    if has_editions and "edition" in frame.columns:
        parts = [(str(year), part) for (year,), part in frame.group_by("edition", maintain_order=True)]
    else:
        parts = [(copy.file.edition if has_editions else None, frame)]
    for edition, part in parts:
        known = {
            SOURCE: copy.source.id,
            EDITION: edition,
            FILE: copy.paths[0].name,
            "origin": copy.origin,
            "retrieved_on": copy.retrieved_on.isoformat() if copy.retrieved_on else None,
            **{column.name: copy.source.id for column in table.named("folder")},
            **{column.name: edition for column in table.named("edition")},
        }
        told = [pl.lit(value, pl.String).alias(name) for name, value in known.items()]
        yield Unit(copy.source.id, table.name, edition), part.with_columns(told)


def laid_over(bundle: Mapping[str, pl.DataFrame], replacements: Iterable[Replacement]) -> dict[str, pl.DataFrame]:
    """Put replacements in the place of bundled rows.

    Parameters
    ----------
    bundle : Mapping of str to polars.DataFrame
        Bundled rows of every table, every cell text, with their origin columns.
    replacements : iterable of Replacement
        What takes the place of their units.

    Returns
    -------
    dict of str to polars.DataFrame
        The tables of the release.
    """
    frames = dict(bundle)
    for replacement in replacements:
        source_id, table, edition = replacement.unit
        frame = frames[table]
        is_replaced = frame[SOURCE] == source_id
        if edition is not None:
            is_replaced &= frame["edition"].eq_missing(edition)
        # Of audits, some figures of a source are printed in reports only: its official files speak for the others.
        of_files = replacement.frame
        new = audit_rows.replaced(frame.filter(is_replaced), of_files) if table == audit_rows.TABLE else of_files
        frames[table] = pl.concat([frame.filter(~is_replaced), new], how="diagonal")
    return frames
