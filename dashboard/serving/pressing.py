"""Messages to readers, pressed once each, however many readers they go to.

A page is some 180 kB of HTML and figures over the socket, a quarter of that pressed. The usual way presses every
message anew for every reader, with what was sent before as its dictionary, which costs a quarter of a page run. Here
each message is pressed by itself, so that what was pressed for one reader goes to all.
"""

import zlib
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b

from uvicorn.protocols.websockets import websockets_sansio_impl as uvicorn_sockets
from websockets.extensions import Extension
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import Frame, Opcode
from websockets.typing import ExtensionParameter

#: Bytes. What is smaller fits a packet or two.
LEAST = 1400
#: Bytes of a message as a reader sends it, unpressed: nothing that a page sends comes near.
MOST_RECEIVED = 1_000_000
_MOST_KEPT = 24_000_000
_END = b"\x00\x00\xff\xff"


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

    def pressed(self, message: bytes, window_bits: int) -> bytes:
        """A message as it travels, without the end that every one has."""
        key = blake2b(message, digest_size=20).digest(), window_bits
        found = self._pressed.get(key)
        if found is not None:
            self._pressed.move_to_end(key)
            return found
        press = zlib.compressobj(wbits=-window_bits)
        made = (press.compress(message) + press.flush(zlib.Z_SYNC_FLUSH)).removesuffix(_END)
        self._pressed[key] = made
        self._held += len(made)
        while self._held > self._most:
            self._held -= len(self._pressed.popitem(last=False)[1])
        return made


KEPT = Kept()


class PressedOnce(PerMessageDeflate):
    """What one socket and its reader agreed on."""

    def encode(self, frame: Frame) -> Frame:
        """A frame as it travels."""
        if frame.opcode not in {Opcode.TEXT, Opcode.BINARY} or not frame.fin or len(frame.data) < LEAST:
            return frame
        made = KEPT.pressed(bytes(frame.data), self.local_max_window_bits)
        return Frame(frame.opcode, made, True, True, frame.rsv2, frame.rsv3)

    def decode(self, frame: Frame, *, max_size: int | None = None) -> Frame:
        """A frame as it was meant; a few bytes that would become many are refused."""
        return super().decode(frame, max_size=min(max_size or MOST_RECEIVED, MOST_RECEIVED))


class PressedOnceFactory(ServerPerMessageDeflateFactory):
    """Agrees with each reader how messages are pressed: each by itself, in both directions."""

    def __init__(self, **_: object) -> None:
        super().__init__(server_no_context_takeover=True, client_no_context_takeover=True)

    def process_request_params(
        self, params: Sequence[ExtensionParameter], accepted_extensions: Sequence[Extension]
    ) -> tuple[list[ExtensionParameter], PerMessageDeflate]:
        """What is agreed with a reader who offers this."""
        told, agreed = super().process_request_params(params, accepted_extensions)
        return told, PressedOnce(
            agreed.remote_no_context_takeover,
            agreed.local_no_context_takeover,
            agreed.remote_max_window_bits,
            agreed.local_max_window_bits,
        )


def press_messages() -> None:
    """Have uvicorn agree on this where ``server.enableWebsocketCompression`` has it agree on pressing at all.

    It has no setting for how: the name that it looks up for each socket is given another meaning.
    """
    uvicorn_sockets.ServerPerMessageDeflateFactory = PressedOnceFactory  # type: ignore[attr-defined,assignment]
