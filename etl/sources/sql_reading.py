"""DuckDB as a reader of large results: one thread, little memory, nothing but the files it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from etl.sources import Reading

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "400MB",
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}
_PATH = re.compile(r"(file )?\"?/[^\"\s]*/([^\"/\s]+)\"?")


def _without_folders(error: duckdb.Error) -> str:
    first = str(error).split("\n", 1)[0]
    return _PATH.sub(r"\1\2", first.partition(": ")[2] or first)[:300]


@contextmanager
def sql_reader(reading: Reading) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that can read the files of a reading; what DuckDB refuses becomes a fault of the file.

    Parameters
    ----------
    reading : Reading
        The files.

    Yields
    ------
    duckdb.DuckDBPyConnection
        In memory; with the variable ``paths``.
    """
    paths = [str(path) for path in reading.paths]
    with duckdb.connect(":memory:", config=_SETTINGS) as connection:
        connection.execute("SET allowed_paths = $paths", {"paths": paths})
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        connection.execute("SET VARIABLE paths = $paths", {"paths": paths})
        try:
            yield connection
        except (duckdb.DataError, duckdb.InvalidInputException, duckdb.OutOfMemoryException) as error:
            reading.faults.add("", f"not of the shape its block says: {_without_folders(error)}")
            reading.faults.stop_if_any()
            raise
