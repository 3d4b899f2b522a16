"""One parser; what it does is said by the layout of the file."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import polars as pl

from etl.errors import CatalogueError
from etl.reading.place import note


def _memory():
    note("file.csv, row 12")
    held = []
    while True:
        held.append(str(len(held)))


def _array():
    return bytearray(3 << 30)


def _frame():
    pl.select(pl.int_range(0, 400_000_000))


def _endless():
    note("file.csv, row 99")
    while True:
        pass


def _asleep():
    time.sleep(60)


def _segfault():
    ctypes.string_at(1)


def _abort():
    os.abort()


def _killed():
    os.kill(os.getpid(), signal.SIGKILL)


def _leaves():
    os._exit(3)


def _exits():
    sys.exit("no")


def _surprised():
    return list[int]()[1]


def _network():
    socket.create_connection(("127.0.0.1", 9), timeout=2)


def _raw_network():
    """A connection that no hook of Python sees."""
    library = ctypes.CDLL(None, use_errno=True)
    number = library.socket(2, 1, 0)
    address = (2).to_bytes(2, "little") + (9).to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    failed = library.connect(number, address, len(address))
    return {"seen": pl.DataFrame({"errno": [str(ctypes.get_errno() if failed else 0)]})}


def _program():
    subprocess.run(["true"], check=True)


def _writes():
    Path("written-by-a-parser").write_text("x")


def _misused():
    raise CatalogueError("the block is wrong")


def _numbers():
    return {"score": pl.DataFrame({"value": [1.5]})}


def _much():
    return {"score": pl.DataFrame({"value": ["x" * 1000] * 100_000})}


def _deep():
    def down(n):
        return down(n + 1) + 1

    return down(0)


def _good():
    return {"score": pl.DataFrame({"value": ["1", None, "é"]}), "none": pl.DataFrame({"a": []}, {"a": pl.String})}


def _environment():
    return {"environment": pl.DataFrame({"name": list(os.environ)})}


def parse(reading):
    return globals()[f"_{reading.file.layout['does']}"]()
