"""A page that is opened cold, and the link to its view opened by another reader, who has not seen the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from dashboard.menu import ENTRIES, Entry
from tests.browser.chromium import WIDTHS, reader, unfold, wait_until_finished
from tests.browser.heads import drawn_head, sent_head
from tests.browser.witness import WATCH, Witness


@dataclass(frozen=True)
class Seen:
    """What a reader saw who opened an address."""

    title: str
    headings: list[str]
    link: str | None
    drawn: dict[str, Any]
    sent: dict[str, Any]
    stopped: list[str]
    witness: Witness


def _seen(context: BrowserContext, address: str, *, opens_all: bool = False) -> Seen:
    page = context.new_page()
    witness = Witness(page)
    page.goto(address)
    wait_until_finished(page)
    if opens_all:
        _show_all(page)
    seen = Seen(
        title=page.get_by_role("heading", level=1).inner_text(),
        headings=page.locator("main .figure-head h2").all_inner_texts(),
        link=page.locator(".share .address").get_attribute("value"),
        drawn=drawn_head(page),
        sent=sent_head(page, address),
        stopped=page.evaluate("stopped"),
        witness=witness,
    )
    page.close()
    return seen


def _show_all(page: Page) -> None:
    """Open every part that is folded away: what is in it, and every tooltip's chart, is drawn under the same rules."""
    unfold(page)
    page.mouse.wheel(0, 4000)
    wait_until_finished(page)


@dataclass(frozen=True)
class Visit:
    """A page opened cold, and its link opened by another reader."""

    entry: Entry
    address: str
    first: Seen
    second: Seen


@pytest.fixture(scope="module")
def other(running: Browser) -> Iterator[BrowserContext]:
    """Whoever is sent the links: one reader for all pages, so that the program is loaded once."""
    with reader(running, width=WIDTHS["desk"]) as context:
        context.add_init_script(WATCH)
        yield context


@pytest.fixture(scope="module", params=ENTRIES, ids=lambda entry: entry.name)
def visited(request: pytest.FixtureRequest, dated: str, running: Browser, other: BrowserContext) -> Visit:
    entry: Entry = request.param
    with reader(running, width=WIDTHS["desk"]) as one:
        one.add_init_script(WATCH)
        first = _seen(one, f"{dated}/{entry.address}?country=KEN", opens_all=True)
    assert first.link is not None
    return Visit(entry, dated, first, _seen(other, first.link))


def test_a_deep_link_opens_cold_and_nothing_is_missing(visited: Visit) -> None:
    first, second = visited.first, visited.second
    assert (second.title, second.headings, second.link) == (first.title, first.headings, first.link)
    assert (second.witness.missing, second.witness.complaints) == ([], [])


def test_a_page_asks_nobody_else_and_breaks_no_rule(visited: Visit) -> None:
    for seen in (visited.first, visited.second):
        assert seen.witness.asked == {urlsplit(visited.address).netloc}
        assert seen.stopped == []


def test_the_first_html_says_what_the_page_then_finds(visited: Visit) -> None:
    first = visited.first
    assert first.sent == first.drawn
    assert first.sent["lang"] == "en"
    assert first.sent["og:title"] == first.title
    assert first.sent["title"] == visited.entry.title
