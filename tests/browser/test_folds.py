"""What can be taken away from a figure is fetched when its fold is opened."""

from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import WIDTHS, opened, wait_until_finished
from tests.browser.witness import Witness

_FOLD = "Download and cite"


def _asked_for(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def test_an_open_fold_holds_files_citation_and_sources(running: Browser, address: str, tmp_path: Path) -> None:
    with opened(running, f"{address}/readiness?country=PAK", width=WIDTHS["desk"]) as page:
        witness, asked = Witness(page), _asked_for(page)
        foot = page.locator(".figure-foot").first
        foot.locator("summary", has_text=_FOLD).focus()
        page.keyboard.press("Enter")
        expect(foot.locator(".taken")).to_contain_text("@misc{atlas-")
        expect(foot.locator(".waiting")).to_have_count(0)
        assert len(asked) == 1
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").startswith("Download CSV")
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        assert "PAK" in set(pd.read_csv(file, encoding="utf-8-sig")["country_code"])
        links = foot.locator(".taken a").evaluate_all("links => links.map(link => link.href)")
        assert {link.partition(":")[0] for link in links} <= {"http", "https", "mailto"}
        assert not [link for link in links if link.startswith("http:") and not link.startswith(address)]
        assert f"{address}/readiness?country=PAK" in " ".join(links)
        assert not witness.complaints


def test_an_opened_fold_is_not_said_to_be_another_page(running: Browser, address: str) -> None:
    with opened(running, f"{address}/readiness?country=PAK", width=WIDTHS["desk"]) as page:
        page.evaluate("""() => {
          window.said = [];
          const region = document.getElementById("announcements");
          new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true });
        }""")
        page.locator(".figure-foot summary", has_text=_FOLD).first.click()
        expect(page.locator(".figure-foot .taken")).to_have_count(1)
        wait_until_finished(page)
        page.wait_for_timeout(600)
        assert [words for words in page.evaluate("said") if words] == []


def test_where_the_server_does_not_answer_the_link_stays(running: Browser, address: str) -> None:
    with opened(running, f"{address}/readiness?country=PAK", width=WIDTHS["desk"]) as page:
        page.route("**/figures/**", lambda route: route.abort())
        foot = page.locator(".figure-foot").first
        foot.locator("summary", has_text=_FOLD).click()
        wait_until_finished(page)
        page.unroute("**/figures/**")
        foot.get_by_role("link", name="Files, citation and sources").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Pakistan")
        expect(page.get_by_role("link", name="Download CSV")).to_be_visible()
