"""Figures that hold scripts, foreign pictures and bad links are shown as text, by our own hand and not by the policy's.

The browser is told to leave the Content-Security-Policy aside here: what it would stop must not be there at all.
"""

import io
import json
import re
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from dashboard.menu import ENTRIES, Entry
from tests.browser.chromium import unfold, wait_until_finished
from tests.poison import PAYLOADS, free_columns, poisoned
from tests.sessions import served

_QUERIES = {"country": "country=PAK", "initiatives": "country=PAK", "compare_countries": "country=PAK&country=IND"}
# Every link, also in shadow trees and in pictures.
_LINKS = """() => {
  const found = [];
  const walk = root => root.querySelectorAll('*').forEach(each => {
    for (const name of ['href', 'xlink:href', 'src', 'action', 'formaction', 'data', 'srcdoc', 'poster']) {
      const value = each.getAttribute(name);
      if (value !== null) found.push([each.tagName.toLowerCase(), name, value]);
    }
    for (const attribute of each.attributes) {
      if (attribute.name.startsWith('on')) found.push([each.tagName.toLowerCase(), attribute.name, attribute.value]);
    }
    if (each.shadowRoot) walk(each.shadowRoot);
  });
  walk(document);
  return found;
}"""


@pytest.fixture(scope="module")
def address(release_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = poisoned(release_dir, tmp_path_factory.mktemp("poisoned"))
    with served(folder, log=tmp_path_factory.mktemp("server") / "server.log") as (found, _):
        yield found


@pytest.fixture(scope="module")
def tab(running: Browser, address: str) -> Iterator[Page]:
    context = running.new_context(viewport={"width": 1280, "height": 4000}, bypass_csp=True, locale="en-GB")
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    yield page
    context.close()


def test_the_poison_is_in_many_columns_and_of_many_kinds():
    assert len(PAYLOADS) >= 30
    assert len(free_columns()) >= 60


def _is_good(link: list[str], here: str) -> bool:
    tag, name, value = link
    parts = urlsplit(urljoin(here, value))
    if name.startswith("on") or name == "srcdoc":
        return False
    if tag in {"a", "area"}:
        return parts.scheme == "https" or parts.netloc == urlsplit(here).netloc or parts.scheme == "mailto"
    return parts.scheme in {"data", "blob"} or parts.netloc == urlsplit(here).netloc


@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: page.name)
def test_nothing_runs_nothing_is_loaded_and_no_link_is_bad(tab: Page, address: str, page: Entry):
    asked: set[str] = set()
    tab.on("request", lambda request: asked.add(request.url))
    tab.goto(f"{address}/{page.address}?{_QUERIES.get(page.name, '')}")
    wait_until_finished(tab)
    assert tab.get_by_text("This page could not be drawn").count() == 0
    unfold(tab)
    for chart in tab.get_by_test_id("stVegaLiteChart").all()[:6]:
        box = chart.bounding_box()
        for at in (0.2, 0.5, 0.8) if box else ():
            tab.mouse.move(box["x"] + box["width"] * at, box["y"] + box["height"] * at)
            tab.wait_for_timeout(60)
    assert "window.poisoned" in tab.content(), "The poison is not on this page"
    assert tab.evaluate("window.poisoned") is None
    foreign = {url for url in asked if urlsplit(url).scheme not in {"data", "blob"}
               and urlsplit(url).netloc != urlsplit(address).netloc}  # fmt: skip
    assert foreign == set()
    assert [link for link in tab.evaluate(_LINKS) if not _is_good(link, tab.url)] == []
    assert tab.locator("meta[http-equiv=refresh], base, object, embed, form[action]").count() == 0


_FILE = re.compile(r"\.(csv|json|zip|xlsx|svg|png|pdf|txt|bib|md|parquet)(\?|$)")


def test_what_can_be_taken_away_runs_nothing_on_its_own_page(tab: Page, address: str):
    tab.goto(f"{address}/initiatives?country=PAK")
    wait_until_finished(tab)
    pages = tab.locator(".waiting a").evaluate_all("links => links.map(link => link.href)")
    assert pages
    for page in pages:
        tab.goto(page)
        assert "window.poisoned" in tab.content(), "The poison is not on this page"
        assert tab.evaluate("window.poisoned") is None
        assert [link for link in tab.evaluate(_LINKS) if not _is_good(link, tab.url)] == []


def test_files_of_a_poisoned_page_are_files_and_pictures_hold_no_scripts(tab: Page, address: str):
    tab.goto(f"{address}/initiatives?country=PAK")
    wait_until_finished(tab)
    unfold(tab)
    links = {urljoin(tab.url, value) for tag, name, value in tab.evaluate(_LINKS) if tag == "a" and name == "href"}
    files = sorted(link for link in links if link.startswith(address) and _FILE.search(link))
    assert files
    for link in files[:25]:
        with urllib.request.urlopen(link, timeout=60) as answer:
            headers, body = answer.headers, answer.read()
            assert "attachment" in headers.get("Content-Disposition", "") or "json" in headers["Content-Type"], link
        kind = headers["Content-Type"]
        assert headers["X-Content-Type-Options"] == "nosniff", link
        assert not kind.startswith("text/html"), link
        if kind.startswith("image/svg"):
            _is_a_still_picture(body)
        if kind.startswith("application/zip"):
            with zipfile.ZipFile(io.BytesIO(body)) as held:
                assert all(not name.startswith(("/", "..")) and "\\\\" not in name for name in held.namelist())
                [json.loads(held.read(name)) for name in held.namelist() if name.endswith(".json")]


def _is_a_still_picture(body: bytes) -> None:
    """Well-formed, no script, nothing from elsewhere."""
    for element in ElementTree.fromstring(body).iter():
        assert element.tag.rpartition("}")[2] not in {"script", "foreignObject", "iframe", "animate", "set"}
        for name, value in element.attrib.items():
            assert not name.rpartition("}")[2].startswith("on")
            if name.rpartition("}")[2] == "href":
                assert value.startswith(("https://", "#", "data:image/"))


def test_the_data_api_says_poison_as_data(address: str):
    for path in ("/api/v1/", "/api/v1/initiatives?country=PAK", "/api/v1/sources", "/api/v1/nothing<script>"):
        try:
            with urllib.request.urlopen(address + path.replace("<", "%3C").replace(">", "%3E"), timeout=60) as answer:
                headers, body = answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            headers, body = refused.headers, refused.read()
        assert headers["X-Content-Type-Options"] == "nosniff", path
        if headers["Content-Type"].startswith("text/html"):
            assert b"window.poisoned" not in body or b"<script>window.poisoned" not in body
        else:
            assert re.match(r"(application/(problem\+)?json|text/csv|text/plain)", headers["Content-Type"]), path
