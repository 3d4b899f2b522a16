"""The brief on paper, and a figure inside another page, in Chromium."""

import io

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.chromium import opened

_MARGIN = {"top": "12mm", "bottom": "12mm", "left": "12mm", "right": "12mm"}


@pytest.mark.parametrize("country", ["PAK", "USA", "JEY"])
def test_brief_prints_on_one_page_of_a4(running: Browser, address: str, country: str) -> None:
    with opened(running, f"{address}/brief?country={country}", width=1280) as page:
        printed = PdfReader(io.BytesIO(page.pdf(format="A4", margin=_MARGIN)))
    assert len(printed.pages) == 1
    assert "Country brief of" in printed.pages[0].extract_text()


@pytest.mark.parametrize("width", [600, 320])
def test_an_embed_fits_its_frame(running: Browser, address: str, width: int) -> None:
    with opened(running, f"{address}/readiness?country=PAK&embed=true&figure=ranking", width=width) as page:
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
        assert not page.get_by_test_id("stSidebar").is_visible()
        assert not page.get_by_test_id("stHeader").is_visible()
        assert page.locator("h1").count() == 1
