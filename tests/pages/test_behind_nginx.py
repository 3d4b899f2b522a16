"""Two real replicas behind Debian's nginx, set up by deploy/: what readers get, and what happens when one stops."""

import asyncio
import http.client
import re
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import websockets

from dashboard.menu import ENTRIES
from tests.proxy import NGINX, proxied
from tests.sessions import WIDE_LIMITS, Session, free_port, served
from tests.traversals import traversals

pytestmark = pytest.mark.skipif(NGINX is None, reason="needs nginx: apt-get install nginx-light")

_ALWAYS = ("content-security-policy", "x-content-type-options", "referrer-policy")
# The reader of these tests; the servers themselves are at 127.0.0.1.
_READER = "127.0.0.9"
_SESSIONS = 5


@dataclass
class House:
    """A proxy and its replicas."""

    address: str
    folder: Path
    metrics: list[int]
    processes: list[int]

    def counted(self, name: str) -> list[float]:
        """A number of each replica's metrics; NaN of one that is gone."""
        return [_metric(port, name) for port in self.metrics]


def _metric(port: int, name: str) -> float:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
    except OSError:
        return float("nan")
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))


@pytest.fixture(scope="module")
def house(release_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    with ExitStack() as stack:
        metrics, replicas, processes = [free_port(), free_port()], [], []
        for number, port in enumerate(metrics):
            settings = WIDE_LIMITS | {
                "ATLAS_METRICS_PORT": str(port), "ATLAS_TRUSTED_PROXIES": "127.0.0.1", "ATLAS_LOG": "json",
                "ATLAS_SESSIONS_PER_ADDRESS": str(_SESSIONS), "FORWARDED_ALLOW_IPS": "",
            }  # fmt: skip
            log = folder / f"replica-{number}.log"
            address, process_id = stack.enter_context(served(release_dir, log=log, settings=settings))
            replicas.append(address)
            processes.append(process_id)
        address = stack.enter_context(proxied(replicas, folder / "proxy"))
        yield House(address, folder, metrics, processes)


def _asked(house: House, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    line = http.client.HTTPConnection(urlsplit(house.address).netloc, timeout=60, source_address=(_READER, 0))
    try:
        line.putrequest("GET", path, skip_accept_encoding=True, skip_host="Host" in headers)
        for name, value in headers.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        line.close()


def test_pages_come_compressed_with_our_headers_once_and_a_seat(house: House):
    for page in ENTRIES:
        status, headers, _ = _asked(house, f"/{page.address}", Accept_Encoding="br, gzip")
        assert (status, headers["Content-Encoding"] in {"br", "gzip"}) == (200, True)
        assert all(len(headers.get_all(name, [])) == 1 for name in _ALWAYS)
        assert headers["Set-Cookie"].startswith("atlas_seat=")


def test_static_parts_are_pressed_once_and_kept_by_the_proxy(house: House):
    script = re.search(r'src="\.(/static/js/[^"]+)"', _asked(house, "/")[2].decode())
    assert script
    status, headers, pressed = _asked(house, script[1], Accept_Encoding="br, gzip")
    assert (status, "Set-Cookie" in headers, headers["Content-Encoding"] in {"br", "gzip"}) == (200, False, True)
    before = sum(house.counted('atlas_answers_total{status="2xx"}'))
    # Nobody can have it pressed again: not by a query, another host, or by saying otherwise what a browser takes.
    for path, host in ((script[1], "atlas.example"), (f"{script[1]}?again", urlsplit(house.address).netloc)):
        assert _asked(house, path, Accept_Encoding="gzip, deflate, br, zstd", Host=host)[2] == pressed
    assert sum(house.counted('atlas_answers_total{status="2xx"}')) == before


def test_a_reader_keeps_her_replica_and_readers_spread_over_both(house: House):
    seat = _asked(house, "/")[1]["Set-Cookie"].split(";")[0]
    before = house.counted("atlas_answers_total")
    for _ in range(12):
        _asked(house, "/robots.txt", Cookie=seat)
    grown = [after - former for after, former in zip(house.counted("atlas_answers_total"), before, strict=True)]
    assert sorted(grown) == [0, 12]
    before = house.counted("atlas_answers_total")
    for _ in range(30):
        _asked(house, "/robots.txt")
    grown = [after - former for after, former in zip(house.counted("atlas_answers_total"), before, strict=True)]
    assert min(grown) > 0 and sum(grown) == 30


def test_a_forged_address_buys_nothing(house: House):
    seat = _asked(house, "/")[1]["Set-Cookie"].split(";")[0]
    where = house.address.replace("http", "ws", 1) + "/_stcore/stream"

    async def open_more_than_an_address_may() -> list[int]:
        statuses = []
        async with AsyncExitStack() as stack:
            for number in range(_SESSIONS + 2):
                forged = {
                    "Cookie": seat,
                    "X-Forwarded-For": f"203.0.113.{number}",
                    "Forwarded": f"for=203.0.113.{number}",
                }
                try:
                    await stack.enter_async_context(
                        websockets.connect(where, subprotocols=["streamlit"], additional_headers=forged)
                    )
                    statuses.append(101)
                except websockets.InvalidStatus as refused:
                    statuses.append(refused.response.status_code)
        return statuses

    assert asyncio.run(open_more_than_an_address_may()) == [101] * _SESSIONS + [429, 429]


def test_pages_run_over_sockets_through_the_proxy(house: House):
    async def run() -> None:
        async with Session(house.address) as session:
            # Pressed each by itself, so that what was pressed for one reader goes to all.
            assert session.agreed == "permessage-deflate; client_no_context_takeover"
            messages = await session.run("readiness")
            assert messages[-1].WhichOneof("type") == "script_finished"

    asyncio.run(run())


def test_what_the_proxy_answers_itself_carries_headers_and_tells_nothing(house: House, release_folder: Path):
    for form in [*traversals(release_folder.name)[::6], "/nonsense"]:
        status, headers, body = _asked(house, form)
        assert status in {400, 404, 429}, (form, status)
        assert all(name in headers for name in _ALWAYS) or status == 400, (form, headers)
        assert b"root:" not in body and b"Traceback" not in body
    netloc = urlsplit(house.address)
    with socket.create_connection((netloc.hostname, netloc.port)) as line:
        line.sendall(b"this is no HTTP\r\n\r\n")
        answer = line.recv(65536).decode().lower()
    assert " 400 " in answer
    assert all(name in answer for name in _ALWAYS)


def test_no_log_names_a_reader_or_what_she_asked(house: House):
    async def run() -> None:
        async with Session(house.address) as session:
            await session.run("country", "country=PAK&secret=asked-for-this")

    _asked(house, "/country?country=PAK&secret=asked-for-this", X_Forwarded_For="203.0.113.9")
    asyncio.run(run())
    written = [*house.folder.glob("*.log"), *house.folder.glob("proxy/*.log"), *house.folder.glob("proxy/logs/*")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in written)
    assert '"event": "run"' in text and '"path":"/country"' in text
    assert "asked-for-this" not in text
    assert _READER not in text and "203.0.113" not in text
    assert "WebSocket" not in text  # the line in which uvicorn names who opened a socket


def test_when_a_replica_stops_the_other_serves_and_when_both_do_a_page_says_so(house: House):
    seats = [f"atlas_seat={number:032x}" for number in range(10)]
    psutil.Process(house.processes[0]).kill()
    for seat in seats:
        assert _asked(house, "/", Cookie=seat)[0] == 200
    psutil.Process(house.processes[1]).kill()
    time.sleep(0.5)
    status, headers, body = _asked(house, "/", Cookie=seats[0])
    assert (status, headers["Retry-After"]) == (502, "10")
    assert b"cannot be reached" in body
    assert all(name in headers for name in _ALWAYS)
