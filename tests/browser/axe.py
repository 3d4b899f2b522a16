"""axe-core on a page that shows everything it has."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.chromium import hidden_height, show_whole
from tests.sessions import ROOT

SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_RUN = """tags => axe.run(document, {
  runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false,
})"""


@dataclass(frozen=True)
class Violation:
    """One element that breaks one rule."""

    rule: str
    element: str
    why: str

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
    show_whole(page)
    assert hidden_height(page) == 0, "axe-core passes over what is hidden"
    page.evaluate(_script())
    found = page.evaluate(_RUN, _TAGS)["violations"]
    return [
        Violation(rule["id"], " ".join(map(str, node["target"])) + " " + node["html"][:200], node["failureSummary"])
        for rule in found
        for node in rule["nodes"]
    ]


def judged(found: Sequence[Violation], waivers: Sequence[Waiver] = ()) -> list[str]:
    """What is wrong: violations that nothing waives, and waivers that nothing needs any more."""
    wrong = [str(violation) for violation in found if not any(waiver.covers(violation) for waiver in waivers)]
    stale = [waiver for waiver in waivers if not any(map(waiver.covers, found))]
    return wrong + [f"No longer needed: the waiver of {waiver.rule} ({waiver.reason})" for waiver in stale]
