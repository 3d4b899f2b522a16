"""kill -9 at any moment of a fetch: the former snapshot or the new one counts, never a mixture."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path

from benchmarks.soak.commands import Running, fetch_command, start
from benchmarks.soak.kills import IN_A_ROW, Moment, killed, moments_at_steps
from benchmarks.soak.publisher import FILES, Publisher, part_names, stored_version
from benchmarks.soak.standing import BadStateError, snapshot_leftovers, temporary_leftovers
from benchmarks.soak.tally import Tally

#: From the first request to the end on a quiet machine.
_WHOLE_S = 0.25


class KilledFetches:
    """Fetches into one folder that are killed, one after another.

    Parameters
    ----------
    data : pathlib.Path
        The data folder, which declares the files of the publisher.
    publisher : Publisher
        Serves them.
    """

    def __init__(self, data: Path, publisher: Publisher):
        self.data, self.publisher = data, publisher
        self.command = fetch_command(data, publisher.ca_bundle)
        self.tally = Tally()
        self.temporary = data.with_name(f"{data.name}-tmp")
        self.run_to_the_end()

    def run_to_the_end(self) -> None:
        """Fetch; the new version counts and nothing but the parts of the former one stays beside it."""
        self.publisher.version += 1
        former = part_names(self.data)
        running = start(self.command, self.temporary)
        code = running.end()
        left = [*snapshot_leftovers(self.data / "snapshots", former), *temporary_leftovers(self.temporary)]
        self.tally.settle(code, left, running.lines)
        with self.tally.noting("a run to the end"):
            self._check(dict.fromkeys(FILES, 0))

    def _check(self, former: dict[str, int]) -> None:
        for file_id in FILES:
            version = stored_version(self.data, file_id)
            if version not in (former[file_id], self.publisher.version):
                raise BadStateError(f"{file_id} has version {version}")
            self.tally.standing[f"{'the former' if version == former[file_id] else 'the new'} {file_id}"] += 1

    def kill(self, moment: Moment) -> None:
        """Kill one fetch and look at the snapshots."""
        former = {file_id: stored_version(self.data, file_id) for file_id in FILES}
        kept = part_names(self.data)
        self.publisher.version += 1
        was_running, lived_on = killed(moment, self.temporary)
        left = snapshot_leftovers(self.data / "snapshots", kept)
        self.tally.stop(moment.name, left, was_running=was_running)
        self.tally.bad += [f"{moment.name}: a child lives on: {child}" for child in lived_on]
        with self.tally.noting(moment.name):
            self._check(former)

    def _moments(self, chance: random.Random) -> Iterator[Moment]:
        while True:
            before = len(self.publisher.site.requests) + chance.randrange(4)

            def is_near(running: Running, before: int = before) -> bool:
                return len(self.publisher.site.requests) > before

            yield Moment("after a request", self.command, is_near, chance.uniform(0, _WHOLE_S))

    def run(self, kills: int, chance: random.Random, steps: Sequence[int] = ()) -> Tally:
        """Kill so many fetches after one of their requests, and one before each of these steps."""
        random_moments = self._moments(chance)
        moments = [*moments_at_steps(self.command, self.data, steps)]
        while self.tally.stopped < kills + len(steps):
            for _ in repeat(None, IN_A_ROW):
                if self.tally.stopped < kills + len(steps):
                    self.kill(moments.pop() if moments else next(random_moments))
            self.run_to_the_end()
        return self.tally
