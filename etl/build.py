"""Build a release from figures: read, check, load, derive, verify, publish."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import duckdb
import polars as pl

from etl.inputs import Inputs, read_inputs
from etl.outcomes.gather import Bulk
from etl.outcomes.load import load_bulk_tables
from etl.outcomes.origin import with_bulk
from etl.release import publish
from etl.release.export import export_tables
from etl.release.fingerprint import fingerprint
from etl.release.load import create_table, insert, load_plain_tables, open_new, register_inputs, unregister_inputs
from etl.release.marts import build_marts, tables_made
from etl.release.releases import DATABASE, current_id, file_sha256, find_whole, free_id, read_manifest
from etl.release.verify import read_anchors, verify_release
from etl.replacing.official import approve_copies
from etl.schema import Schema, read_schema

Say = Callable[[str], None]


@dataclass(frozen=True)
class Stamp:
    """What identifies a release."""

    release_id: str
    built_at: datetime
    inputs_sha256: str
    schema_version: int


@dataclass(frozen=True)
class BuildResult:
    """What a build did."""

    release_id: str
    outcome: Literal["built", "unchanged", "restored"]
    row_count: int = 0
    #: Why official files at hand are not used in it: one sentence each.
    refused: tuple[str, ...] = ()


def _row_counts(connection: duckdb.DuckDBPyConnection, schema: Schema) -> dict[str, int]:
    sql = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in schema.tables)
    return dict(connection.execute(sql).fetchall())


def _write_about_itself(connection: duckdb.DuckDBPyConnection, schema: Schema, stamp: Stamp) -> None:
    release, holding = schema.tables["release"], schema.tables["holding"]
    for table in (release, holding):
        create_table(connection, table)
    frames = {
        "release": pl.DataFrame([{**vars(stamp), "built_at": stamp.built_at.replace(tzinfo=None)}]),
        "holding": pl.DataFrame(
            [
                (name, count, schema.tables[name].description)
                for name, count in _row_counts(connection, schema).items()
                if name not in {"release", "holding"}
            ],
            schema=holding.column_names,
            orient="row",
        ),
    }
    register_inputs(connection, frames)
    insert(connection, release, "SELECT * FROM input_release")
    insert(connection, holding, "SELECT * FROM input_holding ORDER BY table_name")
    unregister_inputs(connection, frames)


def _write_files(staging: Path, schema: Schema, inputs: Inputs, bulk: Bulk, stamp: Stamp, say: Say) -> dict[str, int]:
    with open_new(staging / DATABASE, bulk.row_count) as connection:
        connection.execute("BEGIN")  # one transaction: hundreds of small ones would each be written to the log
        register_inputs(connection, inputs.frames)
        load_plain_tables(connection, schema, tables_made())
        load_bulk_tables(connection, bulk.rows)
        say("loaded the figures")
        build_marts(connection, schema)
        unregister_inputs(connection, inputs.frames)
        _write_about_itself(connection, schema, stamp)
        connection.execute("COMMIT")
        say("built ranks, regions and summaries")
        export_tables(connection, schema, staging / "tables")
        say("wrote the download files")
        row_counts = _row_counts(connection, schema)
        connection.execute("CHECKPOINT")
    shutil.rmtree(staging / "spill", ignore_errors=True)
    return row_counts


def _manifest(staging: Path, stamp: Stamp, row_counts: Mapping[str, int], refused: list[str]) -> dict[str, object]:
    files = sorted(path for path in staging.rglob("*") if path.is_file())
    return {
        "id": stamp.release_id,
        "built_at": stamp.built_at.isoformat().replace("+00:00", "Z"),
        "inputs_sha256": stamp.inputs_sha256,
        "schema_version": stamp.schema_version,
        "database_sha256": file_sha256(staging / DATABASE),
        "database_bytes": (staging / DATABASE).stat().st_size,
        "row_counts": dict(sorted(row_counts.items())),
        "refused": refused,
        "file_bytes": {str(path.relative_to(staging)): path.stat().st_size for path in files},
    }


def _stage_and_publish(data_dir: Path, releases: Path, stamp: Stamp, keep: int, say: Say) -> BuildResult:
    schema = read_schema()
    inputs = read_inputs(data_dir, schema)
    with publish.staging_folder(releases, stamp.release_id) as staging:
        inputs, bulk = with_bulk(data_dir, schema, inputs, staging / "bulk")
        say(f"read and checked {inputs.row_count + bulk.row_count:,} rows of {len(inputs.catalogue)} sources")
        for line in (*inputs.used.summary(), *bulk.summary()):
            say(line)
        refused = [str(fault) for found in (*inputs.used.refusals, *bulk.refusals) for fault in found.violations]
        row_counts = _write_files(staging, schema, inputs, bulk, stamp, say)
        shutil.rmtree(staging / "bulk", ignore_errors=True)
        expected = {name: frame.height for name, frame in inputs.frames.items()}
        verify_release(staging / DATABASE, schema, expected, read_anchors(data_dir), bulk.rows)
        say("verified the release")
        publish.write_manifest(staging, _manifest(staging, stamp, row_counts, refused))
        publish.publish(staging, releases, stamp.release_id)
    for problem in approve_copies(data_dir, (copy for found in inputs.used.replacements for copy in found.copies)):
        say(problem)
    publish.prune(releases, keep, say)
    return BuildResult(stamp.release_id, "built", sum(row_counts.values()), tuple(refused))


def build(
    data_dir: Path, releases: Path, say: Say, *, force: bool = False, keep: int = publish.KEPT_RELEASES
) -> BuildResult:
    """Build a release and make it the current one, unless nothing changed.

    Parameters
    ----------
    data_dir : pathlib.Path
        The folder with ``figures/`` and ``reference/``.
    releases : pathlib.Path
        Where releases are kept.
    say : callable
        Takes one line per step done.
    force : bool
        Build even when the current release has the same inputs.
    keep : int
        How many releases stay, the new one included; dated links to older ones then show the newest.

    Returns
    -------
    BuildResult
        The release that serves now.

    Raises
    ------
    ContractError
        The figures violate the contract.
    BuildRunningError
        Another build is running.
    PublishError
        The release could not be written.
    """
    with publish.build_lock(releases):
        with publish.writing(releases):
            for leftover in publish.clean_leftovers(releases):
                say(f"removed {leftover}, left by a build that was stopped")
        inputs_sha256 = fingerprint(data_dir)
        whole = find_whole(releases, inputs_sha256)
        if whole and not force:
            is_serving = whole == current_id(releases)
            if not is_serving:
                with publish.writing(releases):
                    publish.point_to(releases, whole)
            refused = (read_manifest(releases, whole) or {}).get("refused", ())
            return BuildResult(whole, "unchanged" if is_serving else "restored", refused=tuple(refused))
        now = datetime.now(UTC).replace(microsecond=0)
        release_id = free_id(releases, f"{now:%Y%m%d}-{inputs_sha256[:8]}")
        stamp = Stamp(release_id, now, inputs_sha256, read_schema().version)
        return _stage_and_publish(data_dir, releases, stamp, keep, say)
