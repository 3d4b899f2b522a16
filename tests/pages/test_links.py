"""A link holds the whole view: opened cold, by somebody who was never here, it shows the same figures."""

import asyncio
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import release as door
from dashboard.components.memory import REMEMBERED
from dashboard.menu import ENTRIES, Entry, entry
from dashboard.permalink import RELEASE
from dashboard.reading import read_page
from dashboard.release import Release, current
from tests.pages.dated import copied, parameters, shown, words
from tests.sessions import Session, elements

_EXAMPLES = 40
_PLACES = ("PAK", "IND", "FRA", "KEN", "LKA", "USA", "XKX")


@pytest.fixture(scope="module")
def release(release_dir: Path) -> Iterator[Release]:
    """The release that the server has, by the door: the page of the data API lists which releases are kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA_DIR", str(release_dir))
        patch.setattr(door, "_door", door._Door())
        yield current()


@st.composite
def _choices(draw: st.DrawFn, release: Release, page: Entry) -> dict[str, list[str]]:
    """Some filters of a page with values that it offers; later ones may depend on earlier ones."""
    asked: dict[str, list[str]] = {}
    for _ in range(draw(st.integers(0, 4))):
        offered = read_page(page, release, asked).options
        parameter = draw(st.sampled_from(sorted(offered)))
        codes = st.sampled_from(offered[parameter])
        is_list = parameter == "countries"
        asked[parameter] = draw(st.lists(codes, min_size=1, max_size=4, unique=True)) if is_list else [draw(codes)]
    return asked


def _open(address: str, *visits: tuple[str, str]) -> list[list[object]]:
    """What one tab is sent, visit by visit: page and query string."""

    async def visit() -> list[list[object]]:
        async with Session(address) as tab:
            return [await tab.run(page, query) for page, query in visits]

    return asyncio.run(visit())


def _cold(address: str, link: str) -> list[object]:
    parts = urlsplit(link)
    return _open(address, (parts.path.rsplit("/", 1)[-1], parts.query))[0]


@settings(max_examples=_EXAMPLES, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_link_of_any_view_shows_the_same_to_somebody_else(server: str, release: Release, data: st.DataObject):
    page = data.draw(st.sampled_from(ENTRIES))
    asked = data.draw(_choices(release, page))
    # The reader comes from another page and brings a country along, which the address does not say.
    before = ("", f"country={data.draw(st.sampled_from(_PLACES))}")
    warm = _open(server, before, (page.address, urlencode(asked, doseq=True)))[-1]
    link = copied(warm)

    cold = _cold(server, link)

    assert shown(cold) == shown(warm)
    assert copied(cold) == link, "the link of a link is the same link"
    assert parameters(link)[RELEASE] == [release.id]


@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: page.name)
def test_the_link_of_a_page_says_defaults_too(page: Entry, server: str, release: Release):
    link = copied(_open(server, (page.address, ""))[0])
    said = parameters(link)
    offered = set(read_page(page, release, {name: values for name, values in said.items() if name != RELEASE}).options)
    assert offered <= set(said)
    assert urlsplit(link).path.rsplit("/", 1)[-1] == page.address


def test_the_lists_of_kept_releases_are_read_like_any_other(release: Release):
    datasets = read_page(entry("api"), release, {}).options["dataset"]
    assert {"releases", "diffs"} <= set(datasets)
    for name in datasets:
        assert read_page(entry("api"), release, {"dataset": [name]}).figures


def test_a_cleared_list_stays_cleared(server: str):
    link = copied(_open(server, ("compare-countries", "countries="))[0])
    assert parameters(link)["countries"] == [""]
    assert "Choose up to eight countries" in shown(_cold(server, link))[0]


def test_the_link_of_a_view_may_be_opened_without_its_release(server: str):
    # What was copied before releases were in links, and what the page offers as the link to the newest figures.
    messages = _open(server, ("readiness", "country=IND&index=egdi&edition=2022"))[0]
    link = copied(messages)
    without = link.split("&release=")[0]
    assert shown(_cold(server, without)) == shown(messages)


@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: page.name)
def test_links_to_a_page_carry_what_its_filters_ask_for(page: Entry, server: str):
    said = set(parameters(copied(_open(server, (page.address, ""))[0])))
    assert said & (REMEMBERED - {RELEASE}) <= set(page.takes)


_FROM = "country=KEN&index=egdi&edition=2022&scheme=un-region&region=africa"


@pytest.mark.parametrize("page", ["", "readiness", "compare-regions", "country", "accessibility", "initiatives"])
def test_links_on_a_page_carry_the_country_and_the_region(page: str, server: str):
    messages = _open(server, ("readiness", _FROM), (page, ""))[-1]
    links = elements(messages, "page_link")
    by_address = {each.address: each for each in ENTRIES}
    for link in links:
        target = by_address[link.page]
        carried = parse_qs(link.query_string)
        if "country" in target.takes and "countries" not in carried:
            assert carried["country"] == ["KEN"], (page, link.page)
        if "region" in target.takes and "region" in carried:
            assert carried["region"] == ["africa"], (page, link.page)
            assert carried["scheme"] == ["un-region"], (page, link.page)
    assert links or page == "readiness"


def test_an_index_goes_along_to_pages_that_have_it(server: str):
    _, compared = _open(server, ("readiness", "index=egdi&edition=2022"), ("compare-countries", ""))
    assert parameters(copied(compared))["index"] == ["egdi"]
    assert parameters(copied(compared))["edition"] == ["2022"]


_OTHERS = [each for each in ENTRIES if each.takes and each.address != "readiness"]


@pytest.mark.parametrize("page", _OTHERS, ids=lambda page: page.name)
def test_a_link_of_the_menu_in_a_new_tab_shows_what_the_menu_shows(page: Entry, server: str):
    readiness, here = _open(server, ("readiness", _FROM), (page.address, ""))
    query = _carried_by_the_menu(readiness)[page.address]
    new_tab = _open(server, (page.address, query))[0]
    assert shown(new_tab) == shown(here)


def _carried_by_the_menu(messages: list[object]) -> dict[str, str]:

    found = re.search(r'data-ways="([^"]*)"', words(messages))
    assert found is not None
    ways: dict[str, str] = json.loads(unescape(found[1]))
    return ways


def test_the_front_page_is_linked_as_the_front_page(server: str):
    assert entry("overview").address == ""
    link = copied(_open(server, ("", "country=IND"))[0])
    assert urlsplit(link).path in {"", "/"}
    assert "India" in shown(_cold(server, link))[0]
