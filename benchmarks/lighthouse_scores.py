"""What Lighthouse says of every page: benchmarks/results/lighthouse.json.

    npm ci --ignore-scripts --prefix benchmarks/lighthouse
    .venv/bin/python -m benchmarks.lighthouse_scores [--minutes N] [--address URL] [--lighthouse DIR]

Accessibility, search and best practices of every page of the menu and of the statement, on a phone as Lighthouse
imitates it; speed is measured elsewhere. Each page is written at once: the same command goes on with a run that was
ended, as long as neither the code nor the release changed. Ends with 1 where a score is below 100 or a page took too
long, and with 3 where the time was over. Needs Node.js 20 and Chromium; starts the server unless it is given one.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.progress import begun, keep, subject
from dashboard.api.statement import ADDRESS as STATEMENT
from dashboard.menu import ENTRIES
from dashboard.release import data_folder
from tests.browser.chromium import CHROMIUM
from tests.sessions import ROOT, served

RESULT = ROOT / "benchmarks" / "results" / "lighthouse.json"
CATEGORIES = ("accessibility", "best-practices", "seo")
# A charted page takes long on the slow phone that Lighthouse imitates.
_LIMIT_S = 240
_TIME_IS_OVER = 3
_CHROMIUM_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


def _report(address: str, lighthouse: Path, folder: Path) -> dict[str, Any]:
    """Lighthouse's own report of one page."""
    out = folder / "report.json"
    command = [
        "node", str(lighthouse / "cli" / "index.js"), address, f"--only-categories={','.join(CATEGORIES)}",
        "--output=json", f"--output-path={out}", "--quiet", "--max-wait-for-load=60000",
        "--throttling-method=provided", f"--chrome-flags={_CHROMIUM_FLAGS}",
    ]  # fmt: skip
    subprocess.run(command, check=True, timeout=_LIMIT_S, env={**os.environ, "CHROME_PATH": CHROMIUM})
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def _failed(report: dict[str, Any]) -> dict[str, str]:
    """Audits that count and are not passed: what they ask for, and what they met."""
    counted = {ref["id"] for name in CATEGORIES for ref in report["categories"][name]["auditRefs"] if ref["weight"]}
    audits = {name: audit for name, audit in report["audits"].items() if name in counted}
    met = {
        name: json.dumps(audit.get("details", {}).get("items", [])[:3])[:400]
        for name, audit in audits.items()
        if audit["score"] is not None and audit["score"] < 1
    }
    return {name: f"{audits[name]['title']}: {items}" for name, items in met.items()}


def planned() -> list[str]:
    """Addresses of every page."""
    return [*(entry.address for entry in ENTRIES), STATEMENT]


def _row(address: str, page: str, lighthouse: Path, folder: Path) -> dict[str, Any] | None:
    """The scores of one page; none where Lighthouse did not come to an end."""
    try:
        report = _report(f"{address}/{page}", lighthouse, folder)
    except subprocess.SubprocessError as problem:
        print(f"/{page}: {problem}", flush=True)
        return None
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    return {"page": f"/{page}", **scores, "not_passed": _failed(report)}


def _results(rows: list[dict[str, Any]], lighthouse: Path) -> dict[str, Any]:
    """The results as they are committed."""
    version = json.loads((lighthouse / "package.json").read_text(encoding="utf-8"))["version"]
    return {
        "command": "python -m benchmarks.lighthouse_scores",
        "subject": subject(),
        "is_complete": len(rows) == len(planned()),
        "lighthouse": version,
        "pages": rows,
    }


def main() -> int:
    """Ask of every page, write, and say whether all is 100."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", help="of a running server")
    parser.add_argument("--minutes", type=float, default=30, help="begin no page after so many; 30 where not said")
    parser.add_argument("--lighthouse", type=Path, default=ROOT / "benchmarks/lighthouse/node_modules/lighthouse")
    asked = parser.parse_args()
    rows: list[dict[str, Any]] = begun(RESULT, subject()).get("pages", [])
    left = [page for page in planned() if f"/{page}" not in {row["page"] for row in rows}]
    end = time.monotonic() + 60 * asked.minutes
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = asked.address or stack.enter_context(served(data_folder(), log=folder / "server.log"))[0]
        for page in left:
            if time.monotonic() > end:
                print("The time is over. The same command goes on.")
                return _TIME_IS_OVER
            if row := _row(address, page, asked.lighthouse, folder):
                rows.append(row)
                keep(RESULT, _results(rows, asked.lighthouse))
                print(f"{len(rows):3} of {len(planned())}  {json.dumps(row)}", flush=True)
    return int(len(rows) < len(planned()) or any(row[name] < 100 for row in rows for name in CATEGORIES))


if __name__ == "__main__":
    sys.exit(main())
