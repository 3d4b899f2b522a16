"""Errors of the data API as RFC 9457 tells them: ``application/problem+json``."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dashboard.datasets import Fault, QuestionError

MEDIA_TYPE = "application/problem+json"
#: Seconds after which a client that was turned away may ask again.
RETRY_S = 5

#: Kind of problem to its status and what it means.
KINDS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "wrong-question": (400, "A parameter or a value is not understood; errors names each with what is allowed."),
        "nothing-there": (404, "What is asked for is understood and not held, such as a release no longer kept."),
        "no-such-address": (404, "There is nothing at this address."),
        "wrong-method": (405, "The data can only be read, with GET or HEAD."),
        "unsatisfiable-range": (416, "The part asked for is not within the file."),
        "broken": (500, "The answer could not be made. The error has been logged."),
        "too-busy": (
            503,
            "Too many answers are being made at once. Ask again after the seconds that Retry-After names.",
        ),
        "no-release": (503, "There is no data yet."),
    }
)


@dataclass
class ProblemError(Exception):
    """An answer that says what went wrong.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    detail : str
        What went wrong this time, in a sentence; empty where the kind says it all.
    faults : iterable of Fault
        What is wrong with which parameter.
    headers : mapping of str to str
        What else is told.
    """

    kind: str
    detail: str = ""
    faults: Iterable[Fault] = field(default_factory=tuple)
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, error: QuestionError) -> "ProblemError":
        """The problem that a question is."""
        return cls("nothing-there" if error.is_absent else "wrong-question", str(error), error.faults)

    def response(self, request: Request) -> Response:
        """The answer to a request."""
        status, meaning = KINDS[self.kind]
        body: dict[str, Any] = {
            "type": f"{request.scope.get('root_path', '')}/api/v1/problems#{self.kind}",
            "title": meaning,
            "status": status,
            "detail": self.detail or meaning,
            "instance": request.url.path,
        }
        if told := [_told(fault) for fault in self.faults]:
            body["errors"] = told
        headers = {"cache-control": "no-store", **self.headers}
        if status == 503:
            headers["retry-after"] = str(RETRY_S)
        if status == 405:
            headers["allow"] = "GET, HEAD, OPTIONS"
        text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return Response(text, status, headers, MEDIA_TYPE)


def _told(fault: Fault) -> dict[str, Any]:
    told = {"parameter": fault.parameter, "value": fault.value, "detail": fault.detail}
    return told | ({"allowed": list(fault.allowed)} if fault.allowed else {})
