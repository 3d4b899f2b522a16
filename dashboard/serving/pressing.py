"""Messages to readers, pressed once each, however many readers they go to.

A page is some 140 kB of HTML and figures over the socket, less than a quarter of that pressed. The usual way presses
every message anew for every reader, with all that was sent before as its dictionary, which costs a quarter of a page
run. Here the dictionary is what was sent since the reader last asked for something: that is the same for all who ask
for the same, so what was pressed for one of them goes to all.
"""

import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from uvicorn.protocols.websockets import websockets_sansio_impl as uvicorn_sockets
from websockets.extensions import Extension
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import Frame, Opcode
from websockets.typing import ExtensionParameter

#: Bytes of a message that is pressed.
LEAST = 120
#: Bytes of a message as a reader sends it, unpressed: nothing that a page sends comes near.
MOST_RECEIVED = 1_000_000
_MOST_KEPT = 24_000_000
_END = b"\x00\x00\xff\xff"
_FARTHEST = 1 << 15


@dataclass(frozen=True, slots=True)
class Sent:
    """Messages that a reader was sent one after the other.

    Attributes
    ----------
    window : bytes
        The end of them, as far back as a message can refer.
    trail : bytes
        Stands for all of them.
    """

    window: bytes = b""
    trail: bytes = b""

    def then(self, message: bytes) -> "Sent":
        """These and one more."""
        window = (self.window + message)[-_FARTHEST:]
        return Sent(window, blake2b(message, digest_size=20, key=self.trail).digest())


NOTHING = Sent()


def _pressed(message: bytes, window_bits: int, window: bytes = b"") -> bytes:
    # Level 7 takes no longer than zlib's own choice and saves a hundredth; 9 takes twice as long for another.
    press = zlib.compressobj(7, wbits=-window_bits, zdict=window[-(1 << window_bits) :])
    return (press.compress(message) + press.flush(zlib.Z_SYNC_FLUSH)).removesuffix(_END)


def _is_one_readers(message: bytes) -> bool:
    """Whether it is what a run begins with, which names the session: nothing pressed after it could be shared."""
    try:
        return bool(ForwardMsg.FromString(message).WhichOneof("type") == "new_session")
    except DecodeError:
        return False


class Kept:
    """Pressed messages, the oldest forgotten first. Used by the one thread that talks to sockets.

    Parameters
    ----------
    most : int
        Bytes to keep.
    """

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self._most = most
        self._held = 0
        self._pressed: OrderedDict[tuple[bytes, int], bytes] = OrderedDict()

    def pressed(self, message: bytes, window_bits: int, sent: Sent = NOTHING) -> tuple[bytes, Sent]:
        """A message as it travels, without the end that every one has, and what its reader was sent then.

        Parameters
        ----------
        message : bytes
            What is sent.
        window_bits : int
            Binary logarithm of how far back it may refer.
        sent : Sent, optional
            What its reader was sent before and keeps.
        """
        after = sent.then(message)
        key = after.trail, window_bits
        found = self._pressed.get(key)
        if found is not None:
            self._pressed.move_to_end(key)
            return found, after
        self._pressed[key] = made = _pressed(message, window_bits, sent.window)
        self._held += len(made)
        while self._held > self._most:
            self._held -= len(self._pressed.popitem(last=False)[1])
        return made, after


KEPT = Kept()


class PressedOnce(PerMessageDeflate):
    """What one socket and its reader agreed on.

    Parameters
    ----------
    agreed : websockets.extensions.permessage_deflate.PerMessageDeflate
        The same as the library understands it.
    """

    def __init__(self, agreed: PerMessageDeflate) -> None:
        # No press of its own is held for every socket, whether or not its reader keeps what was sent.
        super().__init__(
            agreed.remote_no_context_takeover, True, agreed.remote_max_window_bits, agreed.local_max_window_bits
        )
        self._keeps = not agreed.local_no_context_takeover
        self._sent = NOTHING

    def encode(self, frame: Frame) -> Frame:
        """A frame as it travels."""
        if frame.opcode not in {Opcode.TEXT, Opcode.BINARY} or not frame.fin or len(frame.data) < LEAST:
            return frame
        message = bytes(frame.data)
        if self._sent is NOTHING and _is_one_readers(message):
            made = _pressed(message, self.local_max_window_bits)
        else:
            made, after = KEPT.pressed(message, self.local_max_window_bits, self._sent)
            self._sent = after if self._keeps else NOTHING
        return Frame(frame.opcode, made, True, True, frame.rsv2, frame.rsv3)

    def decode(self, frame: Frame, *, max_size: int | None = None) -> Frame:
        """A frame as it was meant; a few bytes that would become many are refused."""
        # What is sent from here on answers it, and whoever asks for the same is sent the same.
        self._sent = NOTHING
        return super().decode(frame, max_size=min(max_size or MOST_RECEIVED, MOST_RECEIVED))


class PressedOnceFactory(ServerPerMessageDeflateFactory):
    """Agrees with each reader how messages are pressed: theirs each by itself."""

    def __init__(self, **_: object) -> None:
        super().__init__(client_no_context_takeover=True)

    def process_request_params(
        self, params: Sequence[ExtensionParameter], accepted_extensions: Sequence[Extension]
    ) -> tuple[list[ExtensionParameter], PerMessageDeflate]:
        """What is agreed with a reader who offers this."""
        told, agreed = super().process_request_params(params, accepted_extensions)
        return told, PressedOnce(agreed)


def press_messages() -> None:
    """Have uvicorn agree on this where ``server.enableWebsocketCompression`` has it agree on pressing at all.

    It has no setting for how: the name that it looks up for each socket is given another meaning.
    """
    uvicorn_sockets.ServerPerMessageDeflateFactory = PressedOnceFactory  # type: ignore[attr-defined,assignment]
