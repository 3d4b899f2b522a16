"""Asks an ASGI application without a network."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    kinds: list[str] = field(default_factory=list)


def scope_of(
    path: str, *, method: str = "GET", kind: str = "http", client: str = "192.0.2.1", query: str = "", **headers: str
) -> Any:
    """A scope as uvicorn makes it."""
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": kind, "method": method, "path": path, "raw_path": path.encode(), "root_path": "",
        "query_string": query.encode(), "headers": told, "client": (client, 50_000), "scheme": "http",
        "http_version": "1.1",
    }  # fmt: skip


async def answer_of(app: ASGIApp, scope: Any) -> Answer:
    """The answer to one request, or to the wish for a socket that is closed at once."""
    found = Answer()
    first = "websocket.connect" if scope["type"] == "websocket" else "http.request"

    async def receive() -> Message:
        if first in found.kinds:
            return {"type": first.partition(".")[0] + ".disconnect"}
        found.kinds.append(first)
        return {"type": first, "body": b""}

    async def send(message: Message) -> None:
        found.kinds.append(message["type"])
        if "status" in message:
            found.status = message["status"]
        if "headers" in message:
            found.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        found.body += message.get("body", b"")

    await app(scope, receive, send)
    return found


def ask(app: ASGIApp, path: str, **how: Any) -> Answer:
    """The answer to one request."""
    return asyncio.run(answer_of(app, scope_of(path, **how)))
