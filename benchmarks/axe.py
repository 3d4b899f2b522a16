"""Scan every page in every look with axe-core, everything opened: benchmarks/results/axe.json.

    .venv/bin/python -m benchmarks.axe [--minutes N] [--address URL]

Starts the server on the current release unless it is given the address of a running one. Over a hundred scans, each
written at once: the same command goes on with a run that was ended, as long as neither the code nor the release
changed. Ends with 1 where a rule is broken that nothing waives or a waiver is no longer needed, and with 3 where the
time was over before the last scan.
"""

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.progress import begun, keep, subject
from dashboard.api.statement import ADDRESS as STATEMENT
from dashboard.menu import ENTRIES, Entry
from dashboard.release import data_folder
from tests.browser.axe import Violation, Waiver, judged, violations
from tests.browser.chromium import browser, follow_menu, reader, unfold, visit, wait_until_finished
from tests.browser.looks import LOOKS, Look
from tests.sessions import ROOT, served

RESULT = ROOT / "benchmarks" / "results" / "axe.json"
LIST = Waiver("region", "listbox", "Streamlit opens lists outside the landmarks of the page")
_OPENED, _LISTED, _PLAIN = "everything opened", "a list open", "as it opens"
_STATEMENT = "accessibility statement"
_TIME_IS_OVER = 3


class Scan(NamedTuple):
    """One look at one page in one state."""

    page: str
    look: str
    state: str


def planned() -> list[Scan]:
    """Every scan of the run, in order."""
    return [scan for look in LOOKS for scan in _of_look(look)]


def _of_look(look: Look) -> Iterator[Scan]:
    for entry in ENTRIES:
        yield Scan(entry.name, look.name, _OPENED)
        if look.width == 1280:
            yield Scan(entry.name, look.name, _LISTED)
    yield Scan(_STATEMENT, look.name, _PLAIN)


class Tally:
    """What was scanned and found, kept after every scan.

    Parameters
    ----------
    kept : mapping
        Results of the same run before it was ended.
    """

    def __init__(self, kept: dict[str, Any]) -> None:
        self._subject = subject()
        self._began = time.monotonic() - 60 * kept.get("minutes", 0)
        self.each: list[dict[str, Any]] = kept.get("each", [])
        self.wrong: list[str] = kept.get("wrong", [])
        self.done = {Scan(one["page"], one["look"], one["state"]) for one in self.each}

    def add(self, scan: Scan, found: list[Violation], waivers: tuple[Waiver, ...] = ()) -> None:
        """Note one scan."""
        left = [one for one in found if not any(waiver.covers(one) for waiver in waivers)]
        broken = sum(one.is_wcag for one in left)
        self.wrong += [f"{', '.join(scan)}: {problem}" for problem in judged(found, waivers)]
        self.each.append({
            **scan._asdict(), "wcag_violations": broken, "other": len(left) - broken, "waived": len(found) - len(left),
            "rules": sorted({one.rule for one in left}),
        })  # fmt: skip
        self.done.add(scan)
        keep(RESULT, self.results())
        print(f"{len(self.each):4} of {len(planned())}  {', '.join(scan)}: {len(left)}", flush=True)

    def results(self) -> dict[str, Any]:
        """The results as they are committed."""
        return {
            "command": "python -m benchmarks.axe",
            "subject": self._subject,
            "is_complete": self.done >= set(planned()),
            "planned": len(planned()),
            "scans": len(self.each),
            "pages": len({one["page"] for one in self.each}),
            "wcag_violations": sum(one["wcag_violations"] for one in self.each),
            "other_violations": sum(one["other"] for one in self.each),
            "waivers": [{
                "rule": LIST.rule, "reason": LIST.reason, "elements": sum(one["waived"] for one in self.each)
            }],
            "minutes": round((time.monotonic() - self._began) / 60, 1),
            "wrong": self.wrong,
            "each": self.each,
        }  # fmt: skip


def _reset_height(page: Page, look: Look) -> None:
    page.set_viewport_size({"width": look.width, "height": 900})


def _scan_page(page: Page, entry: Entry, look: Look, tally: Tally) -> None:
    opened, listed = (Scan(entry.name, look.name, state) for state in (_OPENED, _LISTED))
    wanted = {opened, listed} & set(_of_look(look))
    if wanted <= tally.done:
        return
    _reset_height(page, look)
    follow_menu(page, entry.question)
    if opened not in tally.done:
        unfold(page)
        tally.add(opened, violations(page))
    if listed in wanted - tally.done:
        _reset_height(page, look)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = false; })")
        page.get_by_role("combobox").first.click()
        page.get_by_role("listbox").wait_for()
        tally.add(listed, violations(page), (LIST,))
        page.keyboard.press("Escape")
        wait_until_finished(page)


def _scan_statement(context: BrowserContext, address: str, look: Look, tally: Tally) -> None:
    scan = Scan(_STATEMENT, look.name, _PLAIN)
    if scan in tally.done:
        return
    page = context.new_page()
    page.goto(f"{address}/{STATEMENT}")
    tally.add(scan, violations(page))
    page.close()


def _scan(running: Browser, address: str, tally: Tally, end: float) -> None:
    for look in LOOKS:
        if set(_of_look(look)) <= tally.done:
            continue
        with reader(running, width=look.width, scheme=look.scheme, zoom=look.zoom) as context:
            page = visit(context, address)
            for entry in ENTRIES:
                if time.monotonic() > end:
                    return
                _scan_page(page, entry, look, tally)
            _scan_statement(context, address, look, tally)


def main() -> int:
    """Scan, write, and say whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", help="of a running server")
    parser.add_argument("--minutes", type=float, default=60, help="begin no page after so many; 60 where not said")
    asked = parser.parse_args()
    tally, end = Tally(begun(RESULT, subject())), time.monotonic() + 60 * asked.minutes
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = asked.address or stack.enter_context(served(data_folder(), log=folder / "server.log"))[0]
        _scan(stack.enter_context(browser()), address, tally, end)
    print("\n".join(tally.wrong))
    if not tally.results()["is_complete"]:
        print("The time is over. The same command goes on.")
        return _TIME_IS_OVER
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
