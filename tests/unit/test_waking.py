"""What is said to the event loop in a burst is done in its order, with one waking."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from streamlit.runtime.app_session import AppSession

from dashboard.serving import waking
from dashboard.serving.waking import Gathered


class _Counting:
    """A loop that counts how often another thread wakes it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self.wakings = loop, 0
        self.call_later, self.call_soon = loop.call_later, loop.call_soon

    def call_soon_threadsafe(self, *told: object) -> object:
        self.wakings += 1
        return self._loop.call_soon_threadsafe(*told)


def _said(callbacks: list[Callable[[], None]]) -> int:
    """Say all of them from another thread, wait until they are done, and count the wakings."""

    async def both() -> int:
        counting = _Counting(asyncio.get_running_loop())
        gathered = Gathered(counting)  # type: ignore[arg-type]
        thread = threading.Thread(target=lambda: [gathered.soon(callback) for callback in callbacks])
        thread.start()
        await asyncio.to_thread(thread.join)
        await asyncio.sleep(5 * waking.GATHERED_S)
        return counting.wakings

    return asyncio.run(both())


def test_a_burst_is_done_in_its_order_with_one_waking(monkeypatch: pytest.MonkeyPatch):
    # Long enough for a busy machine to say all of it.
    monkeypatch.setattr(waking, "GATHERED_S", 0.3)
    done: list[int] = []
    wakings = _said([lambda number=number: done.append(number) for number in range(50)])
    assert done == list(range(50))
    assert wakings == 1


def test_what_is_said_later_is_done_too():
    done: list[str] = []

    async def twice() -> None:
        gathered = Gathered(asyncio.get_running_loop())
        for word in ("first", "second"):
            gathered.soon(lambda word=word: done.append(word))
            await asyncio.sleep(5 * waking.GATHERED_S)

    asyncio.run(twice())
    assert done == ["first", "second"]


def test_what_fails_stops_nothing_else():
    done: list[str] = []
    told: list[str] = []

    async def both() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: told.append(str(context["exception"])))
        gathered = Gathered(loop)
        gathered.soon(lambda: done.remove("never said"))
        gathered.soon(lambda: done.append("after"))
        await asyncio.sleep(5 * waking.GATHERED_S)

    asyncio.run(both())
    assert done == ["after"]
    assert told == ["list.remove(x): x not in list"]


class _Session(AppSession):
    """A session of which nothing is there but its loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._event_loop = loop

    def __del__(self) -> None:
        """There is nothing to shut down."""


def test_streamlit_still_says_everything_by_the_function_that_is_replaced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(AppSession, "_call_soon_on_event_loop", AppSession._call_soon_on_event_loop)
    waking.gather_wakings()
    done: list[str] = []

    async def said() -> None:
        session = _Session(asyncio.get_running_loop())
        session._handle_scriptrunner_event_on_event_loop = lambda *_: done.append("told")
        session._on_scriptrunner_event(None, None)
        await asyncio.sleep(5 * waking.GATHERED_S)

    asyncio.run(said())
    assert done == ["told"]


def test_after_the_loop_is_closed_nothing_is_raised(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(AppSession, "_call_soon_on_event_loop", AppSession._call_soon_on_event_loop)
    waking.gather_wakings()
    loop = asyncio.new_event_loop()
    loop.close()
    session = _Session(loop)
    session._call_soon_on_event_loop(lambda: None)
