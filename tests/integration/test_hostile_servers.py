"""Servers that cut, drip, lie, redirect and flood: no snapshot is written or changed, and the release serves on.

Each server is met twice: without a snapshot, and with a good one of a server that was good before.
"""

import gzip
import shutil
import socket
import ssl
import struct
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import trustme

from etl.__main__ import main
from etl.fetch import Policy, Summary, fetch
from etl.fetch.policy import is_public
from etl.release.releases import current_id
from tests.servers import LOOPBACK, NAME, Answer, Request, Site, declare, loopback_policy, reply, serving, to_loopback
from tests.unit.tiny_data import write_tiny_data

GOOD = b"country,score\nPakistan,40.22\nIndia,63.67\n"
HTML = b"<!DOCTYPE html><html><title>We will be back soon, table; of, contents</title></html>"
INSIDE = "inside.example"


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_tiny_data(tmp_path_factory.mktemp("built"))
    assert main(["--data-dir", str(folder), "build"]) == 0
    return folder


@pytest.fixture
def data(built_once: Path, tmp_path: Path) -> Path:
    """Tiny data with a release that serves."""
    return shutil.copytree(built_once, tmp_path / "data")


def contents(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def kept(data: Path) -> Mapping[str, bytes]:
    """Every byte of the snapshots; the lock has a number of a process in it and no figures."""
    return {name: content for name, content in contents(data / "snapshots").items() if name != ".lock"}


def head(text: str, after: bytes = b"") -> Answer:
    """An answer of these very bytes."""

    def answer(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        connection.sendall(text.replace("\n", "\r\n").encode() + after)

    return answer


def until_stopped(start: bytes, again: bytes, pause_s: float = 0) -> Answer:
    """An answer that never ends."""

    def answer(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        connection.sendall(start)
        while not stop.wait(pause_s):
            connection.sendall(again)

    return answer


def silent(start: bytes) -> Answer:
    def answer(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        connection.sendall(start)
        stop.wait(10)

    return answer


def reset(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n" + GOOD)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    socket.socket.close(connection)


def bomb() -> bytes:
    return gzip.compress(b"a,b\n" + b"0,0\n" * 2_000_000)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n"
PACKED = {"Content_Encoding": "gzip"}
Hostile = Callable[[Site], Answer]

#: What the server does, what the summary must say of it, and limits that make the test short.
SERVERS: Mapping[str, tuple[Hostile, str, Mapping[str, Any]]] = {
    "cut body": (lambda site: reply(GOOD, length=5000), "5,000 bytes were announced", {}),
    "cut body without a length": (
        lambda site: head("HTTP/1.1 200 OK\nConnection: close\n\n", GOOD),
        "does not say where the file ends",
        {},
    ),
    "cut chunks": (
        lambda site: head("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nConnection: close\n\n", b"29\r\n" + GOOD),
        "the connection broke",
        {},
    ),
    "more than announced": (lambda site: reply(GOOD + b"China,70.84\n", length=len(GOOD)), "than announced", {}),
    "two lengths": (lambda site: head("HTTP/1.1 200 OK\nContent-Length: 41\nContent-Length: 5\n\n", GOOD), "", {}),
    "length that is no number": (
        lambda site: head("HTTP/1.1 200 OK\nContent-Length: -41\nConnection: close\n\n", GOOD),
        "does not say where the file ends",
        {},
    ),
    "endless body": (
        lambda site: until_stopped(OK + b"Connection: close\r\n\r\n", b"1,2\n" * 10_000),
        "more bytes than allowed",
        {"max_bytes": 2_000_000},
    ),
    "endless chunks": (
        lambda site: until_stopped(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"4e20\r\n" + b"1,2\n" * 5000 + b"\r\n"),
        "more bytes than allowed",
        {"max_bytes": 1_000_000},
    ),
    "announced too large": (lambda site: reply(GOOD, length=10**15), "are announced", {}),
    "drip": (
        lambda site: until_stopped(OK + b"Content-Length: 100000\r\n\r\n", b"1", 0.05),
        "not finished within 0.6 s",
        {"deadline_s": 0.6},
    ),
    "drip of headers": (
        lambda site: until_stopped(OK + b"X-Slow: ", b"z", 0.05),
        "not finished within 0.6 s",
        {"deadline_s": 0.6},
    ),
    "endless interim answers": (
        lambda site: until_stopped(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
        "not finished within 0.6 s",
        {"deadline_s": 0.6},
    ),
    "silence before the answer": (lambda site: silent(b""), "did not answer in time", {"idle_s": 0.3}),
    "silence in the middle": (
        lambda site: silent(OK + b"Content-Length: 900\r\nConnection: close\r\n\r\n" + GOOD),
        "went silent",
        {"idle_s": 0.3},
    ),
    "reset in the middle": (lambda site: reset, "the connection", {}),
    "closed without a word": (lambda site: head(""), "failed", {}),
    "no http": (lambda site: head("220 mail.example ESMTP ready\n"), "not understood", {}),
    "huge headers": (lambda site: head("HTTP/1.1 200 OK\nX: " + "y" * 70_000 + "\n\n"), "not understood", {}),
    "too many headers": (lambda site: head("HTTP/1.1 200 OK\n" + "X: y\n" * 200 + "\n"), "not understood", {}),
    "HTML as CSV": (lambda site: reply(HTML, Content_Type="text/csv"), "HTML", {}),
    "empty": (lambda site: reply(b""), "empty", {}),
    "gzip bomb": (lambda site: reply(bomb(), **PACKED), "more than 1,000,000 bytes", {"max_bytes": 1_000_000}),
    "gzip in gzip": (lambda site: reply(gzip.compress(gzip.compress(GOOD)), **PACKED), "a gzip file", {}),
    "truncated gzip": (lambda site: reply(gzip.compress(GOOD)[:-12], **PACKED), "ends too early", {}),
    "gzip that is none": (lambda site: reply(GOOD, **PACKED), "is not", {}),
    "packing not asked for": (lambda site: reply(GOOD, Content_Encoding="br"), "not asked for", {}),
    "part of the file": (lambda site: reply(GOOD, "206 Partial Content"), "206", {}),
    "not found": (lambda site: reply(GOOD, "404 Not Found"), "404", {}),
    "server error": (lambda site: reply(GOOD, "500 Internal Server Error"), "500", {}),
    "429 with a long wait": (
        lambda site: reply(b"", "429 Too Many Requests", Retry_After="86400"),
        "more than the deadline leaves",
        {},
    ),
    "503 for ever": (lambda site: reply(b"", "503 Service Unavailable", Retry_After="0"), "tried 2 times", {}),
    "redirect to loopback": (lambda site: reply(b"", "302 Found", Location="https://127.0.0.2/x"), "127.0.0.2", {}),
    "redirect to an inner address": (
        lambda site: reply(b"", "302 Found", Location=f"https://{INSIDE}/latest/meta-data"),
        "169.254.169.254, which is no public address",
        {},
    ),
    "redirect to another port": (
        lambda site: reply(b"", "302 Found", Location=f"https://{NAME}:22/"),
        "not one of those allowed",
        {},
    ),
    "redirect to http": (lambda site: reply(b"", "301 Moved", Location=f"http://{NAME}/x"), "only https", {}),
    "redirect to a file": (lambda site: reply(b"", "301 Moved", Location="file:///etc/passwd"), "only https", {}),
    "redirect to a foreign host": (
        lambda site: reply(b"", "308 Permanent", Location="https://foreign.example/x"),
        "foreign.example is not one of those allowed",
        {},
    ),
    "redirect with a user": (
        lambda site: reply(b"", "302 Found", Location=f"https://{NAME}@foreign.example/"),
        "names no host, or a user",
        {},
    ),
    "redirect loop": (lambda site: reply(b"", "307 Temporary", Location="/file"), "more than 3 redirects", {}),
    "redirect to nowhere": (lambda site: reply(b"", "302 Found"), "does not say where", {}),
}


def policy_for(ca_bundle: Path, **limits: Any) -> Policy:
    """Loopback is allowed at 127.0.0.1 only; one name stands for the address of a cloud's secrets."""

    def resolve(host: str, port: int) -> list[tuple[int, tuple[Any, ...]]]:
        return [(socket.AF_INET, ("169.254.169.254", port))] if host == INSIDE else to_loopback(host, port)

    return loopback_policy(ca_bundle, **{"resolve": resolve, "idle_s": 1, "deadline_s": 3} | limits)


def declared(data: Path, site: Site) -> Path:
    declare(data, site.url(), hosts=[site.host(), INSIDE])
    return data


def failed(summary: Summary, expected: str) -> None:
    assert [outcome.kind for outcome in summary.outcomes] == ["failed"]
    assert expected in summary.outcomes[0].detail
    assert summary.exit_code == 7


@pytest.mark.parametrize("name", SERVERS)
def test_a_hostile_server_changes_nothing(name: str, site: Site, ca_bundle: Path, data: Path):
    hostile, expected, limits = SERVERS[name]
    declared(data, site)
    release, serving_id = contents(data / "releases"), current_id(data / "releases")
    policy = policy_for(ca_bundle, **limits)
    started = time.monotonic()

    site.answer = hostile(site)
    failed(fetch(data, (), policy), expected)
    assert kept(data) == {}

    site.answer = reply(GOOD, ETag='"1"')
    assert fetch(data, (), policy_for(ca_bundle)).exit_code == 0
    before = kept(data)
    assert GOOD in before.values()

    site.answer = hostile(site)
    failed(fetch(data, (), policy), expected)
    assert kept(data) == before

    assert time.monotonic() - started < 15
    assert (contents(data / "releases"), current_id(data / "releases")) == (release, serving_id)


def test_a_redirect_loop_is_followed_three_times(site: Site, ca_bundle: Path, data: Path):
    declared(data, site)
    site.answer = reply(b"", "307 Temporary", Location="/file")
    failed(fetch(data, (), policy_for(ca_bundle)), "more than 3 redirects")
    assert len(site.requests) == 4


def test_a_304_without_a_snapshot_is_an_error(site: Site, ca_bundle: Path, data: Path):
    declared(data, site)
    site.answer = head('HTTP/1.1 304 Not Modified\nETag: "1"\nConnection: close\n\n')
    failed(fetch(data, (), policy_for(ca_bundle)), "304")
    assert kept(data) == {}


def test_an_etag_that_lies_is_noticed_and_not_trusted_again(site: Site, ca_bundle: Path, data: Path):
    declared(data, site)
    site.answer = reply(GOOD, ETag='"same"')
    fetch(data, (), policy_for(ca_bundle))
    site.answer = reply(GOOD.replace(b"40.22", b"41.22"), ETag='"same"')
    (outcome,) = fetch(data, (), policy_for(ca_bundle)).outcomes
    assert outcome.kind == "changed"
    assert "not trusted" in outcome.detail
    for _ in range(2):
        assert fetch(data, (), policy_for(ca_bundle)).outcomes[0].kind == "unchanged"
    assert [request.headers.get("If-None-Match") for request in site.requests] == [None, '"same"', None, None]


def test_a_certificate_of_an_unknown_authority_is_refused(ca_bundle: Path, data: Path):
    with serving(trustme.CA().issue_cert(NAME)) as site:
        site.answer = reply(GOOD)
        declared(data, site)
        failed(fetch(data, (), policy_for(ca_bundle)), "is not trusted")
    assert site.requests == []


def test_a_certificate_of_another_name_is_refused(authority: trustme.CA, ca_bundle: Path, data: Path):
    with serving(authority.issue_cert("somebody-else.example")) as site:
        site.answer = reply(GOOD)
        declared(data, site)
        failed(fetch(data, (), policy_for(ca_bundle)), "is not trusted")
    assert site.requests == []


def test_plain_http_on_the_port_of_https_is_refused(ca_bundle: Path, data: Path):
    with socket.create_server((LOOPBACK, 0)) as listener:
        site = Site(listener.getsockname()[1])
        declared(data, site)
        failed(fetch(data, (), policy_for(ca_bundle, deadline_s=1, idle_s=0.3)), "")
    assert kept(data) == {}


@pytest.mark.parametrize("resolved", [["127.0.0.1"], ["10.0.0.1"], ["::1"], ["93.184.215.14", "127.0.0.1"]])
def test_the_usual_policy_refuses_inner_addresses_before_it_connects(
    resolved: list[str], site: Site, ca_bundle: Path, data: Path
):
    declared(data, site)
    families = {True: socket.AF_INET6, False: socket.AF_INET}
    policy = policy_for(
        ca_bundle,
        is_allowed=is_public,
        resolve=lambda host, port: [(families[":" in each], (each, port)) for each in resolved],
    )
    failed(fetch(data, (), policy), "which is no public address")
    assert site.connections == 0


def test_the_usual_policy_refuses_loopback_by_name_and_number(ca_bundle: Path, data: Path):
    assert Policy().is_allowed is is_public
    declare(data, "https://localhost/x")
    declare(data, "https://127.0.0.1/x", id="number")
    declare(data, "https://[::1]/x", id="number6")
    declare(data, "https://0x7f000001/x", id="hexadecimal")
    summary = fetch(data, (), Policy(ca_bundle=str(ca_bundle), pause_s=0, attempts=1))
    assert [outcome.kind for outcome in summary.outcomes] == ["failed"] * 4
    for outcome in summary.outcomes[:3]:
        assert "no public address" in outcome.detail


def test_the_connection_goes_to_the_address_that_was_checked(
    site: Site, ca_bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch
):
    """A name that stands for another address the second time it is asked (DNS rebinding) gains nothing."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[tuple[int, tuple[Any, ...]]]:
        asked.append(host)
        return [(socket.AF_INET, (LOOPBACK if len(asked) == 1 else "127.0.0.2", port))]

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a name was looked up again")

    declared(data, site)
    site.answer = reply(GOOD)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert fetch(data, (), policy_for(ca_bundle, resolve=resolve)).exit_code == 0
    assert asked == [NAME]
    assert site.requests[0].headers["Host"] == site.host()


def test_a_hostile_server_does_not_hold_up_the_others(site: Site, other_site: Site, ca_bundle: Path, data: Path):
    declared(data, site)
    declare(data, other_site.url(name="other.example"), id="other")
    site.answer = until_stopped(OK + b"Content-Length: 100000\r\n\r\n", b"1", 0.05)
    other_site.answer = reply(GOOD)
    summary = fetch(data, (), policy_for(ca_bundle, deadline_s=1))
    assert [outcome.kind for outcome in summary.outcomes] == ["failed", "new"]
    assert summary.exit_code == 6


def test_after_a_hostile_server_a_build_finds_nothing_to_do(site: Site, ca_bundle: Path, data: Path):
    """What it leaves behind is nothing that a build would read."""
    before = current_id(data / "releases")
    metadata = data / "figures" / "demo" / "source.toml"
    as_built = metadata.read_text(encoding="utf-8")
    declared(data, site)
    site.answer = reply(HTML)
    failed(fetch(data, (), policy_for(ca_bundle)), "HTML")
    metadata.write_text(as_built, encoding="utf-8")
    assert main(["--data-dir", str(data), "build"]) == 0
    assert current_id(data / "releases") == before
