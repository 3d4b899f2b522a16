"""Rows as CSV, JSON and Parquet, written piece by piece: no more than a few thousand rows are held at once."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.datasets import Question, empty_frame, frames
from dashboard.export.csv import without_formulas

#: Rows held at once. Larger pieces are hardly faster, and every reader who is served has one.
_ROWS = 2048
# A Parquet reader wants larger groups: they compress better and are read in one go.
_GROUP_ROWS = 32_768


@dataclass(frozen=True)
class Format:
    """One way to write rows.

    Attributes
    ----------
    media_type : str
        What a client is told of it.
    pieces : callable
        The bytes of an answer, piece by piece.
    is_shown : bool
        Whether a browser may show it instead of saving it.
    """

    media_type: str
    pieces: Callable[[Question], Iterator[bytes]]
    is_shown: bool = False


def _csv(question: Question) -> Iterator[bytes]:
    yield empty_frame(question.dataset, question.release).write_csv().encode()
    for frame in frames(question, _ROWS):
        if frame.height:
            yield without_formulas(frame).write_csv(include_header=False).encode()


def _json(question: Question) -> Iterator[bytes]:
    before = b"["
    for frame in frames(question, _ROWS):
        if frame.height:
            # One object a line, so that an answer can also be read line by line.
            rows = frame.write_ndjson().rstrip("\n").replace("\n", ",\n").encode()
            yield before + b"\n" + rows
            before = b","
    yield b"[]\n" if before == b"[" else b"\n]\n"


class _Drain(io.RawIOBase):
    """A file that is written to and emptied again and again."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._length

    def write(self, data: object) -> int:
        part = bytes(memoryview(data))  # type: ignore[arg-type]
        self._parts.append(part)
        self._length += len(part)
        return len(part)

    def drained(self) -> bytes:
        """What was written since the last time."""
        written, self._parts = b"".join(self._parts), []
        return written


def _plain(frame: pl.DataFrame) -> pa.Table:
    """The rows in types that every reader of Parquet knows."""
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())


def _parquet(question: Question) -> Iterator[bytes]:
    told = {"dataset": question.dataset.name, "release": question.release.id}
    schema = _plain(empty_frame(question.dataset, question.release)).schema.with_metadata(told)
    drain = _Drain()
    with pq.ParquetWriter(drain, schema, compression="zstd") as writer:
        for frame in frames(question, _GROUP_ROWS):
            if frame.height:
                writer.write_table(_plain(frame).cast(schema))
            if piece := drain.drained():
                yield piece
    yield drain.drained()


#: Formats by the extension of the address.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format("text/csv; charset=utf-8", _csv),
        "json": Format("application/json", _json, is_shown=True),
        "parquet": Format("application/vnd.apache.parquet", _parquet),
    }
)
