"""A page that is shown again is sent as it was; another choice is not answered with what was kept."""

import asyncio

import pytest

from dashboard.menu import ENTRIES
from tests.sessions import Session, chart_rows, elements


def _drawn(messages: list[object]) -> tuple[list[str], list[object]]:
    words = [element.body for element in elements(messages, "html")]
    charts = [(chart.spec, chart_rows(chart)) for chart in elements(messages, "vega_lite_chart")]
    return words, charts


async def _runs(address: str, page: str, *queries: str) -> list[tuple[list[str], list[object]]]:
    async with Session(address) as session:
        return [_drawn(await session.run(page, query)) for query in queries]


@pytest.mark.parametrize("page", [entry.address for entry in ENTRIES])
def test_a_page_seen_again_is_the_same_page(page: str, server: str):
    first, second = asyncio.run(_runs(server, page, "", ""))
    assert first == second
    assert first[0]


@pytest.mark.parametrize("page", ["readiness", "country"])
def test_another_country_in_between_leaves_no_trace(page: str, server: str):
    pakistan, india, again = asyncio.run(_runs(server, page, "country=PAK", "country=IND", "country=PAK"))
    assert pakistan == again
    assert pakistan[1] != india[1]
    assert "India" in " ".join(india[0])


async def _charts(address: str, page: str, *queries: str) -> list[list[object]]:
    async with Session(address) as session:
        return [elements(await session.run(page, query), "vega_lite_chart") for query in queries]


def test_another_country_changes_the_rows_of_charts_and_nothing_else(server: str):
    """A browser that has the chart then draws only what changed; a chart with another spec is made anew."""
    pakistan, poland, kiribati = asyncio.run(_charts(server, "readiness", "country=PAK", "country=POL", "country=KIR"))
    assert [chart.spec for chart in pakistan] == [chart.spec for chart in poland] == [chart.spec for chart in kiribati]
    assert [chart_rows(chart) for chart in pakistan] != [chart_rows(chart) for chart in poland]
    drawn = [{found.name: found.data.data for found in chart.datasets} for chart in (pakistan[1], poland[1])]
    # The world stays as it is drawn, but for the outline of the chosen country.
    assert drawn[0].keys() == drawn[1].keys()
    assert {name for name in drawn[0] if drawn[0][name] != drawn[1][name]} == {"chosen_rows"}
