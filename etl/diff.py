"""What changed between two releases."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from textwrap import shorten
from typing import Any

import duckdb

from etl.errors import UsageError
from etl.release.load import quoted
from etl.release.releases import DATABASE, current_id
from etl.schema import Schema, Table

#: These two tables tell of the release itself and always differ.
_ABOUT_THE_RELEASE = {"release", "holding"}
#: Columns that tell of which source and edition a row is.
_PLACE = ("source_id", "index_id", "edition")
#: Rows listed per table, source and edition, and how much of each; the CSV file has all of them in full.
LISTED_ROWS = 10
_LISTED_WIDTH = 150
#: What an analyst looks for first comes first.
_ORDER = ("changed", "added", "removed")


@dataclass(frozen=True)
class Change:
    """One row added or removed, or one cell changed.

    Of a row that is added or removed, ``new`` or ``old`` tells every cell beside the key.
    """

    table: str
    source_id: str
    edition: str
    change: str
    key: str
    column: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        """Write the change as one readable line."""
        where = " ".join(part for part in (self.source_id, self.edition) if part and part not in self.key.split())
        row = f"{where} {self.key}".strip()
        if self.change == "changed":
            return f"{row}: {self.column} {self.old or '(empty)'} -> {self.new or '(empty)'}"
        cells = self.new or self.old
        return shorten(f"{self.change} {row}" + (f": {cells}" if cells else ""), _LISTED_WIDTH, placeholder=" ...")


def release_file(releases: Path, name: str) -> Path:
    """DuckDB file of a release.

    Parameters
    ----------
    releases : pathlib.Path
        The releases folder.
    name : str
        An id, ``current``, or the path of a release's folder.

    Returns
    -------
    pathlib.Path
        The file, which exists.
    """
    release_id = current_id(releases) if name == "current" else name
    for folder in (releases / (release_id or ""), Path(name)):
        if (folder / DATABASE).is_file():
            return folder / DATABASE
    known = ", ".join(sorted(path.parent.name for path in releases.glob(f"[0-9]*/{DATABASE}"))) or "none"
    raise UsageError(f"There is no release {name!r} in {releases}; there are: {known}.")


def _columns(connection: duckdb.DuckDBPyConnection, database: str, table: str) -> list[str]:
    sql = "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND table_name = ? ORDER BY column_index"
    return [name for (name,) in connection.execute(sql, [database, table]).fetchall()]


def _differing_rows(
    connection: duckdb.DuckDBPyConnection, table: str, key: Sequence[str], rest: Sequence[str]
) -> list[tuple[Any, ...]]:
    columns = [*key, *rest]
    same_key = " AND ".join(f"a.{quoted(name)} IS NOT DISTINCT FROM b.{quoted(name)}" for name in key)
    cells = ", ".join(f"{side}.{quoted(name)}" for side in "ab" for name in columns)
    changed = "".join(f" OR a.{quoted(name)} IS DISTINCT FROM b.{quoted(name)}" for name in rest)
    return connection.execute(
        f"SELECT a._here, b._here, {cells} "
        f"FROM (SELECT *, TRUE AS _here FROM old.{quoted(table)}) a "
        f"FULL JOIN (SELECT *, TRUE AS _here FROM new.{quoted(table)}) b ON {same_key} "
        f"WHERE a._here IS NULL OR b._here IS NULL{changed} ORDER BY ALL"
    ).fetchall()


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _cells(row: Mapping[str, object], columns: Iterable[str]) -> str:
    return ", ".join(f"{name} {_text(row[name])}" for name in columns if row[name] is not None and name not in _PLACE)


def _table_changes(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[Change]:
    old_columns, new_columns = (_columns(connection, side, table.name) for side in ("old", "new"))
    if not old_columns or not new_columns:
        if old_columns or new_columns:
            yield Change(table.name, "", "", "added" if new_columns else "removed", "the whole table")
        return
    for name in [name for name in (*old_columns, *new_columns) if (name in old_columns) != (name in new_columns)]:
        yield Change(table.name, "", "", "added" if name in new_columns else "removed", f"the column {name}")
    # Where a row was read from is told by figure_file; a row that was fetched again and is the same did not change.
    told_elsewhere = {column.name for column in table.named("reading")} if table.place == "figures" else set()
    shared = [name for name in new_columns if name in old_columns and name not in told_elsewhere]
    key = [name for name in table.key if name in shared] or shared
    rest = [name for name in shared if name not in key]
    for in_old, in_new, *cells in _differing_rows(connection, table.name, key, rest):
        count = len(shared)
        old = dict(zip([*key, *rest], cells[:count], strict=True))
        new = dict(zip([*key, *rest], cells[count:], strict=True))
        row = new if in_new else old
        place = (table.name, _text(row.get("source_id") or row.get("index_id")), _text(row.get("edition")))
        label = " ".join(_text(row[name]) for name in key)
        if in_old and in_new:
            for name in rest:
                if old[name] != new[name]:
                    yield Change(*place, "changed", label, name, _text(old[name]), _text(new[name]))
        elif in_new:
            yield Change(*place, "added", label, new=_cells(new, rest))
        else:
            yield Change(*place, "removed", label, old=_cells(old, rest))


def _is_per_page(table: Table) -> bool:
    """Whether a table comes in bulk or has a row per page: too many to list; hosts, rules and criteria tell of them."""
    return table.place == "parsers" or "page_url" in table.column_names


def compare(old: Path, new: Path, schema: Schema) -> list[Change]:
    """List every difference between two releases; of audits page by page, what hosts, rules and criteria tell.

    Parameters
    ----------
    old, new : pathlib.Path
        Their DuckDB files.
    schema : Schema
        The layout, for the tables and their keys.

    Returns
    -------
    list of Change
        In the order of the schema.
    """
    with duckdb.connect(config={"memory_limit": "2GB"}) as connection:
        for name, path in (("old", old), ("new", new)):
            connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {name} (READ_ONLY)")
        return [
            change
            for table in schema.tables.values()
            if table.name not in _ABOUT_THE_RELEASE and not _is_per_page(table)
            for change in _table_changes(connection, table)
        ]


def _heading(source_id: str, edition: str, changes: Sequence[Change]) -> str:
    rows = Counter(kind for kind, _ in {(change.change, change.key) for change in changes})
    numbers = ", ".join(f"{rows[kind]:,} {kind}" for kind in _ORDER if rows[kind])
    return f"{' '.join(part for part in (source_id, edition) if part)}: {numbers}".removeprefix(": ")


def _listed(changes: Sequence[Change]) -> Iterator[str]:
    in_order = sorted(changes, key=lambda change: _ORDER.index(change.change))
    yield from (str(change) for change in in_order[:LISTED_ROWS])
    if len(changes) > LISTED_ROWS:
        yield f"... and {len(changes) - LISTED_ROWS:,} more; --csv FILE lists all"


def report(changes: Sequence[Change], schema: Schema) -> Iterator[str]:
    """Write changes as lines to read: per table, per source and edition how many, then the rows themselves.

    Derived tables follow from the others, so only their counts are given.
    """
    if not changes:
        yield "No row differs."
    for table in schema.tables.values():
        places: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in changes:
            if change.table == table.name:
                places[change.source_id, change.edition].append(change)
        if places:
            yield f"{table.name} ({table.kind})"
        for place, own in sorted(places.items()):
            yield f"  {_heading(*place, own)}"
            if table.kind != "mart":
                yield from (f"    {line}" for line in _listed(own))


def write_csv(changes: Iterable[Change], path: Path) -> None:
    """Write every change as a row of a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Change))
        writer.writerows(astuple(change) for change in changes)
