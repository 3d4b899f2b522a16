import random

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from uvicorn.protocols.websockets import websockets_sansio_impl as uvicorn_sockets
from websockets.exceptions import PayloadTooBig
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory, PerMessageDeflate
from websockets.frames import Frame, Opcode

from dashboard.serving import pressing
from dashboard.serving.pressing import LEAST, MOST_RECEIVED, Kept, PressedOnceFactory, press_messages

PAGE = b"<td>Pakistan</td><td>81</td>" * 2000
NOISE = random.Random(3).randbytes(9000)


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
    noise = random.Random(1).randbytes(50_000)
    for message in (PAGE, b"short", noise[:9000], PAGE, noise, noise[-20_000:], PAGE[7:], noise[:2000] + PAGE):
        assert readers.decode(ours.encode(Frame(Opcode.BINARY, message))).data == message
        # And we what the reader sends.
        assert ours.decode(readers.encode(Frame(Opcode.BINARY, message))).data == message
        assert readers.decode(ours.encode(Frame(Opcode.BINARY, message))).data == message
        assert readers.decode(ours.encode(Frame(Opcode.BINARY, message))).data == message


def test_what_a_reader_was_just_sent_is_not_sent_again():
    ours, _ = agreed()
    first = ours.encode(Frame(Opcode.BINARY, NOISE))
    assert len(ours.encode(Frame(Opcode.BINARY, NOISE)).data) < len(first.data) / 20


def test_readers_who_ask_for_the_same_share_what_was_pressed_whatever_they_were_sent_before(
    monkeypatch: pytest.MonkeyPatch,
):
    (one, asks), (other, asks_too) = agreed(), agreed()
    one.encode(Frame(Opcode.BINARY, PAGE))
    other.encode(Frame(Opcode.BINARY, NOISE))
    for ours, readers in ((one, asks), (other, asks_too)):
        ours.decode(readers.encode(Frame(Opcode.BINARY, b"another country, please")))
    said = [one.encode(Frame(Opcode.BINARY, message)).data for message in (NOISE, PAGE)]
    monkeypatch.setattr(pressing.zlib, "compressobj", None)
    assert [other.encode(Frame(Opcode.BINARY, message)).data for message in (NOISE, PAGE)] == said


def test_large_messages_are_pressed_and_small_ones_are_left():
    ours, _ = agreed()
    assert len(ours.encode(Frame(Opcode.BINARY, PAGE)).data) < len(PAGE) / 20
    for frame in (Frame(Opcode.BINARY, PAGE[: LEAST - 1]), Frame(Opcode.PING, PAGE)):
        assert ours.encode(frame) is frame
    assert len(ours.encode(Frame(Opcode.BINARY, PAGE[:LEAST])).data) < LEAST


def test_readers_share_what_follows_the_name_of_their_session():
    told = []
    for name in ("one", "other"):
        begins = ForwardMsg()
        begins.new_session.initialize.session_id = name
        begins.new_session.main_script_path = "router.py " * 300
        ours, readers = agreed()
        sent = [ours.encode(Frame(Opcode.BINARY, each)) for each in (begins.SerializeToString(), NOISE, PAGE)]
        assert len(sent[0].data) < 300
        assert [readers.decode(frame).data for frame in sent] == [begins.SerializeToString(), NOISE, PAGE]
        told.append([frame.data for frame in sent[1:]])
    assert told[0] == told[1]
    # The second was not pressed a second time.
    assert told[0][0] is told[1][0]


def test_a_message_is_pressed_once_for_all_readers(monkeypatch: pytest.MonkeyPatch):
    made = []
    plain = pressing.zlib.compressobj
    monkeypatch.setattr(pressing.zlib, "compressobj", lambda *what, **how: made.append(how) or plain(*what, **how))
    kept = Kept()
    assert len({kept.pressed(PAGE, 15)[0] for _ in range(50)}) == 1
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
