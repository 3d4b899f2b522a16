"""Plain pages in a browser: nothing that axe-core can find, nothing sideways, nothing asked elsewhere."""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import SCRIPT, judged, violations
from tests.browser.chromium import reader, unfold
from tests.browser.looks import LOOKS, Look

# One of each kind, each in another look.
PAGES = (
    "plain", "plain/country/PAK", "plain/region/oxford/south-and-central-asia", "plain/ranking/gairi/2025",
    "plain/indicator/gairi/gairi-2025/total", "plain/source/gairi", "plain/claim/ng-1", "plain/country",
)  # fmt: skip
MET = [(address, LOOKS[place % len(LOOKS)]) for place, address in enumerate(PAGES)]


@pytest.mark.skipif(not SCRIPT.exists(), reason="axe-core is not installed: run npm ci --ignore-scripts")
@pytest.mark.parametrize(("plain", "look"), MET, ids=lambda each: getattr(each, "name", each))
def test_a_plain_page_breaks_no_rule_and_asks_for_nothing_else(
    running: Browser, address: str, plain: str, look: Look
) -> None:
    asked: list[str] = []
    with reader(running, width=look.width, scheme=look.scheme, zoom=look.zoom) as context:
        page = context.new_page()
        page.on("request", lambda found: asked.append(found.url))
        page.goto(f"{address}/{plain}")
        unfold(page)
        # As a reader sees it who came by: what is out of sight has its place only when it comes near.
        page.evaluate("document.querySelectorAll('section').forEach(s => { s.style.contentVisibility = 'visible'; })")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{wide} pixels stand out of the page"
        assert [url for url in asked if not url.endswith(f"/{plain}")] == []
        assert judged(violations(page)) == []


def test_a_plain_page_and_its_twin_lead_to_each_other(running: Browser, address: str) -> None:
    with reader(running, width=1280) as context:
        page = context.new_page()
        page.goto(f"{address}/plain/country/IND")
        page.get_by_role("link", name="See this in the dashboard").click()
        back = page.get_by_role("link", name="Plain page, to print or to read without scripts")
        back.wait_for(timeout=60_000)
        assert "country=IND" in page.url
        back.click()
        page.wait_for_url("**/plain/country/IND")
        assert page.get_by_role("heading", level=1).inner_text().startswith("India")


def test_without_scripts_the_dashboard_leads_to_plain_pages(running: Browser, address: str) -> None:
    context = running.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/readiness")
    page.get_by_role("link", name="The same as a plain page").click()
    assert page.locator("svg.chart").count() >= 3
    context.close()
