"""How much is made at once: rows come from a few threads, and beyond a number of answers a client is asked to wait."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import anyio.lowlevel
import anyio.to_thread

from dashboard.api.problems import ProblemError
from dashboard.settings import settings

# Making rows is work for a processor; more threads than processors only take turns with the pages.
_THREADS = 2
_limiter: anyio.lowlevel.RunVar[anyio.CapacityLimiter] = anyio.lowlevel.RunVar("data_api_threads")
_Answer = TypeVar("_Answer")


class Turns:
    """Counts the answers that are being made. Only the event loop touches it.

    Parameters
    ----------
    most : callable
        How many may be made at once.
    """

    def __init__(self, most: Callable[[], int]) -> None:
        self._most = most
        self.taken = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a turn, or raise a problem where all are taken."""
        if self.taken >= self._most():
            raise ProblemError("too-busy")
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1


#: All answers, and those that are too long to be made whole: each of these holds its rows, sorted, in DuckDB's memory.
TURNS = Turns(lambda: settings().api_answers)
LONG_TURNS = Turns(lambda: max(1, settings().api_answers // 4))


def _threads() -> anyio.CapacityLimiter:
    try:
        return _limiter.get()
    except LookupError:
        limiter = anyio.CapacityLimiter(_THREADS)
        _limiter.set(limiter)
        return limiter


async def in_thread(function: Callable[[], _Answer]) -> _Answer:
    """Run something that takes a while, when one of the few threads is free."""
    return await anyio.to_thread.run_sync(function, limiter=_threads())


async def piece_by_piece(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """What an iterator makes, each piece in a thread; the next one is made when the client has taken the last."""
    while (piece := await in_thread(lambda: next(pieces, None))) is not None:
        yield piece
