"""The load that the atlas carries: 200 readers, runs without a pause, two replicas behind nginx.

    .venv/bin/python -m benchmarks.load [--seconds 45]

Starts the real server on the current release and speaks Streamlit's protocol to it as browsers do: every page with
every one of twelve countries, so that runs are of views seen before; "new views" asks for what nobody has asked for.
One process is measured with the server on one core and the crowd on another, where there are two. Two replicas, nginx
and the crowd share all cores: beside runs per second as they were stands what the cores would give if no crowd ran on
them, from the processor time of a run. Writes benchmarks/results/load.json; takes about six minutes.
"""

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.load.crowd import Reader, measured
from benchmarks.load.readers import tab
from benchmarks.machine import facts, release_folder, said_version
from benchmarks.peers.contenders import OURS
from benchmarks.servers import Served, behind_nginx
from dashboard.menu import ENTRIES
from tests.proxy import NGINX

RESULT = Path(__file__).parents[1] / "results" / "load.json"
P95_LIMIT_MS, RUNS_LIMIT, REPLICAS_LIMIT = 150, 70, 1.7
COUNTRIES = ("PAK", "IND", "USA", "CHN", "GBR", "DEU", "BRA", "KEN", "NGA", "JPN", "IDN", "FRA")
_READERS, _THINK_S, _TABS = 200, 5.0, 8
# Behind nginx so many that two processes are as busy as one, however their seats fall.
_TABS_BEHIND = 64
View = tuple[str, str]


def seen_views() -> list[View]:
    """Every page with each of the countries; pages that take none come as often."""
    return [
        (page.address, f"country={code}" if "country" in page.takes else "") for page in ENTRIES for code in COUNTRIES
    ]


def new_views() -> list[View]:
    """Rankings of which each country and edition is asked for once, in no order."""
    with duckdb.connect(str(release_folder() / "atlas.duckdb"), read_only=True) as con:
        codes = con.sql("SELECT country_code FROM country WHERE kind = 'country'").fetchall()
        editions = con.sql("SELECT index_id, edition FROM edition WHERE index_id <> 'aipi'").fetchall()
    views = [
        ("readiness", f"country={code}&index={index}&edition={edition}")
        for (code,) in codes
        if code not in COUNTRIES
        for index, edition in editions
    ]
    random.Random(1).shuffle(views)
    return views


def visitor(served: Served, choose: Callable[[int], View]) -> Reader:
    """A reader who opens a tab and goes from view to view."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Callable[[int], Awaitable[None]]]:
        async with tab(served.address) as session:

            async def ask(number: int) -> None:
                await session.run(*choose(number))

            yield ask

    return opened


def any_of(views: Sequence[View]) -> Callable[[int], View]:
    """Any of the views, by a number that the reader draws."""
    return lambda number: views[number % len(views)]


def one_after_the_other(views: Sequence[View]) -> Callable[[int], View]:
    """The views in turn, whoever asks."""
    turn = cycle(views)
    return lambda _: next(turn)


def _said(title: str, found: dict[str, Any]) -> dict[str, Any]:
    print(f"{title}: {json.dumps(found)}", flush=True)
    return found


def _warmed(served: Served) -> None:
    """Have every view seen once, by a few tabs."""
    views = seen_views()
    measured(served, visitor(served, one_after_the_other(views)), 3, think_s=0, seconds=10 + len(views) / 25)


@contextmanager
def crowd_apart() -> Iterator[int | None]:
    """The crowd on the last core while the block runs; yields the core for the server, where there are two."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        yield None
        return
    os.sched_setaffinity(0, {cores[-1]})
    try:
        yield cores[0]
    finally:
        os.sched_setaffinity(0, cores)


def one_process(work: Path, seconds: float) -> dict[str, Any]:
    """Thinking readers, and runs without a pause, of one process on one core."""
    with crowd_apart() as core, OURS.run(work, work / "one", pinned_to=core) as served:
        _warmed(served)
        seen = visitor(served, any_of(seen_views()))
        crowd = measured(served, seen, _READERS, think_s=_THINK_S, seconds=seconds)
        _said("200 readers", crowd)
        closed = _said("closed loop", measured(served, seen, _TABS, think_s=0, seconds=seconds / 2))
        new = visitor(served, one_after_the_other(new_views()))
        unseen = _said("new views", measured(served, new, _TABS, think_s=0, seconds=seconds / 2))
    return {"server_on_core": core, "thinking": crowd, "closed_loop": closed, "closed_loop_new_views": unseen}


def replicas(work: Path, number: int, seconds: float) -> dict[str, Any]:
    """Runs without a pause of so many replicas behind nginx, everything on all cores."""
    with ExitStack() as stack:
        each = [stack.enter_context(OURS.run(work, work / f"{number}-{place}")) for place in range(number)]
        for one in each:
            _warmed(one)
        proxy = stack.enter_context(behind_nginx(each, work / f"proxy-{number}"))
        seen = visitor(proxy, any_of(seen_views()))
        return _said(f"{number} behind nginx", measured(proxy, seen, _TABS_BEHIND, think_s=0, seconds=seconds / 2))


def _capacity(found: dict[str, Any], processes: int) -> float:
    """Runs per second of so many single-threaded processes if nothing but them and nginx ran on the cores."""
    spent = found["cpu_ms_per_run"]
    cores = os.cpu_count() or 1
    return round(min(1000 * cores / (spent["server"] + spent["proxy"]), 1000 * processes / spent["server"]), 1)


def _limits(one: dict[str, Any], pair: dict[str, Any], single: dict[str, Any]) -> dict[str, Any]:
    p95, runs = one["thinking"]["p95_ms"], one["closed_loop"]["runs_per_s"]
    times = round(pair["runs_per_s"] / single["runs_per_s"], 2)
    against = round(pair["runs_per_s"] / runs, 2)
    capacity = round(_capacity(pair, 2) / _capacity(single, 1), 2)
    errors = sum(found["errors"] for found in (one["thinking"], one["closed_loop"], pair, single))
    return {
        "p95_ms_of_200_readers": {"limit": P95_LIMIT_MS, "found": p95, "is_kept": p95 <= P95_LIMIT_MS},
        "runs_per_s_of_one_process": {"limit": RUNS_LIMIT, "found": runs, "is_kept": runs >= RUNS_LIMIT},
        "two_replicas_to_one": {
            "limit": REPLICAS_LIMIT,
            "found": times,
            "is_kept": times >= REPLICAS_LIMIT,
            "to_one_process_without_nginx": against,
            "from_processor_time_without_the_crowd": capacity,
        },
        "errors": {"limit": 0, "found": errors, "is_kept": errors == 0},
    }


def main() -> int:
    """Measure, write, and say whether every limit is kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="how long each part is counted")
    parser.add_argument("--out", type=Path, default=RESULT)
    asked = parser.parse_args()
    found = facts(f"python -m benchmarks.load --seconds {asked.seconds:g}", "streamlit", "uvicorn")
    found["versions"]["nginx"] = said_version(str(NGINX), "-v")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        one = one_process(work, asked.seconds)
        single, pair = (replicas(work, number, asked.seconds) for number in (1, 2))
    limits = _limits(one, pair, single)
    found |= {"one_process": one, "one_behind_nginx": single, "two_behind_nginx": pair, "limits": limits}
    asked.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(limits, indent=1))
    return int(not all(limit["is_kept"] for limit in limits.values()))


if __name__ == "__main__":
    sys.exit(main())
