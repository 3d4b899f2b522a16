"""How many readers each server holds: answers to clicks within 150 ms for 95 of 100, readers thinking five seconds.

    .venv/bin/python -m benchmarks.held [--seconds 6] [contender ...]

Without a proxy, each server on one core with one process, the readers on another core. They open the page, and choose
any country of 195 every five seconds; the number doubles until the answers take too long, and between the last two
numbers one more is tried. No browser draws: what is counted is the server. Needs what benchmarks.compare needs. Writes
benchmarks/results/held.json; takes about seven minutes.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks.compare import peer_versions
from benchmarks.load.__main__ import crowd_apart
from benchmarks.load.crowd import Reader, measured
from benchmarks.load.readers import KINDS
from benchmarks.machine import facts, memory_mb
from benchmarks.peers.contenders import ALL, Contender
from benchmarks.peers.figures import write_figures
from benchmarks.servers import Served

RESULT = Path(__file__).parent / "results" / "held.json"
P95_LIMIT_MS, THINK_S = 150, 5.0
_FIRST, _MOST, _WARM_S = 10, 640, 12


def _reader(contender: Contender, served: Served, names: dict[str, str], *, is_in_turn: bool = False) -> Reader:
    codes, turn = list(names), cycle(names)

    @asynccontextmanager
    async def opened() -> AsyncIterator[Callable[[int], Awaitable[None]]]:
        async with KINDS[contender.name](served.address, names) as choose:

            async def ask(number: int) -> None:
                await choose(next(turn) if is_in_turn else codes[number % len(codes)])

            yield ask

    return opened


def _is_held(found: dict[str, Any]) -> bool:
    return not found["errors"] and bool(found["answers"]) and found["p95_ms"] <= P95_LIMIT_MS


def held(contender: Contender, data: Path, work: Path, names: dict[str, str], seconds: float) -> dict[str, Any]:
    """How many readers a contender holds, and what each number of readers met."""
    with crowd_apart() as core, contender.run(data, work, pinned_to=core) as served:
        reader = _reader(contender, served, names)
        # What the first readers pay for, no later one finds: every country once, or as many as there is time for.
        warming = _reader(contender, served, names, is_in_turn=True)
        measured(served, warming, 2, think_s=0, seconds=_WARM_S)
        memory = memory_mb(served.process_ids)
        tried: list[dict[str, Any]] = []

        def is_held(readers: int) -> bool:
            found = measured(served, reader, readers, think_s=THINK_S, seconds=seconds)
            tried.append(found)
            print(f"{contender.name}: {json.dumps(found)}", flush=True)
            return _is_held(found)

        most, readers = 0, _FIRST
        while readers <= _MOST and is_held(readers):
            most, readers = readers, readers * 2
        if 0 < most < _MOST and is_held(most * 3 // 2):
            most = most * 3 // 2
        grown = memory_mb(served.process_ids) - memory
    return {"held": most, "is_more_than_tried": most >= _MOST, "memory_grown_mb": round(grown), "tried": tried}


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contenders", nargs="*", help="names; all where none is given")
    parser.add_argument("--seconds", type=float, default=6, help="how long each number of readers is counted")
    parser.add_argument("--out", type=Path, default=RESULT)
    asked = parser.parse_args()
    told = facts(f"python -m benchmarks.held --seconds {asked.seconds:g}", "streamlit", "uvicorn")
    told["versions"]["peers"] = peer_versions()
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        names = write_figures(data)
        for contender in ALL:
            if contender.name not in KINDS or (asked.contenders and contender.name not in asked.contenders):
                continue
            work = Path(folder) / contender.name.replace(" ", "-")
            try:
                found[contender.name] = held(contender, data, work, names, asked.seconds)
            except Exception as error:
                found[contender.name] = {"failed": f"{type(error).__name__}: {error}"[:500]}
                print(contender.name, found[contender.name], flush=True)
    told |= {"p95_limit_ms": P95_LIMIT_MS, "think_s": THINK_S, "cores": os.cpu_count(), "contenders": found}
    asked.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({name: each.get("held", "failed") for name, each in found.items()}))
    return int(any("failed" in each for each in found.values()))


if __name__ == "__main__":
    sys.exit(main())
