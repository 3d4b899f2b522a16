"""A disk that is full at every write of a build and a fetch: what was there stays, and the next run has no trouble.

``python -m benchmarks.soak.full_disk FOLDER [--short]`` writes JSON; it needs mounts of its own (see small_disk).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.soak.commands import build_command, fetch_command, start
from benchmarks.soak.folders import Folder, demo_folder, small_folder
from benchmarks.soak.publisher import FILES, Publisher, fetching_folder, part_names, publishing, stored_version
from benchmarks.soak.small_disk import SmallDisk, small_disk
from benchmarks.soak.standing import BadStateError, Ledger, fingerprints, release_leftovers, snapshot_leftovers
from benchmarks.soak.tally import Tally

#: Exit code of a build that could not be written, and those of a fetch: the lock, some files, all files.
BUILD_FULL, FETCH_FULL = 4, {4, 6, 7}
#: DuckDB writes its file in blocks of eight pages, so every eighth size fails at another write ...
_BLOCK = 8
#: ... but not after these lines, where small files are written.
_SMALL_FILES = ("built ranks", "verified")
_WHOLE_AFTER = 12


class FullBuilds:
    """Builds of one folder whose releases lie on a small disk."""

    def __init__(self, folder: Folder, disk: SmallDisk):
        self.folder, self.disk, self.tally, self.ledger = folder, disk, Tally(), Ledger(folder)
        self.exit_codes: dict[str, int] = {}
        self._mark = 18.0
        self.run_with_room()

    def _change(self) -> float:
        self._mark = round(self._mark + 0.001, 3)
        return self.folder.mark(self._mark)

    def run_with_room(self) -> None:
        """Build with room for anything; nothing is left of those before."""
        self.disk.leave()
        new = self._change()
        running = start(build_command(self.folder.data))
        self.tally.settle(running.end(), release_leftovers(self.folder.releases), running.lines)
        with self.tally.noting("with room"):
            self.ledger.check(new)

    def run_in(self, pages: int | None = None, files: int | None = None) -> str | None:
        """Build with so much room; the last line of progress of a build that failed, None of one that did not."""
        former, new = self.ledger.mark, self._change()
        self.disk.leave(pages, files)
        running = start(build_command(self.folder.data))
        code = running.end()
        self.disk.leave()
        self.exit_codes[str(code)] = self.exit_codes.get(str(code), 0) + 1
        room = f"room for {pages} pages" if files is None else f"room for {files} files"
        with self.tally.noting(room):
            self.ledger.check(new if code == 0 else former)
            if code not in (0, BUILD_FULL) or running.has_said("Traceback"):
                raise BadStateError(f"exit code {code}: {running.lines[-3:]}")
            if code and not running.has_said("No space left on device"):
                raise BadStateError(f"the reason is not told: {running.lines[-3:]}")
        if code == 0:
            return None
        done = [line.split(" s  ")[1] for line in running.lines if " s  " in line]
        last = done[-1] if done else "the start"
        self.tally.stop(f"after '{last}'" if "rows of" not in last else "after the figures were read", [])
        self.tally.left_by_stopped += len(release_leftovers(self.folder.releases))
        if self.tally.stopped % _WHOLE_AFTER == 0:
            self.run_with_room()
        return last

    def fill_at_every_write(self, stride: int = 1) -> None:
        """Give more and more room, until a build fits; a greater stride leaves writes out."""
        pages = 0
        while (last := self.run_in(pages=pages)) is not None:
            pages += stride * (1 if last.startswith(_SMALL_FILES) else _BLOCK)
        files = 0
        while self.run_in(files=files) is not None:
            files += stride if files < 8 else stride * 8
        self.run_with_room()


class FullFetches:
    """Fetches into one folder whose snapshots lie on a small disk."""

    def __init__(self, data: Path, publisher: Publisher, disk: SmallDisk):
        self.data, self.publisher, self.disk, self.tally = data, publisher, disk, Tally()
        self.exit_codes: dict[str, int] = {}
        self.run_with_room()

    def _fetch(self) -> tuple[int, list[str]]:
        self.publisher.version += 1
        running = start(fetch_command(self.data, self.publisher.ca_bundle))
        return running.end(), running.lines

    def run_with_room(self) -> None:
        """Fetch with room for anything; nothing is left of those before."""
        self.disk.leave()
        former = part_names(self.data)
        code, lines = self._fetch()
        self.tally.settle(code, snapshot_leftovers(self.data / "snapshots", former), lines)

    def run_in(self, pages: int | None = None, files: int | None = None) -> bool:
        """Fetch with so much room; whether everything came."""
        former = {file_id: stored_version(self.data, file_id) for file_id in FILES}
        parts = part_names(self.data)
        before = {name: digest for name, digest in fingerprints(self.data / "snapshots").items() if self._counts(name)}
        self.disk.leave(pages, files)
        code, lines = self._fetch()
        self.disk.leave()
        self.exit_codes[str(code)] = self.exit_codes.get(str(code), 0) + 1
        with self.tally.noting(f"room for {pages} pages, {files} files"):
            for file_id in FILES:
                version = stored_version(self.data, file_id)
                if version not in (former[file_id], self.publisher.version):
                    raise BadStateError(f"{file_id} has version {version}")
                name = "the new" if version == self.publisher.version else "the former"
                self.tally.standing[f"{name} {file_id}"] += 1
            if code not in {0, *FETCH_FULL} or any("Traceback" in line for line in lines):
                raise BadStateError(f"exit code {code}: {lines[-3:]}")
            now = fingerprints(self.data / "snapshots")
            if code in {4, 7} and any(now.get(name) != digest for name, digest in before.items()):
                raise BadStateError("nothing was fetched, and a snapshot is not byte for byte what it was")
        if code:
            left = snapshot_leftovers(self.data / "snapshots", parts)
            self.tally.stop("no room for a page" if files is None else "no room for a file", left)
            if self.tally.stopped % _WHOLE_AFTER == 0:
                self.run_with_room()
        return code == 0

    def _counts(self, name: str) -> bool:
        return name.endswith("receipt.json") or Path(name).name in part_names(self.data)

    def fill_at_every_write(self, stride: int) -> None:
        """Give more and more room, until everything comes."""
        pages = 0
        while not self.run_in(pages=pages):
            pages += stride
        files = 0
        while not self.run_in(files=files):
            files += 1
        self.run_with_room()


def _told(full: FullBuilds | FullFetches) -> dict[str, Any]:
    return {**full.tally.told(), "exit_codes": dict(sorted(full.exit_codes.items()))}


def _long(work: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    demo, small = demo_folder(work / "demo"), small_folder(work / "small")
    for name, folder, stride in (("a few rows", demo, 1), ("four real sources, every 96th size", small, 96)):
        with small_disk(folder.releases) as disk:
            builds = FullBuilds(folder, disk)
            builds.fill_at_every_write(stride)
            yield f"builds of {name}", _told(builds)
    with publishing(work) as publisher:
        data = fetching_folder(work / "fetching", publisher)
        with small_disk(data / "snapshots") as disk:
            fetches = FullFetches(data, publisher, disk)
            fetches.fill_at_every_write(stride=2)
            yield "fetches", _told(fetches)


def _short(work: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    demo = demo_folder(work / "demo")
    with small_disk(demo.releases) as disk:
        builds = FullBuilds(demo, disk)
        for pages in (0, 180, 350):
            builds.run_in(pages=pages)
        builds.run_in(files=40)
        builds.run_with_room()
        yield "builds of a few rows", _told(builds)
    with publishing(work) as publisher:
        data = fetching_folder(work / "fetching", publisher)
        with small_disk(data / "snapshots") as disk:
            fetches = FullFetches(data, publisher, disk)
            for pages in (1, 20):
                fetches.run_in(pages=pages)
            fetches.run_in(files=1)
            fetches.run_with_room()
            yield "fetches", _told(fetches)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    json.dump(dict((_short if options.short else _long)(options.folder)), sys.stdout)
