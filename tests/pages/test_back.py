"""Back undoes a choice: an address shows again what it showed at first, whatever was chosen since."""

import asyncio
import re

from tests.sessions import Session, elements


def _titles(server: str, *visits: tuple[str, str]) -> list[str]:
    """The title of each page that one tab visits: address of the page and query string."""

    async def visit() -> list[str]:
        async with Session(server) as tab:
            return [_title(await tab.run(page, query)) for page, query in visits]

    return asyncio.run(visit())


def _title(messages: list[object]) -> str:
    said = " ".join(element.body for element in elements(messages, "html"))
    found = re.search("<h1>(.*?)</h1>", said)
    assert found is not None
    return found[1]


def test_back_to_an_address_without_a_choice_shows_the_default(server: str) -> None:
    titles = _titles(server, ("readiness", ""), ("readiness", "country=IND"), ("readiness", ""), ("", ""))
    assert titles[0] == titles[2]
    for title, country in zip(titles, ("Pakistan", "India", "Pakistan", "Pakistan"), strict=True):
        assert country in title


def test_back_to_an_address_without_a_choice_shows_what_came_along(server: str) -> None:
    titles = _titles(server, ("", "country=NPL"), ("readiness", ""), ("readiness", "country=IND"), ("readiness", ""))
    for title, country in zip(titles, ("Nepal", "Nepal", "India", "Nepal"), strict=True):
        assert country in title


def test_a_choice_goes_along_to_other_pages(server: str) -> None:
    titles = _titles(server, ("readiness", "country=IND"), ("country", ""), ("", ""))
    for title in titles:
        assert "India" in title
