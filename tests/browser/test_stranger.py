"""A stranger finds, cites and downloads Pakistan's score of 2024 with its rank in the region: with few clicks."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.menu import entry
from tests.browser.chromium import WIDTHS, reader, visit, wait_until_finished

MOST_CLICKS = 4


class Hand:
    """Uses a page by touch or with the keyboard alone, and counts what it presses."""

    def __init__(self, page: Page, *, has_keys_only: bool) -> None:
        self._page, self._has_keys_only, self.clicks = page, has_keys_only, 0

    def press(self, target: Locator) -> None:
        """Touch something, or walk to it with Tab and press Enter."""
        self.clicks += 1
        if not self._has_keys_only:
            target.click()
            return
        self._walk_to(target)
        self._page.keyboard.press("Enter")

    def _walk_to(self, target: Locator) -> None:
        for _ in range(80):
            if target.evaluate("element => element === document.activeElement"):
                return
            self._page.keyboard.press("Tab")
        raise AssertionError("The Tab key does not lead there")


def _taken(page: Page, press: Callable[[], None], folder: Path) -> pd.DataFrame:
    with page.expect_download() as download:
        press()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == ".csv"
    return pd.read_csv(file, encoding="utf-8-sig")


@pytest.mark.parametrize("way", ["phone", "keyboard"])
def test_a_score_is_found_cited_and_taken_in_under_five_clicks(
    running: Browser, address: str, tmp_path: Path, way: str
) -> None:
    with reader(running, width=WIDTHS["phone" if way == "phone" else "desk"]) as context:
        page = visit(context, address)
        hand = Hand(page, has_keys_only=way == "keyboard")
        # The front page is about Pakistan until another country is chosen, and so is every page it leads to.
        question = entry("readiness").question
        hand.press(page.locator(".st-key-contents").get_by_role("link", name=question))
        page.wait_for_function("question => document.title.startsWith(question)", arg=question)
        wait_until_finished(page)

        foot = page.locator(".figure-foot", has=page.locator("th", has_text="Edition")).first
        hand.press(foot.locator("summary", has_text="The numbers as a table"))
        table = foot.get_by_role("row", name="Pakistan 2024")
        expect(table).to_contain_text("40.47")
        expect(table).to_contain_text("9th of 18")

        hand.press(foot.locator("summary", has_text="Download and cite"))
        expect(foot.locator(".taken")).to_contain_text("Oxford Insights")

        frame = _taken(page, lambda: hand.press(foot.get_by_role("link", name="Download CSV")), tmp_path)
        row = frame[(frame["country_code"] == "PAK") & (frame["edition"] == 2024)].iloc[0]
        assert (round(row["value"], 2), row["region_rank"], row["region_rank_of"]) == (40.47, 9, 18)
        assert hand.clicks <= MOST_CLICKS
