"""No page breaks a rule that axe-core can check, in both themes, on a desk, on a phone, zoomed and on the narrowest.

Here every page is scanned once and every way to look at it twice; ``python -m benchmarks.axe`` scans all of them.
"""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from dashboard.menu import ENTRIES, Entry
from tests.browser.axe import SCRIPT, Violation, Waiver, judged, violations
from tests.browser.chromium import follow_menu, unfold, wait_until_finished
from tests.browser.evidence import Evidence
from tests.browser.looks import LOOKS, Look, looking

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="axe-core is not installed: run npm ci --ignore-scripts")

# Each page in another look, so that both are all met.
MET = [(entry, LOOKS[place % len(LOOKS)]) for place, entry in enumerate(ENTRIES)]

# Streamlit puts an open list at the end of the document, outside every landmark.
WAIVED_WITH_AN_OPEN_LIST = [Waiver("region", "listbox", "Streamlit opens lists outside the landmarks of the page")]

# One for each kind of mistake that a page of ours could make: the rule that finds it, and the mistake.
SEEDED = {
    "aria-required-attr": "<div role=checkbox tabindex=0 aria-label='Ticked or not'></div>",
    "aria-valid-attr-value": "<div role=group aria-label='x' aria-expanded='perhaps'>x</div>",
    "button-name": "<button></button>",
    "color-contrast": "<p style='color:#9a9a9a;background:#fff'>Too faint to read</p>",
    "empty-table-header": "<table><tr><th scope=col></th></tr><tr><td>1</td></tr></table>",
    "heading-order": "<h6>Too deep</h6>",
    "image-alt": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    "label": "<input type=text>",
    "link-in-text-block": "<p style='color:#000'>See <a href='/' style='color:#222;text-decoration:none'>it</a>.</p>",
    "tabindex": "<p tabindex=5>First of all</p>",
    "target-size": 2 * "<button style='all:unset;font-size:6px'>tiny</button>",
}


@pytest.fixture(scope="module")
def evidence() -> Iterator[Evidence]:
    with Evidence.of("axe", complete=len(MET) + 1) as gathered:
        yield gathered


def _heading_levels(page: Page) -> list[int]:
    return page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))")


def _note(evidence: Evidence, page: str, look: Look, found: list[Violation], waived: int = 0) -> None:
    broken = sum(violation.is_wcag for violation in found)
    evidence.add(page=page, look=look.name, wcag_violations=broken, other_violations=len(found) - broken, waived=waived)


@pytest.mark.parametrize(("entry", "look"), MET, ids=lambda each: each.name)
def test_a_page_breaks_no_rule(running: Browser, address: str, evidence: Evidence, entry: Entry, look: Look) -> None:
    with looking(running, f"{address}/{entry.address}", look) as page:
        unfold(page)
        # Also proves that the page was there: axe-core finds little wrong with a blank one.
        levels = _heading_levels(page)
        assert levels[:1] == [1]
        assert levels.count(1) == 1
        assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
        assert page.get_by_role("main").count() == 1
        found = violations(page)
        assert not judged(found)
        _note(evidence, entry.name, look, found)


def test_an_open_list_breaks_no_rule_but_the_one_that_is_waived(
    running: Browser, address: str, evidence: Evidence
) -> None:
    with looking(running, f"{address}/readiness", LOOKS[0]) as page:
        page.get_by_role("combobox", name="Edition").click()
        page.get_by_role("listbox").wait_for()
        found = violations(page)
        assert not judged(found, WAIVED_WITH_AN_OPEN_LIST)
        _note(evidence, "readiness, a list open", LOOKS[0], [], waived=len(found))


def test_mistakes_put_into_a_page_are_found(running: Browser, address: str) -> None:
    with looking(running, f"{address}/barriers", LOOKS[0]) as page:
        # At the foot of a long page, where a scan of the first screen would miss it.
        page.evaluate(
            "html => document.querySelector('.about').insertAdjacentHTML('beforeend', html)", "".join(SEEDED.values())
        )
        page.evaluate("document.documentElement.removeAttribute('lang')")
        found = {violation.rule for violation in violations(page)}
        assert {*SEEDED, "html-has-lang"} <= found
        assert len(SEEDED) + 1 == 12


def test_the_menu_leads_to_pages_that_break_no_rule(running: Browser, address: str) -> None:
    """A page reached from another is not the page opened cold: what was left behind is scanned too."""
    with looking(running, address, LOOKS[0]) as page:
        follow_menu(page, ENTRIES[-1].question)
        wait_until_finished(page)
        assert not judged(violations(page))


def test_a_waiver_covers_one_thing_and_goes_stale() -> None:
    waiver = Waiver("region", "listbox", "not ours")
    met = Violation("region", "div[role=listbox]", "")
    other = Violation("region", "div.card", "")
    assert not judged([met], [waiver])
    assert judged([met, other], [waiver]) == [str(other)]
    assert judged([], [waiver]) == ["No longer needed: the waiver of region (not ours)"]
