"""Everything on a page is reached, seen and used with the keyboard alone.

Pages are walked in one theme or the other in turn; with ``--long`` each is walked in both.
"""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.menu import ENTRIES, Entry
from tests.browser.chromium import WIDTHS, Scheme, follow_menu, opened, wait_until_finished
from tests.browser.evidence import Evidence
from tests.browser.keyboard import focused, walk, wrong_with

MOST_STOPS = 40
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Choices that fill a page with more figures than its defaults do.
FULL = ["initiatives?country=USA", "accessibility?country=LUX", "country?country=USA", "sources?part=indexes"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The walks of this run, theme by theme."""
    if "entry" in metafunc.fixturenames:
        is_long = metafunc.config.getoption("--long")
        walks = [
            (scheme, entry)
            for turn, scheme in enumerate(SCHEMES)
            for place, entry in enumerate(ENTRIES)
            if is_long or place % len(SCHEMES) == turn
        ]
        named = [f"{entry.name}-{scheme}" for scheme, entry in walks]
        metafunc.parametrize(("window", "entry"), walks, ids=named, indirect=["window"], scope="module")


@pytest.fixture(scope="module")
def evidence(request: pytest.FixtureRequest) -> Iterator[Evidence]:
    is_long = request.config.getoption("--long")
    walks = len(ENTRIES) * (len(SCHEMES) if is_long else 1)
    with Evidence.of("keyboard", complete=walks, is_sample=not is_long) as gathered:
        yield gathered


@pytest.fixture(scope="module")
def window(request: pytest.FixtureRequest, running: Browser, address: str) -> Iterator[tuple[str, Page]]:
    with opened(running, address, width=WIDTHS["desk"], scheme=request.param) as page:
        yield request.param, page


def _begin_again(page: Page) -> None:
    """Put the focus and the mouse where they are on a page that was just opened."""
    page.mouse.move(700, 5)
    page.evaluate("document.activeElement?.blur(); window.stops = new Map(); getSelection().removeAllRanges()")
    page.evaluate("const top = document.body; top.tabIndex = -1; top.focus(); top.removeAttribute('tabindex')")


def test_tab_leads_through_a_page_and_out_of_it(window: tuple[str, Page], entry: Entry, evidence: Evidence) -> None:
    scheme, page = window
    follow_menu(page, entry.question)
    _begin_again(page)
    stops, has_left = walk(page, most=MOST_STOPS)
    assert not wrong_with(stops, has_left=has_left)
    assert stops[0].name == "Skip to main content"
    assert len(stops) > 12
    assert all(above.name != below.name or above.role != below.role for above, below in pairwise(stops))
    lowest = min(stop.ring_contrast for stop in stops)
    evidence.add(page=entry.name, theme=scheme, stops=len(stops), lowest_ring_contrast=round(lowest, 1))


@pytest.mark.parametrize("path", FULL)
def test_a_page_full_of_figures_has_no_more_stops(running: Browser, address: str, path: str) -> None:
    with opened(running, f"{address}/{path}", width=WIDTHS["desk"]) as page:
        stops, has_left = walk(page, most=MOST_STOPS)
        assert not wrong_with(stops, has_left=has_left)


def test_the_first_stop_leads_past_the_menu(running: Browser, address: str) -> None:
    with opened(running, f"{address}/readiness", width=WIDTHS["desk"]) as page:
        page.keyboard.press("Tab")
        stop = focused(page)
        assert stop is not None
        assert stop.name == "Skip to main content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        stop = focused(page)
        assert stop is not None
        assert (stop.role, stop.name) == ("combobox", "Country")


def test_a_country_is_chosen_without_a_mouse(running: Browser, address: str) -> None:
    with opened(running, f"{address}/readiness", width=WIDTHS["desk"]) as page:
        page.get_by_role("combobox", name="Country").focus()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("India")
        expect(page.get_by_role("option", name="India", exact=True)).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("India")
        wait_until_finished(page)
        stop = focused(page)
        assert stop is not None, "The focus was lost"
        assert stop.name == "Country"


def test_a_table_unfolds_and_scrolls_without_a_mouse(running: Browser, address: str) -> None:
    with opened(running, f"{address}/readiness", width=WIDTHS["desk"]) as page:
        page.locator("summary", has_text="The numbers as a table (30 rows)").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.querySelectorAll('details[open] .table-box[tabindex]').length")
        page.keyboard.press("Tab")
        stop = focused(page)
        assert stop is not None
        assert stop.role == "group"
        assert "Pakistan went from" in stop.name
        page.keyboard.press("PageDown")
        page.wait_for_function("() => document.activeElement.scrollTop > 100")


def test_bare_letters_do_nothing_outside_fields(running: Browser, address: str) -> None:
    """WCAG 2.1.4: Streamlit reruns at ``r`` and offers to clear its memory at ``c``."""
    with opened(running, f"{address}/readiness", width=WIDTHS["desk"]) as page:
        page.evaluate("""() => {
          window.runs = 0;
          new MutationObserver(() => { window.runs += 1; }).observe(
            document.querySelector('[data-testid="stApp"]'), { attributeFilter: ['data-test-script-state'] });
        }""")
        for key in "rcRC?kx":
            page.keyboard.press(key)
        page.wait_for_timeout(600)
        assert page.evaluate("window.runs") == 0
        assert page.get_by_role("dialog").count() == 0


def test_faults_put_into_a_walk_are_found(running: Browser, address: str) -> None:
    faults = (
        "<button></button><button style='opacity:0'>Unseen</button>"
        "<button style='outline:none !important'>No ring</button>"
        "<button style='outline:3px solid #dddddd !important'>Faint ring</button>"
        "<button id=trap>Trap</button>"
    )
    with opened(running, f"{address}/barriers", width=WIDTHS["desk"]) as page:
        page.evaluate("html => document.querySelector('main h1').insertAdjacentHTML('beforebegin', html)", faults)
        page.evaluate("() => { document.getElementById('trap').onkeydown = event => event.preventDefault(); }")
        stops, has_left = walk(page, most=MOST_STOPS)
        found = " ".join(wrong_with(stops, has_left=has_left))
    for fault in ("it has no name", "out of sight", "has no ring", "its ring has 1.", "The same stop comes twice"):
        assert fault in found
