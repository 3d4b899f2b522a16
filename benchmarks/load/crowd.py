"""A crowd: how long it waits when it thinks between clicks, and how much it gets when it never does."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.machine import cpu_ms
from benchmarks.servers import Served

#: Opens a reader, who is given a number and asks for one thing after the other.
Reader = Callable[[], AbstractAsyncContextManager[Callable[[int], Awaitable[None]]]]


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


async def _one(reader: Reader, number: int, waited: Waited, think_s: float, begin: float, end: float) -> None:
    rng = random.Random(number)
    try:
        async with reader() as ask:
            # Readers do not click in step: each begins somewhere in the first pause.
            await asyncio.sleep(max(0.0, begin - time.monotonic()) * rng.random() if think_s else 0)
            while time.monotonic() < end:
                started = time.monotonic()
                await ask(rng.randrange(1 << 30))
                if begin <= started:
                    waited.ms.append((time.monotonic() - started) * 1000)
                await asyncio.sleep(rng.uniform(0.5, 1.5) * think_s)
    except Exception as error:
        waited.errors.append(f"{type(error).__name__}: {error}"[:200])


async def crowd(reader: Reader, readers: int, *, think_s: float, seconds: float, settle_s: float) -> Waited:
    """So many readers at once; counted are clicks after all have arrived.

    Parameters
    ----------
    reader : callable
        Opens one.
    readers : int
        How many.
    think_s : float
        Pause after an answer, on average; between half and one and a half of it.
    seconds, settle_s : float
        How long is counted, and how long they arrive before that.
    """
    waited = Waited()
    begin = time.monotonic() + settle_s
    tasks = []
    for number in range(readers):
        tasks.append(asyncio.create_task(_one(reader, number, waited, think_s, begin, begin + seconds)))
        # They come one after the other: opening all at once would be another test.
        await asyncio.sleep(settle_s * 0.6 / readers)
    await asyncio.gather(*tasks)
    return waited


def measured(served: Served, reader: Reader, readers: int, **how: float) -> dict[str, Any]:
    """What a crowd met, and what its answers cost server, proxy and the crowd itself."""
    settle_s, seconds = how["settle_s"], how["seconds"]
    before: list[float] = []
    after: list[float] = []

    def clocks() -> list[float]:
        return [cpu_ms(served.process_ids), cpu_ms(served.proxy_ids), time.process_time() * 1000]

    async def watched() -> Waited:
        async def watch() -> None:
            await asyncio.sleep(settle_s)
            before.extend(clocks())
            await asyncio.sleep(seconds)
            after.extend(clocks())

        watching = asyncio.create_task(watch())
        waited = await crowd(reader, readers, think_s=how["think_s"], seconds=seconds, settle_s=settle_s)
        await watching
        return waited

    waited = asyncio.run(watched())
    spent = [end - start for end, start in zip(after, before, strict=True)]
    count = max(1, len(waited.ms))
    return {
        "readers": readers,
        "think_s": how["think_s"],
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
