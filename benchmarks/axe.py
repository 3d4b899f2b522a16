"""Scan every page in every look with axe-core, everything opened: benchmarks/results/axe.json.

    .venv/bin/python -m benchmarks.axe [--address URL]

Starts the server on the current release unless it is given the address of a running one. Over a hundred scans; ends
with 1 where a rule is broken that nothing waives, or a waiver is no longer needed.
"""

import argparse
import contextlib
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, Page

from dashboard.api.statement import ADDRESS as STATEMENT
from dashboard.menu import ENTRIES
from dashboard.release import data_folder
from tests.browser.axe import Violation, Waiver, judged, unfold, violations
from tests.browser.chromium import browser, follow_menu, reader, visit, wait_until_finished
from tests.browser.looks import LOOKS, Look
from tests.sessions import ROOT, served

RESULT = ROOT / "benchmarks" / "results" / "axe.json"
LIST = Waiver("region", "listbox", "Streamlit opens lists outside the landmarks of the page")


class Tally:
    """What was scanned and found."""

    def __init__(self) -> None:
        self.scans: list[dict[str, str | int]] = []
        self.wrong: list[str] = []
        self.rules: Counter[str] = Counter()
        self.waived = 0

    def add(self, what: str, look: Look, state: str, found: list[Violation], waivers: tuple[Waiver, ...] = ()) -> None:
        """Note one scan."""
        left = [one for one in found if not any(waiver.covers(one) for waiver in waivers)]
        self.waived += len(found) - len(left)
        self.rules.update(one.rule for one in left)
        self.wrong += [f"{what}, {look.name}, {state}: {problem}" for problem in judged(found, waivers)]
        broken = sum(one.is_wcag for one in left)
        self.scans.append({
            "page": what, "look": look.name, "state": state, "wcag_violations": broken, "other": len(left) - broken,
        })  # fmt: skip
        print(f"{len(self.scans):4} {what}, {look.name}, {state}: {len(left)}", flush=True)

    def written(self, seconds: float) -> dict[str, object]:
        """The results as they are committed."""
        return {
            "command": "python -m benchmarks.axe",
            "scans": len(self.scans),
            "pages": len({scan["page"] for scan in self.scans}),
            "wcag_violations": sum(int(scan["wcag_violations"]) for scan in self.scans),
            "other_violations": sum(int(scan["other"]) for scan in self.scans),
            "rules_broken": dict(self.rules),
            "waivers": [{"rule": LIST.rule, "reason": LIST.reason, "elements": self.waived}],
            "minutes": round(seconds / 60, 1),
            "each": self.scans,
        }


def _reset_height(page: Page, look: Look) -> None:
    page.set_viewport_size({"width": look.width, "height": 900})


def _scan_pages(page: Page, look: Look, tally: Tally) -> None:
    for entry in ENTRIES:
        _reset_height(page, look)
        follow_menu(page, entry.question)
        unfold(page)
        tally.add(entry.name, look, "everything opened", violations(page))
        if look.width == 1280:
            _reset_height(page, look)
            page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = false; })")
            page.get_by_role("combobox").first.click()
            page.get_by_role("listbox").wait_for()
            tally.add(entry.name, look, "a list open", violations(page), (LIST,))
            page.keyboard.press("Escape")
            wait_until_finished(page)


def _scan(running: Browser, address: str, tally: Tally) -> None:
    for look in LOOKS:
        with reader(running, width=look.width, scheme=look.scheme, zoom=look.zoom) as context:
            _scan_pages(visit(context, address), look, tally)
            statement = context.new_page()
            statement.goto(f"{address}/{STATEMENT}")
            tally.add("accessibility statement", look, "as it opens", violations(statement))
            statement.close()


def main() -> int:
    """Scan, write, and say whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", help="of a running server")
    asked = parser.parse_args()
    tally, began = Tally(), time.monotonic()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = asked.address or stack.enter_context(served(data_folder(), log=folder / "server.log"))[0]
        _scan(stack.enter_context(browser()), address, tally)
    RESULT.write_text(json.dumps(tally.written(time.monotonic() - began), indent=1) + "\n", encoding="utf-8")
    print("\n".join(tally.wrong))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
