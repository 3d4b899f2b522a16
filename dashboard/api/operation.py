"""One address of the data API: who may ask how, and what every answer of it carries."""

import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dashboard.api.problems import ProblemError
from dashboard.datasets import QuestionError
from dashboard.errors import DashboardError, NoReleaseError

_log = logging.getLogger(__name__)

#: Any site's scripts may read: the data are public and there is nothing to sign in to.
_OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Content-Disposition, Content-Range, ETag, Last-Modified, Link, "
    "Retry-After, X-Total-Count",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "If-Modified-Since, If-None-Match, If-Range, Range",
    "access-control-max-age": "86400",
    "allow": "GET, HEAD, OPTIONS",
}

Answer = Callable[[Request], Awaitable[Response]]


class Operation:
    """Answers GET, HEAD and OPTIONS, and turns every error into a problem.

    Starlette hands an object that is no function every method, so that a wrong one is answered like any other error.

    Parameters
    ----------
    answer : callable
        Makes the answer, or raises ``ProblemError``, ``QuestionError`` or ``DashboardError``.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = await self._answered(request)
        response.headers.update(_OPEN)
        await response(scope, receive, send)

    async def _answered(self, request: Request) -> Response:
        try:
            return await self._read(request)
        except ProblemError as problem:
            return problem.response(request)
        except Exception as error:
            return _problem(error, request).response(request)

    async def _read(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        if request.method not in {"GET", "HEAD"}:
            raise ProblemError("wrong-method")
        return await self.answer(request)


def _problem(error: Exception, request: Request) -> ProblemError:
    """What a client is told of an error: nothing of what is inside."""
    if isinstance(error, QuestionError):
        return ProblemError.of(error)
    if isinstance(error, NoReleaseError):
        return ProblemError("no-release")
    if isinstance(error, DashboardError):
        return ProblemError("nothing-there", str(error))
    _log.error("%s could not be answered", request.url.path, exc_info=error)
    return ProblemError("broken")
