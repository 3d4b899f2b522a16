"""Read official files in child processes with limits, so that no file can harm the one who asks."""

from __future__ import annotations

import atexit
import json
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO

from etl.errors import AtlasError, UnreadableError
from etl.metadata.catalogue import OfficialFile
from etl.reading.answer import read_answer
from etl.reading.ends import Spent, ending
from etl.reading.framing import LENGTH, receive
from etl.reading.order import Limits, Order
from etl.sources import Tables

_ROOT = Path(__file__).resolve().parents[2]
# One thread: a fork must leave no work behind in others, and a reader shall not take the machine. One arena: glibc
# sets 64 MB of addresses aside for every thread, DuckDB has some, and addresses are what is limited.
ENVIRONMENT = {
    "PYTHONPATH": str(_ROOT),
    "LC_ALL": "C.UTF-8",
    "POLARS_MAX_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "_RJEM_MALLOC_CONF": "background_thread:false",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "RUST_BACKTRACE": "0",
}
_GRACE_SECONDS = 15.0
_LOG_TAIL = 4000


def _scratch() -> IO[bytes]:
    """A file in memory where the system has such: a full disk would look like a fault of the file that is read."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("reading"), "w+b")
    return tempfile.TemporaryFile()


@dataclass(frozen=True)
class Outcome:
    """What came of reading one official file.

    Attributes
    ----------
    tables : Mapping of str to polars.DataFrame
        What was read; empty when the file was refused.
    error : AtlasError or None
        Why it was refused.
    spent : Spent
        How the child ended and what it used.
    """

    tables: Tables
    error: AtlasError | None
    spent: Spent


class Nursery:
    """A process that forks a child for every file: :mod:`etl.reading.nursery`.

    It starts with the first file, ends with :meth:`close`, and is started again should it die.

    Parameters
    ----------
    package : str
        Package of the parsers.
    """

    def __init__(self, package: str = "etl.sources"):
        self._package = package
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None

    @property
    def process_id(self) -> int | None:
        """Id of the process; None before the first file."""
        return self._process.pid if self._process else None

    def read(self, order: Order) -> Outcome:
        """Read one official file in a child of its own; whatever happens to the child, an outcome comes back."""
        with self._turn, _scratch() as answer, _scratch() as log:
            spent = self._carry_out(order, answer, log)
            if spent.is_done:
                tables, error = read_answer(answer, order)
                return Outcome(tables, error, spent)
            log.seek(max(0, log.seek(0, os.SEEK_END) - _LOG_TAIL))
            said = log.read().decode("utf-8", "replace")
        return Outcome({}, UnreadableError([ending(order, spent, said)]), spent)

    def _carry_out(self, order: Order, answer: IO[bytes], log: IO[bytes]) -> Spent:
        try:
            connection = self._connect()
            connection.settimeout(order.limits.wall_seconds + _GRACE_SECONDS)
            body = pickle.dumps(order)
            socket.send_fds(connection, [LENGTH.pack(len(body))], [answer.fileno(), log.fileno()])
            connection.sendall(body)
            report = json.loads(receive(connection, *LENGTH.unpack(receive(connection, LENGTH.size))))
            return Spent(**report)
        except TimeoutError:
            self.close()
            return Spent(exit_code=-signal.SIGKILL, is_late=True)
        except (OSError, ValueError, TypeError, struct.error):  # the nursery is gone; the next file gets a new one
            self.close()
            return Spent(exit_code=-signal.SIGKILL)

    def _connect(self) -> socket.socket:
        if self._connection is None:
            ours, theirs = socket.socketpair()
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "etl.reading.nursery", self._package],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env=ENVIRONMENT,
                    start_new_session=True,  # Ctrl-C is for the parent; the nursery ends with it
                )
            self._connection = ours
        return self._connection

    def close(self) -> None:
        """End the process and what it is reading."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            try:
                self._process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self._connection = self._process = None


_nursery = Nursery()
atexit.register(_nursery.close)


def read_official(
    source_id: str,
    file: OfficialFile,
    paths: Sequence[Path],
    reference_dir: Path,
    limits: Limits | None = None,
) -> Tables:
    """Read one official file in a child process with limits.

    Parameters
    ----------
    source_id : str
        Id of the source.
    file : OfficialFile
        Its block in source.toml.
    paths : sequence of pathlib.Path
        The file, or its pages in order.
    reference_dir : pathlib.Path
        The folder ``data/reference``.
    limits : Limits, optional
        What reading may cost: by default 1 GB, 30 s of CPU time, 64 MB of file.

    Returns
    -------
    Mapping of str to polars.DataFrame
        Release table to rows of text.

    Raises
    ------
    UnreadableError
        The file is not what its block says, or it ended its child: too much memory, too long, a crash.
    CatalogueError
        The block itself cannot be used.
    """
    order = Order(
        source_id,
        file,
        tuple(Path(path).absolute() for path in paths),
        Path(reference_dir).absolute(),
        limits or Limits(),
    )
    outcome = _nursery.read(order)
    if outcome.error:
        raise outcome.error
    return outcome.tables
