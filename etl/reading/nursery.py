"""The process that starts a child for every official file, and buries it.

    python -m etl.reading.nursery PACKAGE

Starting Python and importing Polars costs half a second of CPU; a fork of a process that has them costs milliseconds.
So this process imports what every reader needs, reads nothing itself, and forks for every file. It takes orders from
the socket at its standard input: a length, a pickled order and two open files, one for the answer of the child and one
for what it says while it works. It answers with how the child ended and what it used, as JSON.

Pickle goes one way only: from the parent, which is trusted, to the child, which is not.
"""

from __future__ import annotations

import ctypes
import json
import os
import pickle
import select
import signal
import socket
import sys
from contextlib import suppress

from etl.reading.framing import LENGTH, receive
from etl.reading.order import Order

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000


def _leave_the_network() -> None:
    """Enter a network of one's own, without any interface, where the system allows it."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare and unshare(_CLONE_NEWNET) != 0:
        unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _start(order: Order, package: str, answer: int, log: int) -> tuple[int, int]:
    """Fork a child; its end closes the pipe whose reading end is returned."""
    from etl.reading.work import prepare, work  # noqa: PLC0415 - Polars starts threads; with threads nobody can unshare

    prepare(order, package)
    ended, alive = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ended)
        os.dup2(log, 2)
        work(order, package, answer)
    os.close(alive)
    return pid, ended


def _watch(pid: int, ended: int, connection: socket.socket, wall_seconds: float) -> dict[str, int | float | bool]:
    ready, _, _ = select.select([ended, connection.fileno()], [], [], wall_seconds)
    if ended not in ready:  # too late, or the parent is gone
        os.kill(pid, signal.SIGKILL)
    _, status, used = os.wait4(pid, 0)
    os.close(ended)
    return {
        "exit_code": os.waitstatus_to_exitcode(status),
        "is_late": not ready,
        "memory_bytes": used.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "cpu_seconds": used.ru_utime + used.ru_stime,
    }


def serve(connection: socket.socket, package: str) -> None:
    """Carry out orders until the parent closes the connection."""
    while True:
        head, files, _, _ = socket.recv_fds(connection, LENGTH.size, 2)
        if len(head) < LENGTH.size or len(files) != 2:
            return
        order = pickle.loads(receive(connection, *LENGTH.unpack(head)))
        pid, ended = _start(order, package, *files)
        for file in files:
            os.close(file)
        report = json.dumps(_watch(pid, ended, connection, order.limits.wall_seconds)).encode()
        connection.sendall(LENGTH.pack(len(report)) + report)


if __name__ == "__main__":
    _leave_the_network()
    with socket.socket(fileno=0) as parent, suppress(ConnectionError):  # a parent that is gone wants no answer
        serve(parent, sys.argv[1])
