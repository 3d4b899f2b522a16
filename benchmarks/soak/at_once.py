"""Many builds that start together: one wins, the others say so, and one whole release is there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.soak.commands import build_command, start
from benchmarks.soak.folders import demo_folder
from benchmarks.soak.standing import Ledger, release_leftovers
from benchmarks.soak.tally import Tally

BUSY = 3


def _outcome(exit_code: int, said: str) -> str:
    if exit_code == 0:
        return "won" if "serves now" in said else "found nothing changed" if "nothing changed" in said else "unclear"
    is_told = "Another build is running (process " in said
    return "said that another is running" if exit_code == BUSY and is_told else f"exit code {exit_code}: {said[-300:]}"


def build_at_once(work: Path, builds: int, times: int) -> dict[str, Any]:
    """Start builds of one folder together, several times over.

    Parameters
    ----------
    work : pathlib.Path
        An empty folder.
    builds : int
        How many at once.
    times : int
        How often.

    Returns
    -------
    dict
        How often a build won, found nothing to do or was refused; and what was bad.
    """
    folder = demo_folder(work / "demo")
    ledger, tally, outcomes = Ledger(folder), Tally(), Counter[str]()
    start(build_command(folder.data)).end()
    for number in range(1, times + 1):
        before, new = {path.name for path in folder.releases.iterdir()}, folder.mark(20 + number / 100)
        running = [start(build_command(folder.data)) for _ in range(builds)]
        found = Counter(_outcome(each.end(), "\n".join(each.lines)) for each in running)
        outcomes += found
        with tally.noting(f"time {number}"):
            ledger.check(new)
        made = {path.name for path in folder.releases.iterdir()} - before
        expected = {"won", "found nothing changed", "said that another is running"}
        if found["won"] != 1 or len(made) != 1 or set(found) - expected or release_leftovers(folder.releases):
            tally.bad.append(f"time {number}: {dict(found)}, made {sorted(made)}")
    return {"builds_at_once": builds, "times": times, "outcomes": dict(outcomes), "bad": tally.bad}
