"""Right from the first HTML: language, title, description and Open Graph of the page that the address names.

Streamlit sends the same empty page for every address, called "Streamlit". Search engines, link previews and screen
readers that announce a page as it opens read this one instead. ``access.js`` keeps it right while the reader moves on.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.api import freshness
from dashboard.api.assets import SCRIPT_TAGS, STYLE_TAG
from dashboard.api.preview import Preview, preview
from dashboard.api.statement import ADDRESS as STATEMENT
from dashboard.menu import ATLAS, Entry, entry_at
from dashboard.plain.ways import PLAIN
from dashboard.settings import settings

# Pressed bytes cannot be rewritten, and whether a reader has the page is known once it is.
_NOT_PASSED_ON = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_OF_THE_FORMER_BODY = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_WITHOUT_SCRIPTS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")


def _header(scope: Scope, name: bytes) -> str:
    found: Iterable[bytes] = (value for key, value in scope["headers"] if key == name)
    return next(iter(found), b"").decode("latin-1")


def public_address(scope: Scope) -> str:
    """Where the atlas is reached, with a slash at the end; empty where nothing trustworthy says so."""
    if settings().public_url:
        return settings().public_url
    host = _header(scope, b"host")
    folder = scope["path"].rsplit("/", 1)[0]
    return f"{scope['scheme']}://{host}{folder}/" if _HOST.fullmatch(host) and not folder else ""


def _tags(told: Preview, base: str) -> str:
    """What stands in the head; every piece of data escaped."""
    canonical = base + told.address
    properties = {
        "og:type": "website",
        "og:site_name": ATLAS,
        "og:locale": "en_GB",
        "og:title": told.finding,
        "og:description": told.description,
        **({"og:url": canonical} if base else {}),
    }
    lines = [
        f"<title>{escape(told.title)}</title>",
        f'<meta name="description" content="{escape(f"{told.finding}. {told.description}", quote=True)}">',
        *(f'<meta property="{name}" content="{escape(text, quote=True)}">' for name, text in properties.items()),
        '<meta name="twitter:card" content="summary">',
        f'<link rel="alternate" type="text/html" title="Plain page" href="./{escape(told.twin, quote=True)}">',
        *([f'<link rel="canonical" href="{escape(canonical, quote=True)}">'] if base else []),
        *SCRIPT_TAGS,
    ]
    return "\n    ".join(lines)


def _body(told: Preview) -> str:
    """Our look, and what stands there without scripts."""
    return (
        f"{STYLE_TAG}<noscript><h1>{escape(told.finding)}</h1><p>{escape(told.description)}</p>"
        "<p>The charts of this page are drawn with JavaScript, which is switched off here. "
        f'<a href="./{escape(told.twin, quote=True)}">The same as a plain page</a></p>'
        f'<p><a href="./{STATEMENT}">Accessibility statement</a></p></noscript>'
    )


@lru_cache(maxsize=256)
def rewritten(page: str, told: Preview, base: str) -> tuple[bytes, str]:
    """Streamlit's page with the head of ours, and its entity tag."""
    # Replacements are functions: a backslash in data would mean something in a pattern.
    titled = _TITLE.sub(lambda _: _tags(told, base), page, count=1)
    made = _WITHOUT_SCRIPTS.sub(lambda _: _body(told), titled, count=1).encode()
    return made, freshness.mark_of(made)


def page_at(path: str) -> Entry | None:
    """The page at a path; a proxy may mount the atlas under a path of its own."""
    folder, _, name = path.rpartition("/")
    # Plain pages are called as the pages whose twins they are, and have a head of their own.
    return None if folder.endswith(f"/{PLAIN}") else entry_at(name)


class _Held:
    """Holds back an answer of HTML until all of it is there; any other goes through as it comes."""

    def __init__(self, told: Preview, base: str, known: str, *, is_head: bool, send: Send) -> None:
        self._told, self._base, self._known, self._is_head, self._send = told, base, known, is_head, send
        self._start: Message | None = None
        self._pieces: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._pieces.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._release(self._start)

    async def _release(self, start: Message) -> None:
        body, tag = rewritten(b"".join(self._pieces).decode(), self._told, self._base)
        kept = [(name, value) for name, value in start["headers"] if name.lower() not in _OF_THE_FORMER_BODY]
        headers = [*kept, (b"content-language", b"en"), (b"etag", tag.encode())]
        # Its browser has the very page.
        if freshness.names(self._known, tag):
            await self._send({**start, "status": 304, "headers": headers})
            await self._send({"type": "http.response.body", "body": b""})
            return
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": b"" if self._is_head else body})


def _is_page(start: Message) -> bool:
    kinds = [value for name, value in start["headers"] if name.lower() == b"content-type"]
    return start["status"] == 200 and bool(kinds) and kinds[0].startswith(b"text/html")


class Head:
    """Middleware that puts the head of the page into Streamlit's HTML.

    It stands next to Streamlit, inside whatever compresses, limits or adds headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no page."""
        is_read = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        entry = page_at(scope["path"]) if is_read else None
        if entry is None:
            await self._app(scope, receive, send)
            return
        told = await run_in_threadpool(preview, entry, scope["query_string"].decode("latin-1"))
        known = _header(scope, b"if-none-match")
        held = _Held(told, public_address(scope), known, is_head=scope["method"] == "HEAD", send=send)
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in _NOT_PASSED_ON]
        await self._app({**scope, "method": "GET", "headers": headers}, receive, held)
