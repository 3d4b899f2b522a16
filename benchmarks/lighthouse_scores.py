"""What Lighthouse says of every page: benchmarks/results/lighthouse.json.

    npm ci --ignore-scripts --prefix benchmarks/lighthouse
    .venv/bin/python -m benchmarks.lighthouse_scores [--address URL] [--lighthouse DIR] [page ...]

Accessibility, search and best practices, on a phone as Lighthouse imitates it; speed is measured elsewhere. Ends with
1 where a score is below 100. Needs Node.js 20 and Chromium; starts the server unless it is given an address.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from dashboard.api.statement import ADDRESS as STATEMENT
from dashboard.menu import ENTRIES
from dashboard.release import data_folder
from tests.browser.chromium import CHROMIUM
from tests.sessions import ROOT, served

RESULT = ROOT / "benchmarks" / "results" / "lighthouse.json"
CATEGORIES = ("accessibility", "best-practices", "seo")
# A charted page takes long on the slow phone that Lighthouse imitates.
_LIMIT_S = 240
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


def main() -> int:
    """Ask of every page, write, and say whether all is 100."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", help="addresses; all where none is named")
    parser.add_argument("--address", help="of a running server")
    parser.add_argument("--lighthouse", type=Path, default=ROOT / "benchmarks/lighthouse/node_modules/lighthouse")
    asked = parser.parse_args()
    rows = []
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = asked.address or stack.enter_context(served(data_folder(), log=folder / "server.log"))[0]
        for page in asked.pages or [*(entry.address for entry in ENTRIES), STATEMENT]:
            report = _report(f"{address}/{page}", asked.lighthouse, folder)
            scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
            rows.append({"page": f"/{page}", **scores, "not_passed": _failed(report)})
            print(json.dumps(rows[-1]), flush=True)
    version = json.loads((asked.lighthouse / "package.json").read_text(encoding="utf-8"))["version"]
    command = " ".join(["python -m benchmarks.lighthouse_scores", *(page or '""' for page in asked.pages)])
    written = {"command": command, "lighthouse": version, "pages": rows}
    RESULT.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    return int(any(row[name] < 100 for row in rows for name in CATEGORIES))


if __name__ == "__main__":
    sys.exit(main())
