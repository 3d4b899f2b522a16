"""Files are made few at a time, each once, kept within bounds, and a reader too many is refused."""

import threading
import time

import pytest

from dashboard.export.workshop import BusyError, Workshop


def test_a_file_asked_for_by_many_is_made_once():
    shop, made, gate = Workshop(), [], threading.Event()

    def make() -> bytes:
        gate.wait(5)
        made.append(1)
        return b"x"

    ordered = [shop.order("a", make) for _ in range(20)]
    gate.set()
    assert {each.result(5) for each in ordered} == {b"x"}
    assert shop.order("a", make).result(5) == b"x"
    assert made == [1]


def test_at_most_so_many_are_made_at_once():
    shop, running, most = Workshop(at_once=2), [], []
    turn = threading.Lock()

    def make() -> bytes:
        with turn:
            running.append(1)
            most.append(len(running))
        time.sleep(0.01)
        with turn:
            running.pop()
        return b""

    for each in [shop.order(str(at), make) for at in range(12)]:
        each.result(5)
    assert max(most) <= 2


def test_a_full_queue_refuses_and_serves_again():
    shop, gate = Workshop(at_once=1, most_waiting=3), threading.Event()

    def make() -> bytes:
        gate.wait(5)
        return b""

    ordered = [shop.order(str(at), make) for at in range(3)]
    with pytest.raises(BusyError):
        shop.order("one too many", make)
    gate.set()
    for each in ordered:
        each.result(5)
    assert shop.order("one too many", make).result(5) == b""


def test_what_is_kept_is_bounded_in_bytes():
    shop, made = Workshop(kept_bytes=1000), []

    def make(name: str, size: int) -> bytes:
        made.append(name)
        return b"x" * size

    for name in "abcdefgh":
        shop.order(name, lambda name=name: make(name, 200)).result(5)
    shop.order("huge", lambda: make("huge", 900)).result(5)
    made.clear()
    for name in "abcdefgh":
        shop.order(name, lambda name=name: make(name, 200)).result(5)
    assert 3 <= len(made) <= 8
    shop.order("huge", lambda: make("huge", 900)).result(5)
    assert "huge" in made, "one file does not drive out all others"


def test_a_file_that_failed_is_tried_again():
    shop = Workshop()
    with pytest.raises(ZeroDivisionError):
        shop.order("a", lambda: bytes(1 // 0)).result(5)
    assert shop.order("a", lambda: b"x").result(5) == b"x"
