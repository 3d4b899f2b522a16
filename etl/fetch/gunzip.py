"""Unpack what came packed, never more than a chunk at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

CHUNK = 64 * 1024


class Gunzip:
    """Unpacks gzip bit by bit; never more than a chunk is held."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        """Unpacked bytes, in pieces of at most one chunk."""
        while packed:
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            yield self._member.decompress(packed, CHUNK)
            packed = self._member.unconsumed_tail or self._member.unused_data

    @property
    def is_whole(self) -> bool:
        """Whether the last member ended."""
        return self._member.eof
