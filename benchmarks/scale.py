"""What it costs to load audits by the million, beside plain DuckDB on the same files in the same run.

Run: python -m benchmarks.scale [--rows 10000 100000 1000000 10000000]

For every number of rows the files are made once (:mod:`benchmarks.scale_files`); then each step runs in a process of
its own, so that CPU time and peak memory are its own:

``ours``      reads the files in children with limits, checks every row against the contract, loads them into the
              file of a release and verifies them; then makes the pre-aggregates
``plain``     reads the same files with read_json and read_csv and inserts the same rows, with no child and no check
``copy_csv``  COPY of the same rows from one tidy CSV file, which nobody has
``copy_parquet``  COPY of the same rows from one tidy Parquet file
``pages``     what a country page asks of the pre-aggregates, as the dashboard opens the file

10 million rows need 15 GB of disk for a while and some minutes. Results: benchmarks/results/scale.json and scale.svg.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.scale_chart import write_chart
from benchmarks.scale_files import write_audits
from benchmarks.scale_plain import PLAIN, PLAIN_TABLE
from etl.metadata.source_files import read_catalogue
from etl.outcomes.gather import Bulk, read_bulk
from etl.outcomes.load import bulk_faults, load_bulk_tables
from etl.outcomes.rows import Rows
from etl.release.load import create_table, insert, open_new, quoted
from etl.release.marts import SQL_FOLDER, VIEW_ENDING
from etl.release.verify import open_read_only
from etl.schema import read_schema

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
QUERIES = ROOT / "dashboard" / "queries" / "sql"
COUNTRY_PAGE = ("own_audits.sql",)
PAGE_RUNS = 200
Timed = dict[str, Any]


def _spent() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _timed(work: Callable[[], Any]) -> Timed:
    wall, cpu = time.perf_counter(), _spent()
    work()
    return {"wall_s": round(time.perf_counter() - wall, 3), "cpu_s": round(_spent() - cpu, 3)}


def _peak_mb(who: int = resource.RUSAGE_SELF) -> int:
    return round(resource.getrusage(who).ru_maxrss / 1024)


def _known() -> dict[tuple[str, str], set[str]]:
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT country_code FROM read_csv($path)", {"path": str(ROOT / "data/reference/countries.csv")}
        ).fetchall()
    return {
        ("country", "country_code"): {code for (code,) in rows},
        ("source", "source_id"): {"axe-runs", "site-scans"},
    }


def _marts(connection: duckdb.DuckDBPyConnection) -> None:
    for path in sorted(SQL_FOLDER.glob("*.sql")):
        name, select = path.stem.partition("_")[2], path.read_text(encoding="utf-8")
        if name == f"current_outcome{VIEW_ENDING}":
            connection.execute(f"CREATE TEMP VIEW current_outcome AS {select}")
        elif name.startswith("audit_outcome_"):
            create_table(connection, read_schema().tables[name])
            insert(connection, read_schema().tables[name], select)


def _verified(path: Path, rows: Mapping[str, Rows]) -> None:
    with open_read_only(path) as connection:
        faults = list(bulk_faults(connection, rows))
    if faults:
        raise SystemExit("\n".join(faults))


def run_ours(folder: Path) -> Timed:
    """Read, check, load and verify as a build does; then the pre-aggregates."""
    database = folder / "ours.duckdb"

    stages: Timed = {}
    read: list[Bulk] = []

    def read_and_check() -> None:
        catalogue = read_catalogue(folder / "data" / "own")
        read.append(read_bulk(folder / "data", catalogue, read_schema(), _known(), folder / "bulk"))
        if read[0].refusals:
            raise SystemExit("\n".join(str(fault) for found in read[0].refusals for fault in found.violations))

    def insert_all() -> None:
        with open_new(database, read[0].row_count) as connection:
            connection.execute("BEGIN")
            load_bulk_tables(connection, read[0].rows)
            connection.execute("COMMIT")
            connection.execute("CHECKPOINT")

    def load() -> None:
        stages["read_and_check"] = _timed(read_and_check)
        stages["load"] = _timed(insert_all)
        stages["verify"] = _timed(lambda: _verified(database, read[0].rows))

    def aggregate() -> None:
        with duckdb.connect(str(database), config={"memory_limit": "2GB", "threads": 2}) as connection:
            criteria = ROOT / "data" / "reference" / "success_criteria.csv"
            connection.execute(f"CREATE TABLE success_criterion AS FROM read_csv('{criteria}', all_varchar = true)")
            _marts(connection)
            connection.execute("CHECKPOINT")

    measured = {**_timed(load), **stages}
    measured |= {"peak_rss_mb": _peak_mb(), "child_peak_rss_mb": _peak_mb(resource.RUSAGE_CHILDREN)}
    measured |= {"marts": _timed(aggregate), "database_bytes": database.stat().st_size}
    return measured


def run_plain(folder: Path) -> Timed:
    """Insert the same rows with one statement per kind of file."""

    def load() -> None:
        with duckdb.connect(str(folder / "plain.duckdb"), config={"threads": 2}) as connection:
            connection.execute(PLAIN_TABLE)
            for statement in PLAIN:
                connection.execute(statement.format(data=folder / "data", reference=ROOT / "data" / "reference"))
            connection.execute("CHECKPOINT")

    return {**_timed(load), "peak_rss_mb": _peak_mb()}


def _copy(folder: Path, name: str, options: str) -> Timed:
    def load() -> None:
        with duckdb.connect(str(folder / f"copy-{name}.duckdb"), config={"threads": 2}) as connection:
            connection.execute(PLAIN_TABLE)
            connection.execute(f"COPY plain FROM '{folder / name}' ({options})")
            connection.execute("CHECKPOINT")

    return {**_timed(load), "peak_rss_mb": _peak_mb()}


def run_pages(folder: Path) -> Timed:
    """Ask what a country page asks, again and again, of every country in turn."""
    statements = [(QUERIES / name).read_text(encoding="utf-8") for name in COUNTRY_PAGE]
    codes = ("PAK", "IND", "USA")
    took: list[float] = []
    cpu: list[float] = []
    with open_read_only(folder / "ours.duckdb") as connection:
        connection.execute("SET threads = 1")
        for number in range(PAGE_RUNS):
            started, worked = time.perf_counter(), time.process_time()
            for statement in statements:
                connection.cursor().execute(statement, {"country_code": codes[number % len(codes)]}).fetchall()
            took.append(1000 * (time.perf_counter() - started))
            cpu.append(1000 * (time.process_time() - worked))
    return {
        "queries": len(statements),
        "median_ms": round(statistics.median(took), 2),
        "p95_ms": round(statistics.quantiles(took, n=20)[-1], 2),
        "median_cpu_ms": round(statistics.median(cpu), 2),
    }


STEPS: dict[str, Callable[[Path], Timed]] = {
    "ours": run_ours,
    "plain": run_plain,
    "copy_csv": lambda folder: _copy(folder, "rows.csv", "HEADER"),
    "copy_parquet": lambda folder: _copy(folder, "rows.parquet", "FORMAT parquet"),
    "pages": run_pages,
}


def _step(name: str, folder: Path) -> Timed:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", "--step", name, "--folder", str(folder)],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    measured: Timed = json.loads(run.stdout.splitlines()[-1])
    return measured


def _write_tidy(folder: Path) -> tuple[int, str]:
    """The rows that were loaded, as tidy files; gives their number and the difference to the plain load."""
    with duckdb.connect(str(folder / "ours.duckdb"), read_only=True) as connection:
        columns = ", ".join(quoted(name) for name in read_schema().tables["audit_outcome"].column_names)
        rows = f"(SELECT {columns} FROM audit_outcome)"
        connection.execute(f"COPY {rows} TO '{folder / 'rows.csv'}' (HEADER)")
        connection.execute(f"COPY {rows} TO '{folder / 'rows.parquet'}' (FORMAT parquet)")
        connection.execute(f"ATTACH '{folder / 'plain.duckdb'}' AS other (READ_ONLY)")
        sums = [
            connection.execute(f"SELECT count(*), sum(hash({columns})) FROM {name}").fetchall()
            for name in ("audit_outcome", "other.plain")
        ]
    return sums[0][0][0], "the same" if sums[0] == sums[1] else f"NOT the same: {sums}"


def measure(rows: int, parent: Path | None) -> Timed:
    """Measure one number of rows."""
    with tempfile.TemporaryDirectory(dir=parent, prefix="scale-") as name:
        folder = Path(name)
        measured: Timed = {"wanted_rows": rows, **write_audits(folder / "data", rows)}
        (folder / "data" / "reference").symlink_to(ROOT / "data" / "reference")
        measured |= {step: _step(step, folder) for step in ("ours", "plain")}
        measured["rows"], measured["rows_of_both"] = _write_tidy(folder)
        measured |= {step: _step(step, folder) for step in ("copy_csv", "copy_parquet", "pages")}
    whole, load = measured["ours"], measured["ours"]["load"]
    measured["speed_of_plain"] = _speed(measured["plain"], whole)
    measured["load_speed_of_copy_csv"] = _speed(measured["copy_csv"], load)
    measured["load_speed_of_copy_parquet"] = _speed(measured["copy_parquet"], load)
    return measured


def _speed(other: Timed, ours: Timed) -> Timed:
    """How fast ours is: 1 is as fast as the other way, 0.7 is 70 % of its rows per second."""
    return {key: round(other[f"{key}_s"] / ours[f"{key}_s"], 2) for key in ("cpu", "wall")}


def main() -> None:
    """Measure every size and write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--step", choices=list(STEPS))
    parser.add_argument("--folder", type=Path, help="where files are made (default: the temporary folder)")
    options = parser.parse_args()
    if options.step:
        print(json.dumps(STEPS[options.step](options.folder)))
        return
    machine = {
        "cores": os.cpu_count(),
        "load_average_before": round(os.getloadavg()[0], 1),
        "duckdb": version("duckdb"),
        "polars": version("polars"),
    }
    sizes = []
    for rows in options.rows:
        sizes.append(measure(rows, options.folder))
        print(json.dumps(sizes[-1]), flush=True)
        RESULTS.joinpath("scale.json").write_text(json.dumps({"machine": machine, "sizes": sizes}, indent=1) + "\n")
    write_chart(sizes, RESULTS / "scale.svg")


if __name__ == "__main__":
    main()
