"""No page breaks a rule that axe-core can check: in both themes, on a desk and on a phone."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from dashboard.menu import ENTRIES, Entry
from tests.browser.axe import SCRIPT, Violation, Waiver, judged, violations
from tests.browser.chromium import WIDTHS, follow_menu, opened, wait_until_finished

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="axe-core is not installed: run npm ci --ignore-scripts")

MODES = [(size, scheme) for size in WIDTHS for scheme in ("light", "dark")]

# Streamlit puts an open list at the end of the document, outside every landmark.
WAIVED_WITH_AN_OPEN_LIST = [Waiver("region", "listbox", "Streamlit opens lists outside the landmarks of the page")]

# One for each kind of mistake that a page of ours could make.
SEEDED = {
    "button-name": "<button></button>",
    "color-contrast": "<p style='color:#9a9a9a;background:#fff'>Too faint to read</p>",
    "empty-table-header": "<table><tr><th scope=col></th></tr><tr><td>1</td></tr></table>",
    "heading-order": "<h6>Too deep</h6>",
    "image-alt": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    "label": "<input type=text>",
    "link-in-text-block": "<p style='color:#000'>See <a href='/' style='color:#222;text-decoration:none'>it</a>.</p>",
    "target-size": 2 * "<button style='all:unset;font-size:6px'>tiny</button>",
}


@pytest.fixture(scope="module", params=MODES, ids="-".join)
def window(request: pytest.FixtureRequest, running: Browser, address: str) -> Iterator[Page]:
    size, scheme = request.param
    with opened(running, address, width=WIDTHS[size], scheme=scheme) as page:
        yield page


def _unfold_filters(page: Page) -> None:
    if page.locator(".filter-fold:not([open]) summary").is_visible():
        page.locator(".filter-fold summary").click()
        wait_until_finished(page)


def _heading_levels(page: Page) -> list[int]:
    return page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_page_breaks_no_rule(window: Page, entry: Entry) -> None:
    window.set_viewport_size({"width": window.viewport_size["width"], "height": 900})
    follow_menu(window, entry.question)
    _unfold_filters(window)
    # Also proves that the page was there: axe-core finds little wrong with a blank one.
    levels = _heading_levels(window)
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert window.get_by_role("main").count() == 1
    assert not judged(violations(window))


def test_open_tables_and_an_open_list_break_no_rule(running: Browser, address: str) -> None:
    with opened(running, f"{address}/readiness", width=WIDTHS["desk"]) as page:
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
        assert not judged(violations(page))
        page.get_by_role("combobox", name="Edition").click()
        page.get_by_role("listbox").wait_for()
        assert not judged(violations(page), WAIVED_WITH_AN_OPEN_LIST)


def test_mistakes_put_into_a_page_are_found(running: Browser, address: str) -> None:
    with opened(running, f"{address}/barriers", width=WIDTHS["desk"]) as page:
        # At the foot of a long page, where a scan of the first screen would miss it.
        page.evaluate(
            "html => document.querySelector('.about').insertAdjacentHTML('beforeend', html)", "".join(SEEDED.values())
        )
        found = {violation.rule for violation in violations(page)}
        assert set(SEEDED) <= found


def test_a_waiver_covers_one_thing_and_goes_stale() -> None:
    waiver = Waiver("region", "listbox", "not ours")
    met = Violation("region", "div[role=listbox]", "")
    other = Violation("region", "div.card", "")
    assert not judged([met], [waiver])
    assert judged([met, other], [waiver]) == [str(other)]
    assert judged([], [waiver]) == ["No longer needed: the waiver of region (not ours)"]
