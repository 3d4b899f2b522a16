"""Slow readers: whoever does not take what was sent within a time is let go.

Two things hold memory for a reader who does not read: what waits in this process, and what waits in the kernel. The
first ends with a look round every few seconds, which costs a send two assignments; the second with a limit that the
kernel keeps on every connection.
"""

import asyncio
import contextlib
import os
import socket
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import Message, Send

#: Bytes handed over at once. What is larger is cut, so that a reader who stops is noticed.
PIECE = 65_536


@dataclass(eq=False, slots=True)
class Line:
    """One answer or one socket, and since when a send waits for its reader.

    Attributes
    ----------
    ends_at : float
        When it ends however the reader reads; sockets have no such time.
    """

    task: "asyncio.Task[object]"
    ends_at: float = float("inf")
    waiting_since: float = 0.0
    is_dropped: bool = field(default=False)

    def is_waiting(self, longer_than_s: float) -> bool:
        """Whether a send has waited for the reader for longer than a moment."""
        return bool(self.waiting_since) and time.monotonic() - self.waiting_since > longer_than_s

    def drop(self) -> None:
        """Stop answering."""
        self.is_dropped = True
        self.task.cancel()

    def watched(self, send: Send) -> Send:
        """A send that notes since when it waits."""

        async def send_and_note(message: Message) -> None:
            self.waiting_since = time.monotonic()
            try:
                await send(message)
            finally:
                self.waiting_since = 0.0

        return send_and_note


def in_pieces(send: Send) -> Send:
    """A send that cuts large bodies: each piece waits until the reader has room for it."""

    async def send_pieces(message: Message) -> None:
        body = message.get("body", b"")
        if message["type"] != "http.response.body" or len(body) <= PIECE:
            await send(message)
            return
        last = len(body) - PIECE
        for start in range(0, len(body), PIECE):
            is_more = start < last or bool(message.get("more_body"))
            await send({"type": message["type"], "body": body[start : start + PIECE], "more_body": is_more})

    return send_pieces


def overdue(lines: "set[Line]", patience_s: float) -> list[Line]:
    """Lines whose reader has not read for too long."""
    now = time.monotonic()
    return [line for line in lines if not line.is_dropped and (now > line.ends_at or line.is_waiting(patience_s))]


def _listeners() -> list[socket.socket]:
    """The sockets of this process that wait for connections."""
    found = []
    for entry in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            number = int(entry.name)
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            candidate = socket.socket(fileno=os.dup(number))
            if candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                found.append(candidate)
            else:
                candidate.close()
    return found


def limit_unread(patience_s: float) -> None:
    """Have the kernel end connections whose other side has taken nothing for so long (Linux; elsewhere nothing).

    Streamlit opens the listening sockets before it asks for the application, and connections inherit the limit.
    """
    if not hasattr(socket, "TCP_USER_TIMEOUT") or not Path("/proc/self/fd").is_dir():
        return
    for listener in _listeners():
        with listener, contextlib.suppress(OSError):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(patience_s * 1000))
