"""Answers that are small enough to be kept whole for a while.

Programs such as Polars ask how long an answer is (HEAD) and then for its parts (Range). That needs all of it, so what
is small is kept; what is large is made while it is sent, and has neither length nor parts.
"""

import re
from collections import OrderedDict

from starlette.requests import Request
from starlette.responses import Response

from dashboard.api.problems import ProblemError

#: An answer that is no longer than this is made whole.
SMALL = 4_000_000
_MOST = 32_000_000
_RANGE = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})")


class Shelf:
    """The answers that were asked for last. Only the event loop touches it.

    Parameters
    ----------
    most : int
        Bytes kept in all.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._length = 0

    def take(self, mark: str) -> bytes | None:
        """The answer with this mark, where it is kept."""
        if mark in self._bodies:
            self._bodies.move_to_end(mark)
        return self._bodies.get(mark)

    def keep(self, mark: str, body: bytes) -> None:
        """Keep an answer, and let go of those asked for longest ago."""
        self._length += len(body) - len(self._bodies.pop(mark, b""))
        self._bodies[mark] = body
        while self._length > self._most:
            _, gone = self._bodies.popitem(last=False)
            self._length -= len(gone)


SHELF = Shelf()


def _part(asked: str | None, length: int) -> tuple[int, int] | None:
    """First byte and the one after the last of what is asked for; none for all of it, as for what is not understood."""
    found = _RANGE.fullmatch(asked or "")
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, length - int(last)), length
    else:
        start, end = int(first), min(length, int(last) + 1) if last else length
    if start >= end:
        told = {"content-range": f"bytes */{length}"}
        raise ProblemError("unsatisfiable-range", f"The answer has {length} bytes.", headers=told)
    return start, end


def whole_or_part(request: Request, body: bytes, headers: dict[str, str], media_type: str) -> Response:
    """An answer that is at hand, with its length; the part of it that the client asks for.

    Parameters
    ----------
    request : Request
        What was asked.
    body : bytes
        All of the answer.
    headers : dict of str to str
        What is told of it.
    media_type : str
        What it is.
    """
    told = headers | {"accept-ranges": "bytes"}
    # Marks of answers are weak and join no parts: a client that makes its part depend on one gets all.
    asked = None if "if-range" in request.headers else request.headers.get("range")
    part = _part(asked, len(body)) if request.method == "GET" else None
    if part:
        start, end = part
        told["content-range"] = f"bytes {start}-{end - 1}/{len(body)}"
        return Response(body[start:end], 206, told, media_type)
    told["content-length"] = str(len(body))
    return Response(b"" if request.method == "HEAD" else body, headers=told, media_type=media_type)
