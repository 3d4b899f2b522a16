"""Which release is current, and the one hardened way to read it.

A release is a folder ``data/releases/<id>/`` that never changes. The text file ``data/releases/current``
names the one to serve, so a new release is noticed by reading a few bytes and opened beside the old one. Older ones
that are kept are opened for dated links, a few at a time.
"""

import atexit
import json
import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast

import duckdb
import pyarrow as pa

from dashboard.errors import NoReleaseError
from dashboard.settings import settings

#: Seconds between two looks at the pointer: a new release is served well within a minute.
LOOK_INTERVAL_S = 5.0

_RELEASE_ID = re.compile(r"[0-9]{8}-[0-9a-f]{8}(-[0-9]{1,4})?")
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


class _Shelf:
    """Open databases: the one that serves, and the few older ones that were asked last.

    Whoever holds a connection keeps its database open, so nothing is closed under a query that runs; releases hold
    none, so what caches remember of an old release does not keep it open.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: OrderedDict[Path, duckdb.DuckDBPyConnection] = OrderedDict()
        self._serving: Path | None = None

    def connection(self, folder: Path) -> duckdb.DuckDBPyConnection:
        """The database of a release, opened where it is not open."""
        with self._lock:
            found = self._open.get(folder)
            if found is not None:
                self._open.move_to_end(folder)
                return found
        # Outside the lock: opening takes 40 ms, and other readers need not wait for it.
        made = duckdb.connect(str(folder / "atlas.duckdb"), read_only=True, config=_SETTINGS)
        with self._lock:
            self._open[folder] = made
            self._close_the_longest_unasked()
        return made

    def serve(self, folder: Path) -> None:
        """Keep this one open from now on; the former one is an older one now."""
        with self._lock:
            self._serving = folder
            self._close_the_longest_unasked()

    def _close_the_longest_unasked(self) -> None:
        older = [folder for folder in self._open if folder != self._serving]
        for folder in older[: -settings().releases_open]:
            del self._open[folder]

    def close(self) -> None:
        """Let go of all of them."""
        with self._lock:
            self._open.clear()

    @property
    def folders(self) -> tuple[Path, ...]:
        """What is open now, the one asked last at the end."""
        with self._lock:
            return tuple(self._open)


_shelf = _Shelf()
# A database that is still open when Python ends has DuckDB print some thirty lines about leaks.
atexit.register(_shelf.close)


@dataclass(frozen=True)
class Release:
    """A release that can be asked.

    Two releases are equal when their ids are, so a release can be part of a cache key.
    """

    id: str
    folder: Path = field(compare=False)

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
        with _shelf.connection(self.folder).cursor() as cursor:
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
        with _shelf.connection(self.folder).cursor() as cursor:
            yield from cursor.sql(sql, params=parameters).to_arrow_reader(rows)

    def file(self, table: str, extension: str) -> Path:
        """Path of a whole-table file that was written with the release."""
        return self.folder / "tables" / f"{table}.{extension}"

    @cached_property
    def built_at(self) -> str:
        """When it was built, in ISO 8601; the day in its id where its manifest does not say."""
        try:
            manifest = json.loads((self.folder / "release.json").read_text(encoding="utf-8"))
            return str(manifest["built_at"])
        except (OSError, ValueError, KeyError, TypeError):
            return f"{self.id[:4]}-{self.id[4:6]}-{self.id[6:8]}"


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
    _shelf.connection(folder)
    return Release(folder.name, folder)


def kept(release_id: str) -> Release | None:
    """The release of this id, for a dated link; none where it is not kept, cannot be opened, or is no release.

    Parameters
    ----------
    release_id : str
        As the address says it: anything.
    """
    if not _RELEASE_ID.fullmatch(release_id):
        return None
    folder = data_folder() / "releases" / release_id
    # A release that is still being written has another name, and one without a manifest is not whole.
    if not (folder / "release.json").is_file():
        return None
    try:
        return open_release(folder)
    except duckdb.Error as problem:
        _log.warning("Release %s is kept and cannot be opened: %s", release_id, problem)
        return None


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
            opened = open_release(releases / wanted)
            _shelf.serve(opened.folder)
            return opened
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
