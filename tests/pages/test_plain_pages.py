"""Pages without scripts: valid, light, whole, led to and leading on; nothing in them runs, whatever the data hold."""

import contextlib
import gzip
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import duckdb
import pytest
from starlette.applications import Starlette

from dashboard.api import plain as routes
from dashboard.api.figures import FIGURES
from dashboard.menu import ENTRIES, entry
from dashboard.plain import built
from dashboard.plain.kinds import KINDS, addresses
from dashboard.plain.ways import twin
from dashboard.release import Release, open_release
from tests import html_validate
from tests.asgi import Answer, ask
from tests.poison import bad_html, poisoned

#: Bytes of a page as it travels.
HEAVIEST = 50_000
_BASE = "https://atlas.example.org/"
_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_HREF = re.compile(r'href="([^"]*)"')


def _sample(release: Release) -> list[str]:
    """Every page of the menu, every list, and some pages of each kind: the first, the last, and those with most."""
    every = list(addresses(release))
    some = {f"plain/country/{code}" for code in ("PAK", "USA", "TUV", "XKX")} | {"plain/source/gairi"}
    for name in KINDS:
        codes = [each for each in every if each.startswith(f"plain/{name}/")]
        some |= {codes[0], codes[-1]}
    return [each for each in every if each.count("/") < 2 or each in some]


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


@pytest.fixture(scope="module")
def pages(release: Release) -> dict[str, str]:
    return {address: (built.written(release, address) or b"").decode() for address in _sample(release)}


@pytest.mark.skipif(not html_validate.SCRIPT.exists(), reason="html-validate is not installed: npm ci --ignore-scripts")
def test_every_kind_of_page_is_valid_html(pages: dict[str, str], tmp_path: Path):
    assert html_validate.faults(pages, tmp_path) == []
    assert html_validate.faults({"bad": "<!DOCTYPE html><p><div></p>"}, tmp_path) != [], "The validator is asleep"


def test_no_page_is_heavy_and_none_is_empty(pages: dict[str, str]):
    sizes = {address: len(built.pressed(body.encode())) for address, body in pages.items()}
    assert {address: size for address, size in sizes.items() if not 1000 < size <= HEAVIEST} == {}


def test_a_page_says_what_a_reader_and_a_machine_need(pages: dict[str, str]):
    for address, body in pages.items():
        assert body.count("<h1>") == 1, address
        assert body.count("<main") == body.count('rel="canonical"') == body.count('property="og:title"') == 1, address
        assert "See this in the dashboard" in body
        assert body.count("<script") == len(_LD.findall(body)) == 1, address
        assert body.count("<table") == body.count("<caption>"), address
        assert not re.search(r"<th(?![^>]*scope=)[ >]|\sstyle=|\son[a-z]+=", body), address
        for drawn in re.findall(r'<svg class="(?:chart|map)[^>]*>', body):
            told = re.search(r'role="img" aria-label="([^"]{40,600})"', drawn)
            assert told, f"{address}: {drawn}"


def test_charts_are_on_the_pages_of_countries_regions_rankings_and_indicators(pages: dict[str, str]):
    for address in ("plain/country/PAK", "plain/ranking/gairi/2025", "plain/readiness", "plain/initiatives"):
        if address in pages:
            assert pages[address].count('<svg class="chart"') + pages[address].count('<svg class="map') >= 2, address
    drawn = {kind for kind in KINDS for address, body in pages.items() if f"/{kind}/" in address and "<figure>" in body}
    assert drawn == {"country", "region", "ranking", "indicator"}


def test_machines_are_told_of_a_set_of_figures(pages: dict[str, str]):
    kinds = {}
    for address, body in pages.items():
        told = json.loads(_LD.findall(body)[0])
        first = told[0] if isinstance(told, list) else told
        kind = address.split("/")[1] if address.count("/") > 1 else ""
        kinds.setdefault(kind, set()).add(first["@type"])
        assert 50 <= len(first["description"]) <= 5000, address
        if first["@type"] == "Dataset":
            assert {"name", "creator", "distribution", "dateModified", "url", "version"} <= first.keys(), address
            assert all(each["contentUrl"] for each in first["distribution"])
            assert re.fullmatch(r"\d{4}(/\d{4})?", first.get("temporalCoverage", "2025")), address
    assert kinds.pop("") == kinds.pop("claim") == {"WebPage"}
    assert set(kinds) == {"country", "region", "ranking", "indicator", "source"}
    assert {kind for found in kinds.values() for kind in found} == {"Dataset"}


def test_links_lead_to_pages_that_there_are(release: Release, pages: dict[str, str]):
    known, menu = set(addresses(release)), {each.address for each in ENTRIES} | {"", "accessibility-statement"}
    for address, body in pages.items():
        for href in map(unescape, _HREF.findall(body)):
            target = urljoin(_BASE + address, href)
            parts = urlsplit(target)
            assert parts.scheme == "https", f"{address}: {href}"
            if target.startswith(_BASE):
                path = parts.path.strip("/")
                is_file = path.startswith(("figures/", "api/v1/", "brief/"))
                assert is_file or path in known or path in menu, f"{address}: {href}"


def _asked(path: str, **headers: str) -> Answer:
    app = Starlette(routes=[routes.PLAIN, routes.PLAIN_PAGE, FIGURES])
    return ask(app, path, **headers)


@pytest.fixture
def served(release: Release, monkeypatch: pytest.MonkeyPatch) -> Release:
    """The release as the one that serves."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(release.folder.parent.parent))
    monkeypatch.setattr(routes, "current", lambda: release)
    return release


@pytest.mark.parametrize("address", ["plain/country/PAK", "plain/ranking/gairi/2024"])
def test_files_of_a_page_can_be_had(served: Release, address: str):
    body = (built.written(served, address) or b"").decode()
    found = next(unescape(href) for href in _HREF.findall(body) if "/figures/" in href and ".csv" in href)
    path, _, query = urljoin("/" + address, found).partition("?")
    app = Starlette(routes=[FIGURES])
    answer = ask(app, path, query=query)
    assert answer.status == 200
    assert answer.body.startswith(b"\xef\xbb\xbf")


def test_a_page_is_had_before_it_is_built_and_known_again(served: Release):
    first = _asked("/plain/source/gairi", accept_encoding="gzip")
    assert (first.status, first.headers["content-encoding"]) == (200, "gzip")
    plainly = _asked("/plain/source/gairi")
    assert gzip.decompress(first.body) == plainly.body
    again = _asked("/plain/source/gairi", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    head = _asked("/plain/source/gairi", method="HEAD", accept_encoding="gzip")
    assert head.headers["content-length"] == str(len(first.body))
    assert first.headers["last-modified"].endswith("GMT")


@pytest.mark.parametrize(
    "path",
    ["/plain/country/XXX", "/plain/nothing", "/plain/country/PAK/more", "/plain/../../etc/passwd"],
)
def test_what_is_no_page_is_not_found_with_a_way_on(served: Release, path: str):
    answer = _asked(path)
    assert answer.status == 404
    assert b"All plain pages" in answer.body


def test_an_older_release_is_shown_by_the_dashboard(served: Release, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(routes, "kept", lambda release_id: served if release_id == "20200101-00000000" else None)
    older = _asked("/plain/country/PAK", query="release=20200101-00000000")
    assert older.status == 303
    assert urljoin("/plain/country/PAK", older.headers["location"]).startswith("/country?country=PAK")
    assert _asked("/plain/country/PAK", query="release=20190101-00000000").status == 200


def test_a_choice_of_somebodys_own_is_made_on_request(served: Release):
    answer = _asked("/plain/compare-countries", query="countries=IND&countries=CHN&index=gairi&edition=2024")
    assert answer.status == 200
    assert b"China" in answer.body.split(b"</h1>")[0] or b"India" in answer.body.split(b"</h1>")[0]


def test_the_picture_of_a_page_is_a_picture(served: Release):
    answer = _asked("/plain/claim/ng-1.png")
    assert answer.status == 200
    assert answer.body.startswith(b"\x89PNG")


def test_pages_are_built_once_and_the_old_ones_removed(
    release: Release, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / release.id).symlink_to(release.folder)
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(built, "addresses", lambda _: ["plain", "plain/claim/ng-1"])
    gone = [built.shelf() / f"{release.id}-000000000000", built.shelf() / "20200101-00000000-aaaaaaaaaaaa"]
    for folder in gone:
        folder.mkdir(parents=True)
    count, largest = built.build(release, processes=1)
    assert (count, [folder for folder in gone if folder.exists()]) == (2, [])
    assert 0 < largest < HEAVIEST
    assert gzip.decompress(built.read(release, "plain/claim/ng-1") or b"") == built.written(release, "plain/claim/ng-1")
    assert built.build(release) == (0, 0)
    monkeypatch.setenv("ATLAS_PUBLIC_URL", "https://atlas.example.org/")
    assert built.read(release, "plain") is None, "Pages for another address of the atlas are other pages"


def test_whole_addresses_stand_where_the_atlas_is_known(release: Release, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_PUBLIC_URL", _BASE)
    body = (built.written(release, "plain/country/PAK") or b"").decode()
    assert f'<link rel="canonical" href="{_BASE}plain/country/PAK">' in body
    assert f'<meta property="og:image" content="{_BASE}plain/country/PAK.png">' in body
    told = json.loads(_LD.findall(body)[0])[0]
    assert all(each["contentUrl"].startswith(_BASE) for each in told["distribution"])


@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: page.name)
def test_every_page_of_the_dashboard_has_a_twin(release: Release, page):
    for parameters in ({}, {"country": ("IND",)}, {"source": ("gairi",)}, {"claim": ("ng-1",)}):
        assert twin(page, parameters).partition("?")[0] in set(addresses(release))
    assert twin(entry("country"), {"country": ("../..",)}).partition("?")[0] in set(addresses(release))


@pytest.fixture(scope="module")
def poisoned_pages(release: Release, release_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = poisoned(release_dir, tmp_path_factory.mktemp("poisoned"))
    path = folder / "releases" / (folder / "releases" / "current").read_text(encoding="utf-8")
    # Codes of frameworks join editions to their measures: without them half of the pages could not be.
    codes = release.arrow("SELECT framework, index_id, edition FROM edition").to_pylist()
    with duckdb.connect(str(path / "atlas.duckdb")) as con:
        for row in codes:
            con.execute(
                "UPDATE edition SET framework = $framework WHERE index_id = $index_id AND edition = $edition", row
            )
    # Another id than that of the release without poison: what caches know of that one must not stand in.
    bad = open_release(path.rename(path.with_name("20200101-66666666")))
    rankings = [each for each in addresses(bad) if each.startswith("plain/ranking/gairi/")]
    made = {}
    for address in dict.fromkeys([*_sample(bad), *rankings]):
        # Other codes, such as that of a study, are not found again: the contract would refuse them.
        with contextlib.suppress(StopIteration, KeyError, AttributeError, RuntimeError):
            made[address] = (built.written(bad, address) or b"").decode()
    return made


def test_nothing_in_a_page_runs_or_leads_elsewhere_whatever_the_data_hold(poisoned_pages: dict[str, str]):
    assert {address.split("/")[1] for address in poisoned_pages if address.count("/") > 1} == set(KINDS)
    assert len(poisoned_pages) > 20
    assert sum("window.poisoned" in body for body in poisoned_pages.values()) > len(poisoned_pages) / 2
    for address, body in poisoned_pages.items():
        head, _, rest = body.partition("<body>")
        assert bad_html(rest.removesuffix("</body></html>\n")) == [], address
        assert body.count("<script") == len(_LD.findall(body)) == 1, address
        assert "<" not in _LD.findall(body)[0]
        assert json.loads(_LD.findall(body)[0]), address
        assert bad_html(re.sub(r"<(?:style|script|meta|title)\b[^>]*>|</?(?:html|head)>", "", head)) == [], address
