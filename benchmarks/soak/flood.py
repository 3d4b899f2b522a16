"""Readers who do harm, in numbers: floods of reruns, and readers who ask and do not read.

    .venv/bin/python -m benchmarks.soak.flood

The server runs with the limits that stand without any setting. Writes benchmarks/results/soak_flood.json;
tests/pages/test_flood.py runs a short form.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import psutil

from benchmarks.soak.results import circumstances, timed, write_results
from dashboard.menu import ENTRIES
from tests.floods import ask_and_not_read, flood, probing
from tests.sessions import ROOT, Session, served

_PAGES = [page.address for page in ENTRIES]
_DATA = ROOT / "data"


def _probed(address: str, process: psutil.Process, harm: Callable[[], Coroutine[Any, Any, Any]]) -> dict[str, Any]:
    """What the health probe and the process felt while harm was done."""
    before = process.memory_info().rss
    cpu = process.cpu_times()
    found: dict[str, Any] = {}
    with timed(found), probing(address) as probes:
        asyncio.run(harm())
    spent = process.cpu_times()
    return found | {
        "probes": len(probes.seconds),
        "probes_failed": probes.failed,
        "probe_median_ms": round(probes.median_s * 1000, 1),
        "probe_worst_ms": round(probes.worst_s * 1000, 1),
        "server_cpu_s": round(spent.user + spent.system - cpu.user - cpu.system, 1),
        "memory_grown_mb": round((process.memory_info().rss - before) / 1e6, 1),
    }


async def _reader(address: str, seconds: float) -> list[float]:
    """How long pages take for a reader who does no harm, one every half second."""
    took = []
    end = time.monotonic() + seconds
    async with Session(address) as session:
        while time.monotonic() < end:
            started = time.monotonic()
            await session.run(_PAGES[len(took) % len(_PAGES)])
            took.append(time.monotonic() - started)
            await asyncio.sleep(0.5)
    return took


def _floods(address: str, process: psutil.Process) -> dict[str, Any]:
    found = {}
    for name, sockets, messages, seconds in (
        ("nobody", 0, 0, 20.0),
        ("one socket, 3,000 reruns", 1, 3000, 20.0),
        ("twenty sockets, 500 reruns each", 20, 500, 20.0),
        ("twenty sockets, 90 reruns each, never let go", 20, 90, 20.0),
    ):
        pages: list[float] = []

        async def harm(sockets: int = sockets, messages: int = messages, seconds: float = seconds) -> None:
            floods = (flood(address, messages, seconds, pages=_PAGES) for _ in range(sockets))
            taken, *_ = await asyncio.gather(_reader(address, seconds), *floods)
            pages.extend(taken)  # noqa: B023

        part = _probed(address, process, harm)
        ordered = sorted(pages)
        part["another_reader_pages"] = len(ordered)
        part["another_reader_median_ms"] = round(ordered[len(ordered) // 2] * 1000)
        part["another_reader_worst_ms"] = round(ordered[-1] * 1000)
        found[name] = part
        print(name, part)
    return found


def _deaf(address: str, process: psutil.Process) -> dict[str, Any]:
    """Readers who ask for a large file, or for pages over a socket, and never read."""
    release = (_DATA / "releases" / "current").read_text(encoding="utf-8").strip()
    largest = max((_DATA / "releases" / release / "tables").glob("*.csv"), key=lambda path: path.stat().st_size)

    async def files() -> None:
        lines = [ask_and_not_read(address, f"/api/v1/releases/{release}/tables/{largest.name}") for _ in range(70)]
        await asyncio.sleep(45)
        for line in lines:
            line.close()

    async def sockets() -> None:
        floods = [flood(address, 60, 45, pages=_PAGES, is_reading=False) for _ in range(50)]
        await asyncio.gather(*floods)

    found = {"70 files": _probed(address, process, files), "50 sockets": _probed(address, process, sockets)}
    print(found)
    return found


def main() -> None:
    """Do all of it and write the results."""
    found: dict[str, Any] = circumstances("streamlit", "uvicorn")
    with (
        tempfile.TemporaryDirectory() as folder,
        served(_DATA, log=Path(folder) / "log", settings={}) as (address, pid),
    ):
        process = psutil.Process(pid)
        found["floods"] = _floods(address, process)
        found["readers_who_do_not_read"] = _deaf(address, process)
    print(write_results("flood", found))


if __name__ == "__main__":
    main()
