"""One figure of a page alone, for other people's pages; and pages written for the reader's locale."""

import asyncio
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.embed import address, is_meant, snippet
from dashboard.figures import brief as briefs
from dashboard.release import open_release
from tests.sessions import Session, chart_rows, elements

_PAGE, _QUERY = "readiness", "country=PAK&index=gairi&edition=2024&figure=ranking"


def _run(server: str, *asked: tuple[str, str, dict]) -> list[list]:
    async def visit() -> list[list]:
        async with Session(server) as session:
            return [await session.run(page, query, **more) for page, query, more in asked]

    return asyncio.run(visit())


def _said(messages: list) -> str:
    return " ".join(element.body for element in elements(messages, "html"))


def _widgets(messages: list) -> list[str]:
    kinds = ("selectbox", "multiselect", "text_input", "button", "page_link")
    return [kind for kind in kinds if elements(messages, kind)]


def test_an_embed_shows_one_figure_and_nothing_else(server: str) -> None:
    whole, alone = _run(server, (_PAGE, _QUERY, {}), (_PAGE, _QUERY, {"is_embedded": True}))
    assert len(elements(whole, "vega_lite_chart")) > 2
    charts = elements(alone, "vega_lite_chart")
    assert len(charts) == 1
    assert {row["country_code"] for row in chart_rows(charts[0])} >= {"PAK", "IND"}
    said = _said(alone)
    assert said.count("<h1>") == 1
    assert "Source: Oxford Insights" in said
    assert "See it in the Public-Sector AI Atlas" in said
    assert _widgets(whole)
    assert _widgets(alone) == []
    assert "<h2" not in said


def test_the_link_back_holds_the_whole_view(server: str) -> None:
    (alone,) = _run(server, (_PAGE, _QUERY, {"is_embedded": True}))
    found = re.search(r'<a href="([^"]+)" target="_blank" rel="noopener">See it', _said(alone))
    assert found
    asked = parse_qs(urlsplit(found[1].replace("&amp;", "&")).query)
    assert {"country", "index", "edition", "measure", "scheme", "region", "release"} <= set(asked)
    assert asked["edition"] == ["2024"]


def test_an_embed_of_a_figure_that_is_not_there_says_so(server: str) -> None:
    (alone,) = _run(server, (_PAGE, "country=PAK&figure=nothing", {"is_embedded": True}))
    assert "has no such figure" in _said(alone)
    assert elements(alone, "vega_lite_chart") == []


def test_an_embed_says_what_could_not_be_shown_as_asked(server: str) -> None:
    (alone,) = _run(server, (_PAGE, f"{_QUERY}&release=20200101-00000000", {"is_embedded": True}))
    assert "which is not kept" in _said(alone)


def test_the_snippet_is_safe_and_names_no_release(release_folder: Path) -> None:
    figure = briefs.brief(open_release(release_folder), "PAK", "light").figures[0]
    link = "https://atlas.example.org/brief?country=PAK&q=%22%3E%3Cscript%3E&release=20261122-00000000"
    made = snippet(link, figure)
    assert made.startswith('<iframe src="https://atlas.example.org/brief?country=PAK&amp;q=')
    assert "<script" not in made
    assert "release=" not in made
    asked = parse_qs(urlsplit(address(link, figure)).query)
    assert asked["embed"] == ["true"]
    assert asked["embed_options"] == ["light_theme"], "an embed does not turn dark in the middle of a light page"
    assert is_meant(asked["figure"][0], figure)
    assert is_meant("peers", figure)
    assert not is_meant("pee", figure)


@pytest.mark.parametrize(
    ("locale", "score", "count"),
    [("en-GB", "40.5", "7,295"), ("de-DE", "40,5", "7.295"), ("fr-FR", "40,5", "7\u202f295"), ("xx", "40.5", "7,295")],
)
def test_pages_follow_the_locale_and_files_do_not(server: str, locale: str, score: str, count: str) -> None:
    ranking, brief = _run(
        server,
        (_PAGE, "country=PAK&index=gairi&edition=2024", {"locale": locale}),
        ("brief", "country=USA", {"locale": locale}),
    )
    said = _said(ranking)
    assert f">{score}</td>" in said or f"with {score}" in said
    rows = chart_rows(elements(ranking, "vega_lite_chart")[0])
    assert score in {row["value_label"] for row in rows}
    assert f"{count} public websites" in _said(brief)
    spec = elements(ranking, "vega_lite_chart")[0].spec
    assert ('"decimal": ","' in spec) is ("," in score)


def test_one_reader_never_gets_the_numbers_of_another(server: str) -> None:
    async def both() -> None:
        async with Session(server) as english, Session(server) as german:
            for country in ("PAK", "IND", "PAK", "DEU"):
                query = f"country={country}&index=gairi&edition=2024"
                first, second = await asyncio.gather(
                    english.run(_PAGE, query, locale="en-US"), german.run(_PAGE, query, locale="de-DE")
                )
                for messages, mark in ((first, "."), (second, ",")):
                    for row in chart_rows(elements(messages, "vega_lite_chart")[0]):
                        assert row["value_label"][-2] == mark

    asyncio.run(both())
