"""Fifty readers for half an hour: no error, and memory that does not grow.

    .venv/bin/python -m benchmarks.soak.readers [--minutes 30]

One process with the limits wide, every page with any of the countries, five seconds of thinking. Some of the tabs are
closed and opened anew all the time, as readers come and go. The slope is that of a line through the resident memory of
the last four fifths of the time: for some six minutes the server fills up with what it keeps. Ends with 1 where an
error was met or the slope is above 1 MB a minute. Writes benchmarks/results/soak_readers.json.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks.load.__main__ import seen_views
from benchmarks.load.crowd import Waited
from benchmarks.load.readers import tab
from benchmarks.machine import facts
from benchmarks.soak.results import write_results
from dashboard.release import data_folder
from tests.sessions import served

SLOPE_LIMIT_MB, READERS, THINK_S = 1.0, 50, 5.0
# A tab lives for so many views, then another reader comes.
_VIEWS_OF_A_TAB = 20


async def _reader(address: str, number: int, waited: Waited, begin: float, end: float) -> None:
    views, rng = seen_views(), random.Random(number)
    await asyncio.sleep(rng.uniform(0, THINK_S))
    while time.monotonic() < end:
        try:
            async with tab(address) as session:
                for _ in range(_VIEWS_OF_A_TAB):
                    started = time.monotonic()
                    await session.run(*rng.choice(views))
                    if started > begin:
                        waited.ms.append((time.monotonic() - started) * 1000)
                    await asyncio.sleep(rng.uniform(0.5, 1.5) * THINK_S)
                    if time.monotonic() > end:
                        return
        except Exception as error:
            waited.errors.append(f"{type(error).__name__}: {error}"[:200])
            await asyncio.sleep(1)


async def _memory(process: psutil.Process, seen: list[tuple[float, float]], end: float) -> None:
    started = time.monotonic()
    while (now := time.monotonic()) < end:
        seen.append(((now - started) / 60, process.memory_info().rss / 1e6))
        if len(seen) % 30 == 1:
            print(f"{seen[-1][0]:.1f} min: {seen[-1][1]:.0f} MB", flush=True)
        await asyncio.sleep(2)


async def _all(address: str, process: psutil.Process, minutes: float) -> tuple[Waited, list[tuple[float, float]]]:
    waited = Waited()
    # Every view once, so that what is kept of views is there.
    async with tab(address) as session:
        for view in seen_views():
            await session.run(*view)
    begin, seen = time.monotonic(), list[tuple[float, float]]()
    end = begin + minutes * 60
    readers = (_reader(address, number, waited, begin, end) for number in range(READERS))
    await asyncio.gather(_memory(process, seen, end), *readers)
    return waited, seen


def slope(seen: list[tuple[float, float]]) -> float:
    """MB a minute of a line through the last four fifths."""
    late = seen[len(seen) // 5 :]
    return statistics.linear_regression([at for at, _ in late], [held for _, held in late]).slope


def main() -> int:
    """Run, write, and say whether the limits are kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    asked = parser.parse_args()
    found: dict[str, Any] = facts(
        f"python -m benchmarks.soak.readers --minutes {asked.minutes:g}", "streamlit", "uvicorn"
    )
    with tempfile.TemporaryDirectory() as folder, served(data_folder(), log=Path(folder) / "log") as (address, pid):
        process = psutil.Process(pid)
        waited, seen = asyncio.run(_all(address, process, asked.minutes))
    grown = round(slope(seen), 2)
    found |= {
        "readers": READERS, "think_s": THINK_S, "minutes": asked.minutes, **waited.told(),
        "memory_mb": [[round(at, 1), round(held)] for at, held in seen[:: max(1, len(seen) // 40)]],
        "limits": {
            "errors": {"limit": 0, "found": len(waited.errors), "is_kept": not waited.errors},
            "memory_mb_per_minute": {"limit": SLOPE_LIMIT_MB, "found": grown, "is_kept": grown <= SLOPE_LIMIT_MB},
        },
    }  # fmt: skip
    print(write_results("readers", found), json.dumps(found["limits"]))
    return int(not all(limit["is_kept"] for limit in found["limits"].values()))


if __name__ == "__main__":
    sys.exit(main())
