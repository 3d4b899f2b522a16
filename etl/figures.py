"""Read the CSV files of data/figures and data/reference, every cell as text."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from itertools import islice
from pathlib import Path

import polars as pl

from etl.errors import Violation
from etl.frames import EDITION, FILE, FIRST_VALUES, ORIGIN_COLUMNS, SOURCE
from etl.metadata.source_folders import source_roots
from etl.schema import Schema, Table

#: No file of the repository may be larger; larger tables are split into parts. Files of one's own may.
MAX_FILE_BYTES = 4_000_000

_PLACEHOLDERS = {"<edition>": r"(?P<edition>\d{4})", "<part>": r"\d\d"}


@dataclass(frozen=True)
class FigureFile:
    """A CSV file and the table it belongs to."""

    path: Path
    table: Table
    source: str
    edition: str | None


@dataclass(frozen=True)
class RawFigures:
    """Everything read: frames of text per table, rows per file, and what could not be read."""

    frames: Mapping[str, pl.DataFrame]
    row_counts: Mapping[tuple[str, str], int]
    violations: tuple[Violation, ...]


def _pattern(name: str) -> re.Pattern[str]:
    pattern = re.escape(name)
    for placeholder, expression in _PLACEHOLDERS.items():
        pattern = pattern.replace(re.escape(placeholder), expression)
    return re.compile(pattern)


def _find_files(data_dir: Path, schema: Schema, declared: Collection[Path]) -> Iterator[FigureFile | Violation]:
    patterns = [(_pattern(name), table) for table in schema.placed("figures") for name in table.files]
    for path in sorted(path for root in source_roots(data_dir) for path in root.glob("*/*")):
        if path.name == "source.toml" or path in declared or any(path in found.parents for found in declared):
            continue
        matches = ((pattern.fullmatch(path.name), table) for pattern, table in patterns)
        match, table = next(((match, table) for match, table in matches if match), (None, None))
        if match is None or table is None:
            todo = "Name it as docs/release.md says, or move it away."
            yield Violation(path.parent.name, None, path.name, "no table is read from a file of this name", (), todo)
        else:
            yield FigureFile(path, table, path.parent.name, match.groupdict().get("edition"))
    for table in schema.placed("reference"):
        for name in table.files:
            yield FigureFile(data_dir / "reference" / name, table, f"reference/{name}", None)


def _ragged_lines(text: str) -> tuple[str, ...]:
    # Polars fills a row that was cut with nulls and says nothing.
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    width = len(next(rows, []))
    return tuple(islice((f"line {rows.line_num}" for row in rows if len(row) != width), FIRST_VALUES))


def _read_text(file: FigureFile) -> pl.DataFrame | Violation:
    def fault(problem: str, todo: str) -> Violation:
        return Violation(file.source, file.edition, file.path.name, problem, (), todo)

    try:
        content = file.path.read_bytes()
    except FileNotFoundError:
        return fault("the file is missing", "Restore it from the repository.")
    if len(content) > MAX_FILE_BYTES and file.path.parent.parent.name != "own":
        return fault(f"{len(content)} bytes are more than {MAX_FILE_BYTES}", "Split it into parts.")
    if content.startswith(b"\xef\xbb\xbf"):
        return fault("the file begins with a byte order mark", "Save it as UTF-8 without one.")
    try:
        ragged = _ragged_lines(content.decode("utf-8"))
        if ragged:
            todo = "Restore the rows that were cut, and quote cells that contain a comma."
            return replace(fault("rows have another number of cells than the header", todo), first_values=ragged)
        frame = pl.read_csv(content, infer_schema=False)
    except (csv.Error, pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        return fault(f"not readable as CSV: {str(error).splitlines()[0]}", "Save it as UTF-8 CSV with one header row.")
    return frame.with_columns(pl.all().replace({"": None}))


def _header_violations(file: FigureFile, frame: pl.DataFrame) -> Iterator[Violation]:
    wanted = [column.name for column in file.table.named("file")]
    missing = [name for name in wanted if name not in frame.columns]
    unknown = [name for name in frame.columns if name not in wanted]
    todo = f"The columns are: {', '.join(wanted)}."
    if missing:
        yield Violation(file.source, file.edition, file.path.name, "columns are missing", tuple(missing), todo)
    if unknown:
        yield Violation(file.source, file.edition, file.path.name, "columns are unknown", tuple(unknown), todo)


def _with_origin(file: FigureFile, frame: pl.DataFrame) -> pl.DataFrame:
    known = {
        SOURCE: file.source,
        EDITION: file.edition,
        FILE: file.path.name,
        **{column.name: file.source for column in file.table.named("folder")},
        **{column.name: file.edition for column in file.table.named("edition")},
    }
    wanted = {column.name for column in file.table.named("file")}
    kept = [name for name in frame.columns if name in wanted]
    return frame.select(*kept, *(pl.lit(value, pl.String).alias(name) for name, value in known.items()))


def _empty(table: Table) -> pl.DataFrame:
    names = [column.name for column in table.named("file", "folder", "edition")]
    return pl.DataFrame(schema=dict.fromkeys([*names, *ORIGIN_COLUMNS], pl.String))


def read_figures(data_dir: Path, schema: Schema, declared: Collection[Path] = ()) -> RawFigures:
    """Read every CSV file as text.

    Parameters
    ----------
    data_dir : pathlib.Path
        The folder with ``figures/`` and ``reference/``.
    schema : Schema
        The layout of a release; it says which file belongs to which table.
    declared : collection of pathlib.Path
        Files that a parser reads; they are no tables.

    Returns
    -------
    RawFigures
        Frames of text, rows per source and file, and the files that could not be read.
    """
    violations: list[Violation] = []
    row_counts: dict[tuple[str, str], int] = {}
    parts: dict[str, list[pl.DataFrame]] = {
        table.name: [_empty(table)] for table in (*schema.placed("figures"), *schema.placed("reference"))
    }
    for file in _find_files(data_dir, schema, declared):
        if isinstance(file, Violation):
            violations.append(file)
            continue
        frame = _read_text(file)
        if isinstance(frame, Violation):
            violations.append(frame)
            continue
        violations += _header_violations(file, frame)
        row_counts[file.source, file.path.name] = frame.height
        parts[file.table.name].append(_with_origin(file, frame))
    frames = {name: pl.concat(frames, how="diagonal") for name, frames in parts.items()}
    return RawFigures(frames, row_counts, tuple(violations))
