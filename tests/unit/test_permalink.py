"""The address of a view says everything, and says it so that it comes back as it was."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import permalink as links

_NAMES = st.sampled_from(("country", "index", "q", "region", "countries"))
_VIEWS = st.dictionaries(_NAMES, st.lists(st.text(st.characters(codec="utf-8"), max_size=20), max_size=4).map(tuple))


@given(_VIEWS, st.sampled_from(("", "readiness", "compare-countries")))
def test_every_value_comes_back_in_its_order(view: dict[str, tuple[str, ...]], page: str):
    parts = urlsplit(links.permalink(page, view, "20260101-abcdef01"))
    assert parts.path == (page or "./")
    back = parse_qs(parts.query, keep_blank_values=True)
    assert back.pop("release") == ["20260101-abcdef01"]
    assert back == {name: list(values or ("",)) for name, values in view.items()}


@given(_VIEWS)
def test_a_query_is_read_as_it_was_written(view: dict[str, tuple[str, ...]]):
    query = urlsplit(links.permalink("readiness", view, "20260101-abcdef01")).query
    back = {"release": ["20260101-abcdef01"]} | {name: list(values or ("",)) for name, values in view.items()}
    assert links.parameters_of(query) == (back if len(query) <= links.LONGEST_QUERY else {})


@pytest.mark.parametrize("query", ["x=" + "1" * links.LONGEST_QUERY, "&".join(["x=1"] * (links.MOST_PARAMETERS + 1))])
def test_a_query_that_no_page_gives_out_asks_for_nothing(query: str):
    assert links.parameters_of(query) == {}


def test_a_link_without_a_release_shows_the_newest():
    assert links.permalink("readiness", {"country": ("PAK",)}) == "readiness?country=PAK"


@pytest.mark.parametrize(
    ("url", "page", "base"),
    [
        ("https://a.example/readiness", "readiness", "https://a.example/"),
        ("https://a.example/atlas/readiness", "readiness", "https://a.example/atlas/"),
        ("https://a.example/atlas/", "", "https://a.example/atlas/"),
        ("https://a.example", "", "https://a.example/"),
        ("http://localhost:8501/?x=1#y", "", "http://localhost:8501/"),
        ("", "readiness", ""),
        ("javascript:alert(1)//readiness", "readiness", ""),
    ],
)
def test_the_absolute_address_is_where_the_browser_is(url: str, page: str, base: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ATLAS_PUBLIC_URL", raising=False)
    links.remember_browser(url, page)
    assert links.absolute("readiness?country=PAK") == f"{base}readiness?country=PAK"
    assert links.absolute("./?country=PAK") == f"{base}?country=PAK"


def test_the_configured_address_comes_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_PUBLIC_URL", "https://atlas.example.org")
    links.remember_browser("http://10.0.0.1:8501/readiness", "readiness")
    assert links.absolute("readiness?country=PAK") == "https://atlas.example.org/readiness?country=PAK"
