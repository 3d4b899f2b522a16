"""Read a body to a file: how long it may be, how long it says it is, and how it is packed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

from requests import Response
from urllib3.exceptions import HTTPError, ReadTimeoutError

from etl.errors import FetchError, TransientFetchError
from etl.fetch.connection import WholeResponse
from etl.fetch.deadline import Deadline
from etl.fetch.gunzip import CHUNK, Gunzip

#: Takes the bytes that came and the bytes that are announced, if any.
OnBytes = Callable[[int, int | None], None]
#: Takes what came and gives what may be written.
Keep = Callable[[Iterable[bytes]], Iterator[bytes]]


@dataclass(frozen=True)
class Body:
    """A body on the disk.

    Attributes
    ----------
    path : pathlib.Path
        The file.
    sha256 : str
        SHA-256 of the file as it was written, hexadecimal.
    byte_count : int
        Its size.
    is_delimited : bool
        Whether the answer told where the body ends; if not, only its content can tell that it is whole.
    """

    path: Path
    sha256: str
    byte_count: int
    is_delimited: bool


def announced_length(response: Response) -> int | None:
    """Length that the server announces for what it sends, packed or not."""
    original = getattr(response.raw, "_original_response", None)
    if isinstance(original, WholeResponse) and original.announced is not None:
        return original.announced
    text = response.headers.get("Content-Length", "")
    return int(text) if text.isdecimal() and not _is_chunked(response) else None


def _is_chunked(response: Response) -> bool:
    original: HTTPResponse | None = getattr(response.raw, "_original_response", None)
    return bool(original and original.chunked)


def _packing(response: Response) -> str:
    return response.headers.get("Content-Encoding", "identity").strip().lower()


def _pieces(response: Response, announced: int | None, max_bytes: int) -> Iterator[bytes]:
    """What comes over the wire; the error of a connection that breaks after the last announced byte means nothing."""
    count = 0
    stream = response.raw.stream(CHUNK, decode_content=False)
    while True:
        try:
            piece = next(stream, b"")
        except ReadTimeoutError:
            if count == announced:
                return
            raise TransientFetchError("the server went silent in the middle of the file") from None
        except (HTTPError, OSError):
            if count == announced:
                return
            raise TransientFetchError("the connection broke in the middle of the file") from None
        if not piece:
            break
        count += len(piece)
        if count > (max_bytes if announced is None else announced):
            raise FetchError(f"more bytes than {'allowed' if announced is None else 'announced'} ({count:,})")
        yield piece
    if announced is not None and count < announced:
        raise TransientFetchError(f"{announced:,} bytes were announced and {count:,} came")


def _unpacked(response: Response, pieces: Iterator[bytes]) -> Iterator[bytes]:
    packing = _packing(response)
    if packing == "identity":
        yield from pieces
        return
    if packing not in {"gzip", "x-gzip"}:
        raise FetchError(f"the body is packed as {packing!r}, which was not asked for")
    gunzip = Gunzip()
    try:
        for piece in pieces:
            yield from gunzip.unpack(piece)
    except zlib.error:
        raise FetchError("the body is said to be gzip and is not") from None
    if not gunzip.is_whole:
        raise TransientFetchError("the gzip stream ends too early")


def _counted(pieces: Iterator[bytes], max_bytes: int, tell: Callable[[int], None]) -> Iterator[bytes]:
    count = 0
    for piece in pieces:
        count += len(piece)
        if count > max_bytes:
            raise FetchError(f"more than {max_bytes:,} bytes")
        tell(count)
        yield piece


def _write(pieces: Iterator[bytes], path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def save_body(
    response: Response, path: Path, max_bytes: int, deadline: Deadline, keep: Keep, on_bytes: OnBytes
) -> Body:
    """Write a body to a file.

    Parameters
    ----------
    response : requests.Response
        An answer of which nothing was read yet.
    path : pathlib.Path
        Where to write; removed when the body is refused.
    max_bytes : int
        Most bytes, after decompression.
    deadline : Deadline
        When to give up.
    keep : callable
        Gives of the bytes what may be written.
    on_bytes : callable
        Takes the number of bytes so far, and that announced.

    Returns
    -------
    Body
        What was written.

    Raises
    ------
    FetchError
        The body is cut, too long, not as long as announced, or packed in an unknown way.
    """
    announced = announced_length(response)
    if announced is not None and announced > max_bytes:
        raise FetchError(f"{announced:,} bytes are announced; at most {max_bytes:,} are taken")
    is_packed = _packing(response) != "identity"

    def tell(count: int) -> None:
        on_bytes(count, None if is_packed else announced)

    try:
        pieces = _counted(_unpacked(response, _pieces(response, announced, max_bytes)), max_bytes, tell)
        sha256 = _write(keep(pieces), path)
        deadline.check()
        is_delimited = announced is not None or is_packed or _is_chunked(response)
        return Body(path, sha256, path.stat().st_size, is_delimited)
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise
