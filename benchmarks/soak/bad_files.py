"""Every bad file of tests/bad_files offered to its reader and to a build.

    .venv/bin/python -m benchmarks.soak.bad_files

Each is read in a child with limits, which says what it costs and why it is refused, and each is offered as a snapshot
to a build of the sources concerned: the figures that come out must be those of the bundle. Writes
benchmarks/results/soak_bad_files.json; tests/integration/test_bad_files.py runs all of the first part and some of the
second.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.soak.results import circumstances, timed, write_results
from etl.reading.child import Nursery
from etl.reading.order import GIB, MIB, Order
from tests.bad_files import BAD_FILES
from tests.offered import figures, offer, read_small, rounds, unrefused, write_small_data
from tests.official_forms import REFERENCE, official_file


def _read_each(folder: Path) -> list[dict[str, Any]]:
    nursery, found = Nursery(), []
    for bad in BAD_FILES:
        path = folder / f"{bad.source}{bad.suffix}"
        path.write_bytes(bad.make(bad.editions[0]))
        outcome = nursery.read(Order(bad.source, official_file(bad.source, bad.editions[0]), (path,), REFERENCE))
        found.append(
            {
                "file": bad.name,
                "bytes": path.stat().st_size,
                "said": str(outcome.error).splitlines()[0][:240]
                if outcome.error
                else "left to the rules of the source",
                "memory_mb": round(outcome.spent.memory_bytes / MIB),
                "cpu_s": round(outcome.spent.cpu_seconds, 2),
            }
        )
        print(found[-1], flush=True)
    nursery.close()
    return found


def _offer_all(folder: Path) -> dict[str, Any]:
    data = write_small_data(folder / "data")
    bundled = figures(read_small(data))
    found: dict[str, Any] = {"builds": 0, "not_refused_as_expected": [], "builds_with_other_figures": 0}
    for offered in rounds(BAD_FILES):
        offer(data, offered)
        inputs = read_small(data)
        found["builds"] += 1
        found["not_refused_as_expected"] += unrefused(inputs, offered)
        is_same = all(frame.equals(bundled[name]) for name, frame in figures(inputs).items())
        found["builds_with_other_figures"] += not is_same
        print(found, flush=True)
    return found


def main() -> int:
    """Run everything and write the results."""
    found: dict[str, Any] = circumstances("polars", "openpyxl") | {"bad_files": len(BAD_FILES)}
    with timed(found), tempfile.TemporaryDirectory() as name:
        each = _read_each(Path(name))
        found["offered_to_builds"] = _offer_all(Path(name))
    found |= {
        "refused_by_the_reader": sum("left to" not in line["said"] for line in each),
        "refused_by_rules": sum("left to" in line["said"] for line in each),
        "most_memory_mb": max(line["memory_mb"] for line in each),
        "most_cpu_s": max(line["cpu_s"] for line in each),
        "each": each,
    }
    print(write_results("bad_files", found))
    offered = found["offered_to_builds"]
    is_bounded = found["most_memory_mb"] * MIB <= GIB and found["most_cpu_s"] <= 30
    return int(bool(offered["not_refused_as_expected"] or offered["builds_with_other_figures"] or not is_bounded))


if __name__ == "__main__":
    sys.exit(main())
