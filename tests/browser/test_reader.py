"""A new reader comes, looks, chooses, takes the figures away; and a link brings the next reader to the same place."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.menu import entry
from tests.browser.chromium import WIDTHS, choose, follow_menu, reader, visit, wait_until_finished
from tests.browser.witness import Witness

ATLAS = "Public-Sector AI Atlas"


@pytest.fixture
def tab(running: Browser) -> Iterator[Page]:
    """A tab of someone who has never been here."""
    with reader(running, width=WIDTHS["desk"]) as context:
        yield context.new_page()


@pytest.fixture
def witness(tab: Page) -> Witness:
    return Witness(tab)


def _title(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def _asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_from_the_front_page_to_a_file_of_figures(tab: Page, witness: Witness, address: str, tmp_path: Path) -> None:
    tab.goto(address)
    wait_until_finished(tab)
    assert tab.title() == f"{entry('overview').question} \u2013 {ATLAS}"
    front = _title(tab)

    follow_menu(tab, entry("readiness").question)
    assert tab.title() == f"{entry('readiness').question} \u2013 {ATLAS}"
    assert urlsplit(tab.url).path == "/readiness"
    before = _title(tab)
    assert "Pakistan" in before

    choose(tab, "Country", "India")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("India")
    wait_until_finished(tab)
    assert _asked(tab)["country"] == ["IND"]
    assert "India" not in tab.url

    foot = tab.locator(".figure-foot").first
    foot.locator("summary", has_text="The numbers as a table").click()
    drawn = foot.locator("tbody th").all_inner_texts()
    foot.locator("summary", has_text="Download and cite").click()
    with tab.expect_download() as download:
        foot.get_by_role("link", name="Download CSV").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    frame = pd.read_csv(file, encoding="utf-8-sig")
    assert file.suffix == ".csv"
    assert list(frame["country"]) == drawn
    assert {"country_code", "value", "unit", "rank", "rank_of", "is_tied", "status"} <= set(frame.columns)
    assert "IND" in set(frame["country_code"])
    assert frame["value"].notna().all()

    heading = tab.get_by_role("heading", level=1)
    tab.go_back()
    expect(heading).to_have_text(before)
    wait_until_finished(tab)
    tab.go_back()
    expect(heading).to_have_text(front)
    assert urlsplit(tab.url).path == "/"
    wait_until_finished(tab)

    assert not witness.complaints
    assert witness.asked == {urlsplit(address).netloc}


def test_a_link_opened_cold_shows_what_it_says(tab: Page, witness: Witness, address: str) -> None:
    tab.goto(f"{address}/readiness?country=PAK&index=gairi&edition=2022")
    wait_until_finished(tab)
    said = tab.get_by_role("main").inner_text()
    assert "92nd of 181" in said
    assert "9th of 18" in said
    assert "92nd of 181" in _title(tab)
    assert tab.title() == f"{entry('readiness').question} \u2013 {ATLAS}"
    assert not witness.complaints
    assert witness.asked == {urlsplit(address).netloc}


def test_a_link_that_asks_for_nonsense_is_answered_politely(running: Browser, address: str) -> None:
    with reader(running, width=WIDTHS["desk"]) as context:
        page = visit(context, f"{address}/readiness?country=%3Cb%3EAtlantis&edition=1066")
        witness = Witness(page)
        said = page.get_by_role("status").first.inner_text()
        assert "<b>Atlantis" in said
        assert "which is not held here" in said
        assert "Traceback" not in page.get_by_role("main").inner_text()
        assert not witness.complaints
