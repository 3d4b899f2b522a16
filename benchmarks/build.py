"""What a full build costs, beside a plain DuckDB load of the same files in the same run.

Run: python benchmarks/build.py [--runs 3]

Each run is a process of its own, so that CPU time and peak memory are its own; the two ways take turns. The plain
load reads the same CSV files with read_csv, guesses types and checks nothing: the floor under any build.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "benchmarks" / "results" / "build.json"


def run_build(folder: Path) -> None:
    """Build a release of the real data below a folder."""
    from etl.build import build  # noqa: PLC0415 (its import is part of what is measured)

    build(ROOT / "data", folder, lambda line: None)


def run_plain_load(folder: Path) -> None:
    """Load the same CSV files into DuckDB, one statement per table."""
    import duckdb  # noqa: PLC0415 (its import is part of what is measured)

    tables: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data").glob("figures/*/*.csv")):
        tables.setdefault(path.stem.rstrip("0123456789_"), []).append(str(path))
    for path in sorted((ROOT / "data" / "reference").glob("*.csv")):
        tables[path.stem] = [str(path)]
    with duckdb.connect(str(folder / "plain.duckdb"), config={"threads": 2}) as connection:
        for name, files in tables.items():
            connection.execute(
                f'CREATE TABLE "{name}" AS SELECT * FROM read_csv(?, filename = true, union_by_name = true)', [files]
            )


WAYS = {"build": run_build, "plain_load": run_plain_load}


def measure(way: str) -> dict[str, float]:
    """Run one way in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        output = subprocess.run(
            [sys.executable, __file__, "--way", way, "--folder", folder],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        wall = time.perf_counter() - started
        files = [path for path in Path(folder).rglob("*") if path.is_file()]
        sizes = {
            "database_bytes": sum(path.stat().st_size for path in files if path.suffix == ".duckdb"),
            "download_bytes": sum(path.stat().st_size for path in files if path.parent.name == "tables"),
        }
    return {"wall_s": round(wall, 2), **json.loads(output), **sizes}


def run_way(way: str, folder: Path) -> None:
    """Run one way here and print what it cost."""
    WAYS[way](folder)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"cpu_s": round(usage.ru_utime + usage.ru_stime, 2), "peak_rss_mb": usage.ru_maxrss // 1024}))


def main() -> None:
    """Measure both ways in turn and write the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.way:
        run_way(options.way, options.folder)
        return
    runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    load_before = os.getloadavg()[0]
    for _ in range(options.runs):
        for way, measured in runs.items():
            measured.append(measure(way))
    result = {
        "machine": {
            "cores": os.cpu_count(),
            "load_average_before": round(load_before, 1),
            "python": platform.python_version(),
            "duckdb": version("duckdb"),
            "polars": version("polars"),
        },
        "runs": options.runs,
        "csv_bytes": sum(
            path.stat().st_size for path in (ROOT / "data").glob("*/**/*.csv") if "releases" not in path.parts
        ),
        **{
            way: {key: round(statistics.median(run[key] for run in measured), 2) for key in measured[0]}
            for way, measured in runs.items()
        },
    }
    result["build_cpu_per_plain_load_cpu"] = round(result["build"]["cpu_s"] / result["plain_load"]["cpu_s"], 1)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
