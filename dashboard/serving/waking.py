"""What a page run says to the thread that talks to sockets, gathered for a few milliseconds.

Streamlit wakes that thread for each of some twenty messages of a run. Waking it is a system call and two changes of
the thread that Python runs, which together cost a quarter of a run whose figures are kept. Messages wait for
Streamlit's own loop anyway, which sends what has come together every 10 ms.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from threading import Lock
from weakref import WeakKeyDictionary

from streamlit.runtime.app_session import AppSession

#: Seconds for which what is said waits for more.
GATHERED_S = 0.01


class Gathered:
    """What is to be done on one event loop: in the order in which it was said, with one waking for all.

    Parameters
    ----------
    loop : asyncio.AbstractEventLoop
        Where it is done.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._said: deque[Callable[[], None]] = deque()
        self._lock = Lock()
        self._is_awaited = False

    def soon(self, callback: Callable[[], None]) -> None:
        """Have something done; from any thread.

        Raises
        ------
        RuntimeError
            The loop is closed.
        """
        with self._lock:
            self._said.append(callback)
            if self._is_awaited:
                return
            self._is_awaited = True
        self._loop.call_soon_threadsafe(self._loop.call_later, GATHERED_S, self._hand_over)

    def _hand_over(self) -> None:
        with self._lock:
            said, self._said = self._said, deque()
            self._is_awaited = False
        for callback in said:
            # One by one, so that what fails in one is told as ever and stops no other.
            self._loop.call_soon(callback)


_of_loops: WeakKeyDictionary[asyncio.AbstractEventLoop, Gathered] = WeakKeyDictionary()
_without = AppSession._call_soon_on_event_loop


def _call_soon(session: AppSession, callback: Callable[[], None]) -> None:
    loop = session._event_loop
    gathered = _of_loops.get(loop) or _of_loops.setdefault(loop, Gathered(loop))
    if loop.is_closed():
        _without(session, callback)
    else:
        gathered.soon(callback)


def gather_wakings() -> None:
    """Have Streamlit gather; it has no setting for this, so one of its functions is replaced."""
    AppSession._call_soon_on_event_loop = _call_soon  # type: ignore[assignment,method-assign]
