"""Files are made here: when asked for, few at a time, each once, and the last ones are kept.

What is kept is bounded in bytes, what is made at once in number, and so is the queue: a reader who comes when it is
full is told to come again, and the pages go on.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

#: Files that are made at the same time.
AT_ONCE = 2
#: Files that are made or wait to be made; the next reader is asked to come again.
MOST_WAITING = 24
#: Bytes of made files that are kept for the next reader.
KEPT_BYTES = 32 * 1024 * 1024


class BusyError(Exception):
    """So many files are waiting to be made that another one is refused."""


class Workshop:
    """Makes files and keeps the last of them.

    Parameters
    ----------
    at_once, most_waiting, kept_bytes : int
        The bounds.
    """

    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING, kept_bytes: int = KEPT_BYTES) -> None:
        self._pool = ThreadPoolExecutor(at_once, "files")
        self._most_waiting = most_waiting
        self._room = kept_bytes
        self._turn = threading.Lock()
        self._waiting: dict[str, Future[bytes]] = {}
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def order(self, name: str, make: Callable[[], bytes]) -> "Future[bytes]":
        """Order a file: from what is kept, else from who makes it already, else made anew.

        Parameters
        ----------
        name : str
            Two files of the same name are the same file.
        make : callable
            Makes it.

        Raises
        ------
        BusyError
            Too many are waiting.
        """
        with self._turn:
            if name in self._kept:
                self._kept.move_to_end(name)
                ready: Future[bytes] = Future()
                ready.set_result(self._kept[name])
                return ready
            if name in self._waiting:
                return self._waiting[name]
            if len(self._waiting) >= self._most_waiting:
                raise BusyError
            self._waiting[name] = ordered = self._pool.submit(make)
        # Outside the lock: a file that is ready at once calls back at once.
        ordered.add_done_callback(lambda done: self._put_away(name, done))
        return ordered

    def _put_away(self, name: str, done: "Future[bytes]") -> None:
        with self._turn:
            self._waiting.pop(name, None)
            if done.cancelled() or done.exception() is not None:
                return
            body = done.result()
            if len(body) > self._room // 4:
                return
            self._kept[name] = body
            while sum(map(len, self._kept.values())) > self._room:
                self._kept.popitem(last=False)


#: The one of this process.
WORKSHOP = Workshop()
