"""Folders that processes share: a lock that ends with its holder, and writes that are on the disk when they return."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from etl.errors import AtlasError

LOCK = ".lock"


def open_lock(folder: Path) -> TextIO:
    """Open the lock of a folder; both are made where they are missing."""
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / LOCK).open("a+", encoding="utf-8")


@contextmanager
def holding(lock: TextIO, busy: Callable[[str], AtlasError]) -> Iterator[None]:
    """Hold a lock; the system frees it when the process ends, however it ends.

    Parameters
    ----------
    lock : text file
        What :func:`open_lock` opened; it is closed at the end.
    busy : callable
        Error to raise when another process holds the lock; it is given the number of that process.
    """
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise busy(file.read().strip() or "unknown") from None
        with suppress(OSError):  # the number is for people; a full disk must not stop us here
            os.ftruncate(file.fileno(), 0)
            os.write(file.fileno(), str(os.getpid()).encode())
        yield


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk itself."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
