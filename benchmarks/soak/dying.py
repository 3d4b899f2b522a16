"""Run a module and die just before its n-th step: ``python -m benchmarks.soak.dying STEP FOLDER MODULE ARGUMENT...``.

A step is a file that is opened for writing, renamed or removed, or a folder that is made or removed, below the folder,
by Python; what DuckDB writes inside its own files is not seen. Between two steps the disk stays as it is, so dying
before each of them once is dying at every moment of a switch. Step 0 never comes: then the count is told at the end.
"""

from __future__ import annotations

import atexit
import os
import runpy
import signal
import sys
from pathlib import Path
from typing import Any

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}
_TAKEN = "steps taken: "
count = 0


def steps_told(lines: list[str]) -> int:
    """Number of steps that a run with step 0 told."""
    return next(int(line.removeprefix(_TAKEN)) for line in lines if line.startswith(_TAKEN))


def _is_step(event: str, arguments: tuple[Any, ...], below: str) -> bool:
    if event == "open":
        path, _, flags = arguments
        is_write = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        return is_write and isinstance(path, (str, os.PathLike)) and os.fspath(path).startswith(below)
    # Removing a folder with all it holds names its files without their folder.
    return event in _CHANGES and (str(arguments[0]).startswith(below) or not Path(str(arguments[0])).is_absolute())


def main(step: int, below: str, module: str) -> None:
    """Install the hook and run the module."""

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        global count  # noqa: PLW0603 - an audit hook has no other place, and cannot be taken away again
        if (event == "open" or event in _CHANGES) and _is_step(event, arguments, below):
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    if not step:
        atexit.register(lambda: print(f"{_TAKEN}{count}", flush=True))
    sys.addaudithook(look)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.argv = arguments[2:]
    main(int(arguments[0]), arguments[1], arguments[2])
