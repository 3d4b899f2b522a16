"""Results of a long run: what was done, when, with which versions and on what kind of machine."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parents[1] / "results"


def circumstances(*packages: str) -> dict[str, Any]:
    """When and with what a run was made.

    Parameters
    ----------
    *packages : str
        Packages whose versions matter to it.

    Returns
    -------
    dict
        Day, cores, load, and the versions of Python and the packages.
    """
    return {
        "run_on": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": os.cpu_count(),
        "load_average_before": round(os.getloadavg()[0], 1),
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
    }


@contextmanager
def timed(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Add how long a part took to what was found."""
    started = time.monotonic()
    yield found
    found["duration_s"] = round(time.monotonic() - started, 1)


def write_results(name: str, found: Mapping[str, Any]) -> Path:
    """Write ``benchmarks/results/soak_<name>.json`` and return its path."""
    path = RESULTS / f"soak_{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
