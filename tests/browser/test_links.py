"""Links in a real browser: copied by keyboard, carried into a new tab."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import reader, visit, wait_until_finished
from tests.pages.dated import CHANGED

_DESK = 1280
_RIGHTS = ["clipboard-read", "clipboard-write"]
_CHOSEN = "country=KEN&index=egdi&edition=2022&scheme=un-region&region=africa"


def _title(page: Page) -> str:
    return page.locator("main h1").inner_text()


def test_the_link_is_copied_by_keyboard_and_the_reader_hears_it(dated: str, running: Browser):
    with reader(running, width=_DESK) as context:
        context.grant_permissions(_RIGHTS, origin=dated)
        page = visit(context, f"{dated}/readiness?country=IND")
        page.get_by_text("Copy link to this view").focus()
        page.keyboard.press("Enter")
        expect(page.locator("div[role=status]").get_by_text("Link copied.")).to_be_attached()
        expect(page.locator(".share .copied")).to_have_attribute("data-said", "Link copied.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(".share .address").input_value()
        asked = parse_qs(urlsplit(copied).query)
        assert copied.startswith(f"{dated}/readiness?")
        assert set(asked) == {"country", "index", "edition", "measure", "scheme", "region", "release"}


def test_without_the_right_to_copy_the_address_is_there_to_be_copied(dated: str, running: Browser):
    with reader(running, width=_DESK) as context:
        page = context.new_page()
        page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
        page.goto(f"{dated}/barriers")
        wait_until_finished(page)
        page.get_by_text("Copy link to this view").click()
        expect(page.locator(".share .address")).to_be_focused()
        expect(page.locator("div[role=status]").get_by_text("Press Ctrl and C to copy the link.")).to_be_attached()
        marked = page.locator(".share .address").evaluate("field => field.value.slice(field.selectionStart)")
        assert marked == page.locator(".share .address").input_value()


def test_links_of_the_menu_carry_the_choices_into_a_new_tab(dated: str, running: Browser):
    with reader(running, width=_DESK) as context:
        page = visit(context, f"{dated}/readiness?{_CHOSEN}")
        link = page.get_by_test_id("stSidebarNav").get_by_role("link", name="How do regions compare?")
        with context.expect_page() as opening:
            link.click(modifiers=["Control"])
        tab = opening.value
        wait_until_finished(tab)
        assert parse_qs(urlsplit(tab.url).query)["region"] == ["africa"]
        assert "Africa" in _title(tab)
        assert tab.locator(".notice").count() == 0
        assert urlsplit(page.url).path == "/readiness", "the tab in which the link was stays where it was"

        link.click()
        page.wait_for_function("() => document.title.startsWith('How do regions')")
        wait_until_finished(page)
        assert _title(page) == _title(tab)


def test_a_dated_view_leads_to_the_newest(dated: str, running: Browser):
    with reader(running, width=_DESK) as context:
        page = visit(context, f"{dated}/readiness?country=PAK&release={CHANGED}")
        then = _title(page)
        notice = page.locator(".notice")
        expect(notice).to_contain_text(f"You see release {CHANGED}, of 1 January 2026.")
        notice.get_by_role("link", name="show this view there").click()
        expect(page.locator(".notice")).to_have_count(0)
        wait_until_finished(page)
        assert _title(page) != then
        assert "release" not in parse_qs(urlsplit(page.url).query)
