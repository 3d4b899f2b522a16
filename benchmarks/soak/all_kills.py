"""The kills of the long and the short form: of builds of three sizes, and of fetches."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.soak.fetch_kills import KilledFetches
from benchmarks.soak.folders import demo_folder, small_folder, whole_folder
from benchmarks.soak.kills import KilledBuilds, steps_of
from benchmarks.soak.publisher import fetching_folder, publishing
from etl.release.publish import KEPT_RELEASES

SEED = 3
#: Where the receipt, the manifest and the pointer are written and put in their places.
_LATE_STEPS_OF_A_FETCH, _LATE_STEPS_OF_A_BUILD = range(17, 19), range(5, 9)
#: Steps of a build that removes an old release: those of every build, then some of the many files that go.
_STEPS_AND_REMOVALS = (*range(8, 16), *range(16, 130, 16))


def kill_while_removing(work: Path) -> dict[str, Any]:
    """Kill builds that remove an old release, at every step of the switch and in the middle of the removal."""
    builds = KilledBuilds(demo_folder(work / "demo"))
    for _ in range(KEPT_RELEASES):
        builds.run_to_the_end()
    return builds.run(0, random.Random(SEED), _STEPS_AND_REMOVALS).told()


def kill_everything(work: Path, *, is_short: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Kill builds and fetches below a folder.

    Parameters
    ----------
    work : pathlib.Path
        An empty folder.
    is_short : bool
        A handful of kills instead of two hundred.

    Yields
    ------
    tuple
        What was killed, and what came of it.
    """
    chance = random.Random(SEED)
    with publishing(work) as publisher:
        fetches = KilledFetches(fetching_folder(work / "fetching", publisher), publisher)
        if is_short:
            yield "fetches", fetches.run(2, chance, _LATE_STEPS_OF_A_FETCH).told()
        else:
            publisher.version += 1
            steps = range(1, 1 + steps_of(fetches.command, fetches.data))
            yield "fetches", fetches.run(61, chance, steps).told()
    builds = KilledBuilds(demo_folder(work / "demo", is_read=True))
    if is_short:
        yield "builds of a few rows", builds.run(1, chance, _LATE_STEPS_OF_A_BUILD).told()
        return
    builds.change()
    steps = range(1, 1 + steps_of(builds.command, builds.folder.data))
    yield "builds of a few rows", builds.run(71, chance, steps).told()
    yield "builds of four real sources", KilledBuilds(small_folder(work / "small")).run(28, chance).told()
    yield "builds of the whole bundle", KilledBuilds(whole_folder(work / "whole")).run(12, chance).told()
