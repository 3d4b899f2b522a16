"""Tables whose rows come by the million from files of one's own: read in batches, checked and loaded by SQL.

Every batch of files is read in a child with the usual limits, given its types, and kept as Parquet until the release
takes it, so that memory does not grow with the number of rows. Other tables go through frames; these never do as a
whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import polars as pl

from etl.bulk_check import Rows, check_rows, count_rows
from etl.catalogue import Catalogue, Source
from etl.errors import UnreadableError, Violation
from etl.frames import EDITION, SOURCE, typed_frame
from etl.official import Copy, absence, find_copy
from etl.overlay import Refusal
from etl.reading.child import Nursery
from etl.reading.order import MIB, Order
from etl.schema import Schema, Table

#: Files that are read together; a child may read more, but shall be able to hold what comes of them.
BATCH_BYTES = 48 * MIB
BATCH_FILES = 2_000
#: Children at work at a time.
WORKERS = 2


@dataclass(frozen=True)
class Bulk:
    """What was read for the tables that come in bulk.

    Attributes
    ----------
    rows : Mapping of str to Rows
        Parquet files with the rows of each table.
    copies : tuple of Copy
        The files they are from.
    refusals : tuple of Refusal
        Sources whose files are not used, and why.
    """

    rows: Mapping[str, Rows]
    copies: tuple[Copy, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def row_count(self) -> int:
        """Rows of all tables."""
        return sum(of_table.row_count for of_table in self.rows.values())

    def summary(self) -> Iterator[str]:
        """What was used and what was refused, in lines to read."""
        for name, of_table in self.rows.items():
            for source_id, count in of_table.counts.items():
                yield f"{source_id}: {count:,} rows of {name} from files of one's own"
        for refusal in self.refusals:
            count = len(refusal.violations)
            yield f"{refusal.source_id}: its files are NOT used ({count} reason{'' if count == 1 else 's'})"


def _batches(copy: Copy) -> Iterator[tuple[Path, ...]]:
    batch: list[Path] = []
    size = 0
    for path in copy.paths:
        length = path.stat().st_size
        if batch and (size + length > BATCH_BYTES or len(batch) == BATCH_FILES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(path)
        size += length
    yield tuple(batch)


def _typed(table: Table, copy: Copy, frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Violation]]:
    known = {SOURCE: copy.source.id, EDITION: None} | {column.name: copy.source.id for column in table.named("folder")}
    told = frame.with_columns(pl.lit(value, pl.String).alias(name) for name, value in known.items())
    typed, violations = typed_frame(table, told)
    return typed.select(table.column_names), violations


class _Reader:
    """Reads the files of one table in two children at a time, and keeps what comes of them."""

    def __init__(self, reference: Path, workspace: Path, stack: ExitStack):
        self._reference, self._workspace = reference, workspace
        self._nurseries = [Nursery() for _ in range(WORKERS)]
        for nursery in self._nurseries:
            stack.callback(nursery.close)
        self._pool = stack.enter_context(ThreadPoolExecutor(WORKERS))
        self._count = 0

    def read(self, table: Table, copy: Copy) -> tuple[list[Path], list[Violation]]:
        """Parquet files with the rows of a copy, and what is wrong with it."""
        parts: list[Path] = []
        violations: list[Violation] = []
        waiting = iter(enumerate(_batches(copy)))
        running = [self._start(table, copy, *batch) for batch in islice(waiting, WORKERS)]
        while running:
            part, found = running.pop(0).result()
            parts += [part] if part else []
            violations += found
            if not violations:
                running += [self._start(table, copy, *batch) for batch in islice(waiting, 1)]
        return parts, violations

    def _start(
        self, table: Table, copy: Copy, number: int, paths: tuple[Path, ...]
    ) -> Future[tuple[Path | None, list[Violation]]]:
        self._count += 1
        part = self._workspace / f"{table.name}-{self._count:06}.parquet"
        nursery = self._nurseries[number % WORKERS]
        order = Order(copy.source.id, copy.file, tuple(path.absolute() for path in paths), self._reference.absolute())
        return self._pool.submit(_keep_rows, nursery, order, table, copy, part)


def _keep_rows(
    nursery: Nursery, order: Order, table: Table, copy: Copy, part: Path
) -> tuple[Path | None, list[Violation]]:
    outcome = nursery.read(order)
    if isinstance(outcome.error, UnreadableError):
        return None, list(outcome.error.violations)
    if outcome.error:
        todo = "Correct the block of the file in source.toml."
        return None, [Violation(copy.source.id, None, copy.file.id, str(outcome.error), (), todo)]
    typed, violations = _typed(table, copy, outcome.tables[table.name])
    if violations or typed.is_empty():
        return None, violations
    typed.write_parquet(part, compression="lz4", statistics=False)
    return part, []


def read_bulk(
    data_dir: Path, catalogue: Catalogue, schema: Schema, known: Mapping[tuple[str, str], set[str]], workspace: Path
) -> Bulk:
    """Read and check every file of one's own that feeds a table in bulk.

    Parameters
    ----------
    data_dir : pathlib.Path
        The data folder.
    catalogue : Catalogue
        The sources.
    schema : Schema
        The layout of a release.
    known : Mapping of tuple to set
        Table and column to the values that rows may refer to.
    workspace : pathlib.Path
        Folder for the rows until they are loaded.

    Returns
    -------
    Bulk
        The rows that keep the contract; a source of which one row breaks it is refused as a whole.
    """
    parts: dict[str, dict[str, tuple[Path, ...]]] = {table.name: {} for table in schema.placed("parsers")}
    copies: list[Copy] = []
    refusals: list[Refusal] = []
    workspace.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        reader = _Reader(data_dir / "reference", workspace, stack)
        for source in catalogue.values():
            found, of_source, violations = _read_source(data_dir, source, schema, reader)
            if violations:
                refusals.append(Refusal(source.id, None, tuple(violations)))
                continue
            copies += found
            for name, of_table in of_source.items():
                parts[name][source.id] = tuple(of_table)
    rows: dict[str, Rows] = {}
    for name, of_name in parts.items():
        kept, refused = _without_wrong(Rows(schema.tables[name], of_name), known)
        rows[name] = count_rows(kept)
        refusals += refused
    refused_ids = {refusal.source_id for refusal in refusals}
    return Bulk(rows, tuple(copy for copy in copies if copy.source.id not in refused_ids), tuple(refusals))


def _read_source(
    data_dir: Path, source: Source, schema: Schema, reader: _Reader
) -> tuple[list[Copy], dict[str, list[Path]], list[Violation]]:
    copies: list[Copy] = []
    parts: dict[str, list[Path]] = {}
    violations: list[Violation] = []
    for file in source.official_files:
        table = schema.fed_in_bulk(file.parser)
        if table is None:
            continue
        copy = find_copy(data_dir, source, file)
        if copy is None:
            violations += [fault] if (fault := absence(data_dir, source, file)) else []
            continue
        found, faults = reader.read(table, copy)
        copies.append(copy)
        parts.setdefault(table.name, []).extend(found)
        violations += faults
    return copies, parts, violations


def _without_wrong(rows: Rows, known: Mapping[tuple[str, str], set[str]]) -> tuple[Rows, list[Refusal]]:
    """Leave out the sources whose rows break the contract."""
    if not rows.parts:
        return rows, []
    by_source: dict[str, list[Violation]] = {}
    for violation in check_rows(rows, known):
        by_source.setdefault(violation.source, []).append(violation)
    kept = {source: parts for source, parts in rows.parts.items() if source not in by_source}
    return replace(rows, parts=kept), [Refusal(source, None, tuple(found)) for source, found in by_source.items()]
