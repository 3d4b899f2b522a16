"""Counts of what was done to a folder, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.soak.standing import BadStateError


@dataclass
class Tally:
    """What came of many runs that were stopped.

    Attributes
    ----------
    stopped, ended_before : int
        Runs that were stopped, and runs that had ended before.
    whole_runs : int
        Runs to the end between them.
    left_by_stopped, left_after_whole_runs : int
        Files that should not stay, after a stopped run and after a run to the end; the second must be none.
    moments, standing : Counter
        How often a run was stopped when, and what stood then.
    bad : list of str
        Whatever must not be; none.
    """

    stopped: int = 0
    ended_before: int = 0
    whole_runs: int = 0
    left_by_stopped: int = 0
    left_after_whole_runs: int = 0
    moments: Counter[str] = field(default_factory=Counter)
    standing: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """For the results."""
        return {**vars(self), "moments": dict(sorted(self.moments.items())), "standing": dict(self.standing)}

    @contextmanager
    def noting(self, moment: str) -> Iterator[None]:
        """Note a bad state and go on."""
        try:
            yield
        except (BadStateError, OSError, ValueError) as error:
            self.bad.append(f"{moment}: {type(error).__name__}: {error}")

    def stop(self, moment: str, left: Sequence[str], *, was_running: bool = True) -> None:
        """Count a run that was stopped."""
        self.stopped += was_running
        self.ended_before += not was_running
        self.moments[moment] += was_running
        self.left_by_stopped += len(left)

    def settle(self, exit_code: int, left: Sequence[str], said: Sequence[str]) -> None:
        """Count a run to the end."""
        self.whole_runs += 1
        self.left_after_whole_runs += len(left)
        self.bad += [f"left behind by a run to the end: {name}" for name in left]
        if exit_code != 0:
            self.bad.append(f"a run to the end gave {exit_code}: {said[-3:]}")
