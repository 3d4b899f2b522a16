"""HTTPS servers on loopback that answer as a test wants, and what a fetch needs to reach them."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread
from typing import Any

import trustme

from etl.fetch import Policy

LOOPBACK = "127.0.0.1"
#: A name that the tests resolve to loopback; nobody owns it.
NAME = "files.example"


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    target: str
    headers: Mapping[str, str]


#: Writes an answer, byte by byte as it likes; the event is set when the server is to stop.
Answer = Callable[[Request, ssl.SSLSocket, Event], None]


def reply(body: bytes = b"", status: str = "200 OK", length: int | None = None, **headers: str) -> Answer:
    """An answer with a length, after which the connection is closed; ``ETag="x"`` and the like are its headers."""
    fields = {"Content-Length": str(len(body) if length is None else length), "Connection": "close"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())

    def answer(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)

    return answer


def _read_request(connection: ssl.SSLSocket) -> Request | None:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65536)
        if not piece:
            return None
        received += piece
    first, *lines = received.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    return Request(first.split(" ")[1], dict(line.split(": ", 1) for line in lines))


@dataclass
class Site:
    """A server of which a test changes the answer while it runs."""

    port: int
    answer: Answer = field(default_factory=reply)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/file", name: str = NAME) -> str:
        """Address of a path."""
        return f"https://{name}:{self.port}{path}"

    def host(self, name: str = NAME) -> str:
        """Host as it stands in ``hosts``."""
        return f"{name}:{self.port}"


def _serve(site: Site, raw: socket.socket, context: ssl.SSLContext, stop: Event) -> None:
    with suppress(OSError), raw:
        raw.settimeout(10)
        with context.wrap_socket(raw, server_side=True) as connection:
            request = _read_request(connection)
            if request is not None:
                site.requests.append(request)
                site.answer(request, connection, stop)
                with suppress(OSError, ValueError):  # the client, or the answer itself, may have closed it
                    connection.unwrap()


def _accept(site: Site, listener: socket.socket, context: ssl.SSLContext, stop: Event) -> None:
    while not stop.is_set():
        try:
            raw, _ = listener.accept()
        except TimeoutError:
            continue
        except OSError:
            return
        site.connections += 1
        Thread(target=_serve, args=(site, raw, context, stop), daemon=True).start()


@contextmanager
def serving(certificate: trustme.LeafCert) -> Iterator[Site]:
    """A site on a free port of loopback."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    stop = Event()
    with socket.create_server((LOOPBACK, 0)) as listener:
        listener.settimeout(0.2)
        site = Site(listener.getsockname()[1])
        accepting = Thread(target=_accept, args=(site, listener, context, stop), daemon=True)
        accepting.start()
        try:
            yield site
        finally:
            stop.set()
            accepting.join()


def to_loopback(host: str, port: int) -> list[tuple[int, tuple[Any, ...]]]:
    """Resolve every name to loopback."""
    return [(socket.AF_INET, (LOOPBACK, port))]


def loopback_policy(ca_bundle: Path | str | None, **changes: Any) -> Policy:
    """A hasty policy that may reach 127.0.0.1 and nothing else."""
    limits: dict[str, Any] = {
        "deadline_s": 5,
        "idle_s": 2,
        "attempts": 2,
        "backoff_s": 0.01,
        "pause_s": 0,
        "is_allowed": lambda address: address == ip_address(LOOPBACK),
        "resolve": to_loopback,
        "ca_bundle": str(ca_bundle) if ca_bundle else None,
    }
    return Policy(**(limits | changes))


def declare(data_dir: Path, url: str | None, **fields: Any) -> None:
    """Add an official file to the source ``demo`` of the tiny data; its id is ``file`` where none is given."""
    given = {"id": "file", "parser": "demo", "format": "csv"} | ({"url": url} if url else {}) | fields
    lines = [f"{key} = {_toml(value)}" for key, value in given.items()]
    path = data_dir / "figures" / "demo" / "source.toml"
    block = "\n".join(["", "[[files]]", *lines, "", "[files.layout]", ""])
    path.write_text(path.read_text(encoding="utf-8") + block, encoding="utf-8")


def _toml(value: str | list[str]) -> str:
    return f'"{value}"' if isinstance(value, str) else "[" + ", ".join(_toml(each) for each in value) + "]"
