"""What a running server answers over the network, as the network sees it."""

import asyncio
import contextlib
import http.client
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import websockets
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from dashboard.menu import ENTRIES
from dashboard.serving import broken, middleware
from tests.asgi import scope_of
from tests.traversals import traversals

_ALWAYS = ("content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options")
_POLICY = "default-src 'none'"
_INTERNALS = re.compile(rb"Traceback|site-packages|\.py\b|/(?:usr|home|work|tmp)/|line \d+|starlette|Exception")
_SECRETS = re.compile(rb"root:.*:0:|import |\[server\]|ATLAS_|PATH=|\[core\]|\[project\]|DUCK")


@pytest.fixture(scope="module")
def line(server: str) -> Iterator[http.client.HTTPConnection]:
    parts = urlsplit(server)
    assert parts.hostname and parts.port
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    yield connection
    connection.close()


def _asked(
    line: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body; the path goes out as it stands."""

    def answer() -> tuple[int, dict[str, str], bytes]:
        line.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        with line.getresponse() as response:
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()

    try:
        return answer()
    except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
        # On a busy machine the line rested for longer than a server keeps one open: then it is opened anew.
        line.close()
        return answer()


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        *((f"/{page.address}", "GET", 200) for page in ENTRIES),
        ("/readiness/", "GET", 301),
        ("/nonsense", "GET", 404),
        ("/", "POST", 405),
        ("/media/0123456789.png", "GET", 404),
        ("/app/static/countries-50m.json", "GET", 200),
        ("/app/static/none.json", "GET", 404),
        ("/_stcore/health", "GET", 200),
        ("/_stcore/host-config", "GET", 200),
        ("/_stcore/metrics", "GET", 404),
        ("/_stcore/upload_file/session/file", "PUT", 404),
        ("/_stcore/agent/interact", "POST", 404),
        ("/health/live", "HEAD", 200),
        ("/health/ready", "GET", 200),
        ("/data/none/score.csv", "GET", 404),
        ("/figures/none/none/none.csv", "GET", 404),
        ("//readiness", "GET", 404),
    ],
)
def test_every_answer_has_the_status_and_the_headers(
    line: http.client.HTTPConnection, path: str, method: str, status: int
):
    found, headers, body = _asked(line, path, method)
    assert found == status
    assert all(name in headers for name in _ALWAYS), headers
    assert headers["content-security-policy"].startswith(_POLICY)
    assert found < 400 or not _INTERNALS.search(body)


def test_files_and_parts_of_files_carry_the_headers(line: http.client.HTTPConnection, release_folder: Path):
    path = f"/api/v1/releases/{release_folder.name}/tables/country.csv"
    for status, how in ((200, {}), (206, {"Range": "bytes=0-9"}), (416, {"Range": "bytes=999999999-"})):
        found, headers, _ = _asked(line, path, **how)
        assert (found, [name for name in _ALWAYS if name not in headers]) == (status, [])
    tag = _asked(line, path)[1]["etag"]
    found, headers, _ = _asked(line, path, If_None_Match=tag)
    assert (found, [name for name in _ALWAYS if name not in headers]) == (304, [])


async def _handshake(server: str, path: str, **how: str) -> tuple[int, dict[str, str]]:
    try:
        async with websockets.connect(
            server.replace("http", "ws", 1) + path, subprotocols=["streamlit"], additional_headers=how
        ) as opened:
            response = opened.response
    except websockets.InvalidStatus as refused:
        response = refused.response
    assert response is not None
    return response.status_code, {name.lower(): value for name, value in response.headers.raw_items()}


@pytest.mark.parametrize(
    ("path", "origin", "status"),
    [
        ("/_stcore/stream", "", 101),
        ("/_stcore/stream", "https://elsewhere.example", 403),
        ("/country/_stcore/stream", "", 404),
    ],
)
def test_opening_a_socket_carries_the_headers_and_other_sites_may_not(server: str, path: str, origin: str, status: int):
    found, headers = asyncio.run(_handshake(server, path, **({"Origin": origin} if origin else {})))
    assert (found, [name for name in _ALWAYS if name not in headers]) == (status, [])


_UPGRADE = b"Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),  # names no host
        (b"GET / HTTP/9\r\nHost: a\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHead\x00er: 1\r\n\r\n", b"400"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", b"4"),  # too long, or not there
        (b"GET /_stcore/stream HTTP/1.1\r\n" + _UPGRADE + b"\r\n", b"400"),  # without a key
        (b"GET /_stcore/stream HTTP/1.1\r\n" + _UPGRADE + b"Sec-WebSocket-Key: short\r\n\r\n", b"400"),
    ],
)
def test_what_never_reaches_the_application_is_answered_with_the_headers_too(server: str, sent: bytes, status: bytes):
    place = urlsplit(server)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as connection:
        connection.sendall(sent)
        answer = b""
        with contextlib.suppress(ConnectionResetError):  # what we sent was not read to its end
            while piece := connection.recv(65_536):
                answer += piece
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"http/1.1 " + status), answer[:300]
    assert [name for name in _ALWAYS if f"\r\n{name}: ".encode() not in head] == []
    assert not _INTERNALS.search(answer)


def test_no_form_of_address_leads_out_of_what_is_served(line: http.client.HTTPConnection, release_folder: Path):
    forms = traversals(release_folder.name)
    assert len(set(forms)) >= 40
    for form in forms:
        status, headers, body = _asked(line, form)
        assert status in {400, 404}, (form, status)
        assert not _SECRETS.search(body), form
        assert not _INTERNALS.search(body), form
        assert all(name in headers for name in _ALWAYS), form


def test_an_error_of_ours_tells_nothing_of_the_code_and_carries_the_headers():
    def fail(request: Request) -> None:
        raise RuntimeError("a secret of the code")

    route = Route("/fails", fail)  # type: ignore[arg-type]
    app = Starlette(routes=[route], middleware=middleware([route]), exception_handlers={Exception: broken})

    # Starlette raises again after it has answered, so that the server can log; what was sent is kept.
    sent: list[dict[str, object]] = []

    async def answer() -> None:
        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b""}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        await app(scope_of("/fails"), receive, send)  # type: ignore[arg-type]

    with pytest.raises(RuntimeError):
        asyncio.run(answer())
    start, body = sent
    headers = {name.decode(): value for name, value in start["headers"]}  # type: ignore[attr-defined]
    assert (start["status"], [name for name in _ALWAYS if name not in headers]) == (500, [])
    assert b"secret" not in body["body"] and not _INTERNALS.search(body["body"])  # type: ignore[operator,arg-type]
