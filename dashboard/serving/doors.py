"""Which addresses exist. Streamlit answers any address with its page; here what is not known is not found.

Nothing is listed by hand: pages come from the menu, files from what is installed, the rest from our routes.
"""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.menu import ENTRIES
from dashboard.serving.headers import refuse_socket

SOCKET = "/_stcore/stream"
#: What Streamlit's front end asks of Streamlit's server. Its routes for uploads, metrics, agents, components and
#: sign-in are not among them, so they do not exist.
_ASKED = frozenset({"/_stcore/health", "/_stcore/host-config"})
_FOLDERS = ("/media/", "/app/static/")
_READS = frozenset({"GET", "HEAD"})


def _files(folder: Path) -> frozenset[str]:
    """Addresses of the files of Streamlit's front end, but for its page."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return frozenset(f"/{name}" for name in found if not name.endswith(".html"))


def _not_found(request: Request) -> Response:
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse("There is nothing at this address.\n", 404)
    pages = "".join(f'<li><a href="/{page.address}">{escape(page.question)}</a></li>' for page in ENTRIES)
    return HTMLResponse(
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>There is no such page</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>body{font:1rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
        "</style></head><body><main><h1>There is no such page</h1><p>Check the address, or go to one of these:</p>"
        f"<ul>{pages}</ul></main></body></html>",
        404,
    )


class KnownDoors:
    """Lets through what exists and answers the rest itself.

    Parameters
    ----------
    app : ASGI application
        What answers.
    routes : sequence of BaseRoute
        Our own routes.
    front_end : pathlib.Path
        Folder of Streamlit's front end.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute], front_end: Path) -> None:
        self._app = app
        self._routes = tuple(routes)
        self._known = _ASKED | _files(front_end) | _pages(page.address for page in ENTRIES)

    def is_ours(self, scope: Scope) -> bool:
        """Whether one of our own routes answers this address; it sees to methods itself."""
        return any(route.matches(scope)[0] is not Match.NONE for route in self._routes)

    def _is_known(self, path: str) -> bool:
        return path in self._known or path.startswith(_FOLDERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a known request on."""
        is_known = scope["type"] == "http" and self._is_known(scope["path"])
        if scope["type"] == "websocket" and scope["path"] != SOCKET:
            await refuse_socket(send, [], 404)
        # Looked up before our routes are tried one by one: most requests are for parts of pages.
        elif scope["type"] != "http" or (is_known and scope["method"] in _READS) or self.is_ours(scope):
            await self._app(scope, receive, send)
        elif is_known:
            await PlainTextResponse("Pages can only be read.\n", 405, {"allow": "GET, HEAD"})(scope, receive, send)
        else:
            await _not_found(Request(scope))(scope, receive, send)


def _pages(addresses: Iterable[str]) -> frozenset[str]:
    """Addresses of pages, with and without a slash at the end, which Streamlit redirects."""
    return frozenset(f"/{address}{slash}" for address in addresses for slash in ("", "/")) - {"//"}
