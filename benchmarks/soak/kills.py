"""kill -9 at any moment of a build: a whole release serves, and the next run cleans up."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from benchmarks.soak.commands import Running, build_command, dying, start
from benchmarks.soak.dying import steps_told
from benchmarks.soak.folders import Folder
from benchmarks.soak.standing import Ledger, release_leftovers, temporary_leftovers
from benchmarks.soak.tally import Tally

#: Lines of a build; the switch itself, which takes milliseconds, comes after the last.
_LINES = ("read and checked", "loaded the figures", "built ranks", "wrote the download files", "verified the release")
#: Kills before a run to the end: what several left may come together.
IN_A_ROW = 3


@dataclass(frozen=True)
class Moment:
    """When to kill: a while after something is the case; or the command dies by itself."""

    name: str
    command: Sequence[str]
    is_near: Callable[[Running], bool]
    wait_s: float


def killed(moment: Moment, temporary: Path) -> tuple[bool, list[str]]:
    """Run a command until its moment and kill it.

    Returns
    -------
    tuple
        Whether it was running, and its children that live on.
    """
    running = start(moment.command, temporary)
    running.wait_until(lambda: moment.is_near(running))
    with suppress(subprocess.TimeoutExpired):
        running.process.wait(moment.wait_s)
    lived_on = running.kill()
    return running.process.returncode < 0, lived_on


def moments_between_lines(
    command: Sequence[str], chance: random.Random, whole_s: Callable[[], float]
) -> Iterator[Moment]:
    """Moments of a build that takes about so long: any time after its start, or soon after one of its lines."""
    while True:
        line = chance.choice(("", *_LINES))
        longest = whole_s() if not line else 0.1 if line == _LINES[-1] else whole_s() / 6

        def is_near(running: Running, line: str = line) -> bool:
            return not line or running.has_said(line)

        name = f"after the line '{line}'" if line else "any time after the start"
        yield Moment(name, command, is_near, chance.uniform(0, longest))


def moments_at_steps(command: Sequence[str], below: Path, steps: Iterable[int]) -> Iterator[Moment]:
    """Just before each of these steps of Python on the disk."""
    for step in steps:
        yield Moment("before a step", dying(command, step, below), lambda running: False, 0)


def steps_of(command: Sequence[str], below: Path) -> int:
    """How many steps a run to the end takes."""
    running = start(dying(command, 0, below))
    assert running.end() == 0, running.lines
    return steps_told(running.lines)


class KilledBuilds:
    """Builds of one folder that are killed, one after another.

    Parameters
    ----------
    folder : Folder
        The data folder; its first release is built here.
    options : sequence of str
        Options of the build.
    """

    def __init__(self, folder: Folder, options: Sequence[str] = ()):
        self.folder = folder
        self.command = build_command(folder.data, *options)
        self.ledger = Ledger(folder)
        self.tally = Tally()
        self.temporary = folder.data.with_name(f"{folder.data.name}-tmp")
        self._mark = 17.0
        self._whole_s = 0.0
        self.run_to_the_end()

    def change(self) -> float:
        """Write another mark."""
        self._mark = round(self._mark + 0.001, 3)
        return self.folder.mark(self._mark)

    def run_to_the_end(self) -> None:
        """Build; nothing is left behind and the new mark serves."""
        new = self.change()
        running = start(self.command, self.temporary)
        code = running.end()
        self._whole_s = time.monotonic() - running.started  # the machine may be busier or quieter than it was
        left = [*release_leftovers(self.folder.releases), *temporary_leftovers(self.temporary)]
        self.tally.settle(code, left, running.lines)
        with self.tally.noting("a run to the end"):
            self.ledger.check(new)

    def kill(self, moment: Moment) -> None:
        """Kill one build and look at what serves."""
        former, new = self.ledger.mark, self.change()
        was_running, lived_on = killed(moment, self.temporary)
        self.tally.stop(moment.name, release_leftovers(self.folder.releases), was_running=was_running)
        self.tally.bad += [f"{moment.name}: a child lives on: {child}" for child in lived_on]
        with self.tally.noting(moment.name):
            self.ledger.check(former, new)
            self.tally.standing["the former" if self.ledger.mark == former else "the new"] += 1

    def run(self, kills: int, chance: random.Random, steps: Sequence[int] = ()) -> Tally:
        """Kill so many builds between their lines, and one before each of these steps."""
        random_moments = moments_between_lines(self.command, chance, lambda: self._whole_s)
        moments = [*moments_at_steps(self.command, self.folder.data, steps)]
        while self.tally.stopped < kills + len(steps):
            for _ in repeat(None, IN_A_ROW):
                if self.tally.stopped < kills + len(steps):
                    self.kill(moments.pop() if moments else next(random_moments))
            self.run_to_the_end()
        return self.tally
