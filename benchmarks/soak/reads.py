"""Reads while releases are published: every read is of one whole release, whatever comes and goes meanwhile.

Readers are processes with two threads each that follow the pointer by ``dashboard.release``. Each read asks the release
for its own id, for one figure, for two figures that the build derived from it, and for the number of its rows; a writer
changes that figure with every release. Some readers look at the pointer all the time, some as often as the dashboard,
and some hold on to a release until it was removed, as a page run or a download does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from benchmarks.soak.folders import ROOT, Folder, demo_folder
from benchmarks.soak.standing import release_leftovers
from dashboard import release as door
from etl.build import build
from etl.release.publish import remove_old

#: Seconds between two looks at the pointer, one process each; the last is the dashboard's own.
LOOKS_S = (0.0, 0.2, 5.0)
#: So that releases are removed under the eyes of those who hold them: a build by itself keeps ten.
_KEPT = 3
_PAUSE_S = 0.1
#: Reads of a release after it was removed.
_AFTER_REMOVAL = 50
_FIGURE = """
SELECT (SELECT release_id FROM release) AS release_id, value AS mark
FROM score
WHERE index_id = 'demo' AND edition = '2021' AND measure_id = 'total' AND country_code = 'PAK'
"""
#: The mean of a known number of countries of which only one changes.
_DERIVED = """
SELECT (SELECT release_id FROM release) AS release_id, mean * scored_count - 72 - 60 - 20 AS mark
FROM world_summary
WHERE index_id = 'demo' AND edition = '2021' AND measure_id = 'total'
"""


def read_once(release: door.Release) -> tuple[str, float]:
    """Ask a release twice and return what both answers agree upon: its id and its mark.

    Raises
    ------
    AssertionError
        They do not agree, or the release is not the one that it says it is.
    """
    [figure] = release.arrow(_FIGURE).to_pylist()
    [derived] = release.arrow(_DERIVED).to_pylist()
    if not figure["release_id"] == derived["release_id"] == release.id:
        raise AssertionError(f"{release.id} says that it is {figure['release_id']} and {derived['release_id']}")
    if round(figure["mark"], 3) != round(derived["mark"], 3):
        raise AssertionError(f"{release.id} is mixed: {figure['mark']} and {derived['mark']}")
    return release.id, round(derived["mark"], 3)


@dataclass
class Readings:
    """What the threads of one process read."""

    stop: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)
    read: Counter[tuple[str, float]] = field(default_factory=Counter)
    after_removal: int = 0
    bad: list[str] = field(default_factory=list)

    def note(self, release: door.Release) -> None:
        """Read once and count it."""
        try:
            found = read_once(release)
        except Exception as error:  # whatever a reader meets is what is looked for
            self.bad.append(f"{type(error).__name__}: {error}")
        else:
            with self.lock:
                self.read[found] += 1
        self.stop.wait(_PAUSE_S)

    def follow(self) -> None:
        """Ask for the current release before every read, as a page run does."""
        while not self.stop.is_set():
            self.note(door.current())

    def hold(self) -> None:
        """Go on with one release until it was removed, and then some more."""
        while not self.stop.is_set():
            held = door.current()
            while held.folder.exists() and not self.stop.is_set():
                self.note(held)
            for _ in range(_AFTER_REMOVAL):
                if not self.stop.is_set():
                    self.note(held)
                    self.after_removal += 1


def be_a_reader(look_s: float) -> None:
    """Read until the standard input ends; tell the first read with a line and all of them with another."""
    door.LOOK_INTERVAL_S = look_s
    readings = Readings()
    threads = [Thread(target=each) for each in (readings.follow, readings.hold)]
    for thread in threads:
        thread.start()
    while not readings.read and not readings.bad:
        time.sleep(0.01)
    print("reading", flush=True)
    sys.stdin.read()
    readings.stop.set()
    for thread in threads:
        thread.join()
    read = [[release_id, mark, count] for (release_id, mark), count in readings.read.items()]
    print(json.dumps({"read": read, "after_removal": readings.after_removal, "bad": readings.bad}))


def _start_reader(folder: Folder, look_s: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.soak.reads", str(look_s)],
        cwd=ROOT,
        env={**os.environ, "ATLAS_DATA_DIR": str(folder.data)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _publish(folder: Folder, number: int) -> tuple[str, float]:
    mark = folder.mark(round(30 + number / 1000, 3))
    result = build(folder.data, folder.releases, lambda line: None)
    remove_old(folder.releases, kept=_KEPT)
    return result.release_id, mark


def _summary(found: Iterable[dict[str, Any]], published: dict[str, float]) -> dict[str, Any]:
    told = list(found)
    read = [tuple(each) for one in told for each in one["read"]]
    bad = [line for one in told for line in one["bad"]]
    bad += [f"{name} was published with {published.get(name)}, read {mark}" for name, mark, _ in read
            if published.get(name) != mark]  # fmt: skip
    return {
        "reads": sum(count for *_, count in read),
        "reads_after_removal": sum(one["after_removal"] for one in told),
        "releases_read": len({name for name, *_ in read}),
        "bad": bad,
    }


def read_while_publishing(work: Path, reads: int, publishes: int) -> dict[str, Any]:
    """Publish so many releases while others read.

    Parameters
    ----------
    work : pathlib.Path
        An empty folder.
    reads, publishes : int
        How many reads there must be at least, and how many releases are published.

    Returns
    -------
    dict
        How often was read and published, and what was bad.
    """
    folder = demo_folder(work / "demo")
    published = dict([_publish(folder, 0)])
    readers = [_start_reader(folder, look_s) for look_s in LOOKS_S]
    for reader in readers:
        assert reader.stdout and reader.stdout.readline() == "reading\n"
    for number in range(1, publishes + 1):
        release_id, mark = _publish(folder, number)
        published[release_id] = mark
    found = [json.loads(reader.communicate()[0]) for reader in readers]
    summary = _summary(found, published)
    if summary["reads"] < reads:
        summary["bad"].append(f"only {summary['reads']} reads; {reads} were wanted")
    summary["bad"] += [f"left behind: {name}" for name in release_leftovers(folder.releases)]
    return {"publishes": publishes, **summary}


if __name__ == "__main__":
    be_a_reader(float(sys.argv[1]))
