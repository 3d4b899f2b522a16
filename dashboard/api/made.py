"""Answers with files. One that takes a while is made once for all who ask for it, by a few threads, and kept."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.errors import DashboardError
from dashboard.export.workshop import WORKSHOP, BusyError
from dashboard.settings import settings

_BUSY = "Many files are being made right now. Try again in a few seconds.\n"
_FAILED = "This file could not be made. The error has been logged; other files may still work.\n"
# A release never changes, so whoever has the file need not ask again.
_KEPT = {"cache-control": "public, max-age=86400"}

_log = logging.getLogger(__name__)


class NoSuchFileError(Exception):
    """The address names no file, or its release is no longer kept."""


def base_address(request: Request) -> str:
    """Where the links in a file begin: the public address of the atlas, else the one that the reader used."""
    return settings().public_url or str(request.base_url)


def gone(sentence: str) -> Response:
    """The answer where there is no such file."""
    return PlainTextResponse(sentence, 404)


def refused(problem: Exception, what: str, busy: str, failed: str, told: Mapping[str, str]) -> Response:
    """The answer where something was not made: too much is being made, or it failed, which is logged."""
    if isinstance(problem, BusyError):
        return PlainTextResponse(busy, 503, {**told, "retry-after": "5"})
    _log.error("The %s could not be made", what, exc_info=problem)
    return PlainTextResponse(failed, 500, told)


async def made(order: str, make: Callable[[], bytes]) -> bytes:
    """The bytes of a file, made once for all who ask for it at the same time.

    Parameters
    ----------
    order : str
        What tells this file from every other one. What the reader's browser calls us is nobody else's business, so a
        file with links in it has ``base_address`` in its order.
    make : callable
        Makes its bytes.
    """
    # Others may wait for the same file: it is made to the end though one of them left.
    return await asyncio.shield(asyncio.wrap_future(WORKSHOP.order(order, make)))


async def sent(body: Awaitable[bytes], name: str, media_type: str, told: Mapping[str, str], missing: str) -> Response:
    """The answer with a file, or the sentence why there is none.

    Parameters
    ----------
    body : awaitable of bytes
        What is in it; raises ``NoSuchFileError`` where there is no such file.
    name : str
        How the log calls it.
    media_type : str
        What it is.
    told : mapping of str to str
        Headers that are its own.
    missing : str
        What a reader is told where there is no such file.
    """
    try:
        found = await body
    except (NoSuchFileError, DashboardError):
        return gone(missing)
    except Exception as problem:
        return refused(problem, f"file {name}", _BUSY, _FAILED, {})
    return Response(found, media_type=media_type, headers={**_KEPT, **told})


async def made_file(
    order: str, make: Callable[[], bytes], name: str, media_type: str, told: Mapping[str, str], missing: str
) -> Response:
    """The same with a file that takes a while: ``order`` and ``make`` as of ``made``, the rest as of ``sent``."""
    return await sent(made(order, make), name, media_type, told, missing)
