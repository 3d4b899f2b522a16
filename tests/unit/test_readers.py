"""Readers who do not read are noticed and let go; those who read lose nothing."""

import asyncio
import socket

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from dashboard.hosting import Hosting
from dashboard.serving import limits, readers
from dashboard.serving.limits import LimitedReaders
from dashboard.serving.readers import PIECE, in_pieces
from dashboard.settings import read_settings
from tests.asgi import answer_of, scope_of

_NARROW = {"ATLAS_SESSIONS": "3", "ATLAS_SESSIONS_PER_ADDRESS": "2", "ATLAS_FILES_PER_SECOND_PER_ADDRESS": "1",
           "ATLAS_PATIENCE_S": "1"}  # fmt: skip


def _hosting(**changes: str) -> Hosting:
    return read_settings({**_NARROW, **changes}).hosting


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7])
def test_a_body_that_is_cut_arrives_whole(size: int):
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Response(body)(scope_of("/"), None, in_pieces(send)))  # type: ignore[arg-type]
    pieces = sent[1:]
    assert b"".join(piece["body"] for piece in pieces) == body
    assert [piece.get("more_body", False) for piece in pieces] == [True] * (len(pieces) - 1) + [False]
    assert max(len(piece["body"]) for piece in pieces) <= PIECE


def test_a_reader_who_does_not_read_is_let_go(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "LOOK_S", 0.1)
    guarded = LimitedReaders(Response(b"x" * 10 * PIECE), _hosting())

    async def never(message: Message) -> None:
        await asyncio.sleep(60)

    async def ask() -> None:
        await asyncio.wait_for(guarded(scope_of("/a.csv"), None, never), 5)  # type: ignore[arg-type]

    asyncio.run(ask())


def test_the_end_of_the_server_is_not_mistaken_for_a_slow_reader():
    guarded = LimitedReaders(Response(b"x"), _hosting(ATLAS_PATIENCE_S="60"))

    async def never(message: Message) -> None:
        await asyncio.sleep(60)

    async def stop() -> None:
        task = asyncio.create_task(guarded(scope_of("/a.csv"), None, never))  # type: ignore[arg-type]
        await asyncio.sleep(0.05)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(stop())


def test_files_beyond_the_allowance_are_refused_for_one_address_and_not_for_another():
    guarded = LimitedReaders(Response(b"x"), _hosting())

    async def ask() -> tuple[list[int], str, int, int]:
        many = [await answer_of(guarded, scope_of("/a.csv")) for _ in range(6)]
        other = await answer_of(guarded, scope_of("/a.csv", client="192.0.2.99"))
        free = await answer_of(guarded, scope_of("/health/live"))
        machine = await answer_of(guarded, scope_of("/api/v1/scores"))
        assert machine.headers["content-type"] == "application/problem+json"
        return [found.status for found in many], many[-1].headers["retry-after"], other.status, free.status

    statuses, again, other, free = asyncio.run(ask())
    assert statuses == [200, 200, 200, 200, 429, 429]
    assert (int(again) > 0, other, free) == (True, 200, 200)


def test_sessions_beyond_the_limits_are_refused():
    opened = asyncio.Event()

    async def stays_open(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})
        await opened.wait()

    guarded = LimitedReaders(stays_open, _hosting())

    async def ask() -> list[int]:
        statuses = []
        tasks = []
        for client in ("192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3"):
            scope = scope_of("/_stcore/stream", kind="websocket", client=client)
            task = asyncio.create_task(answer_of(guarded, scope))
            await asyncio.sleep(0.01)
            statuses.append(task.result().status if task.done() else 101)
            tasks.append(task)
        opened.set()
        await asyncio.gather(*tasks)
        after = await answer_of(guarded, scope_of("/_stcore/stream", kind="websocket", client="192.0.2.1"))
        return [*statuses, after.status or 101]

    assert asyncio.run(ask()) == [101, 101, 429, 101, 503, 101]


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="the kernel keeps this limit on Linux only")
def test_the_kernel_keeps_the_limit_on_every_connection():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        readers.limit_unread(7)
        with socket.create_connection(listener.getsockname()):
            accepted, _ = listener.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 7000


def _messages(count: int) -> list[Message]:
    return [{"type": "websocket.receive", "bytes": b"%d" % number} for number in range(count)]


async def _handed_on(messages: list[Message], **settings: str) -> list[bytes | int]:
    """What an application receives of what a reader sends at once; a number is the code of the end."""
    waiting: asyncio.Queue[Message] = asyncio.Queue()
    for message in messages:
        waiting.put_nowait(message)
    received: list[bytes | int] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            received.append(message.get("bytes", message.get("code")))
            if message["type"] == "websocket.disconnect":
                return

    async def send(message: Message) -> None:
        return

    guarded = LimitedReaders(application, _hosting(**settings))
    await asyncio.wait_for(guarded(scope_of("/_stcore/stream", kind="websocket"), waiting.get, send), 20)
    return received


_LEFT: Message = {"type": "websocket.disconnect", "code": 1001}


def test_wishes_are_handed_on_in_order_and_at_a_pace():
    found = asyncio.run(_handed_on([*_messages(30), _LEFT], ATLAS_RUNS_PER_SECOND="100"))
    assert found == [*(b"%d" % number for number in range(30)), 1001]


def test_nothing_more_is_drawn_for_a_reader_who_left():
    found = asyncio.run(_handed_on([*_messages(50), _LEFT], ATLAS_RUNS_PER_SECOND="1"))
    assert found == [b"0", b"1", b"2", b"3", 1001]


def test_a_reader_who_sends_a_hundred_wishes_ahead_is_let_go():
    found = asyncio.run(_handed_on(_messages(3000), ATLAS_RUNS_PER_SECOND="1"))
    assert found == [b"0", b"1", b"2", b"3", 1008]


def test_a_message_that_no_page_sends_ends_the_session():
    assert asyncio.run(_handed_on([{"type": "websocket.receive", "bytes": b"x" * 300_000}])) == [1009]
