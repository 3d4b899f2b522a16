"""How much one reader, one address and all together may ask.

A reader who asks too fast is made to wait; one who sends a hundred wishes ahead is let go. An address that has too much
open, or asks for too many files, is told when to come again.
"""

import asyncio
import contextlib
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.hosting import Hosting
from dashboard.serving import metrics
from dashboard.serving.doors import SOCKET
from dashboard.serving.headers import refuse_socket
from dashboard.serving.readers import Line, in_pieces, overdue
from dashboard.serving.visitors import Allowance, Visitor, Visitors

#: Seconds between two looks at who is slow and who is gone.
LOOK_S = 2.0
_PAUSE_S = 0.05
# A whole table over a slow line takes minutes; half an hour is no reader any more.
_LONGEST_ANSWER_S = 1800.0
# A choice on a page is a few hundred bytes.
_LONGEST_MESSAGE = 262_144
# Nobody clicks so often before the first click is answered.
_MOST_WAITING = 100
# Small files that every page needs, and what machines ask to see whether we are well.
_FREE = ("/static/", "/app/static/", "/_stcore/", "/health/", "/favicon.png")


class LimitedReaders:
    """Keeps the limits.

    Parameters
    ----------
    app : ASGI application
        What answers.
    limits : Hosting
        The operator's settings.
    """

    def __init__(self, app: ASGIApp, limits: Hosting) -> None:
        self._app = app
        self._limits = limits
        self._visitors = Visitors(limits.trusted_proxies, self._arrive)
        self._lines: set[Line] = set()
        self._sockets = 0
        self._looking: asyncio.Task[None] | None = None

    def _arrive(self) -> Visitor:
        runs, files = self._limits.runs_per_second_per_address, self._limits.files_per_second_per_address
        return Visitor(Allowance(runs, 4 * runs), Allowance(files, 4 * files))

    async def _look_round(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            self._visitors.forget_idle()
            for line in overdue(self._lines, self._limits.patience_s):
                metrics.REFUSED.labels("reader too slow").inc()
                line.drop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on within the limits."""
        if self._looking is None and scope["type"] != "lifespan":
            self._looking = asyncio.create_task(self._look_round(), name="look round for slow readers")
        if scope["type"] == "websocket" and scope["path"] == SOCKET:
            await self._talk(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _watched(self, line: Line, answering: Callable[[], Awaitable[None]]) -> None:
        """Answer until it is done or the reader is let go."""
        self._lines.add(line)
        try:
            await answering()
        except asyncio.CancelledError:
            # Only our own cancelling ends here: the server's, when it stops, goes on.
            if not line.is_dropped:
                raise
        finally:
            self._lines.discard(line)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitor = self._visitors.of(scope)
        is_free = scope["path"].startswith(_FREE)
        if not is_free:
            too_many = visitor.answers >= 4 * self._limits.files_per_second_per_address
            if too_many or not visitor.requests.take():
                metrics.REFUSED.labels("too many files").inc()
                await _come_again(scope, receive, send)
                return
        visitor.answers += 1
        line = Line(_this_task(), ends_at=time.monotonic() + _LONGEST_ANSWER_S)
        sending = in_pieces(line.watched(send))
        try:
            await self._watched(line, lambda: self._app(scope, receive, sending))
        finally:
            visitor.answers -= 1

    def _refusal(self, visitor: Visitor) -> tuple[int, str] | None:
        """Status and reason where no further socket is opened."""
        if self._sockets >= self._limits.sessions:
            return 503, "too many sessions"
        if visitor.sockets >= self._limits.sessions_per_address or not visitor.runs.take():
            return 429, "too many sessions of an address"
        return None

    async def _talk(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitor = self._visitors.of(scope)
        refusal = self._refusal(visitor)
        if refusal:
            metrics.REFUSED.labels(refusal[1]).inc()
            await refuse_socket(send, [(b"retry-after", b"10")], refusal[0])
            return
        visitor.sockets += 1
        self._sockets += 1
        metrics.SESSIONS.inc()
        line = Line(_this_task())
        rate = self._limits.runs_per_second
        receive_paced = _paced(receive, line, Allowance(rate, 4 * rate), visitor)
        try:
            await self._watched(line, lambda: self._app(scope, receive_paced, line.watched(send)))
        finally:
            visitor.sockets -= 1
            self._sockets -= 1
            metrics.SESSIONS.dec()


def _paced(receive: Receive, line: Line, runs: Allowance, visitor: Visitor) -> Receive:
    """A receive that hands on no more than the session and its address may ask.

    While a send waits for the reader nothing of hers is handed on, so what waits for her does not grow. What she sends
    meanwhile is taken in, so that her going away is noticed, and when it is too much she is let go.
    """
    early: deque[Message] = deque()

    async def receive_paced() -> Message:
        message = early.popleft() if early else await receive()
        if message["type"] != "websocket.receive":
            return message
        if len(message.get("bytes") or b"") > _LONGEST_MESSAGE:
            return _let_go("message too long", 1009)
        due = time.monotonic() + max(runs.wait_s(), visitor.runs.wait_s())
        while (left_s := due - time.monotonic()) > 0 or line.is_waiting(_PAUSE_S):
            try:
                following = await asyncio.wait_for(receive(), max(left_s, _PAUSE_S))
            except TimeoutError:
                continue
            if following["type"] != "websocket.receive":
                return following
            early.append(following)
            if len(early) > _MOST_WAITING:
                return _let_go("too many messages", 1008)
        return message

    return receive_paced


def _let_go(reason: str, code: int) -> Message:
    """What the application is told when a reader is let go."""
    metrics.REFUSED.labels(reason).inc()
    return {"type": "websocket.disconnect", "code": code}


async def _come_again(scope: Scope, receive: Receive, send: Send) -> None:
    said = "Too many requests from this address. Please wait some seconds and ask again."
    told = {"retry-after": str(math.ceil(LOOK_S))}
    response: Response = PlainTextResponse(f"{said}\n", 429, told)
    if scope["path"].startswith("/api/"):
        problem = {"type": "about:blank", "title": "Too many requests", "status": 429, "detail": said}
        response = JSONResponse(problem, 429, told, "application/problem+json")
    with contextlib.suppress(OSError):
        await response(scope, receive, send)


def _this_task() -> "asyncio.Task[object]":
    task = asyncio.current_task()
    assert task is not None
    return task
