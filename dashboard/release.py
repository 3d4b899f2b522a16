"""Which release is current, and the one hardened way to read it.

A release is a folder ``data/releases/<id>/`` that never changes. The text file ``data/releases/current``
names the one to serve, so a new release is noticed by reading a few bytes and opened beside the old one.
"""

import logging
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import duckdb
import pyarrow as pa

from dashboard.errors import NoReleaseError
from dashboard.settings import settings

#: Seconds between two looks at the pointer: a new release is served well within a minute.
LOOK_INTERVAL_S = 5.0

_RELEASE_ID = re.compile(r"[0-9]{8}-[0-9a-f]{8}(-[0-9]+)?")
_log = logging.getLogger(__name__)

# Read-only alone still lets SQL read any file and write by COPY; these settings refuse all of it and the
# last one forbids changing them back. There is no temporary directory: a query that outgrows memory fails.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
    "temp_directory": "",
    "threads": "1",
    "lock_configuration": "true",
}


@dataclass(frozen=True)
class Release:
    """An open release.

    Two releases are equal when their ids are, so a release can be part of a cache key.
    """

    id: str
    folder: Path = field(compare=False)
    _connection: duckdb.DuckDBPyConnection = field(compare=False, repr=False)

    def arrow(self, sql: str, parameters: dict[str, object] | None = None) -> pa.Table:
        """Run one fixed statement with bound parameters.

        Parameters
        ----------
        sql : str
            A SELECT with ``$name`` placeholders.
        parameters : dict, optional
            Their values.

        Returns
        -------
        pyarrow.Table
            The rows, in the order of the statement.
        """
        # A cursor per call: connections are not safe to share between threads, and connecting takes 37 ms.
        with self._connection.cursor() as cursor:
            return cast(pa.Table, cursor.sql(sql, params=parameters or {}).to_arrow_table())

    def batches(self, sql: str, parameters: dict[str, object], rows: int) -> Iterator[pa.RecordBatch]:
        """Run one fixed statement and hand out its rows a few at a time, never holding all of them.

        Parameters
        ----------
        sql : str
            A SELECT with ``$name`` placeholders.
        parameters : dict
            Their values.
        rows : int
            At most so many rows to a batch.
        """
        with self._connection.cursor() as cursor:
            yield from cursor.sql(sql, params=parameters).to_arrow_reader(rows)

    def file(self, table: str, extension: str) -> Path:
        """Path of a whole-table file that was written with the release."""
        return self.folder / "tables" / f"{table}.{extension}"


def data_folder() -> Path:
    """The data folder: ``ATLAS_DATA_DIR``, or ``data/`` beside the package."""
    return settings().data_dir


def open_release(folder: Path) -> Release:
    """Open the release in a folder, read-only and hardened.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/releases/<id>``.

    Returns
    -------
    Release
        Ready for queries from any thread.
    """
    connection = duckdb.connect(str(folder / "atlas.duckdb"), read_only=True, config=_SETTINGS)
    return Release(folder.name, folder, connection)


class _Door:
    """Holds the open release and looks at the pointer now and then."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._release: Release | None = None
        self._looked_at = float("-inf")

    def current(self) -> Release:
        now = time.monotonic()
        if self._release is not None and now - self._looked_at < LOOK_INTERVAL_S:
            return self._release
        with self._lock:
            self._looked_at = now
            self._release = self._followed(data_folder() / "releases")
            return self._release

    def _followed(self, releases: Path) -> Release:
        """The release that the pointer names; the former one where the pointer or its release is no good."""
        wanted = _pointer(releases)
        if self._release is not None and self._release.folder == releases / wanted:
            return self._release
        try:
            return open_release(releases / wanted)
        except duckdb.Error as problem:
            if self._release is not None:
                _log.error("Release %r cannot be opened (%s); %s goes on serving", wanted, problem, self._release.id)
                return self._release
            raise NoReleaseError("There is no data yet. The operator builds it with: python -m etl build") from problem


def _pointer(releases: Path) -> str:
    """The id in the pointer file; a name that is no release when the file is missing or holds anything else."""
    try:
        text = (releases / "current").read_text(encoding="utf-8").strip()
    except OSError:
        return "none"
    return text if _RELEASE_ID.fullmatch(text) else "none"


_door = _Door()


def current() -> Release:
    """The release to serve now.

    Call it once per page run and hand the result on: a page is then never drawn from two releases.

    Raises
    ------
    NoReleaseError
        Nothing has been published yet.
    """
    return _door.current()
