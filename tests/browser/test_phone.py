"""On a phone nothing is wider than the screen, and the filters wait behind one control that says what is chosen."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.menu import ENTRIES, Entry
from tests.browser.chromium import WIDTHS, choose, follow_menu, opened, reader, wait_until_finished
from tests.browser.keyboard import focused
from tests.browser.witness import Witness

NARROWEST = 320

_WIDER_THAN_THE_SCREEN = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const scrolling = [document.documentElement, main].filter(box => box.scrollWidth > box.clientWidth);
  // Tables scroll inside boxes of their own; what is inside a chart is cut at its edge, which is checked by itself.
  const sticksOut = element => {
    const { width, right } = element.getBoundingClientRect();
    return width > 1 && right > innerWidth + 1 && !element.closest('.table-box, svg');
  };
  const all = [...main.querySelectorAll('*')];
  return [...scrolling, ...all.filter(sticksOut)].map(element => element.cloneNode(false).outerHTML.slice(0, 160));
}"""

_CUT_WORDS = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')].flatMap(chart => {
  const edge = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('text')].filter(text => {
    const { width, left, right } = text.getBoundingClientRect();
    return width > 0 && (left < edge.left - 2 || right > edge.right + 2);
  }).map(text => text.textContent);
})"""

_CHOSEN = "getComputedStyle(document.querySelector('.filter-fold summary'), '::after').content"


@pytest.fixture(scope="module")
def phone(running: Browser) -> Iterator[Page]:
    with reader(running, width=WIDTHS["phone"]) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def witness(phone: Page, address: str) -> Witness:
    """Watches the phone from its first page on."""
    found = Witness(phone)
    phone.goto(address)
    wait_until_finished(phone)
    return found


@pytest.fixture(scope="module", params=ENTRIES, ids=lambda entry: entry.name)
def there(request: pytest.FixtureRequest, phone: Page, witness: Witness) -> Entry:
    """The page that the phone shows."""
    entry: Entry = request.param
    phone.set_viewport_size({"width": WIDTHS["phone"], "height": 844})
    follow_menu(phone, entry.question)
    return entry


def test_a_page_reached_by_the_menu_names_itself_and_stays_at_home(
    phone: Page, there: Entry, witness: Witness, address: str
) -> None:
    assert phone.title() == there.title
    assert urlsplit(phone.url).path == f"/{there.address}"
    assert not witness.complaints
    assert witness.asked == {urlsplit(address).netloc}


@pytest.mark.usefixtures("there")
def test_nothing_is_wider_than_the_screen(phone: Page) -> None:
    for width in (WIDTHS["phone"], NARROWEST):
        phone.set_viewport_size({"width": width, "height": 844})
        phone.wait_for_timeout(250)
        wait_until_finished(phone)
        assert not phone.evaluate(_WIDER_THAN_THE_SCREEN)
        assert not phone.evaluate(_CUT_WORDS)


@pytest.mark.usefixtures("there")
def test_filters_wait_behind_a_control_that_says_what_is_chosen(phone: Page) -> None:
    phone.set_viewport_size({"width": WIDTHS["phone"], "height": 844})
    fold = phone.locator(".filter-fold")
    expect(fold).to_have_count(1)
    expect(fold).to_have_js_property("open", False)
    expect(phone.locator(".st-key-filter-bar")).to_be_hidden()
    fold.locator("summary").focus()
    stop = focused(phone)
    assert stop is not None
    assert stop.is_seen
    assert stop.name.startswith("Change what is shown")
    # What is chosen follows the label, for the eye and for the ear.
    chosen = phone.evaluate(_CHOSEN).strip('"')
    assert len(chosen) > 3
    assert stop.name.endswith(chosen)


def test_filters_open_by_touch_and_stay_open_while_choosing(running: Browser, address: str) -> None:
    with opened(running, f"{address}/readiness", width=WIDTHS["phone"], height=844) as page:
        assert "Pakistan" in page.evaluate(_CHOSEN)
        page.locator(".filter-fold summary").click()
        expect(page.locator(".st-key-filter-bar")).to_be_visible()
        choose(page, "Country", "Nepal")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Nepal")
        wait_until_finished(page)
        expect(page.locator(".st-key-filter-bar")).to_be_visible()
        assert "Nepal" in page.evaluate(_CHOSEN)
        assert not page.evaluate(_WIDER_THAN_THE_SCREEN)


def test_filters_open_and_close_with_the_enter_key(running: Browser, address: str) -> None:
    with opened(running, f"{address}/compare-countries", width=WIDTHS["phone"], height=844) as page:
        bar = page.locator(".st-key-filter-bar")
        page.locator(".filter-fold summary").focus()
        page.keyboard.press("Enter")
        expect(bar).to_be_visible()
        page.keyboard.press("Enter")
        expect(bar).to_be_hidden()


def test_a_table_of_sentences_is_a_list_on_a_phone_and_still_a_table_to_a_screen_reader(phone: Page) -> None:
    phone.set_viewport_size({"width": NARROWEST, "height": 844})
    follow_menu(phone, "Do published claims hold?")
    box = phone.locator(".table-box").first
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    table = phone.get_by_role("table").first
    first = table.get_by_role("row").nth(1)
    expect(first.get_by_role("rowheader")).to_have_count(1)
    assert {"Claim", "Verdict", "Why"} <= set(table.get_by_role("columnheader").all_text_contents())
    told = first.get_by_role("cell").first
    assert told.evaluate("cell => getComputedStyle(cell, '::before').content").startswith('"Verdict:')


def test_the_headline_and_its_cards_lead_to_their_figures(phone: Page) -> None:
    phone.set_viewport_size({"width": WIDTHS["phone"], "height": 844})
    follow_menu(phone, "How ready are governments?")
    phone.get_by_role("link", name="Where these numbers are from").focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("#numbers")).to_be_focused()
    expect(phone.locator("#numbers h2")).to_be_in_viewport()
    follow_menu(phone, "What does the atlas show?")
    expect(phone.get_by_role("link", name="Where these numbers are from")).to_have_count(0)
    card = phone.get_by_role("link", name="AI readiness: ")
    place = card.inner_text()
    card.click()
    expect(phone.locator("h1")).to_contain_text(f"ranks {place} in")
