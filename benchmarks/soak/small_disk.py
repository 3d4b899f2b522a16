"""A disk of a few pages: a tmpfs that only this process and its children see, so it is gone when they are."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PAGE = 4096
_PLENTY = 1 << 30


def apart(command: Sequence[str]) -> list[str]:
    """The command with mounts of its own; root of nothing but these where one is not root."""
    return ["unshare", "--mount", *(["--map-root-user"] if os.geteuid() else []), *command]


def can_mount() -> bool:
    """Whether this machine lets us have mounts of our own."""
    try:
        trial = subprocess.run(apart(["mount", "-t", "tmpfs", "tmpfs", "/tmp"]), capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return trial.returncode == 0


@dataclass(frozen=True)
class SmallDisk:
    """A mounted disk of which the size is changed at will."""

    folder: Path

    def leave(self, pages: int | None = None, files: int | None = None) -> None:
        """Leave room for so many pages and so many files; None is plenty."""
        now = os.statvfs(self.folder)
        used, named = (now.f_blocks - now.f_bfree) * now.f_frsize, now.f_files - now.f_ffree
        size = _PLENTY if pages is None else used + pages * PAGE
        count = _PLENTY if files is None else named + files
        subprocess.run(
            ["mount", "-o", f"remount,size={size},nr_inodes={count}", self.folder], check=True, capture_output=True
        )


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mount a disk over an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", f"-osize={_PLENTY}", "tmpfs", folder], check=True, capture_output=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
