"""What changes is said: a new page, a new finding, and the head that links and previews read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.menu import ENTRIES, entry
from tests.browser.chromium import WIDTHS, follow_menu, opened, wait_until_finished

_READ = """read => Object.fromEntries([
  ['lang', read.documentElement.lang], ['title', read.title],
  ['canonical', read.querySelector('link[rel=canonical]')?.href],
  ...[...read.head.querySelectorAll('meta[property], meta[name=description]')]
    .map(tag => [tag.getAttribute('property') ?? 'description', tag.content]),
])"""
_HEAD = f"({_READ})(document)"


@pytest.fixture(scope="module")
def tab(running: Browser, address: str) -> Iterator[Page]:
    with opened(running, f"{address}/readiness?country=PAK", width=WIDTHS["desk"]) as page:
        yield page


def _finding(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_a_new_finding_and_a_new_page_are_said_and_stand_in_the_head(tab: Page) -> None:
    said = tab.locator("#announcements[role=status][aria-live=polite]")
    expect(said).to_have_text("")
    tab.get_by_role("combobox", name="Country").click()
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.type("India")
    tab.get_by_role("option", name="India", exact=True).click()
    expect(said).to_contain_text("India ranks")
    assert _finding(tab) in said.inner_text()
    assert tab.evaluate(_HEAD)["og:title"] == _finding(tab)

    follow_menu(tab, entry("barriers").question)
    expect(said).to_contain_text(entry("barriers").question)
    assert _finding(tab) in said.inner_text()
    head = tab.evaluate(_HEAD)
    assert head["og:title"] == _finding(tab)
    assert head["canonical"].endswith("/barriers")
    assert head["og:url"] == head["canonical"]


@pytest.mark.parametrize("page", ENTRIES, ids=lambda entry: entry.name)
def test_the_first_html_says_what_the_page_then_finds(running: Browser, address: str, page) -> None:
    with opened(running, f"{address}/{page.address}", width=WIDTHS["desk"]) as tab:
        tab.wait_for_function("() => document.getElementById('announcements')")
        drawn = tab.evaluate(_HEAD)
        first = tab.request.get(f"{address}/{page.address}").text()
        # Read by the browser, so that what is escaped is compared as what it means.
        sent = tab.evaluate(f"html => ({_READ})(new DOMParser().parseFromString(html, 'text/html'))", first)
        assert sent == drawn
        assert sent["lang"] == "en"
        assert sent["og:title"] == _finding(tab)
        assert sent["title"] == page.title


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
