"""Everything on a page is reached, seen and used with the keyboard alone."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import WIDTHS, opened, wait_until_finished
from tests.browser.keyboard import focused, walk

MOST_STOPS = 40


@pytest.mark.parametrize("path", ["", "readiness"])
def test_tab_leads_through_a_page_and_out_of_it(running: Browser, address: str, path: str) -> None:
    with opened(running, f"{address}/{path}", width=WIDTHS["desk"]) as page:
        stops, has_left = walk(page, most=MOST_STOPS)
    listed = "\n".join(f"{stop.role}: {stop.name}" for stop in stops)
    assert has_left, f"More than {MOST_STOPS} stops, or a trap:\n{listed}"
    assert len(stops) > 20
    assert len({stop.number for stop in stops}) == len(stops), f"The same stop twice:\n{listed}"
    # Streamlit's scrolling box is the main landmark, which needs no name: there is only one.
    assert not [stop for stop in stops if not stop.name and stop.role != "main"]
    assert not [stop for stop in stops if not stop.is_outlined]
    assert not [stop for stop in stops if not (stop.is_seen and stop.is_uncovered)]
    assert all(above.name != below.name or above.role != below.role for above, below in pairwise(stops))


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
        page.keyboard.press("Tab")
        stop = focused(page)
        assert stop is not None
        assert stop.role == "region"
        assert "Pakistan went from" in stop.name
        page.keyboard.press("PageDown")
        page.wait_for_function("document.activeElement.scrollTop > 100")
