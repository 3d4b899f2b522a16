"""What stands on every answer: what a browser may load and run, and who may frame it.

Streamlit's front end needs no ``eval``: a hash for the one script that stands in its page is enough. The hash is
taken from the page that is installed and not from what is sent, so a script that got into a page by any other way
has none.
"""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# What starts an answer: over HTTP, with an open socket, and where a socket is refused.
_STARTS = frozenset({"http.response.start", "websocket.accept", "websocket.http.response.start"})


def script_hashes(page: str) -> list[str]:
    """Hashes of the scripts that stand in a page, as a policy names them."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(page))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def content_security_policy(hashes: list[str], frame_ancestors: str) -> str:
    """The policy: nothing from elsewhere, no script but ours and Streamlit's.

    Parameters
    ----------
    hashes : list of str
        Of the scripts that may stand in a page.
    frame_ancestors : str
        Who may show the atlas in a frame, as the policy writes it: ``'self'``, ``'none'``, ``*`` or addresses.
    """
    rules = {
        "default-src": "'none'",
        # Vega and Arrow need no eval; parts of Streamlit are WebAssembly.
        "script-src": " ".join(["'self'", *hashes, "'wasm-unsafe-eval'"]),
        # Streamlit writes its styles into the page; no style can run anything.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": frame_ancestors,
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


@lru_cache(maxsize=4)
def on_every_answer(shell: Path, frame_ancestors: str) -> Headers:
    """The headers of every answer.

    Parameters
    ----------
    shell : pathlib.Path
        Streamlit's first HTML.
    frame_ancestors : str
        Who may show the atlas in a frame.
    """
    policy = content_security_policy(script_hashes(shell.read_text(encoding="utf-8")), frame_ancestors)
    told = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        # The query names countries and figures: other sites learn only that a reader came from here.
        "referrer-policy": "strict-origin-when-cross-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
    }
    # The older rule knows no list of addresses; where addresses may frame us it would forbid them.
    older = {"'self'": "SAMEORIGIN", "'none'": "DENY"}.get(frame_ancestors)
    if older:
        told["x-frame-options"] = older
    return [(name.encode(), value.encode()) for name, value in told.items()]


# A page without scripts holds nothing that whoever opened it could reach, and may say so.
_OWN_CHOICE = frozenset({b"cross-origin-opener-policy"})


def with_headers(message: Message, headers: Headers) -> Message:
    """The start of an answer with our headers in place of any of the same name that is not its own choice."""
    said = [(name.lower(), value) for name, value in message.get("headers", ())]
    chosen = {name for name, _ in said if name in _OWN_CHOICE}
    told = [pair for pair in headers if pair[0] not in chosen]
    names = {name for name, _ in told}
    return {**message, "headers": [pair for pair in said if pair[0] not in names] + told}


class SecurityHeaders:
    """Puts our headers on every answer, also where a socket is opened or refused.

    Parameters
    ----------
    app : ASGI application
        What answers.
    headers : list of tuple
        What to put on.
    """

    def __init__(self, app: ASGIApp, headers: Headers) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on."""
        is_answered = scope["type"] not in {"http", "websocket"}

        async def send_marked(message: Message) -> None:
            nonlocal is_answered
            # Looked at once per request: a page run sends some thirty messages through here.
            if not is_answered:
                is_answered = True
                if message["type"] == "websocket.close":
                    await refuse_socket(send, self._headers)
                    return
                if message["type"] in _STARTS:
                    message = with_headers(message, self._headers)
            await send(message)

        await self._app(scope, receive, send_marked)


async def refuse_socket(send: Send, headers: Headers, status: int = 403) -> None:
    """Answer the request for a socket with a status instead of opening it."""
    told: Headers = [*headers, (b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"0")]
    start: dict[str, Any] = {"type": "websocket.http.response.start", "status": status, "headers": told}
    await send(start)
    await send({"type": "websocket.http.response.body", "body": b""})
