"""Messages with their length in front."""

from __future__ import annotations

import socket
import struct

LENGTH = struct.Struct(">I")


def receive(connection: socket.socket, count: int) -> bytes:
    """Read exactly ``count`` bytes; fewer when the other side is gone."""
    parts: list[bytes] = []
    while count and (part := connection.recv(count)):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
