"""A crowd: how long it waits when it thinks between clicks, and how much it gets when it never does."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field
from typing import Any

from benchmarks.machine import cpu_ms
from benchmarks.servers import Served

#: Opens a reader, who is given a number and asks for one thing after the other.
Reader = Callable[[], AbstractAsyncContextManager[Callable[[int], Awaitable[None]]]]


_ARRIVAL_LIMIT_S, _BETWEEN_ARRIVALS_S = 60.0, 0.02


@dataclass
class Waited:
    """How long answers took, in ms, and what went wrong."""

    ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """The wait that this share of answers kept within."""
        ordered = sorted(self.ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def told(self) -> dict[str, Any]:
        """For the results."""
        return {
            "answers": len(self.ms),
            "errors": len(self.errors),
            **({"first_errors": self.errors[:3]} if self.errors else {}),
            **{
                f"p{round(100 * share)}_ms": round(self.percentile(share), 1) if self.ms else None
                for share in (0.5, 0.95, 0.99)
            },
        }


class _Gathering:
    """Lets a crowd begin together, once all of it has come."""

    def __init__(self, readers: int) -> None:
        self._awaited = readers
        self._all_here, self._begun = asyncio.Event(), asyncio.Event()
        self.end = float("inf")

    def arrive(self) -> None:
        """One more is here, or will not come."""
        self._awaited -= 1
        if self._awaited <= 0:
            self._all_here.set()

    async def begin(self, seconds: float) -> None:
        """Wait for all, and begin; who comes after a minute comes late."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_here.wait(), _ARRIVAL_LIMIT_S)
        self.end = time.monotonic() + seconds
        self._begun.set()

    async def begun(self) -> None:
        """Wait for the beginning."""
        await self._begun.wait()


async def _one(reader: Reader, number: int, waited: Waited, think_s: float, gathering: _Gathering) -> None:
    rng, is_here = random.Random(number), False
    try:
        async with reader() as ask:
            is_here = True
            gathering.arrive()
            await gathering.begun()
            # Readers do not click in step: each begins somewhere in the first pause.
            await asyncio.sleep(rng.uniform(0, think_s))
            while (started := time.monotonic()) < gathering.end:
                await ask(rng.randrange(1 << 30))
                waited.ms.append((time.monotonic() - started) * 1000)
                left_s = max(0.0, gathering.end - time.monotonic())
                await asyncio.sleep(min(rng.uniform(0.5, 1.5) * think_s, left_s))
    except Exception as error:  # whatever a reader meets is counted
        waited.errors.append(f"{type(error).__name__}: {error}"[:200])
        if not is_here:
            gathering.arrive()


async def _crowd(
    reader: Reader, readers: int, think_s: float, seconds: float, clocks: Callable[[], list[float]]
) -> tuple[Waited, list[float], list[float]]:
    """What so many readers met, and the clocks when they began and when they ended."""
    waited, gathering = Waited(), _Gathering(readers)
    tasks = []
    for number in range(readers):
        tasks.append(asyncio.create_task(_one(reader, number, waited, think_s, gathering)))
        # They come one after the other: opening all at once would be another test.
        await asyncio.sleep(_BETWEEN_ARRIVALS_S)
    await gathering.begin(seconds)
    before = clocks()
    await asyncio.sleep(seconds)
    after = clocks()
    await asyncio.gather(*tasks)
    return waited, before, after


def measured(served: Served, reader: Reader, readers: int, *, think_s: float, seconds: float) -> dict[str, Any]:
    """What a crowd met, and what its answers cost server, proxy and the crowd itself.

    Parameters
    ----------
    served : Served
        Whom they ask.
    reader : callable
        Opens one.
    readers : int
        How many.
    think_s : float
        Pause after an answer, on average; between half and one and a half of it.
    seconds : float
        How long they go on after all have come.
    """

    def clocks() -> list[float]:
        return [cpu_ms(served.process_ids), cpu_ms(served.proxy_ids), time.process_time() * 1000]

    waited, before, after = asyncio.run(_crowd(reader, readers, think_s, seconds, clocks))
    spent = [end - start for end, start in zip(after, before, strict=True)]
    count = max(1, len(waited.ms))
    return {
        "readers": readers,
        "think_s": think_s,
        **waited.told(),
        "runs_per_s": round(len(waited.ms) / seconds, 1),
        "cpu_ms_per_run": {
            name: round(each / count, 2) for name, each in zip(("server", "proxy", "generator"), spent, strict=True)
        },
        "cores_busy": {
            name: round(each / seconds / 1000, 2)
            for name, each in zip(("server", "proxy", "generator"), spent, strict=True)
        },
    }
