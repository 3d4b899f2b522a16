"""Write docs/scaling.md: the arithmetic from what was measured to a million visits a day.

    .venv/bin/python -m benchmarks.scaling

Reads benchmarks/results/ and the current release, and fills the form benchmarks/scaling.md.in. A test fails where the
document says something else than the results. What has no result yet is said to be unmeasured, never guessed.
"""

from __future__ import annotations

import json
import string
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.soak.results import RESULTS
from tests.sessions import ROOT

DOCUMENT = ROOT / "docs" / "scaling.md"
_FORM = Path(__file__).with_name("scaling.md.in")

#: Assumptions, not measurements; the document names them as such.
VISITS_A_DAY = 1_000_000
PAGES_A_VISIT = 3
CHOICES_A_VISIT = 3
#: Of the choices so many were not seen by this process before and are computed.
NEW_SHARE = 0.2
#: The busiest hour of a day has so much of it.
PEAK_HOUR_SHARE = 0.1
#: A core is planned to be busy for so much of the busiest hour, which leaves room for the minutes above its mean.
BUSY_SHARE = 0.5
_DAY_S, _HOUR_S = 86_400, 3_600


def _result(name: str) -> dict[str, Any]:
    path = RESULTS / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _count(number: float) -> str:
    return f"{number:,.0f}"


def _row(visits: int, visit_ms: float) -> str:
    day_s = visits * visit_ms / 1000
    peak = day_s * PEAK_HOUR_SHARE / _HOUR_S
    cells = (
        _count(visits),
        _count(day_s),
        f"{day_s / _DAY_S:.2f}",
        f"{peak:.2f}",
        f"{max(1, -(-peak // BUSY_SHARE)):.0f}",
    )
    return f"| {' | '.join(cells)} |"


def _runs() -> dict[str, str]:
    pages = _result("rerun")["pages"]
    seen_ms, new_ms = (mean(page[name] for page in pages) for name in ("seen_ms", "new_ms"))
    runs = PAGES_A_VISIT + CHOICES_A_VISIT
    run_ms = (1 - NEW_SHARE) * seen_ms + NEW_SHARE * new_ms
    visit_ms = runs * run_ms
    day_s = VISITS_A_DAY * visit_ms / 1000
    peak_cores = day_s * PEAK_HOUR_SHARE / _HOUR_S
    return {
        "seen_ms": f"{seen_ms:.1f}",
        "new_ms": f"{new_ms:.1f}",
        "run_ms": f"{run_ms:.1f}",
        "visit_ms": _count(visit_ms),
        "runs": str(runs),
        "runs_a_core": _count(1000 / run_ms),
        "visits_a_core_hour": _count(BUSY_SHARE * _HOUR_S * 1000 / visit_ms),
        "day_s": _count(day_s),
        "peak_cores": f"{peak_cores:.1f}",
        "replicas": f"{-(-peak_cores // BUSY_SHARE):.0f}",
        "rows": "\n".join(_row(visits, visit_ms) for visits in (1_000, 10_000, 100_000, 300_000, VISITS_A_DAY)),
    }


def _found(name: str, limit: str) -> float | None:
    """What a benchmark found for one of its limits; none where it was not run yet."""
    found = _result(name).get("limits", {}).get(limit, {}).get("found")
    return None if found is None else float(found)


def _loads() -> dict[str, str]:
    """From benchmarks of load, once they were run: what a process holds, and what a visit weighs behind nginx."""
    runs, two = _found("load", "runs_per_s_of_one_process"), _found("load", "two_replicas_to_one")
    cold, warm = _found("compare", "cold_bytes"), _found("compare", "warm_bytes")
    said = {
        "held": "Not measured yet: `benchmarks/results/load.json` is not there.",
        "bytes": "Not measured yet: `benchmarks/results/compare.json` is not there.",
    }
    if runs is not None and two is not None:
        said["held"] = f"One process was seen to draw {runs:g} pages a second, and two behind nginx {two:g} times that."
    if cold is not None and warm is not None:
        day = VISITS_A_DAY * (cold + (PAGES_A_VISIT - 1) * warm)
        mbit = day * 8 / _DAY_S / 1e6
        said["bytes"] = (
            f"A first page weighs {cold / 1e3:,.0f} kB behind nginx and a later one {warm / 1e3:,.0f} kB. A day of "
            f"{_count(VISITS_A_DAY)} visits, each with an empty cache, is {day / 1e9:,.0f} GB: {mbit:,.0f} Mbit/s on "
            f"average and {mbit * PEAK_HOUR_SHARE * 24:,.0f} Mbit/s in the busiest hour."
        )
    return said


def _sizes() -> dict[str, str]:
    largest = max(_result("scale")["sizes"], key=lambda size: int(size["rows"]))
    built = _result("build")["build"]
    return {
        "most_rows": _count(largest["rows"]),
        "most_rows_s": _count(largest["ours"]["wall_s"]),
        "most_rows_mb": _count(largest["ours"]["database_bytes"] / 1e6),
        "most_rows_query_ms": f"{largest['pages']['median_ms']:.1f}",
        "release_mb": _count((built["database_bytes"] + built["download_bytes"]) / 1e6),
        "year_gb": _count((built["database_bytes"] + built["download_bytes"]) * 365 / 1e9),
        "build_s": _count(built["wall_s"]),
    }


def document() -> str:
    """The document, as the results say."""
    assumed = {
        "visits": _count(VISITS_A_DAY),
        "pages": str(PAGES_A_VISIT),
        "choices": str(CHOICES_A_VISIT),
        "new_share": f"{NEW_SHARE:.0%}",
        "peak_share": f"{PEAK_HOUR_SHARE:.0%}",
        "busy_share": f"{BUSY_SHARE:.0%}",
    }
    form = string.Template(_FORM.read_text(encoding="utf-8"))
    return form.substitute(assumed | _runs() | _loads() | _sizes())


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    print(f"wrote {DOCUMENT.relative_to(ROOT)}")
