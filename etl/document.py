"""docs/release.md, written from schema.toml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from etl.schema import Column, Schema, Table

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "release.md"

_INTRODUCTION = """\
# The release

<!-- Written by `python -m etl document` from etl/schema.toml; do not edit by hand. -->

`python -m etl build` makes a folder `data/releases/<id>/` that never changes afterwards:

| File | What it is |
| --- | --- |
| `atlas.duckdb` | Every table below, with the descriptions as comments |
| `release.json` | Id, time, SHA-256 of the inputs and of the database, row counts, sizes |
| `tables/<table>.csv` | The table as CSV: UTF-8 without BOM, one header row; text that a spreadsheet would run \
(beginning with = + - @, tab or return) has an apostrophe before it |
| `tables/<table>.parquet` | The table as Parquet, unaltered |

Figures of a source whose redistribution is forbidden are never among the files in `tables/`, nor is anything computed
from them. The id is the day of the build and the first eight digits of the SHA-256 over `data/figures`, `data/own`,
what was fetched, `data/reference` and the code of `etl/`; a further build of the same inputs on the same day gets `-2`,
`-3`. `data/releases/current` names the release that serves.

Figures of official files that were fetched (`data/snapshots`) or lie in `data/own` stand in the place of the bundled
ones: all rows that a source gives to a table, edition by edition where the table has editions, and only when every
official file that feeds them is at hand, can be read and keeps every rule. Otherwise what was published before
stands, the build says why, and `release.json` keeps it under `refused`. `origin` and `retrieved_on` say of a figure
where it is from; `figure_file` says it per source, table and edition, `official_file` per file.

| Command | What it does |
| --- | --- |
| `python -m etl fetch [SOURCE[/EDITION]]` | Fetches official files into `data/snapshots` |
| `python -m etl check` | Checks `data/` against the contract and lists every violation |
| `python -m etl build` | Checks, builds, verifies and publishes; `--force` builds even when nothing changed |
| `python -m etl diff A B` | Lists what changed between two (ids, `current`, folders); `--csv FILE` keeps all of it |
| `python -m etl adopt SOURCE[/EDITION]` | Writes fetched figures into `data/figures`, to review and commit |
| `python -m etl freeze [SOURCE]` | Writes `data/reference/frozen.csv` from the bundle: what later copies must hold |
| `python -m etl document` | Writes this text again |

Exit codes: 0 done or nothing changed; 1 the figures violate the contract; 2 wrong use; 3 another build or fetch is
running; 4 the release or a snapshot could not be written (disk full, no permission); 5 the release is built and
serves, but official files at hand were refused and what was published before stands in their place; 6 some official
files could not be fetched; 7 none could. Whatever happens, the former release or the new one serves, and it is whole.

Every table is of one kind: **figures** are published figures, **reference** is metadata and classifications, and a
**mart** is derived by the statement in `etl/sql/` of the same name. Rows are stored in the order of the key unless the
statement says otherwise.
Text is VARCHAR, integer INTEGER, real DOUBLE, boolean BOOLEAN, date DATE, timestamp TIMESTAMP.
"""


def _limits(column: Column) -> Iterator[str]:
    if column.required:
        yield "never empty"
    if column.min is not None:
        yield f"at least {column.min:g}"
    if column.max is not None:
        yield f"at most {column.max:g}"
    if column.allowed:
        yield "one of " + ", ".join(f"`{value}`" for value in column.allowed)
    if column.pattern:
        yield "matches `" + column.pattern.replace("|", "\\|") + "`"
    if column.format:
        yield "http or https address" + ("es" if column.format == "urls" else "")
    if column.references:
        yield "in " + " or ".join(f"`{table}.{name}`" for table, name in column.references)


def _table_lines(table: Table) -> Iterator[str]:
    yield f"\n## {table.name}\n"
    yield f"{table.description}\n"
    key = ", ".join(f"`{name}`" for name in table.key) or "none"
    files = ", ".join(f"`{name}`" for name in table.files)
    place = {
        "figures": f" Read from {files} in the folder of each source.",
        "reference": f" Read from {files} in `data/reference`.",
        "catalogue": " Read from `source.toml` of each source.",
        "reading": " Written from what was read.",
        "parsers": f" Read by the parsers {files} from results in `data/own`; offered as CSV up to a million rows.",
    }
    yield f"Kind: {table.kind}. Key: {key}.{place.get(table.place, '')}\n"
    yield "| Column | Type | Unit | Meaning | Rule |"
    yield "| --- | --- | --- | --- | --- |"
    for column in table.columns:
        rule = "; ".join(_limits(column))
        yield f"| `{column.name}` | {column.type} | {column.unit or ''} | {column.description} | {rule} |"


def release_document(schema: Schema) -> str:
    """Describe every table of a release in Markdown.

    Parameters
    ----------
    schema : Schema
        The layout of a release.

    Returns
    -------
    str
        The text of docs/release.md.
    """
    tables = [line for table in schema.tables.values() for line in _table_lines(table)]
    return "\n".join([_INTRODUCTION, f"Version of this layout: {schema.version}.", *tables]) + "\n"
