"""What changes is said: a new page, a new finding, and the head that links and previews read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.menu import entry
from tests.browser.chromium import WIDTHS, choose, follow_menu, opened, wait_until_finished
from tests.browser.heads import drawn_head


@pytest.fixture(scope="module")
def tab(running: Browser, address: str) -> Iterator[Page]:
    with opened(running, f"{address}/readiness?country=PAK", width=WIDTHS["desk"]) as page:
        yield page


def _finding(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_a_new_finding_and_a_new_page_are_said_and_stand_in_the_head(tab: Page) -> None:
    said = tab.locator("#announcements[role=status][aria-live=polite]")
    expect(said).to_have_text("")
    choose(tab, "Country", "India")
    expect(said).to_contain_text("India ranks")
    assert _finding(tab) in said.inner_text()
    assert drawn_head(tab)["og:title"] == _finding(tab)

    follow_menu(tab, entry("barriers").question)
    expect(said).to_contain_text(entry("barriers").question)
    assert _finding(tab) in said.inner_text()
    head = drawn_head(tab)
    assert head["og:title"] == _finding(tab)
    assert head["canonical"].endswith("/barriers")
    assert head["og:url"] == head["canonical"]


def test_nothing_moves_for_readers_who_asked_for_less_motion(running: Browser, address: str) -> None:
    with opened(running, f"{address}/country", width=WIDTHS["desk"]) as page:
        page.get_by_role("combobox", name="Country").click()
        page.get_by_role("listbox").wait_for()
        longest = page.evaluate(
            "Math.max(0, ...document.getAnimations().map(one => Number(one.effect.getTiming().duration) || 0))"
        )
        assert longest <= 1
        page.keyboard.press("Escape")
        wait_until_finished(page)
