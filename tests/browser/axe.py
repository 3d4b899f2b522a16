"""axe-core on a page that shows everything it has."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.chromium import hidden_height, show_whole
from tests.sessions import ROOT

SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Contrast inside charts is proven by arithmetic (tests/unit/test_palette.py): axe-core cannot decide it, and takes
# most of its time to find that out. Rows of a long table are made alike, so the first and the last stand for all.
_MOST_ROWS = 12
# Pixels of a page of which everything is open, on the narrowest screen.
_TALLEST = 120_000
_RUN = """async ([tags, most]) => {
  const taken = [];
  for (const body of document.querySelectorAll('.table-box tbody')) {
    for (const row of [...body.rows].slice(most, -1)) { taken.push([body, row, row.nextSibling]); }
  }
  taken.forEach(([, row]) => row.remove());
  const options = { resultTypes: ['violations'], preload: false };
  const all = await axe.run(document, {
    ...options, runOnly: { type: 'tag', values: tags }, rules: { 'color-contrast': { enabled: false } } });
  const contrast = await axe.run({ exclude: [['[data-testid="stVegaLiteChart"] svg']] }, {
    ...options, runOnly: { type: 'rule', values: ['color-contrast'] } });
  taken.reverse().forEach(([body, row, next]) => body.insertBefore(row, next));
  return [...all.violations, ...contrast.violations].map(({ id, tags, nodes }) => ({ id, tags, nodes: nodes.map(
    ({ target, html, failureSummary }) => ({ target, html, failureSummary })) }));
}"""


@dataclass(frozen=True)
class Violation:
    """One element that breaks one rule."""

    rule: str
    element: str
    why: str
    is_wcag: bool = True

    def __str__(self) -> str:
        return f"{self.rule}: {self.element}\n    {self.why}"


@dataclass(frozen=True)
class Waiver:
    """A violation that the atlas cannot mend, and why."""

    rule: str
    element: str
    reason: str

    def covers(self, violation: Violation) -> bool:
        """Whether this is the violation meant."""
        return self.rule == violation.rule and self.element in violation.element


@functools.cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page) -> list[Violation]:
    """Everything that axe-core finds on the whole page."""
    show_whole(page, tallest=_TALLEST)
    assert hidden_height(page) == 0, "axe-core passes over what is hidden"
    page.evaluate(_script())
    found = page.evaluate(_RUN, [_TAGS, _MOST_ROWS])
    return [
        Violation(
            rule["id"], " ".join(map(str, node["target"])) + " " + node["html"][:200], node["failureSummary"],
            "best-practice" not in rule["tags"],
        )
        for rule in found
        for node in rule["nodes"]
    ]  # fmt: skip


def judged(found: Sequence[Violation], waivers: Sequence[Waiver] = ()) -> list[str]:
    """What is wrong: violations that nothing waives, and waivers that nothing needs any more."""
    wrong = [str(violation) for violation in found if not any(waiver.covers(violation) for waiver in waivers)]
    stale = [waiver for waiver in waivers if not any(map(waiver.covers, found))]
    return wrong + [f"No longer needed: the waiver of {waiver.rule} ({waiver.reason})" for waiver in stale]
