"""How a child answers: a header as JSON, then every table as an Arrow file. Nothing in it is ever executed."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import IO, Any

import polars as pl

from etl import errors
from etl.errors import AtlasError, UnreadableError, Violation
from etl.reading.framing import LENGTH
from etl.reading.order import Order


def _framed(header: Mapping[str, Any], *bodies: bytes) -> bytes:
    text = json.dumps(header).encode()
    return b"".join([LENGTH.pack(len(text)), text, *bodies])


def tables_answer(tables: Mapping[str, pl.DataFrame]) -> bytes:
    """Write what was read."""
    bodies: dict[str, bytes] = {}
    for name, frame in tables.items():
        body = io.BytesIO()
        frame.write_ipc(body)
        bodies[name] = body.getvalue()
    return _framed({"tables": [[name, len(body)] for name, body in bodies.items()]}, *bodies.values())


def error_answer(error: AtlasError) -> bytes:
    """Write why nothing was read."""
    if isinstance(error, UnreadableError):
        return _framed({"violations": [asdict(violation) for violation in error.violations]})
    return _framed({"error": type(error).__name__, "text": str(error)})


def _tables(listed: list[Any], file: IO[bytes]) -> Iterator[tuple[str, pl.DataFrame]]:
    for name, size in listed:
        frame = pl.read_ipc(io.BytesIO(file.read(size)))
        if not isinstance(name, str) or any(dtype != pl.String for dtype in frame.dtypes):
            raise ValueError(f"table {name!r} holds more than text")
        yield name, frame


def _error(header: Mapping[str, Any]) -> AtlasError:
    if "violations" in header:
        return UnreadableError(
            [Violation(**{**fields, "first_values": tuple(fields["first_values"])}) for fields in header["violations"]]
        )
    kind = getattr(errors, header["error"], AtlasError)
    return kind(header["text"]) if issubclass(kind, AtlasError) else AtlasError(header["text"])


def read_answer(file: IO[bytes], order: Order) -> tuple[dict[str, pl.DataFrame], AtlasError | None]:
    """Read the answer of a child.

    Parameters
    ----------
    file : file object
        The answer.
    order : Order
        What the child was to read.

    Returns
    -------
    tuple
        The tables, and the error that was met instead; an answer that cannot be read is an error too.
    """
    try:
        file.seek(0)
        header = json.loads(file.read(*LENGTH.unpack(file.read(LENGTH.size))))
        if "tables" not in header:
            return {}, _error(header)
        return dict(_tables(header["tables"], file)), None
    except (ValueError, TypeError, KeyError, struct.error, pl.exceptions.PolarsError) as error:
        problem = f"the reader gave an answer that cannot be used: {error}"
        todo = "This is a fault of the parser, not of the file."
        name = order.paths[0].name
        return {}, UnreadableError([Violation(order.source, order.file.edition, name, problem, (), todo)])
