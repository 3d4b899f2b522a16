"""An end by the wall clock: timeouts of a socket start anew with every byte, so a server that drips would never end."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Event, Lock, Timer
from time import monotonic

from etl.errors import FetchError


class Deadline:
    """Cuts the connection it watches when the time is over, whatever is waiting for it.

    Parameters
    ----------
    seconds : float
        Time from now.
    """

    def __init__(self, seconds: float):
        self.seconds = seconds
        self._ends = monotonic() + seconds
        self._cut = Event()
        self._lock = Lock()
        self._watched: socket.socket | None = None
        self._timer = Timer(seconds, self.cut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def remaining(self) -> float:
        """Seconds that are left."""
        return 0.0 if self._cut.is_set() else max(0.0, self._ends - monotonic())

    def check(self) -> None:
        """Raise when the time is over."""
        if not self.remaining:
            raise FetchError(f"not finished within {self.seconds:g} s")

    def wait(self, seconds: float) -> None:
        """Wait, but not beyond the end."""
        self._cut.wait(min(seconds, self.remaining))
        self.check()

    def watch(self, connection: socket.socket) -> None:
        """Watch this connection, by a descriptor of our own: what is wrapped around the socket does not matter."""
        self.unwatch()
        with self._lock:
            self._watched = connection.dup()
        if self._cut.is_set():
            self.cut()

    def unwatch(self) -> None:
        """Let go of the connection."""
        with self._lock:
            if self._watched:
                self._watched.close()
            self._watched = None

    def cut(self) -> None:
        """End it now."""
        self._cut.set()
        with self._lock:
            if self._watched:
                with suppress(OSError):  # the other side may have gone already
                    self._watched.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop the clock."""
        self._timer.cancel()
        self.unwatch()
