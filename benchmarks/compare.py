"""The same page in the atlas, plain Streamlit, Dash, Panel and marimo, a table in Datasette, and static files.

    deploy/steps/install-packages benchmarks/peers/requirements.lock benchmarks/peers/.venv
    npm ci --ignore-scripts --prefix benchmarks/peers
    .venv/bin/python -m benchmarks.compare [--rounds 4] [contender ...]

Debian's Chromium visits each of them behind Debian's nginx as deploy/ sets it up (the atlas without it as well), one
after the other: cold, warm, on a slow line, and choosing countries. docs/benchmarks.md says what is measured and how.
Writes benchmarks/results/compare.json; takes about ten minutes.
The static page with vega-embed is the limit: a click there asks no server.
"""

import argparse
import json
import sys
import tempfile
import time
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.browsing import Reading, pictured
from benchmarks.machine import facts, said_version
from benchmarks.peers.contenders import ALL, DASH, HERE, OURS, STATIC, STATIC_ANEW, Contender
from benchmarks.peers.figures import write_figures
from tests.browser.chromium import browser
from tests.proxy import NGINX

RESULT = Path(__file__).parent / "results" / "compare.json"
#: Names that begin no other name, so that what is typed finds one country.
NAMES = ("Kenya", "Brazil", "Norway", "Japan", "Ghana", "Peru", "Poland", "Canada")
COLD_LIMIT_BYTES, WARM_LIMIT_BYTES, STATIC_LIMIT, DASH_LIMIT = 1_700_000, 35_000, 1.5, 0.5
_PEERS = ("streamlit", "dash", "plotly", "panel", "bokeh", "marimo", "datasette", "altair")


def peer_versions() -> dict[str, str]:
    """Versions of what the peers are made of."""
    folders = [str(path) for path in (HERE / ".venv" / "lib").glob("python3*/site-packages")]
    found = {each.metadata["Name"].lower(): each.version for each in distributions(path=folders)}
    npm = {
        name: json.loads((HERE / "node_modules" / name / "package.json").read_text(encoding="utf-8"))["version"]
        for name in ("vega", "vega-lite", "vega-embed")
    }
    return {name: found[name] for name in _PEERS if name in found} | npm


def _measured(
    running: Browser, contender: Contender, data: Path, work: Path, rounds: int, pictures: Path | None
) -> Any:
    with contender.reached(data, work) as served:
        reading = Reading(running, contender, served, "Afghanistan")
        reading.views(1)  # The first reader pays for what every later one finds.
        reading.rest()
        found = reading.views(rounds) | reading.views(max(1, rounds // 3), is_slow=True)
        found |= reading.clicks(NAMES) | reading.memory(6)
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)
            pictured(running, contender, served, "Afghanistan", pictures / f"{contender.name}.png")
    return found | {"requests_to_elsewhere": sorted(reading.foreign)}


def _ratio(found: dict[str, Any], name: str, peer: str, value: str) -> float | None:
    try:
        return round(float(found[name][value]["median"]) / float(found[peer][value]["median"]), 2)
    except (KeyError, TypeError, ZeroDivisionError):
        return None


def limits(found: dict[str, Any]) -> dict[str, Any]:
    """What was promised, what was found, and whether it is kept; only of what was measured."""
    told: dict[str, tuple[float, float | None]] = {}
    for seen in ("seen", "new"):
        click = f"click_{seen}_ms"
        told[f"{click}_to_static"] = STATIC_LIMIT, _ratio(found, OURS.name, STATIC.name, click)
        told[f"{click}_to_static_embedded_anew"] = STATIC_LIMIT, _ratio(found, OURS.name, STATIC_ANEW.name, click)
        told[f"{click}_to_dash"] = DASH_LIMIT, _ratio(found, OURS.name, DASH.name, click)
    ours = found.get(OURS.name, {})
    told["cold_bytes"] = COLD_LIMIT_BYTES, ours.get("cold_bytes", {}).get("median")
    told["warm_bytes"] = WARM_LIMIT_BYTES, ours.get("warm_bytes", {}).get("median")
    return {
        name: {"limit": limit, "found": value, "is_kept": value <= limit}
        for name, (limit, value) in told.items()
        if value is not None
    }


def main() -> int:
    """Measure, write, and say whether every limit is kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contenders", nargs="*", help="names; all where none is given")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--out", type=Path, default=RESULT)
    parser.add_argument("--pictures", type=Path, help="folder for a picture of each page")
    asked = parser.parse_args()
    told = facts(f"python -m benchmarks.compare --rounds {asked.rounds}", "streamlit", "uvicorn", "playwright")
    told["versions"] |= {"peers": peer_versions(), "nginx": said_version(str(NGINX), "-v")}
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, browser() as running:
        told["versions"]["chromium"] = running.version
        data = Path(folder) / "data"
        write_figures(data)
        for number, contender in enumerate(
            each for each in ALL if not asked.contenders or each.name in asked.contenders
        ):
            started = time.monotonic()
            work = Path(folder) / str(number)
            try:
                found[contender.name] = _measured(running, contender, data, work, asked.rounds, asked.pictures)
            except Exception as error:
                found[contender.name] = {"failed": f"{type(error).__name__}: {error}"[:500]}
            print(
                f"{contender.name} ({time.monotonic() - started:.0f} s): {json.dumps(found[contender.name])}",
                flush=True,
            )
    told |= {"page": OURS.path, "contenders": found, "limits": limits(found)}
    asked.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told["limits"], indent=1))
    failed = [name for name, each in found.items() if "failed" in each]
    return int(bool(failed) or not all(limit["is_kept"] for limit in told["limits"].values()))


if __name__ == "__main__":
    sys.exit(main())
