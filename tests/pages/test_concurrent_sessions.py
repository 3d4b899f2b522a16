"""No row of one session ever reaches another."""

import asyncio
import json
from collections import Counter

from tests.sessions import Session, chart_rows, elements

_SESSIONS, _ROUNDS = 8, 4

# Every session asks for its own region, edition and country on the pages that draw most.
_VIEWS = [
    [
        ("readiness", f"country={country}&index={index}&edition={edition}&scheme=un-region&region={region}"),
        ("country", f"country={country}"),
        ("compare-countries", f"countries={country}&countries={peer}&index={index}&edition={edition}"),
        ("initiatives", f"country={country}"),
    ]
    for country, peer, index, edition, region in [
        ("PAK", "IND", "gairi", "2025", "asia"),
        ("FRA", "DEU", "gairi", "2024", "europe"),
        ("KEN", "NGA", "gairi", "2023", "africa"),
        ("BRA", "USA", "gairi", "2022", "americas"),
        ("AUS", "NZL", "egdi", "2024", "oceania"),
        ("NLD", "BEL", "egdi", "2022", "europe"),
        ("EGY", "MAR", "gtmi", "2025", "africa"),
        ("CAN", "MEX", "gtmi", "2022", "americas"),
    ]
]


def _rows(messages: list) -> Counter:
    return Counter(
        json.dumps(row, sort_keys=True, default=str)
        for chart in elements(messages, "vega_lite_chart")
        for row in chart_rows(chart)
    )


async def _alone(address: str, views: list[tuple[str, str]]) -> list[Counter]:
    async with Session(address) as session:
        return [_rows(await session.run(page, query)) for page, query in views]


async def _together(address: str) -> list[list[list[Counter]]]:
    async def rounds(views: list[tuple[str, str]]) -> list[list[Counter]]:
        return [await _alone(address, views) for _ in range(_ROUNDS)]

    return await asyncio.gather(*(rounds(views) for views in _VIEWS))


def test_eight_sessions_at_once_get_only_their_own_rows(server):
    expected = [asyncio.run(_alone(server, views)) for views in _VIEWS]
    assert all(rows for views in expected for rows in views), "every view draws something"

    got = asyncio.run(_together(server))

    foreign = sum(
        sum((rows - own).values())
        for own_views, all_rounds in zip(expected, got, strict=True)
        for views in all_rounds
        for own, rows in zip(own_views, views, strict=True)
    )
    missing = sum(
        sum((own - rows).values())
        for own_views, all_rounds in zip(expected, got, strict=True)
        for views in all_rounds
        for own, rows in zip(own_views, views, strict=True)
    )
    assert (foreign, missing) == (0, 0)


def test_sessions_of_different_regions_do_differ(server):
    # Without this the test above could pass on charts that are the same for everybody.
    asia = asyncio.run(_alone(server, _VIEWS[0][:1]))[0]
    europe = asyncio.run(_alone(server, _VIEWS[1][:1]))[0]
    assert (asia - europe) and (europe - asia)
