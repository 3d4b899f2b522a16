"""Clock, waits, packing and the words of a fetch."""

import gzip
import socket
import tomllib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import __version__
from etl.errors import FetchError, TransientFetchError
from etl.fetch.agent import user_agent
from etl.fetch.deadline import Deadline
from etl.fetch.gunzip import CHUNK, Gunzip
from etl.fetch.outcome import Outcome, Summary, plain
from etl.fetch.patience import patiently, retry_after
from etl.fetch.policy import Policy

ROOT = Path(__file__).resolve().parents[2]
QUICK = Policy(attempts=3, backoff_s=0.001)


def test_a_deadline_cuts_what_waits_for_a_connection():
    here, there = socket.socketpair()
    with here, there:
        deadline = Deadline(0.1)
        deadline.watch(here)
        assert here.recv(1) == b""
        with pytest.raises(FetchError, match=r"not finished within 0\.1 s"):
            deadline.check()
        deadline.close()


def test_a_deadline_cuts_a_connection_that_comes_too_late():
    here, there = socket.socketpair()
    with here, there:
        deadline = Deadline(60)
        deadline.cut()
        here.settimeout(5)
        deadline.watch(here)
        assert here.recv(1) == b""
        deadline.close()


def test_a_wait_ends_with_the_deadline():
    deadline = Deadline(0.1)
    started = monotonic()
    with pytest.raises(FetchError):
        deadline.wait(60)
    assert monotonic() - started < 30
    deadline.close()


def test_retry_after_is_seconds_or_a_date():
    assert retry_after("120") == 120
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 80 < (retry_after(soon) or 0) <= 90
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0


@pytest.mark.parametrize("text", [None, "", "soon", "-5", "1.5", "Wed, 99 Oct 2015"])
def test_a_retry_after_that_says_nothing_is_passed_over(text: str | None):
    assert retry_after(text) is None


def test_what_may_pass_is_tried_again_and_what_may_not_is_not():
    deadline, said, tried = Deadline(10), list[str](), list[int]()

    def busy() -> str:
        tried.append(1)
        if len(tried) < 3:
            raise TransientFetchError("busy")
        return "done"

    assert patiently(busy, QUICK, deadline, said.append) == "done"
    assert len(said) == 2
    assert said[0].startswith("busy; again in ")

    def gone() -> str:
        tried.append(1)
        raise FetchError("gone")

    tried.clear()
    with pytest.raises(FetchError, match="gone"):
        patiently(gone, QUICK, deadline, said.append)
    assert len(tried) == 1
    deadline.close()


@pytest.mark.parametrize("jitter", [0, 1])
def test_the_waits_double_and_are_as_long_as_the_server_asks(jitter: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("random.uniform", lambda *bounds: bounds[jitter])
    waits: list[float] = []

    class Noted(Deadline):
        def wait(self, seconds: float) -> None:
            waits.append(seconds)

    def busy() -> None:
        raise TransientFetchError("busy", 7.0 if len(waits) == 2 else None)

    deadline = Noted(100)
    with pytest.raises(FetchError, match=r"busy \(tried 4 times\)"):
        patiently(busy, Policy(attempts=4, backoff_s=1), deadline, lambda line: None)
    deadline.close()
    assert waits == [[0.5, 1, 7], [1.5, 3, 7]][jitter]


@given(st.lists(st.binary(max_size=3000), max_size=4), st.integers(1, 700))
def test_gzip_is_unpacked_as_it_comes_members_and_all(members: list[bytes], step: int):
    packed = b"".join(gzip.compress(member) for member in members)
    gunzip = Gunzip()
    pieces = [piece for at in range(0, len(packed), step) for piece in gunzip.unpack(packed[at : at + step])]
    assert b"".join(pieces) == b"".join(members)
    assert gunzip.is_whole == bool(members)


def test_a_bomb_is_unpacked_by_the_chunk():
    packed = gzip.compress(bytes(50 * CHUNK))
    assert all(len(piece) <= CHUNK for piece in Gunzip().unpack(packed))


def test_we_say_who_we_are_and_whom_to_ask(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ATLAS_CONTACT_URL", raising=False)
    assert user_agent() == f"public-sector-ai-atlas/{__version__}"
    monkeypatch.setenv("ATLAS_CONTACT_URL", "https://ministry.example/atlas\r\nX-Evil: 1")
    assert user_agent() == f"public-sector-ai-atlas/{__version__} (+https://ministry.example/atlasX-Evil: 1)"


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["name"], project["version"]) == ("public-sector-ai-atlas", __version__)


def summary(*kinds: str) -> Summary:
    return Summary(tuple(Outcome(f"s/{number}", kind, "why") for number, kind in enumerate(kinds)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        ((), 0),
        (("new", "unchanged", "changed", "skipped"), 0),
        (("new", "failed"), 6),
        (("failed", "failed", "skipped"), 7),
    ],
)
def test_the_exit_code_says_whether_some_or_all_failed(kinds: tuple[str, ...], code: int):
    assert summary(*kinds).exit_code == code


def test_the_summary_counts_and_names_what_is_not_as_it_was():
    assert list(summary("new", "unchanged", "failed", "skipped").lines()) == [
        "1 new, 0 changed, 1 unchanged, 1 skipped, 1 failed",
        "  s/0: new (why)",
        "  s/2: failed (why)",
        "  skipped, for only a copy was seen and no address is known: s/3",
    ]


def test_words_of_a_server_cannot_move_the_cursor():
    assert plain("gone\x1b[2J\r\nInjected: \u202e" + "x" * 900)[:23] == "gone [2J Injected: xxxx"
    assert len(plain("x" * 900)) == 500
