"""kill -9 at any moment of publishing to a store and of following one: a whole release serves on the replica."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.soak.commands import Running, dying, start
from benchmarks.soak.dying import steps_told
from benchmarks.soak.folders import Folder, demo_folder
from benchmarks.soak.kills import Moment, killed, moments_at_steps
from benchmarks.soak.standing import Ledger, release_leftovers
from benchmarks.soak.tally import Tally
from etl.build import build
from etl.travel.receive import follow
from etl.travel.store import open_store
from tests.mock_s3 import mock_s3, new_bucket

#: What both commands say when they begin with the files.
_BEGINS = "files of"


def _quiet(line: str) -> None:
    pass


class KilledTravels:
    """Publishing and following that are killed, one after another.

    Parameters
    ----------
    host : Folder
        The data folder of the machine that builds.
    store : str
        Address of the store.
    replica : pathlib.Path
        The data folder of the machine that follows.
    """

    def __init__(self, host: Folder, store: str, replica: Path):
        self.host, self.store = host, store
        self.replica = Folder(replica, host.file, host.row, host.where)
        self.ledger = Ledger(self.replica)
        self.tally = Tally()
        self.temporary = replica.with_name(f"{replica.name}-tmp")
        self.steps = 0
        self._mark = 17.0
        self._whole_s = {"publish": 1.0, "follow": 1.0}
        self.run_to_the_end()

    def _command(self, name: str) -> list[str]:
        releases, option = (self.host.releases, "--to") if name == "publish" else (self.replica.releases, "--from")
        once = ["--once"] if name == "follow" else []
        return [sys.executable, "-m", "etl", "--releases-dir", str(releases), name, option, self.store, *once]

    def build(self) -> float:
        """Build a release with another mark on the host."""
        self._mark = round(self._mark + 0.001, 3)
        new = self.host.mark(self._mark)
        build(self.host.data, self.host.releases, _quiet)
        return new

    def _run(self, name: str) -> None:
        command = self._command(name)
        running = start(dying(command, 0, self.replica.data) if name == "follow" else command, self.temporary)
        running.wait_until(lambda: running.has_said(_BEGINS))
        began = time.monotonic()
        code = running.end()
        self._whole_s[name] = time.monotonic() - began
        if name == "follow" and code == 0:
            self.steps = steps_told(running.lines)
        self.tally.settle(code, release_leftovers(self.replica.releases) if name == "follow" else [], running.lines)

    def run_to_the_end(self) -> None:
        """Build, publish and follow; the new mark serves on the replica and nothing is left behind."""
        new = self.build()
        self._run("publish")
        self._run("follow")
        with self.tally.noting("a run to the end"):
            self.ledger.check(new)

    def _kill(self, moment: Moment) -> None:
        was_running, lived_on = killed(moment, self.temporary)
        left = release_leftovers(self.replica.releases)
        self.tally.stop(moment.name, left, was_running=was_running)
        self.tally.bad += [f"{moment.name}: a child lives on: {child}" for child in lived_on]

    def _moment(self, name: str, chance: random.Random) -> Moment:
        def is_near(running: Running) -> bool:
            return running.has_said(_BEGINS)

        return Moment(f"while it is to {name}", self._command(name), is_near, chance.uniform(0, self._whole_s[name]))

    def kill_publishing(self, chance: random.Random) -> None:
        """Kill one publisher; whoever follows then has the former release or the new one, whole."""
        former, new = self.ledger.mark, self.build()
        self._kill(self._moment("publish", chance))
        follow(open_store(self.store), self.replica.releases, _quiet)
        self._look("after a killed publisher", former, new)

    def kill_following(self, moment: Callable[[], Moment]) -> None:
        """Kill one follower; the former release serves, or the new one, whole."""
        former, new = self.ledger.mark, self.build()
        self._run("publish")
        self._kill(moment())
        self._look("after a killed follower", former, new)

    def _look(self, when: str, former: float, new: float) -> None:
        with self.tally.noting(when):
            self.ledger.check(former, new)
            self.tally.standing["the former" if self.ledger.mark == former else "the new"] += 1

    def run(self, publishers: int, followers: int, chance: random.Random, steps: Sequence[int] = ()) -> Tally:
        """Kill so many of each at a random moment, and a follower before each of these steps on its disk."""
        for _ in range(publishers):
            self.kill_publishing(chance)
        for _ in range(followers):
            self.kill_following(lambda: self._moment("follow", chance))
        for moment in moments_at_steps(self._command("follow"), self.replica.data, steps):
            self.kill_following(lambda moment=moment: moment)  # type: ignore[misc]
        self.run_to_the_end()
        return self.tally


def kill_travels(work: Path, *, is_short: bool) -> Tally:
    """Kill publishers and followers of the mock S3 server that moto ships.

    Parameters
    ----------
    work : pathlib.Path
        An empty folder.
    is_short : bool
        A handful of kills instead of some ninety, which take a quarter of an hour.
    """
    with mock_s3():
        travels = KilledTravels(demo_folder(work / "host"), new_bucket("soak"), work / "replica")
        # The last steps on the disk of a follower rename the release and move the pointer; before them come the files.
        steps = (travels.steps - 4, travels.steps - 2) if is_short else range(1, travels.steps + 1, 6)
        return travels.run(1 if is_short else 24, 0 if is_short else 16, random.Random(3), steps)
