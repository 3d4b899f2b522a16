"""A websocket and an HTTP client that cost the machine little, so that what is measured is the server."""

import asyncio
import os
import struct
import zlib
from functools import lru_cache
from typing import Self
from urllib.parse import urlsplit

_LIMIT_S = 120
# Unmasking costs the server the same whatever the mask; nothing on loopback needs a secret one.
_MASK = bytes(4)
_TEXT, _BINARY, _CLOSE, _PING, _PONG = 1, 2, 8, 9, 10


@lru_cache(maxsize=2048)
def _unpressed(message: bytes, before: bytes) -> bytes:
    """A message that was pressed. Equal ones are unpressed once: browsers' work is not what is measured."""
    return zlib.decompressobj(-zlib.MAX_WBITS, zdict=before).decompress(message + b"\x00\x00\xff\xff")


class Socket:
    """A websocket without compression; frames of a server are short or whole.

    Parameters
    ----------
    address : str
        Where to connect, http://… with the path.
    protocols : str
        Subprotocols, as the header names them.
    headers : dict of str to str
        Further headers.
    is_pressed : bool
        Whether to offer pressed messages, as browsers do. Ours refer to nothing from before the last message to it.
    """

    def __init__(
        self, address: str, protocols: str, headers: dict[str, str] | None = None, *, is_pressed: bool = False
    ) -> None:
        self._parts = urlsplit(address)
        offer = {"Sec-WebSocket-Extensions": "permessage-deflate"} if is_pressed else {}
        self._before = b""
        more = "".join(f"{name}: {value}\r\n" for name, value in (offer | (headers or {})).items())
        told = f"Sec-WebSocket-Protocol: {protocols}\r\n" if protocols else ""
        path = self._parts.path + (f"?{self._parts.query}" if self._parts.query else "")
        self._hello = (
            f"GET {path} HTTP/1.1\r\nHost: {self._parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Origin: http://{self._parts.netloc}\r\n"
            f"Sec-WebSocket-Key: {os.urandom(16).hex()[:22]}==\r\nSec-WebSocket-Version: 13\r\n{told}{more}\r\n"
        )

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection(
            self._parts.hostname, self._parts.port, limit=1 << 22
        )
        self._writer.write(self._hello.encode())
        answer = await self._reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in answer.partition(b"\r\n")[0]:
            raise ConnectionError(answer.decode("latin-1").partition("\r\n")[0])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.transport.abort()

    def send(self, payload: bytes, kind: int = _BINARY) -> None:
        """Send one message."""
        if kind != _PONG:
            self._before = b""
        size = len(payload)
        length = struct.pack(">BB", 0x80 | kind, 0x80 | size) if size < 126 else struct.pack(
            ">BBH", 0x80 | kind, 0xFE, size
        ) if size < 65536 else struct.pack(">BBQ", 0x80 | kind, 0xFF, size)  # fmt: skip
        self._writer.write(length + _MASK + payload)

    def send_text(self, text: str) -> None:
        """Send one message of text."""
        self.send(text.encode(), _TEXT)

    async def receive(self) -> bytes:
        """The next message."""
        message, is_pressed = b"", False
        while True:
            head = await self._reader.readexactly(2)
            size = head[1] & 0x7F
            if size > 125:
                wide = 2 if size == 126 else 8
                size = int.from_bytes(await self._reader.readexactly(wide), "big")
            payload = await self._reader.readexactly(size)
            kind = head[0] & 0x0F
            if kind == _CLOSE:
                raise ConnectionError("closed by the server")
            if kind == _PING:
                self.send(payload, _PONG)
            elif kind != _PONG:
                message += payload
                is_pressed |= bool(head[0] & 0x40)
                if head[0] & 0x80:
                    return self._read(message) if is_pressed else message

    def _read(self, message: bytes) -> bytes:
        found = _unpressed(message, self._before)
        self._before = (self._before + found)[-(1 << zlib.MAX_WBITS) :]
        return found


class Line:
    """One HTTP connection that is kept open.

    Parameters
    ----------
    address : str
        Of the server.
    """

    def __init__(self, address: str) -> None:
        self._parts = urlsplit(address)

    async def __aenter__(self) -> Self:
        await self._open()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.transport.abort()

    async def _open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(self._parts.hostname, self._parts.port)

    async def ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> bytes:
        """The body of an answer of 200; anything else is an error."""
        if self._reader.at_eof():
            # The server ends what rests for long, and a browser connects anew.
            await self._open()
        more = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
        self._writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: {self._parts.netloc}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n{more}\r\n".encode()
            + body
        )
        told = (await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), _LIMIT_S)).lower()
        if b" 200 " not in told.partition(b"\r\n")[0]:
            raise ConnectionError(told.decode("latin-1").partition("\r\n")[0])
        if b"transfer-encoding: chunked" in told:
            return await self._pieces()
        return await self._reader.readexactly(int(told.partition(b"content-length:")[2].split(b"\r", 1)[0]))

    async def _pieces(self) -> bytes:
        whole = b""
        while size := int(await self._reader.readline(), 16):
            whole += await self._reader.readexactly(size)
            await self._reader.readexactly(2)
        await self._reader.readexactly(2)
        return whole
