"""A chart is named for those who do not see it, and stays in place when its rows change."""

from playwright.sync_api import Browser, expect

from tests.browser.chromium import WIDTHS, choose, reader, visit, wait_until_finished

_CHARTS, _MARKS = '[data-testid="stVegaLiteChart"] svg', "main path[aria-roledescription]"
_REMEMBER = """selector => {
  for (const part of document.querySelectorAll(selector)) part.dataset.seen = "before";
}"""
_STILL_THERE = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')]
  .map(chart => chart.dataset.seen ?? "made anew")"""
# Of each chart how many of its dots and bars were there before, and how many it has.
_DOTS = """() => [...document.querySelectorAll('main [role="graphics-document"]')].map(chart => {
  const dots = [...chart.querySelectorAll("path[aria-roledescription]")];
  return [dots.filter(dot => dot.dataset.seen).length, dots.length];
})"""
_TOLD = """() => [...document.querySelectorAll('main [role="graphics-document"]')]
  .map(chart => chart.getAttribute("aria-label") ?? "")"""
_WORDS = """() => [...document.querySelectorAll('main .figure-head[data-alt]:not([data-alt=""])')]
  .map(head => head.dataset.alt)"""


def test_another_country_changes_the_rows_and_the_name_of_a_chart_that_stays(running: Browser, address: str) -> None:
    with reader(running, width=WIDTHS["desk"]) as context:
        page = visit(context, f"{address}/readiness?country=PAK")
        page.wait_for_function(f"() => ({_TOLD})().every(Boolean)")
        before = page.evaluate(_TOLD)
        assert before == page.evaluate(_WORDS)
        assert any("Pakistan" in name for name in before)
        page.evaluate(_REMEMBER, _CHARTS)

        choose(page, "Country", "Poland")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Poland")
        wait_until_finished(page)
        page.wait_for_function(f"() => ({_TOLD})().some(name => name.includes('Poland'))")
        after = page.evaluate(_TOLD)
        assert after == page.evaluate(_WORDS)
        assert page.evaluate(_STILL_THERE) == ["before"] * len(before)
        chart = page.get_by_test_id("stVegaLiteChart").first
        expect(chart.locator("svg")).to_contain_text("Poland")
        expect(chart.locator("svg")).not_to_contain_text("Pakistan")


def test_another_country_changes_the_marks_that_are_there(running: Browser, address: str) -> None:
    with reader(running, width=WIDTHS["desk"]) as context:
        page = visit(context, f"{address}/readiness?country=PAK")
        page.wait_for_function(f"() => ({_DOTS})().filter(([, all]) => all).length >= 4")
        page.evaluate(_REMEMBER, _MARKS)

        choose(page, "Country", "Nepal")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Nepal")
        wait_until_finished(page)
        ranking, world, distribution, _, parts = page.evaluate(_DOTS)
        for same, all_of_them in (ranking, world, distribution, parts):
            assert same == all_of_them > 0


def test_a_chart_out_of_sight_is_told_to_screen_readers(running: Browser, address: str) -> None:
    with reader(running, width=WIDTHS["desk"]) as context:
        page = visit(context, f"{address}/readiness?country=PAK")
        page.wait_for_function(f"() => ({_TOLD})().every(Boolean)")
        # What the browser gives them, not what the markup would allow.
        nodes = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        told = {node.get("name", {}).get("value", "") for node in nodes if not node["ignored"]}
        assert told.issuperset(page.evaluate(_WORDS))
        assert any(str(name).startswith("Measure: Safety and security; Value: ") for name in told)
