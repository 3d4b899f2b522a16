"""Tables whose rows come by the million from files of one's own.

The files are read in batches, each in a child with the usual limits. What comes of a batch gets its types, is checked
against the contract like any frame, and waits as Parquet until the release takes it: memory does not grow with the
number of rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

import polars as pl

from etl.errors import UnreadableError, Violation
from etl.frames import EDITION, SOURCE, offences, typed_frame
from etl.metadata.catalogue import Catalogue, OfficialFile, Source
from etl.metadata.source_folders import own_paths
from etl.outcomes.rows import Part, Rows, count_rows, page_key
from etl.reading.child import Nursery
from etl.reading.order import MIB, Limits, Order
from etl.replacing.official import absence
from etl.replacing.overlay import Refusal
from etl.rules.contract import breaks_a_rule, check_columns, check_references
from etl.schema import Schema, Table
from etl.sources import pages_of

#: Files that are read together, by format. A child has 1 GB: enough for some 400,000 outcomes, which a dense table
#: holds in 8 MB. Runs of axe-core are far from dense, and are read without being held.
BATCH_BYTES = {"csv": 8 * MIB, "json": 32 * MIB, "jsonl": 192 * MIB}
BATCH_FILES = 2_000
#: Children at work at a time.
WORKERS = 2

Known = Mapping[tuple[str, str], set[str]]
#: Source and file, as source.toml names them.
FileName = tuple[str, str]
Read = tuple[Part | None, list[Violation]]
#: Pages of one batch have numbers of their own; no batch has so many.
PAGES_OF_BATCH = 1 << 32


@dataclass(frozen=True)
class Bulk:
    """What was read for the tables that come in bulk.

    Attributes
    ----------
    rows : Mapping of str to Rows
        Parquet files with the rows of each table.
    files : tuple of tuple
        Source and name of every file they are from.
    refusals : tuple of Refusal
        Sources whose files are not used, and why.
    """

    rows: Mapping[str, Rows]
    files: tuple[FileName, ...] = ()
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


def _batches(file: OfficialFile, paths: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    most = BATCH_BYTES.get(file.format, 0)
    batch: list[Path] = []
    size = 0
    for path in paths:
        length = path.stat().st_size
        if batch and (size + length > most or len(batch) == BATCH_FILES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(path.absolute())
        size += length
    yield tuple(batch)


def _typed(table: Table, source: str, frame: pl.DataFrame, known: Known) -> tuple[pl.DataFrame, list[Violation]]:
    """A frame with its types and the number of its pages, and what the contract finds wrong with it."""
    origin = {SOURCE: source, EDITION: None} | {column.name: source for column in table.named("folder")}
    told = frame.with_columns(pl.lit(value, pl.String).alias(name) for name, value in origin.items())
    typed, violations = typed_frame(table, told)
    if breaks_a_rule(table, typed):
        violations += check_columns(table, typed)
    violations += check_references(table, typed, known)
    return typed.select(pl.col("page").cast(pl.Int64), *table.column_names, SOURCE, EDITION), violations


def _twins(table: Table, rows: pl.DataFrame) -> Iterator[Violation]:
    """Rows of one page that share their key."""
    key = ["page", *(name for name in table.key if name not in page_key(table))]
    # Hashes first: equal keys have equal ones, and there is no quicker way to see that none are equal.
    hashes = pl.sum_horizontal(pl.col(name).hash(seed) for seed, name in enumerate(key))
    is_twin = pl.struct(key).is_duplicated()
    if rows.select(hashes.n_unique()).item() < rows.height and rows.select(is_twin.any()).item():
        shown = pl.concat_str(pl.col(key[1:]).cast(pl.String).fill_null(""), separator=" / ")
        problem = "twice of one page"
        yield from offences(rows, is_twin, f"{table.name}.{'+'.join(key)}", shown, problem, "Keep one of each.")


def _read_batch(nursery: Nursery, order: Order, table: Table, known: Known, part: Part, first_page: int) -> Read:
    """Read one batch into Parquet files; none where there are no rows or something is wrong."""
    outcome = nursery.read(order)
    if isinstance(outcome.error, UnreadableError):
        return None, list(outcome.error.violations)
    if outcome.error:
        todo = "Correct the block of the file in source.toml."
        return None, [Violation(order.source, None, order.file.id, str(outcome.error), (), todo)]
    of_pages = replace(table, columns=table.named("page", "folder"))
    of_rows = replace(table, columns=table.named("file"))
    pages, violations = _typed(of_pages, order.source, outcome.tables[pages_of(table.name)], known)
    rows, more = _typed(of_rows, order.source, outcome.tables[table.name], known)
    violations += [*more, *_twins(table, rows)]
    if violations or rows.is_empty():
        return None, violations
    for frame, path in ((rows, part.rows), (pages, part.pages)):
        numbered = frame.drop(SOURCE, EDITION).with_columns(pl.col("page") + first_page)
        numbered.write_parquet(path, compression="uncompressed", statistics=False)
    return part, []


class _Reader:
    """Reads files with two children at a time.

    Parameters
    ----------
    reference : pathlib.Path
        The folder ``data/reference``.
    workspace : pathlib.Path
        Folder for the Parquet files.
    known : Mapping
        Table and column to the values that rows may refer to.
    stack : contextlib.ExitStack
        Ends the children.
    """

    def __init__(self, reference: Path, workspace: Path, known: Known, stack: ExitStack):
        self._reference, self._workspace, self._known = reference.absolute(), workspace, known
        self._nurseries = [Nursery() for _ in range(WORKERS)]
        for nursery in self._nurseries:
            stack.callback(nursery.close)
        self._pool = stack.enter_context(ThreadPoolExecutor(WORKERS))
        self._count = 0

    def read(
        self, table: Table, source: str, file: OfficialFile, paths: Sequence[Path]
    ) -> tuple[list[Part], list[Violation]]:
        """Read what one block declares: Parquet files with its rows, and what is wrong with it."""
        parts: list[Part] = []
        limits = Limits(file_bytes=max(Limits.file_bytes, BATCH_BYTES.get(file.format, 0)))
        orders = (Order(source, file, batch, self._reference, limits) for batch in _batches(file, paths))
        running = [self._start(table, order) for order in islice(orders, WORKERS)]
        while running:
            part, violations = running.pop(0).result()
            if violations:  # the rest would say the same a thousand times
                return [], violations + [found for other in running for found in other.result()[1]]
            parts += [part] if part else []
            running += [self._start(table, order) for order in islice(orders, 1)]
        return parts, []

    def _start(self, table: Table, order: Order) -> Future[Read]:
        self._count += 1
        name = f"{table.name}-{self._count:06}"
        part = Part(self._workspace / f"{name}.parquet", self._workspace / f"{name}-pages.parquet")
        nursery = self._nurseries[self._count % WORKERS]
        first_page = self._count * PAGES_OF_BATCH
        return self._pool.submit(partial(_read_batch, nursery, order, table, self._known, part, first_page))


def _read_source(
    data_dir: Path, source: Source, schema: Schema, reader: _Reader
) -> tuple[list[FileName], dict[str, list[Part]], list[Violation]]:
    used: list[FileName] = []
    parts: dict[str, list[Part]] = {}
    violations: list[Violation] = []
    for file in source.official_files:
        table = schema.fed_in_bulk(file.parser)
        if table is None:
            continue
        paths = own_paths(data_dir, source, file)
        if not paths:
            violations += [fault] if (fault := absence(data_dir, source, file)) else []
            continue
        found, faults = reader.read(table, source.id, file, paths)
        used.append((source.id, file.id))
        parts.setdefault(table.name, []).extend(found)
        violations += faults
    return used, parts, violations


def read_bulk(data_dir: Path, catalogue: Catalogue, schema: Schema, known: Known, workspace: Path) -> Bulk:
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
    parts: dict[str, dict[str, tuple[Part, ...]]] = {table.name: {} for table in schema.placed("parsers")}
    files: list[FileName] = []
    refused: dict[str, list[Violation]] = {}
    workspace.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        reader = _Reader(data_dir / "reference", workspace, known, stack)
        for source in catalogue.values():
            found, of_source, violations = _read_source(data_dir, source, schema, reader)
            if violations:
                refused[source.id] = violations
                continue
            files += found
            for name, paths in of_source.items():
                if paths:
                    parts[name][source.id] = tuple(paths)
    rows: dict[str, Rows] = {}
    for name, of_table in parts.items():
        rows[name], repeated = count_rows(schema.tables[name], of_table, workspace)
        refused |= {source: [violation] for source, violation in repeated.items()}
    refusals = tuple(Refusal(source, None, tuple(violations)) for source, violations in refused.items())
    return Bulk(rows, tuple(name for name in files if name[0] not in refused), refusals)
