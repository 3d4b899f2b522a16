"""The machine and its processes: what a result was measured on, and what a process and its children spent."""

import os
import platform
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from dashboard.release import data_folder


def release_folder() -> Path:
    """Folder of the release that serves, without opening it."""
    releases = data_folder() / "releases"
    return releases / (releases / "current").read_text(encoding="utf-8").strip()


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def facts(command: str, *packages: str) -> dict[str, Any]:
    """When, on what and with which versions something was measured.

    Parameters
    ----------
    command : str
        What repeats it.
    *packages : str
        Packages whose versions matter to it.
    """
    return {
        "command": command,
        "run_on": f"{datetime.now(UTC):%Y-%m-%d}",
        "release": release_folder().name,
        "machine": {
            "cores": os.cpu_count(),
            "processor": _processor(),
            "memory_gb": round(psutil.virtual_memory().total / 1e9),
            "load_average_before": round(os.getloadavg()[0], 2),
            "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        },
        "versions": {"python": platform.python_version(), **{name: version(name) for name in packages}},
    }


def said_version(*command: str) -> str:
    """What a program says of its own version, its last word."""
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return ((told.stdout + told.stderr).strip().splitlines() or [""])[0].rpartition(" ")[2].rpartition("/")[2]


def family(process_ids: Iterable[int]) -> list[psutil.Process]:
    """Processes and all that they started."""
    found = []
    for process_id in process_ids:
        with suppress(psutil.NoSuchProcess):
            parent = psutil.Process(process_id)
            found += [parent, *parent.children(recursive=True)]
    return found


def cpu_ms(process_ids: Iterable[int]) -> float:
    """Processor time of processes and of all that they started, in ms: Linux makes a clock of an id."""
    spent = 0.0
    for process in family(process_ids):
        with suppress(OSError):
            spent += time.clock_gettime(((~process.pid) << 3) | 2) * 1000
    return spent


def memory_mb(process_ids: Iterable[int]) -> float:
    """Memory that belongs to these processes and their children alone, in MB."""
    held = 0.0
    for process in family(process_ids):
        with suppress(psutil.Error):
            held += process.memory_full_info().uss / 1e6
    return held
