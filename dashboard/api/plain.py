"""Pages that need no script: ``/plain`` and everything below it, and the picture of each.

A page that was built with the release is sent as it lies on disk. One that was not yet, and a view of somebody's own
choice, is made when it is asked for: few at a time, each once, and the last ones are kept.
"""

import gzip
from functools import lru_cache, partial
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.api import freshness
from dashboard.api.made import made, refused
from dashboard.errors import DashboardError, NoReleaseError
from dashboard.permalink import RELEASE, parameters_of
from dashboard.plain import built, card, ways
from dashboard.plain.kinds import addresses, menu_page, page
from dashboard.plain.kinds.lists import KINDS
from dashboard.release import Release, current, kept

_TYPE = "text/html; charset=utf-8"
# Nothing runs here that a page could reach which opened this one. To be kept apart from it, as the other pages are,
# would have a browser start a process before it draws anything.
_SAFE = {"content-language": "en", "vary": "accept-encoding", "cross-origin-opener-policy": "unsafe-none"}
_BUSY = "Many pages are being made right now. Try again in a few seconds.\n"
_FAILED = "This page could not be made. The error has been logged.\n"


@lru_cache(maxsize=4)
def _known(release: Release) -> frozenset[str]:
    return frozenset(addresses(release))


def _not_found(request: Request) -> Response:
    lead = "../" * request.url.path.strip("/").count("/") or "./"
    items = "".join(
        f'<li><a href="{lead}{ways.PLAIN}/{name}">{escape(kind.TITLE)}</a></li>' for name, kind in KINDS.items()
    )
    body = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>There is no such page</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>body{font:1.0625rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;"
        "color-scheme:light dark}</style></head><body><main><h1>There is no such page</h1>"
        "<p>Check the address, or look for it here:</p>"
        f'<ul>{items}<li><a href="{lead}{ways.PLAIN}">All plain pages</a></li></ul></main></body></html>\n'
    )
    return HTMLResponse(body, 404, _SAFE)


def _make(release: Release, address: str, asked: dict[str, list[str]]) -> bytes:
    body = built.written(release, address, asked)
    assert body is not None
    return built.pressed(body)


def _make_picture(release: Release, address: str) -> bytes:
    found = page(release, address)
    assert found is not None
    return card.png(found)


def _headers(release: Release, body: bytes, kept_for: str) -> dict[str, str]:
    return _SAFE | {
        "etag": freshness.mark_of(body),
        "last-modified": freshness.http_date(release.built_at),
        "cache-control": kept_for,
    }


def _sent(request: Request, release: Release, body: bytes) -> Response:
    headers = _headers(release, body, "public, max-age=300")
    if freshness.has_it(request, headers):
        return freshness.not_modified(headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(body, 200, headers | {"content-encoding": "gzip"}, _TYPE)
    return Response(gzip.decompress(body), 200, headers, _TYPE)


async def _page(request: Request, release: Release, address: str, asked: dict[str, list[str]]) -> Response:
    body = None if asked else await run_in_threadpool(built.read, release, address)
    name = f"plain {release.id} {built.mark()} {address}?{sorted(asked.items())}"
    return _sent(request, release, body or await made(name, partial(_make, release, address, asked)))


async def _picture(request: Request, release: Release, address: str) -> Response:
    body = await made(f"card {release.id} {address}", partial(_make_picture, release, address))
    headers = _headers(release, body, freshness.A_DAY)
    if freshness.has_it(request, headers):
        return freshness.not_modified(headers)
    return Response(body, 200, headers, "image/png")


def _older(release: Release, address: str, asked: dict[str, list[str]]) -> Response | None:
    """Where an older release is asked for: the dashboard shows it, plain pages are of the newest."""
    wanted = next(iter(asked.pop(RELEASE, ())), release.id)
    if wanted == release.id or kept(wanted) is None:
        return None
    found = page(release, address, asked)
    assert found is not None
    target = ways.up(address) + found.twin.removeprefix("./")
    return RedirectResponse(f"{target}{'&' if '?' in target else '?'}{RELEASE}={wanted}", 303)


async def _answer(request: Request) -> Response:
    release = await run_in_threadpool(current)
    address, is_picture = request.url.path.strip("/"), request.url.path.endswith(".png")
    address = address.removesuffix(".png")
    asked = parameters_of(request.url.query)
    if address not in await run_in_threadpool(_known, release):
        return _not_found(request)
    if request.url.path.endswith("/"):
        lead = "../" * (request.url.path.count("/") - 1)
        return RedirectResponse(f"{lead}{address}", 308)
    if is_picture:
        return await _picture(request, release, address)
    if elsewhere := await run_in_threadpool(_older, release, address, asked):
        return elsewhere
    # Only pages of the menu have something to choose.
    code = address.removeprefix(f"{ways.PLAIN}/")
    return await _page(request, release, address, asked if menu_page.entry_of(code) else {})


async def _send(request: Request) -> Response:
    """Answer GET and HEAD."""
    try:
        return await _answer(request)
    except NoReleaseError as missing:
        return PlainTextResponse(f"{missing}\n", 503, _SAFE | {"retry-after": "60"})
    except DashboardError:
        return _not_found(request)
    except Exception as problem:
        return refused(problem, f"plain page {request.url.path}", _BUSY, _FAILED, _SAFE)


PLAIN = Route(f"/{ways.PLAIN}", _send, methods=["GET"], name="plain-pages")
PLAIN_PAGE = Route(f"/{ways.PLAIN}/{{address:path}}", _send, methods=["GET"], name="plain-page")
