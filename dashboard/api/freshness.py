"""Whether a client already has an answer, and how long it may keep it.

A release never changes, so the mark of an answer is known before a single row is read: it is made of the release, the
question and our code. Where a proxy or we compress, the bytes differ, so marks of answers are weak ones.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

_PACKAGE = Path(__file__).resolve().parent.parent
_WRITES_ANSWERS = ("api", "datasets", "queries", "export")
_KEPT_HEADERS = ("etag", "last-modified", "cache-control", "content-disposition", "link", "vary")

#: Nothing under this address ever changes.
FOR_EVER = "public, max-age=31536000, immutable"
#: The release is named; only our code could change the answer.
A_DAY = "public, max-age=86400"
#: The newest release answers.
A_MINUTE = "public, max-age=60"


@cache
def _code() -> bytes:
    """Hash of everything that decides what an answer looks like."""
    digest = hashlib.sha256()
    for folder in _WRITES_ANSWERS:
        for path in sorted((_PACKAGE / folder).rglob("*")):
            if path.suffix in {".py", ".sql"}:
                digest.update(path.read_bytes())
    return digest.digest()


def mark(parts: Iterable[object]) -> str:
    """The weak ETag of an answer that is made of some parts."""
    digest = hashlib.sha256(_code())
    for part in parts:
        digest.update(repr(part).encode("utf-8", "replace") + b"\0")
    return f'W/"{digest.hexdigest()[:24]}"'


def mark_of(body: bytes) -> str:
    """The weak ETag of an answer that is the same wherever it says the same, as on every replica."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'


def http_date(iso: str) -> str:
    """``2026-11-22 09:48:18``, which is UTC with or without saying so, as a header writes it."""
    return format_datetime(datetime.fromisoformat(iso).replace(tzinfo=UTC), usegmt=True)


def _opaque(tag: str) -> str:
    return tag.strip().removeprefix("W/")


def names(asked: str, tag: str) -> bool:
    """Whether an ``If-None-Match`` names the mark of an answer."""
    return asked.strip() == "*" or _opaque(tag) in {_opaque(each) for each in asked.split(",")}


def has_it(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether the client says that it has what these headers tell of.

    Dates are compared for equality: a pointer that was set back to an older release makes an older answer the new one.
    """
    asked = request.headers.get("if-none-match")
    if asked is not None:
        return names(asked, headers["etag"])
    return request.headers.get("if-modified-since") == headers["last-modified"]


def not_modified(headers: Mapping[str, str]) -> Response:
    """Say that the client has it."""
    return Response(status_code=304, headers={name: headers[name] for name in _KEPT_HEADERS if name in headers})
