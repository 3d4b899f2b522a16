"""The layout of a release, read from schema.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from etl.errors import CatalogueError

SCHEMA_FILE = Path(__file__).with_name("schema.toml")

#: Types a column can have and how DuckDB calls them.
SQL_TYPES: Mapping[str, str] = {
    "text": "VARCHAR",
    "integer": "INTEGER",
    "real": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}


@dataclass(frozen=True)
class Column:
    """One documented column of a release table."""

    name: str
    type: str
    description: str
    origin: str = "file"
    unit: str | None = None
    required: bool = False
    min: float | None = None
    max: float | None = None
    allowed: tuple[str, ...] = ()
    pattern: str | None = None
    format: str | None = None
    references: tuple[tuple[str, str], ...] = ()

    @property
    def sql_type(self) -> str:
        """Type of the column in DuckDB."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class Table:
    """One documented table of a release."""

    name: str
    kind: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    order: tuple[str, ...] = ()
    place: str = ""
    files: tuple[str, ...] = ()

    def named(self, *origins: str) -> tuple[Column, ...]:
        """Columns with one of these origins."""
        return tuple(column for column in self.columns if column.origin in origins)

    @property
    def read_columns(self) -> tuple[Column, ...]:
        """Columns that are there before any SQL runs."""
        return self.named("file", "folder", "edition", "catalogue", "reading", "page")

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of all columns, in order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Schema:
    """All tables of a release."""

    version: int
    tables: Mapping[str, Table]

    def placed(self, place: str) -> tuple[Table, ...]:
        """Tables whose rows come from one place: figures, reference, catalogue, reading, parsers or build."""
        return tuple(table for table in self.tables.values() if table.place == place)

    def fed_in_bulk(self, parser: str) -> Table | None:
        """The table that a parser feeds in bulk; None for every other parser."""
        return next((table for table in self.placed("parsers") if parser in table.files), None)


def _column(table: str, name: str, entry: dict[str, Any]) -> Column:
    known = {field.name for field in fields(Column)}
    unknown = set(entry) - known
    if unknown or entry.get("type") not in SQL_TYPES or "description" not in entry:
        raise CatalogueError(
            f"schema.toml, tables.{table}.columns.{name}: needs a type of {', '.join(SQL_TYPES)} and a description"
            + (f"; unknown keys: {', '.join(sorted(unknown))}" if unknown else "")
        )
    references = tuple(
        (target.split(".")[0], target.split(".")[1]) for target in entry.get("references", "").split("|") if target
    )
    return Column(name, **{**entry, "allowed": tuple(entry.get("allowed", ())), "references": references})


def _table(name: str, entry: dict[str, Any]) -> Table:
    place, _, files = entry.get("from", "").partition(":")
    table = Table(
        name=name,
        kind=entry["kind"],
        description=entry["description"],
        key=tuple(entry["key"]),
        order=tuple(entry.get("order", ())),
        columns=tuple(_column(name, column, value) for column, value in entry["columns"].items()),
        place=place,
        files=tuple(files.split("|")) if files else (),
    )
    stray = {*table.key, *table.order} - set(table.column_names)
    if stray:
        raise CatalogueError(f"schema.toml, tables.{name}: key or order names unknown columns {sorted(stray)}")
    return table


@cache
def read_schema(path: Path = SCHEMA_FILE) -> Schema:
    """Read the layout of a release.

    Parameters
    ----------
    path : pathlib.Path
        The TOML file; by default the one of this package.

    Returns
    -------
    Schema
        Every table, in the order of the file.
    """
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = {name: _table(name, entry) for name, entry in document["tables"].items()}
    return Schema(document["schema_version"], tables)
