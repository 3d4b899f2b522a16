"""Fetching from servers that behave: snapshots, receipts, pages, proxies, and processes that are stopped."""

import errno
import gzip
import json
import os
import random
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any, NoReturn

import pytest
import trustme

from etl.__main__ import main
from etl.disk import holding, open_lock
from etl.errors import FetchRunningError
from etl.fetch import Summary, fetch, file, snapshots_at_hand, store
from etl.fetch.agent import user_agent
from etl.fetch.progress import Bars
from etl.metadata.source_folders import read_sources
from etl.replacing.official import absence, find_copy
from etl.snapshots import approve, read_snapshot
from tests.servers import LOOPBACK, NAME, Request, Site, declare, loopback_policy, reply, serving
from tests.unit.tiny_data import write_tiny_data

ROOT = Path(__file__).resolve().parents[2]
FIRST = b"country,score\nPakistan,40.22\n"
SECOND = b"country,score\nPakistan,41.50\nIndia,63.67\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_tiny_data(tmp_path / "data")


def kinds(summary: Summary) -> list[str]:
    return [outcome.kind for outcome in summary.outcomes]


def stored(data: Path, file_id: str = "file") -> bytes | None:
    snapshot = read_snapshot(data / "snapshots", "demo", file_id)
    return b"".join(path.read_bytes() for path in snapshot.paths) if snapshot else None


def names(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "snapshots").rglob("*") if path.is_file() and path.name != ".lock")


def receipt(data: Path, file_id: str = "file") -> dict[str, Any]:
    path = data / "snapshots" / "demo" / file_id / "receipt.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_a_file_is_new_then_unchanged_then_changed(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url())
    policy = loopback_policy(ca_bundle)

    site.answer = reply(FIRST, ETag='"1"', Last_Modified="Wed, 21 Oct 2015 07:28:00 GMT")
    assert kinds(fetch(data, (), policy)) == ["new"]
    assert stored(data) == FIRST
    first = receipt(data)
    assert (first["url"], first["etag"], first["byte_count"]) == (site.url(), '"1"', len(FIRST))

    site.answer = reply(b"", "304 Not Modified")
    assert kinds(fetch(data, (), policy)) == ["unchanged"]
    asked = site.requests[-1].headers
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"1"', "Wed, 21 Oct 2015 07:28:00 GMT")
    assert receipt(data) == first | {"confirmed_at": receipt(data)["confirmed_at"]}

    site.answer = reply(SECOND, ETag='"2"')
    assert kinds(fetch(data, (), policy)) == ["changed"]
    assert stored(data) == SECOND
    assert receipt(data)["etag"] == '"2"'


def test_a_request_says_who_asks_and_takes_gzip_over_a_connection_of_its_own(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url())
    site.answer = reply(FIRST)
    fetch(data, (), loopback_policy(ca_bundle))
    asked = site.requests[0].headers
    assert (asked["User-Agent"], asked["Accept-Encoding"], asked["Connection"]) == (user_agent(), "gzip", "close")


def test_the_same_bytes_under_another_etag_are_unchanged_and_keep_their_date(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url())
    site.answer = reply(FIRST, ETag='"1"')
    fetch(data, (), loopback_policy(ca_bundle))
    day_before = receipt(data) | {
        "retrieved_at": "2026-01-05T01:00:00+00:00",
        "confirmed_at": "2026-01-05T01:00:00+00:00",
    }
    (data / "snapshots" / "demo" / "file" / "receipt.json").write_text(json.dumps(day_before), encoding="utf-8")
    site.answer = reply(FIRST, ETag='"2"')
    (outcome,) = fetch(data, (), loopback_policy(ca_bundle)).outcomes
    assert (outcome.kind, outcome.detail) == ("unchanged", "the same bytes as on 2026-01-05")
    now = receipt(data)
    assert (now["retrieved_at"], now["etag"]) == ("2026-01-05T01:00:00+00:00", '"2"')
    assert now["confirmed_at"] > "2026-01-05T01:00:00+00:00"


def test_again_downloads_what_the_publisher_would_call_unchanged(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url())
    site.answer = reply(FIRST, ETag='"1"')
    for is_again in (False, True):
        fetch(data, (), loopback_policy(ca_bundle), is_again=is_again)
    assert ["If-None-Match" in request.headers for request in site.requests] == [False, False]


def test_a_new_address_is_not_asked_whether_the_old_one_changed(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url("/old"))
    site.answer = reply(FIRST, ETag='"1"')
    fetch(data, (), loopback_policy(ca_bundle))
    metadata = data / "figures" / "demo" / "source.toml"
    metadata.write_text(metadata.read_text(encoding="utf-8").replace("/old", "/new"), encoding="utf-8")
    fetch(data, (), loopback_policy(ca_bundle))
    assert "If-None-Match" not in site.requests[-1].headers
    assert receipt(data)["url"] == site.url("/new")


def test_a_snapshot_that_was_damaged_here_is_mended(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url())
    site.answer = reply(FIRST, ETag='"1"')
    fetch(data, (), loopback_policy(ca_bundle))
    (part,) = (data / "snapshots" / "demo" / "file").glob("*.csv")
    part.write_bytes(FIRST.replace(b"40", b"90"))
    assert "damaged" in next(iter(snapshots_at_hand(data, ["demo/file"])))
    (outcome,) = fetch(data, (), loopback_policy(ca_bundle)).outcomes
    assert (outcome.kind, stored(data)) == ("unchanged", FIRST)
    assert "mended" in outcome.detail
    assert "If-None-Match" not in site.requests[-1].headers


def test_a_packed_file_is_stored_unpacked(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url())
    site.answer = reply(gzip.compress(FIRST), Content_Encoding="gzip")
    assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["new"]
    assert stored(data) == FIRST


@pytest.mark.parametrize(
    "framing",
    [
        b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(FIRST), FIRST),
        b"Content-Length: %d\r\n\r\n%b" % (len(FIRST), FIRST),
        b"Content-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(FIRST), FIRST),
    ],
    ids=["chunks", "length and kept alive", "length and closed"],
)
def test_every_way_to_tell_where_a_body_ends_is_understood(framing: bytes, site: Site, ca_bundle: Path, data: Path):
    def answer(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + framing)
        stop.wait(0.05)

    declare(data, site.url())
    site.answer = answer
    assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["new"]
    assert stored(data) == FIRST


def test_a_redirect_to_an_allowed_host_is_followed(site: Site, other_site: Site, ca_bundle: Path, data: Path):
    target = other_site.url("/real", name="other.example")
    declare(data, site.url(), hosts=[site.host(), other_site.host("other.example")])
    site.answer = reply(b"", "302 Found", Location=target)
    other_site.answer = reply(FIRST)
    assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["new"]
    assert (receipt(data)["url"], receipt(data)["final_url"]) == (site.url(), target)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "502 Bad Gateway", "503 Unavailable", "504 Timeout"])
def test_a_busy_server_is_asked_again(status: str, site: Site, ca_bundle: Path, data: Path):
    def busy_once(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        first = len(site.requests) == 1
        (reply(b"", status, Retry_After="0") if first else reply(FIRST))(request, connection, stop)

    declare(data, site.url())
    site.answer = busy_once
    said: list[str] = []
    assert kinds(fetch(data, (), loopback_policy(ca_bundle), said.append)) == ["new"]
    assert said[0].startswith(f"demo/file: the server answers {status}; again in ")


def paged(site: Site, *, repeat: bool = False, pages: int = 3) -> None:
    def answer(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        number = 1 if repeat else int(request.target.rpartition("page=")[2])
        body = json.dumps([{"page": number, "pages": pages, "total": pages}, [{"value": number}]]).encode()
        reply(body)(request, connection, stop)

    site.answer = answer


def test_every_page_of_an_interface_is_a_part_of_one_snapshot(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url("/v2?format=json"), format="json", paging="world-bank")
    paged(site)
    assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["new"]
    snapshot = read_snapshot(data / "snapshots", "demo", "file")
    assert snapshot
    assert [json.loads(path.read_bytes())[1][0]["value"] for path in snapshot.paths] == [1, 2, 3]
    assert [path.name[:15] for path in snapshot.paths] == ["file.page-0001.", "file.page-0002.", "file.page-0003."]
    assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["unchanged"]

    before = (stored(data), names(data))
    paged(site, repeat=True)
    assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["failed"]
    paged(site, pages=9)
    assert kinds(fetch(data, (), loopback_policy(ca_bundle, max_pages=8))) == ["failed"]
    assert kinds(fetch(data, (), loopback_policy(ca_bundle, max_bytes=200))) == ["failed"]
    assert (stored(data), names(data)) == before


def test_a_host_is_asked_by_one_at_a_time_and_several_hosts_at_once(
    site: Site, other_site: Site, ca_bundle: Path, data: Path
):
    met, now, most = Barrier(2, timeout=10), dict.fromkeys((site.port, other_site.port), 0), []

    def counted(at: Site) -> None:
        def answer(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
            now[at.port] += 1
            most.append(now[at.port])
            if request.target == "/1":
                met.wait()  # both hosts are being asked
            time.sleep(0.05)
            now[at.port] -= 1
            reply(FIRST)(request, connection, stop)

        at.answer = answer

    for at, name in ((site, NAME), (other_site, "other.example")):
        counted(at)
        for number in (1, 2, 3):
            declare(data, at.url(f"/{number}", name=name), id=f"{name.split('.')[0]}-{number}")
    assert set(kinds(fetch(data, (), loopback_policy(ca_bundle)))) == {"new"}
    assert most == [1] * 6


def test_a_host_that_others_redirect_to_is_asked_by_one_at_a_time(
    site: Site, other_site: Site, certificate: trustme.LeafCert, ca_bundle: Path, data: Path
):
    now, most = [0], list[int]()

    def counted(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        now[0] += 1
        most.append(now[0])
        time.sleep(0.2)
        now[0] -= 1
        reply(FIRST)(request, connection, stop)

    with serving(certificate) as shared:
        shared.answer = counted
        for at, name in ((site, NAME), (other_site, "other.example")):
            at.answer = reply(b"", "302 Found", Location=shared.url())
            declare(data, at.url(name=name), id=name.split(".")[0], hosts=[at.host(name), shared.host()])
        assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["new", "new"]
    assert most == [1, 1]


def test_a_host_has_a_pause_between_two_requests(site: Site, ca_bundle: Path, data: Path):
    for name in "abc":
        declare(data, site.url(f"/{name}"), id=name)
    site.answer = reply(FIRST)
    started = time.monotonic()
    fetch(data, (), loopback_policy(ca_bundle, pause_s=0.3))
    assert time.monotonic() - started >= 0.6


def test_one_file_or_one_source_can_be_asked_for(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url("/a"), id="a")
    declare(data, site.url("/b"), id="b")
    declare(data, None, id="seen-as-a-copy")
    site.answer = reply(FIRST)
    assert [outcome.name for outcome in fetch(data, ["demo/b"], loopback_policy(ca_bundle)).outcomes] == ["demo/b"]
    assert kinds(fetch(data, ["demo"], loopback_policy(ca_bundle))) == ["new", "unchanged", "skipped"]


def test_columns_with_personal_data_never_reach_the_disk(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url(), never_stored=["contact_email"])
    metadata = data / "figures" / "demo" / "source.toml"
    with metadata.open("a", encoding="utf-8") as toml:
        toml.write('columns = ["country", "score"]\n')
    site.answer = reply(b"country,contact_email,score\nPakistan,somebody@ministry.example,40.22\n")
    assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["new"]
    assert stored(data) == b"country,score\r\nPakistan,40.22\r\n"


# --- proxy and certificates -------------------------------------------------------------------------------------------


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def _tunnel(client: socket.socket, asked: list[str]) -> None:
    with suppress(OSError), client:
        line = client.recv(65536).split(b"\r\n")[0].decode()
        asked.append(line)
        port = int(line.split(" ")[1].rpartition(":")[2])
        with socket.create_connection((LOOPBACK, port)) as server:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = Thread(target=_copy, args=(server, client), daemon=True)
            back.start()
            _copy(client, server)
            back.join()


@contextmanager
def a_proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy that connects every name to loopback."""
    asked: list[str] = []
    with socket.create_server((LOOPBACK, 0)) as listener:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    Thread(target=_tunnel, args=(listener.accept()[0], asked), daemon=True).start()

        Thread(target=accept, daemon=True).start()
        yield f"http://{LOOPBACK}:{listener.getsockname()[1]}", asked
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def nothing_resolves(host: str, port: int) -> NoReturn:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_behind_a_proxy_the_list_of_hosts_alone_decides(
    site: Site, ca_bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch
):
    declare(data, site.url())
    site.answer = reply(FIRST)
    with a_proxy() as (address, asked):
        monkeypatch.setenv("HTTPS_PROXY", address)
        policy = loopback_policy(ca_bundle, resolve=nothing_resolves, is_allowed=lambda each: False)
        assert kinds(fetch(data, (), policy)) == ["new"]
        assert asked == [f"CONNECT {site.host()} HTTP/1.0"] or asked == [f"CONNECT {site.host()} HTTP/1.1"]

        site.answer = reply(b"", "302 Found", Location="https://foreign.example/x")
        (outcome,) = fetch(data, (), policy).outcomes
        assert "foreign.example is not one of those allowed" in outcome.detail

        monkeypatch.setenv("NO_PROXY", NAME)
        (outcome,) = fetch(data, (), policy).outcomes
        assert "has no address" in outcome.detail
    assert stored(data) == FIRST


def test_a_proxy_that_is_not_there_is_named_without_its_password(
    ca_bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch
):
    declare(data, "https://files.example/x")
    with socket.create_server((LOOPBACK, 0)) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://user:secret@{LOOPBACK}:{port}")
    (outcome,) = fetch(data, (), loopback_policy(ca_bundle)).outcomes
    assert "the proxy that the environment names does not connect" in outcome.detail
    assert "secret" not in outcome.detail


@pytest.mark.parametrize("setting", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_certificates_that_the_environment_names_are_trusted(
    setting: str, site: Site, ca_bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    declare(data, site.url())
    site.answer = reply(FIRST)
    (outcome,) = fetch(data, (), loopback_policy(None)).outcomes
    assert "is not trusted" in outcome.detail
    monkeypatch.setenv(setting, str(ca_bundle))
    assert kinds(fetch(data, (), loopback_policy(None))) == ["new"]
    monkeypatch.setenv(setting, str(ca_bundle) + ".gone")
    (outcome,) = fetch(data, (), loopback_policy(None)).outcomes
    assert "certificates to trust cannot be read" in outcome.detail


# --- what goes wrong here ---------------------------------------------------------------------------------------------


def test_a_full_disk_fails_one_file_and_keeps_its_former_snapshot(
    site: Site, ca_bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch
):
    declare(data, site.url())
    site.answer = reply(FIRST)
    fetch(data, (), loopback_policy(ca_bundle))

    def full(path: Path) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(store, "sync", full)
        site.answer = reply(SECOND)
        (outcome,) = fetch(data, (), loopback_policy(ca_bundle)).outcomes
    assert (outcome.kind, outcome.detail) == ("failed", "could not be written: No space left on device")
    assert stored(data) == FIRST
    assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["changed"]


def test_a_receipt_that_cannot_be_written_leaves_the_former_one(
    site: Site, ca_bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch
):
    declare(data, site.url())
    site.answer = reply(FIRST)
    fetch(data, (), loopback_policy(ca_bundle))

    def full(path: Path) -> None:
        if "receipt" in path.name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(store, "sync", full)
    site.answer = reply(SECOND)
    assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["failed"]
    assert stored(data) == FIRST


def test_bytes_are_on_the_disk_before_names_and_names_before_the_receipt(
    site: Site, ca_bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch
):
    declare(data, site.url())
    site.answer = reply(FIRST)
    synced: list[str] = []
    monkeypatch.setattr(store, "sync", lambda path: synced.append(path.name))
    fetch(data, (), loopback_policy(ca_bundle))
    assert synced == [".coming-0", "file", "demo", "snapshots", ".coming-receipt.json", "file"]


def test_a_failed_first_fetch_leaves_no_folder(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url())
    site.answer = reply(b"", "404 Not Found")
    assert kinds(fetch(data, (), loopback_policy(ca_bundle))) == ["failed"]
    assert [path.name for path in (data / "snapshots").iterdir()] == [".lock"]


def test_a_date_that_stays_the_same_for_other_bytes_is_not_trusted_again(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url())
    for body in (FIRST, SECOND):
        site.answer = reply(body, Last_Modified="Wed, 21 Oct 2015 07:28:00 GMT")
        fetch(data, (), loopback_policy(ca_bundle))
    assert receipt(data)["last_modified"] is None


def test_an_error_of_our_own_does_not_stop_the_other_files(
    site: Site, ca_bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch
):
    declare(data, site.url("/a"), id="a")
    declare(data, site.url("/b"), id="b")
    site.answer = reply(FIRST)
    usual = file.part_name

    def broken(block: Any, page: Any, body: Any) -> str:
        if block.id == "a":
            raise RuntimeError("a bug")
        return usual(block, page, body)

    monkeypatch.setattr(file, "part_name", broken)
    summary = fetch(data, (), loopback_policy(ca_bundle))
    assert kinds(summary) == ["failed", "new"]
    assert summary.outcomes[0].detail == "unexpected RuntimeError: a bug"


def test_one_fetch_at_a_time(data: Path, ca_bundle: Path, capsys: pytest.CaptureFixture[str]):
    with holding(open_lock(data / "snapshots"), FetchRunningError):
        assert main(["--data-dir", str(data), "fetch"]) == 3
    assert f"Another fetch is running (process {os.getpid()})" in capsys.readouterr().err


def test_a_folder_of_snapshots_that_cannot_be_made_is_said_in_words(data: Path, capsys: pytest.CaptureFixture[str]):
    (data / "snapshots").write_text("in the way", encoding="utf-8")
    assert main(["--data-dir", str(data), "fetch"]) == 4
    assert "The snapshots folder cannot be written" in capsys.readouterr().err


def test_parts_of_former_fetches_are_removed_by_the_next_and_nothing_else(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url())
    for body in (FIRST, SECOND):
        site.answer = reply(body)
        fetch(data, (), loopback_policy(ca_bundle))
    folder = data / "snapshots" / "demo" / "file"
    (folder / ".coming-0").write_bytes(b"half")
    (folder / "my notes.txt").write_text("kept", encoding="utf-8")
    assert len(list(folder.glob("file.*.csv"))) == 2
    fetch(data, (), loopback_policy(ca_bundle))
    assert len(list(folder.glob("file.*.csv"))) == 1
    assert {path.name for path in folder.iterdir()} >= {"my notes.txt", "receipt.json"}
    assert not list(folder.glob(".coming*"))
    assert stored(data) == SECOND


# --- processes that are stopped ---------------------------------------------------------------------------------------


def start_child(data: Path, ca_bundle: Path, *deadline: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.fetch_child", str(data), str(ca_bundle), *deadline]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_parts_that_were_published_last_stay_until_others_are(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url())
    site.answer = reply(FIRST)
    fetch(data, (), loopback_policy(ca_bundle))
    published = read_snapshot(data / "snapshots", "demo", "file")
    assert published
    approve(published)

    for body in (FIRST + b"x,1\n", FIRST + b"y,2\n", FIRST + b"z,3\n"):
        site.answer = reply(body)
        fetch(data, (), loopback_policy(ca_bundle))
    assert stored(data) == FIRST + b"z,3\n"
    source = read_sources(data)["demo"]
    kept = find_copy(data, source, source.files[0], is_approved=True)
    assert kept
    assert [path.read_bytes() for path in kept.paths] == [FIRST]


def test_a_fetch_that_is_killed_leaves_the_former_snapshot_or_the_new_one(site: Site, ca_bundle: Path, data: Path):
    """A short form of what benchmarks/soak does 200 times."""
    declare(data, site.url())
    bodies = {b"n,x\n" + f"{number},".encode() * 200_000 for number in (1, 2)}
    site.answer = reply(FIRST)
    fetch(data, (), loopback_policy(ca_bundle))
    chance, seen = random.Random(7), FIRST
    for body in [*bodies, *bodies]:
        site.answer = reply(body)
        before = len(site.requests)
        child = start_child(data, ca_bundle)
        while len(site.requests) == before and child.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.03))
        child.kill()
        child.communicate()
        now = stored(data)
        assert now in (seen, body)
        assert now is not None
        seen = now
    site.answer = reply(FIRST)
    fetch(data, (), loopback_policy(ca_bundle))
    fetch(data, (), loopback_policy(ca_bundle))
    assert stored(data) == FIRST
    assert len(names(data)) == 2


def test_a_first_fetch_that_was_stopped_is_as_if_it_had_not_been(data: Path):
    declare(data, "https://files.example/x")
    folder = data / "snapshots" / "demo" / "file"
    folder.mkdir(parents=True)
    (folder / ".coming-0").write_bytes(b"half")
    source = read_sources(data)["demo"]
    assert find_copy(data, source, source.files[0]) is None
    assert absence(data, source, source.files[0]) is None
    assert list(snapshots_at_hand(data)) == ["demo/file: not fetched yet"]


def test_the_keyboard_stops_a_fetch_at_once(site: Site, ca_bundle: Path, data: Path):
    def never(request: Request, connection: ssl.SSLSocket, stop: Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not stop.wait(0.02):
            connection.sendall(b"1")

    declare(data, site.url("/a"), id="a")
    declare(data, site.url("/b"), id="b")
    site.answer = never
    child = start_child(data, ca_bundle, "60")
    while not site.requests:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    started = time.monotonic()
    output, _ = child.communicate(timeout=30)
    assert child.returncode == 130, output
    assert time.monotonic() - started < 10
    assert names(data) == []


# --- offline, and the command line ------------------------------------------------------------------------------------


def test_offline_says_what_is_there_and_touches_no_network(
    site: Site, ca_bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    declare(data, site.url("/a"), id="a")
    declare(data, site.url("/b"), id="b")
    declare(data, None, id="c")
    site.answer = reply(FIRST)
    fetch(data, ["demo/a"], loopback_policy(ca_bundle))

    def refuse(*arguments: object, **options: object) -> NoReturn:
        raise AssertionError("the network was touched")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    assert main(["--data-dir", str(data), "fetch", "--offline"]) == 0
    day = receipt(data, "a")["retrieved_at"][:10]
    assert capsys.readouterr().out.splitlines() == [
        f"demo/a: retrieved on {day}, confirmed on {day}, {len(FIRST)} bytes",
        "demo/b: not fetched yet",
        "demo/c: no address is known; only a copy was seen",
    ]


def test_the_command_says_what_failed_and_why(data: Path, capsys: pytest.CaptureFixture[str]):
    declare(data, "https://localhost/x")
    assert main(["--data-dir", str(data), "fetch"]) == 7
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("demo/file: failed (host localhost stands for ")
    assert lines[1] == "0 new, 0 changed, 0 unchanged, 0 skipped, 1 failed"


def test_asking_for_a_source_that_is_not_there_lists_those_that_are(data: Path, capsys: pytest.CaptureFixture[str]):
    declare(data, None)
    assert main(["--data-dir", str(data), "fetch", "domo/file"]) == 2
    assert "declared as domo/file. Sources with official files: demo." in capsys.readouterr().err


def test_an_id_that_would_leave_the_folder_of_snapshots_is_refused(site: Site, ca_bundle: Path, data: Path):
    declare(data, site.url(), id="../../figures")
    (outcome,) = fetch(data, (), loopback_policy(ca_bundle)).outcomes
    assert "cannot name a folder" in outcome.detail
    assert site.connections == 0


def test_people_at_a_terminal_see_bars(
    site: Site, ca_bundle: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    declare(data, site.url())
    site.answer = reply(FIRST)
    bars = Bars()
    fetch(data, (), loopback_policy(ca_bundle), bars.say, progress=bars)
    shown = capsys.readouterr()
    assert "demo/file" in shown.err
    assert "B/s" in shown.err
    assert f"demo/file: new ({len(FIRST)} bytes)" in shown.out
