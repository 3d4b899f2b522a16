"""How a child ended, in words."""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass

from etl.errors import Violation
from etl.reading.order import Order, readable_size

#: Exit code of a child that ran out of memory and could still say so.
OUT_OF_MEMORY = 77
#: What a child writes into its log before every place it comes to.
AT = "at: "
# How Rust and C++ say that there is no more memory before they abort.
_NO_MEMORY = re.compile(r"memory allocation of \d+ bytes failed|bad_alloc|MemoryError|out of memory", re.IGNORECASE)


@dataclass(frozen=True)
class Spent:
    """How a child ended and what it used.

    Attributes
    ----------
    exit_code : int
        0 when it answered; the negative number of the signal that ended it.
    is_late : bool
        Whether the clock ran out.
    memory_bytes : int
        The most memory it held at once.
    cpu_seconds : float
        CPU time it took.
    """

    exit_code: int
    is_late: bool = False
    memory_bytes: int = 0
    cpu_seconds: float = 0.0

    @property
    def is_done(self) -> bool:
        """Whether it came to its end and answered."""
        return self.exit_code == 0 and not self.is_late


def _problem(order: Order, spent: Spent, said: str) -> str:
    limits = order.limits
    if spent.is_late:
        return f"reading took longer than {limits.wall_seconds:g} s on the clock"
    if spent.exit_code == -signal.SIGXCPU or spent.cpu_seconds >= limits.cpu_seconds:
        return f"reading took longer than {limits.cpu_seconds} s of CPU time"
    if spent.exit_code == OUT_OF_MEMORY or _NO_MEMORY.search(said):
        return f"reading needs more than {readable_size(limits.memory_bytes)} of memory"
    if spent.exit_code < 0:
        return f"the reader crashed ({signal.Signals(-spent.exit_code).name})"
    return f"the reader ended with exit code {spent.exit_code}"


def ending(order: Order, spent: Spent, said: str) -> Violation:
    """Say what ended a child, and where it was.

    Parameters
    ----------
    order : Order
        What it was to read.
    spent : Spent
        How it ended.
    said : str
        The end of its log.
    """
    places = [line.removeprefix(AT) for line in said.splitlines() if line.startswith(AT)]
    where = places[-1] if places else order.paths[0].name
    todo = "Nothing of the file is used. Look at the file; if it is genuine, split it or ask for a smaller export."
    return Violation(order.source, order.file.edition, where, _problem(order, spent, said), (), todo)
