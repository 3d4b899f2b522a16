import random

import pytest
from uvicorn.protocols.websockets import websockets_sansio_impl as uvicorn_sockets
from websockets.exceptions import PayloadTooBig
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory, PerMessageDeflate
from websockets.frames import Frame, Opcode

from dashboard.serving import pressing
from dashboard.serving.pressing import LEAST, MOST_RECEIVED, Kept, PressedOnceFactory, press_messages

PAGE = b"<td>Pakistan</td><td>81</td>" * 2000


def agreed(**offer: object) -> tuple[PerMessageDeflate, PerMessageDeflate]:
    """Our end and a reader's end of one socket."""
    reader = ClientPerMessageDeflateFactory(**offer)
    told, ours = PressedOnceFactory().process_request_params(reader.get_request_params(), [])
    return ours, reader.process_response_params(told, [])


@pytest.mark.parametrize(
    "offer",
    [{"client_max_window_bits": True}, {}, {"server_max_window_bits": 10}, {"server_no_context_takeover": True}],
)
def test_a_reader_reads_what_was_sent(offer: dict[str, object]):
    ours, readers = agreed(**offer)
    for message in (PAGE, b"short", random.Random(1).randbytes(9000), PAGE):
        assert readers.decode(ours.encode(Frame(Opcode.BINARY, message))).data == message
    # And we what the reader sends.
    assert ours.decode(readers.encode(Frame(Opcode.BINARY, PAGE))).data == PAGE


def test_large_messages_are_pressed_and_small_ones_are_left():
    ours, _ = agreed()
    assert len(ours.encode(Frame(Opcode.BINARY, PAGE)).data) < len(PAGE) / 20
    for frame in (Frame(Opcode.BINARY, PAGE[: LEAST - 1]), Frame(Opcode.PING, PAGE)):
        assert ours.encode(frame) is frame


def test_a_message_is_pressed_once_for_all_readers(monkeypatch: pytest.MonkeyPatch):
    made = []
    plain = pressing.zlib.compressobj
    monkeypatch.setattr(pressing.zlib, "compressobj", lambda **how: made.append(how) or plain(**how))
    kept = Kept()
    assert len({kept.pressed(PAGE, 15) for _ in range(50)}) == 1
    assert len(made) == 1


def test_no_more_is_kept_than_a_limit():
    rng, kept = random.Random(2), Kept(most=20_000)
    for _ in range(40):
        kept.pressed(rng.randbytes(3000), 15)
    assert sum(map(len, kept._pressed.values())) == kept._held <= 20_000


def test_few_bytes_that_become_many_are_refused():
    ours, readers = agreed()
    bomb = readers.encode(Frame(Opcode.BINARY, bytes(MOST_RECEIVED + 1)))
    assert len(bomb.data) < 5000
    with pytest.raises(PayloadTooBig):
        ours.decode(bomb, max_size=10_000_000)


def test_uvicorn_asks_for_it_by_the_name_that_is_replaced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uvicorn_sockets, "ServerPerMessageDeflateFactory", object())
    press_messages()
    assert uvicorn_sockets.ServerPerMessageDeflateFactory is PressedOnceFactory
