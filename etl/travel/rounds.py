"""Follow round after round, and ask less often while something is wrong."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

from etl.errors import AtlasError, UsageError

#: A store that is down is asked every quarter of an hour at least.
LONGEST_WAIT_S = 900.0


def waits(every_s: float, failures: int) -> float:
    """Seconds to the next round: twice as long after each failure, and not the same for all replicas."""
    longest = max(every_s, LONGEST_WAIT_S)
    return min(every_s * 2.0 ** min(failures, 20), longest) * random.uniform(0.9, 1.1)


def _always() -> Iterator[None]:
    while True:
        yield


def go_on(
    follow_once: Callable[[], None],
    every_s: float,
    complain: Callable[[str], None],
    wait: Callable[[float], None] = time.sleep,
    rounds: Iterator[None] | None = None,
) -> None:
    """Follow again and again.

    Parameters
    ----------
    follow_once : callable
        One round.
    every_s : float
        Seconds between two rounds.
    complain : callable
        Takes what was wrong with a round, in a sentence.
    wait : callable
        Waits so many seconds.
    rounds : iterator, optional
        How often; without end where it is not said.

    Raises
    ------
    UsageError
        It cannot work, however often it is tried.
    """
    failures = 0
    for _ in rounds or _always():
        try:
            follow_once()
            failures = 0
        except UsageError:
            raise
        except AtlasError as error:
            complain(f"{error}\nThe release that is here goes on serving; the store is asked again.")
            failures += 1
        wait(waits(every_s, failures))
