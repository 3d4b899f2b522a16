"""Take figures of a fetched official file into the bundle, as files to review and commit."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import polars as pl

from etl.errors import AtlasError, UsageError
from etl.figures import MAX_FILE_BYTES, read_figures
from etl.frames import SOURCE, typed_frame
from etl.inputs import read_inputs
from etl.metadata.catalogue import Source
from etl.metadata.source_folders import read_sources
from etl.metadata.toml_text import Block, with_value, without_value
from etl.replacing.official import SNAPSHOT
from etl.replacing.overlay import Replacement, laid_over
from etl.rules.frozen import frozen_rows, is_frozen_by_edition, read_frozen, write_frozen
from etl.schema import Schema, Table

#: Parts are cut well below the limit, so that a reviewed correction never makes one too large.
_PART_BYTES = MAX_FILE_BYTES * 9 // 10
_IDENTIFIERS = ("audit_id", "initiative_id", "fact_id")


@dataclass(frozen=True)
class _Wanted:
    source: Source
    edition: str | None

    @property
    def name(self) -> str:
        return f"{self.source.id}/{self.edition}" if self.edition else self.source.id

    def holds(self, source_id: str, edition: str | None) -> bool:
        return source_id == self.source.id and self.edition in (None, edition)


def adopt(data_dir: Path, schema: Schema, name: str) -> list[Path]:
    """Write the figures of a source's snapshots into data/figures.

    Sets of values may differ from the frozen ones: they are frozen anew. Every other rule must hold.

    Parameters
    ----------
    data_dir : pathlib.Path
        The data folder.
    schema : Schema
        The layout of a release.
    name : str
        ``<source>`` or ``<source>/<edition>``.

    Returns
    -------
    list of pathlib.Path
        The files that were written: figures, frozen.csv and source.toml.

    Raises
    ------
    UsageError
        There is no such source, nothing of it was fetched, or its figures may not be passed on.
    AtlasError
        Its official files break a rule.
    """
    wanted = _wanted(data_dir, name)
    frozen = read_frozen(data_dir / "reference")
    is_adopted = (pl.col("source_id") == wanted.source.id) & (
        pl.lit(True) if wanted.edition is None else pl.col("edition").eq_missing(pl.lit(wanted.edition))
    )
    inputs = read_inputs(data_dir, schema, frozen.filter(~is_adopted), {wanted.source.id})
    refused = [item for item in inputs.used.refusals if wanted.holds(item.source_id, item.edition)]
    if refused:
        reasons = [f"- {violation}" for item in refused for violation in item.violations]
        raise AtlasError("\n".join([f"{wanted.name} cannot be adopted; nothing was written.", *reasons]))
    taken = [
        item
        for item in inputs.used.replacements
        if item.origin == SNAPSHOT and wanted.holds(item.unit.source_id, item.unit.edition)
    ]
    if not taken:
        raise UsageError(f"Nothing of {wanted.name} was fetched: python -m etl fetch {wanted.name}.")
    return _write(data_dir, schema, wanted, taken, frozen)


def _wanted(data_dir: Path, name: str) -> _Wanted:
    source_id, _, edition = name.partition("/")
    source = read_sources(data_dir).get(source_id)
    if source is None or source.place != "figures":
        raise UsageError(f"There is no bundled source {source_id!r}; data/figures has one folder per source.")
    known = {item.edition: item for item in source.editions}
    if edition and edition not in known:
        raise UsageError(f"{source_id} has no edition {edition!r}; it has: {', '.join(known) or 'none'}.")
    kinds = {source.redistribution, *(item.redistribution for item in known.values() if edition in ("", item.edition))}
    if "forbidden" in kinds:
        raise UsageError(
            f"The figures of {name} may not be passed on, so they cannot be part of the bundle. They are shown where "
            "they were fetched, and nowhere else."
        )
    return _Wanted(source, edition or None)


def _write(
    data_dir: Path, schema: Schema, wanted: _Wanted, taken: Sequence[Replacement], frozen: pl.DataFrame
) -> list[Path]:
    folder = data_dir / "figures" / wanted.source.id
    bundle = read_figures(data_dir, schema).frames
    rows = laid_over(bundle, taken)
    text = (folder / "source.toml").read_text(encoding="utf-8")
    files: dict[Path, str] = {}
    for table in dict.fromkeys(item.unit.table for item in taken):
        former = bundle[table].filter(pl.col(SOURCE) == wanted.source.id)
        columns = _columns(schema.tables[table], folder)
        own = _ordered(schema.tables[table], columns, rows[table].filter(pl.col(SOURCE) == wanted.source.id), former)
        editions = [item.unit.edition for item in taken if item.unit.table == table]
        for file_name, part in _files(schema.tables[table], columns, own, editions):
            files[folder / file_name] = _csv(columns, part)
            text = with_value(text, Block("[row_counts]"), f'"{file_name}"', str(part.height))
        typed, _ = typed_frame(schema.tables[table], own)
        frozen = _frozen_anew(frozen, table, frozen_rows(table, typed), editions)
    stale = [path for path in folder.glob("*.csv") if path not in files and _is_part_of(path, files)]
    for path in stale:
        text = without_value(text, Block("[row_counts]"), f'"{path.name}"')
    files[folder / "source.toml"] = _dated(text, wanted.source, taken)
    for path, content in files.items():
        path.write_text(content, encoding="utf-8", newline="")
    for path in stale:
        path.unlink()
    write_frozen(data_dir / "reference", frozen)
    return [*files, data_dir / "reference" / "frozen.csv"]


def _files(
    table: Table, columns: Sequence[str], rows: pl.DataFrame, editions: Sequence[str | None]
) -> Iterator[tuple[str, pl.DataFrame]]:
    if "<edition>" in table.files[0]:
        for edition in dict.fromkeys(editions):
            yield table.files[0].replace("<edition>", str(edition)), rows.filter(edition=edition)
        return
    size = len(_csv(columns, rows).encode())
    if size <= MAX_FILE_BYTES:
        yield table.files[0], rows
        return
    count = -(-size // _PART_BYTES)
    height = -(-rows.height // count)
    for number in range(count):
        yield table.files[-1].replace("<part>", f"{number + 1:02}"), rows.slice(number * height, height)


def _is_part_of(path: Path, files: dict[Path, str]) -> bool:
    """Whether a file holds rows that now lie in others: one that was split, or parts that are one again."""
    stem = path.stem.rstrip("0123456789").rstrip("_")
    return any(new.suffix == ".csv" and new.stem.rstrip("0123456789").rstrip("_") == stem for new in files) and (
        not path.stem.startswith("scores_")
    )


def _columns(table: Table, folder: Path) -> list[str]:
    """Columns of a file in the order that files of the table have in this folder."""
    patterns = [name.replace("<edition>", "*").replace("<part>", "*") for name in table.files]
    for path in (path for pattern in patterns for path in folder.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as lines:
            return next(csv.reader(lines))
    return [column.name for column in table.named("file")]


def _ordered(table: Table, columns: Sequence[str], rows: pl.DataFrame, former: pl.DataFrame) -> pl.DataFrame:
    """Rows that have an identifier as they stood, new ones after them; others in the order of their key."""
    identifiers = [name for name in _IDENTIFIERS if name in table.key]
    if not identifiers:
        return rows.sort([name for name in columns if name in table.key], nulls_last=False)
    [name] = identifiers
    places = former.select(name).with_row_index("_place")
    known = rows.join(places, on=name, how="left", maintain_order="left")
    return known.sort("_place", name, nulls_last=True).drop("_place")


def _csv(names: Sequence[str], rows: pl.DataFrame) -> str:
    lines = StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows.select(names).iter_rows())
    return lines.getvalue()


def _frozen_anew(frozen: pl.DataFrame, table: str, held: pl.DataFrame, editions: Sequence[str | None]) -> pl.DataFrame:
    if is_frozen_by_edition(table):
        held = held.filter(pl.col("edition").is_in(editions))
    renewed = held.select("source_id", "table_name", "edition").unique()
    others = frozen.join(renewed, on=renewed.columns, how="anti", nulls_equal=True)
    return pl.concat([others, held])


def _dated(text: str, source: Source, taken: Sequence[Replacement]) -> str:
    for copy in {copy.file.id: copy for item in taken for copy in item.copies}.values():
        edition = Block("[[editions]]", f'edition = "{copy.file.edition}"')
        is_of_edition = any(item.file is not None and item.file.id == copy.file.id for item in source.editions)
        block = Block("[[files]]", f'id = "{copy.file.id}"')
        if is_of_edition:
            block = Block("[editions.file]", after=edition)
        text = with_value(text, edition if copy.file.edition else Block(""), "retrieved_on", str(copy.retrieved_on))
        if len(copy.parts) == 1:
            text = with_value(text, block, "checked_sha256", f'"{copy.parts[0][1]}"')
            text = without_value(text, block, "checked_note")
    return text
