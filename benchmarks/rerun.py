"""CPU time of a page run, per page: with a filter already seen, and with a new one.

    .venv/bin/python -m benchmarks.rerun

Starts the real server on the current release, speaks Streamlit's websocket protocol to it, and reads the CPU
clock of the server process around every run (nanoseconds, all threads). Limits: 15 CPU-ms for a filter already
seen, 60 for a new one; both as medians. CPU time of one and the same run varies by a factor of two with what else
the host does, so a peer is measured before, between and after: benchmarks/plain_app.py, the readiness page as one
would plainly write it. Writes benchmarks/results/rerun.json.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Iterable
from itertools import cycle, product
from pathlib import Path
from typing import Any

import duckdb

from dashboard.menu import ENTRIES
from dashboard.release import data_folder
from tests.sessions import WIDE_LIMITS, Session, served

SEEN_LIMIT_MS, NEW_LIMIT_MS = 15.0, 60.0
_RUNS = 40
_RESULT = Path(__file__).parent / "results" / "rerun.json"

# What changes from run to run on each page, so that every run asks for something new.
_NEW_FILTER = {
    "compare_countries": "countries=PAK&countries={code}",
    "compare_regions": "index={index}&edition={edition}&measure=total",
    "sources": "q={code}",
    "claims": "part=own&country={code}&kind=regional-rank&number=13+of+16",
    "barriers": "study_country={study}&category={category}&sort={order}",
}


def _cpu_ms(pid: int) -> float:
    """CPU time of another process in ms: Linux makes a clock of its id."""
    return time.clock_gettime(((~pid) << 3) | 2) * 1000


async def _measure(address: str, pid: int, page: str, queries: Iterable[str]) -> list[float]:
    spent = []
    async with Session(address) as session:
        await session.run(page, "")
        for query in queries:
            before = _cpu_ms(pid)
            await session.run(page, query)
            # What the server does after the last message belongs to the run.
            await asyncio.sleep(0.05)
            spent.append(_cpu_ms(pid) - before)
    return spent


def _new_queries(name: str) -> list[str]:
    """Query strings of which each asks a page for something new."""
    release = (data_folder() / "releases" / "current").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(data_folder() / "releases" / release / "atlas.duckdb"), read_only=True) as con:
        codes = [row[0] for row in con.sql("SELECT country_code FROM country WHERE kind = 'country'").fetchall()]
        editions = con.sql("SELECT index_id, edition FROM edition WHERE index_id <> 'aipi'").fetchall()
        studies = [
            row[0] for row in con.sql("SELECT DISTINCT country_code FROM study WHERE country_code <> ''").fetchall()
        ]
        categories = [row[0] for row in con.sql("SELECT category_id FROM challenge_category").fetchall()]
    barriers = list(product(studies, categories, ("original", "total", "name")))
    template = _NEW_FILTER.get(name, "country={code}")
    made = [
        template.format(code=code, index=index, edition=edition, study=study, category=category, order=order)
        for code, (index, edition), (study, category, order) in zip(codes, cycle(editions), cycle(barriers))
    ]
    return list(dict.fromkeys(made))[:_RUNS]


def _idle_ms(pid: int) -> float:
    """What the server spends on nothing in the pause after a run."""
    before = _cpu_ms(pid)
    time.sleep(2)
    return (_cpu_ms(pid) - before) / 2 * 0.05


def _peer_ms() -> float:
    log = data_folder() / "releases" / "peer.log"
    # How messages are pressed is ours; uvicorn's way would be counted as the plain page's.
    settings = WIDE_LIMITS | {"STREAMLIT_SERVER_ENABLE_WEBSOCKET_COMPRESSION": "false"}
    with served(data_folder(), log=log, script="benchmarks/plain_app.py", settings=settings) as (address, pid):
        idle = _idle_ms(pid)
        return statistics.median(asyncio.run(_measure(address, pid, "", [""] * _RUNS))) - idle


def _rows() -> list[dict[str, Any]]:
    rows = []
    with served(data_folder(), log=data_folder() / "releases" / "rerun.log") as (address, pid):
        idle = _idle_ms(pid)
        for entry in ENTRIES:
            new = asyncio.run(_measure(address, pid, entry.address, _new_queries(entry.name)))
            seen = asyncio.run(_measure(address, pid, entry.address, [""] * _RUNS))
            rows.append(
                {
                    "page": entry.name,
                    "seen_ms": round(statistics.median(seen) - idle, 1),
                    "new_ms": round(statistics.median(new) - idle, 1),
                }
            )
            print(rows[-1])
    return rows


def main() -> None:
    """Measure the peer and all pages and write the result."""
    before = _peer_ms()
    rows = _rows()
    peer = (before + _peer_ms()) / 2
    for row in rows:
        row["seen_share_of_limit"] = round(row["seen_ms"] / SEEN_LIMIT_MS, 2)
        row["new_share_of_limit"] = round(row["new_ms"] / NEW_LIMIT_MS, 2)
        row["seen_share_of_plain"] = round(row["seen_ms"] / peer, 2)
    result = {"limits_ms": {"seen": SEEN_LIMIT_MS, "new": NEW_LIMIT_MS}, "plain_ms": round(peer, 1), "pages": rows}
    _RESULT.parent.mkdir(exist_ok=True)
    _RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(f"The plain page took {peer:.1f} CPU-ms a run.")


if __name__ == "__main__":
    main()
