"""Publishing under fire: kills, full disks, many builds at once, readers meanwhile, and machines that follow.

Run: python -m benchmarks.soak.publishing [--short] [PART ...]

Parts: kills, removals, full-disk, at-once, reads, travels; by default all. Each writes what it found into
benchmarks/results/soak_publishing.json; the short form writes nothing. The exit code is 1 when anything was bad.
tests/integration/test_publishing_under_fire.py runs the short form.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.soak.all_kills import kill_everything, kill_while_removing
from benchmarks.soak.at_once import build_at_once
from benchmarks.soak.reads import read_while_publishing
from benchmarks.soak.results import RESULTS, circumstances, timed, write_results
from benchmarks.soak.small_disk import apart, can_mount
from benchmarks.soak.travels import kill_travels

NAME = "publishing"


def kills(work: Path, *, is_short: bool) -> dict[str, Any]:
    """Kill the hard way at any moment of builds and fetches."""
    found = {}
    for name, told in kill_everything(work, is_short=is_short):
        found[name] = told
        print(f"  {name}: {told['stopped']} killed, {len(told['bad'])} bad", flush=True)
    return {"kills": sum(told["stopped"] for told in found.values()), **found}


def removals(work: Path, *, is_short: bool) -> dict[str, Any]:
    """Kills while an old release is removed; none in the short form."""
    return {} if is_short else kill_while_removing(work)


def full_disk(work: Path, *, is_short: bool) -> dict[str, Any]:
    """A disk that is full at every write, where this machine allows mounts of one's own."""
    if not can_mount():
        return {"skipped": "this machine allows no mounts of one's own"}
    command = [sys.executable, "-m", "benchmarks.soak.full_disk", str(work), *(["--short"] if is_short else [])]
    output = subprocess.run(apart(command), check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(output)
    return {"full_disks": sum(told["stopped"] for told in found.values()), **found}


def at_once(work: Path, *, is_short: bool) -> dict[str, Any]:
    """Builds that start together."""
    return build_at_once(work, *(4, 1) if is_short else (10, 8))


def reads(work: Path, *, is_short: bool) -> dict[str, Any]:
    """Reads while releases are published."""
    return read_while_publishing(work, *(200, 3) if is_short else (10_000, 100))


def travels(work: Path, *, is_short: bool) -> dict[str, Any]:
    """Kill publishers to a store and followers of it."""
    told = kill_travels(work, is_short=is_short).told()
    return {"kills": told["stopped"], "publishers and followers": told}


PARTS: Mapping[str, Callable[..., dict[str, Any]]] = {
    "kills": kills,
    "removals": removals,
    "full-disk": full_disk,
    "at-once": at_once,
    "reads": reads,
    "travels": travels,
}


def bad_of(found: object) -> list[str]:
    """Everything bad that was found, however deep."""
    if not isinstance(found, dict):
        return []
    return [*found.get("bad", ()), *(line for value in found.values() for line in bad_of(value))]


def run_part(name: str, *, is_short: bool) -> dict[str, Any]:
    """Run one part in a folder of its own."""
    found: dict[str, Any] = circumstances("duckdb", "polars", "requests")
    with tempfile.TemporaryDirectory(prefix="soak-") as work, timed(found):
        found |= PARTS[name](Path(work), is_short=is_short)
    return found


def main() -> int:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", default=list(PARTS))
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    path, bad = RESULTS / f"soak_{NAME}.json", []
    for name in options.parts:
        print(name, flush=True)
        found = run_part(name, is_short=options.short)
        bad += bad_of(found)
        print(json.dumps(found, indent=1, ensure_ascii=False), flush=True)
        if not options.short:
            former = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
            write_results(NAME, {**former, name: found})
    print(f"{len(bad)} bad", *bad, sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
