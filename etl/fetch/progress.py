"""How far each file is: bars for people at a terminal, nothing but lines for logs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from tqdm import tqdm

from etl.fetch.body import OnBytes


class Progress(Protocol):
    """Shows how far each file is."""

    @contextmanager
    def of(self, name: str) -> Iterator[OnBytes]:
        """Show one file: gives what takes its bytes."""
        yield lambda count, announced: None


class NoBars(Progress):
    """Shows nothing: lines are enough for a log."""


class Bars(Progress):
    """A bar per file that is on its way, on standard error."""

    @contextmanager
    def of(self, name: str) -> Iterator[OnBytes]:
        """Show a bar until the file is there."""
        with tqdm(desc=name, unit="B", unit_scale=True, leave=False, dynamic_ncols=True, file=sys.stderr) as bar:

            def show(count: int, announced: int | None) -> None:
                bar.total = announced
                bar.update(count - bar.n)

            yield show

    @staticmethod
    def say(line: str) -> None:
        """Write a line above the bars."""
        tqdm.write(line, file=sys.stdout)
