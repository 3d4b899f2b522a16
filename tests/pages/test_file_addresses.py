"""Every file that a page links is there, under its name, in the format it says, and nothing else is."""

import asyncio
import csv
import io
import json
import re
import urllib.error
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qs

import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette

from dashboard.api.figures import FIGURES
from dashboard.export.formats import formats_of
from dashboard.export.handout import PAGE, Offer
from dashboard.export.workshop import WORKSHOP, BusyError
from dashboard.menu import ENTRIES, Entry, entry
from dashboard.permalink import permalink
from dashboard.reading import read_page
from dashboard.release import open_release
from tests import html_validate
from tests.asgi import ask
from tests.sessions import Session, elements


async def _said(address: str, page: str, query: str) -> str:
    async with Session(address) as session:
        return " ".join(element.body for element in elements(await session.run(page, query), "html"))


def _offered(address: str, page: str, query: str) -> str:
    """What the folds of a page hold once they are opened."""
    text = asyncio.run(_said(address, page, query))
    folds = [unescape(found) for found in re.findall(r'<p class=waiting><a href="(figures/[^"]+)"', text)]
    assert folds, "every page has something to take away"
    answers = [_fetched(f"{address}/{fold}") for fold in folds]
    assert {status for status, _, _ in answers} == {200}
    return " ".join(body.decode() for _, _, body in answers)


def _linked(address: str, page: str, query: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="../../(figures/[^"]+)"', _offered(address, page, query))]


_PICTURES = {"png", "svg"}


def _extension(link: str) -> str:
    return link.partition("?")[0].rsplit(".", 1)[1]


def _fetched(url: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:
            return answer.status, dict(answer.headers.items()), answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers.items()), refused.read()


def test_every_file_of_a_page_is_what_its_name_says(server: str):
    links = _linked(server, "readiness", "country=PAK&index=gairi&edition=2024")
    assert {_extension(link) for link in links} == {"csv", "xlsx", "zip", "png", "svg"}
    name = re.compile(r"[a-z0-9_.-]+_[0-9]{8}-[0-9a-f]{8}(-[0-9]+)?\.(csv|xlsx|zip|png|svg)")
    # A world map takes seconds to draw; one picture of each kind is enough here.
    pictures = [link for link in links if _extension(link) in _PICTURES and "_ranking_" in link]
    for link in [*(link for link in links if _extension(link) not in _PICTURES), *pictures]:
        status, headers, body = _fetched(f"{server}/{link}")
        assert status == 200, link
        file_name = link.partition("?")[0].rsplit("/", 1)[1]
        assert name.fullmatch(file_name), file_name
        assert f'filename="{file_name}"' in headers["content-disposition"]
        assert headers["x-content-type-options"] == "nosniff"
        _is_what_it_says(file_name, headers["content-type"], body)


def _is_what_it_says(file_name: str, media_type: str, body: bytes) -> None:
    extension = file_name.rsplit(".", 1)[1]
    begins = {"csv": b"\xef\xbb\xbfcountry_code,", "xlsx": b"PK", "zip": b"PK", "png": b"\x89PNG", "svg": b"<svg "}
    assert body.startswith(begins[extension]), file_name
    said = {"csv": "text/csv", "xlsx": "spreadsheetml", "zip": "application/zip", "png": "image/png", "svg": "svg"}
    assert said[extension] in media_type
    if extension == "xlsx":
        assert load_workbook(io.BytesIO(body)).sheetnames == ["Data", "Notes"]
    if extension == "zip":
        names = zipfile.ZipFile(io.BytesIO(body)).namelist()
        assert names == ["data.csv", "metadata.json", "datapackage.json", "README.md"]


def test_what_can_be_taken_away_travels_when_its_fold_is_opened(server: str):
    said = asyncio.run(_said(server, "readiness", "country=PAK"))
    assert "@misc" not in said
    assert "@misc" in _offered(server, "readiness", "country=PAK")


def test_a_fold_opens_while_too_many_files_are_being_made(
    release_dir: Path, release_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def busy(name: str, make: object) -> NoReturn:
        raise BusyError

    monkeypatch.setenv("ATLAS_DATA_DIR", str(release_dir))
    monkeypatch.setattr(WORKSHOP, "order", busy)
    page = read_page(entry("country"), open_release(release_folder), {"country": ["PAK"]})
    view = permalink("country", page.parameters, release_folder.name)
    offer = Offer(page.figures[0], release_folder.name, view=view)
    answers = {}
    for extension in ("csv", PAGE):
        path, _, query = offer.address(extension).partition("?")
        answers[extension] = ask(Starlette(routes=[FIGURES]), f"/{path}", query=query)
    assert answers["csv"].status == 503
    assert answers[PAGE].status == 200
    assert answers[PAGE].headers["content-type"].startswith("text/html")
    assert b"@misc{atlas-" in answers[PAGE].body


@pytest.mark.skipif(not html_validate.SCRIPT.exists(), reason="html-validate is not installed: npm ci --ignore-scripts")
def test_what_can_be_taken_away_is_a_page_by_itself(server: str, tmp_path: Path):
    pages = {
        f"{at}": page + "</html>"
        for at, page in enumerate(_offered(server, "country", "country=PAK").split("</html>")[:-1])
    }
    assert len(pages) > 5
    assert html_validate.faults(pages, tmp_path) == []
    for page in pages.values():
        assert all(part in page for part in ("<h1>", "Public-Sector AI Atlas (20", "@misc{atlas-", "&lt;iframe src="))
        [view] = re.findall(r'<a href="../../([^"]+)">This view, with these figures', page)
        assert _fetched(f"{server}/{unescape(view)}")[0] == 200


def test_the_row_count_on_the_button_is_that_of_the_file(server: str):
    text = _offered(server, "readiness", "country=PAK")
    found = re.findall(r'href="../../(figures/[^"]+\.csv\?[^"]+)"[^>]*>Download CSV \(([\d,]+) rows?\)', text)
    assert found
    for link, rows in found:
        _, _, body = _fetched(f"{server}/{unescape(link)}")
        assert len(_rows(body)) == int(rows.replace(",", "")), link


def _rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("change", [("gairi", "egdi"), (".csv", ".exe"), (".csv", ""), ("figures/", "figures/x")])
def test_any_other_address_is_not_there(server: str, change: tuple[str, str]):
    link = next(link for link in _linked(server, "readiness", "") if _extension(link) == "csv")
    status, _, body = _fetched(f"{server}/{link.replace(*change, 1)}")
    assert status == 404
    assert b"Traceback" not in body


def test_a_file_can_be_had_where_nobody_opened_its_page(server: str, release_folder: Path):
    """After a restart, or on another machine: the address says all that the file depends on."""
    asked = {"country": ["NPL"], "index": ["egdi"], "edition": ["2022"]}
    page = read_page(entry("readiness"), open_release(release_folder), asked)
    view = permalink("readiness", page.parameters, release_folder.name)
    offer = Offer(page.figures[0], release_folder.name, view=view)
    status, _, body = _fetched(f"{server}/{offer.address('csv')}")
    assert status == 200
    assert len(_rows(body)) == offer.row_count
    assert {row["release"] for row in _rows(body)} == {release_folder.name}


@pytest.mark.parametrize("query", ["", "country=PAK&with=IND"])
@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: page.name)
def test_every_figure_on_a_page_is_found_again_at_its_address(
    server: str, release_folder: Path, page: Entry, query: str
):
    shown = {link.partition("?")[0].rsplit("/", 1)[1] for link in _linked(server, page.address, query)}
    found = read_page(page, open_release(release_folder), parse_qs(query)).figures
    offers = [Offer(figure.plain, release_folder.name) for figure in found]
    assert shown == {offer.file_name(extension) for offer in offers for extension in formats_of(offer)}


def test_every_page_names_its_figures_apart(release_folder: Path):
    release = open_release(release_folder)
    for page in ENTRIES:
        names = [figure.name for figure in read_page(page, release, {}).figures]
        assert len(names) == len(set(names)), page.name


def test_the_link_and_the_filters_of_a_file_are_those_of_the_page(server: str):
    link = next(link for link in _linked(server, "readiness", "country=PAK") if _extension(link) == "zip")
    _, _, body = _fetched(f"{server}/{link}")
    told = json.loads(zipfile.ZipFile(io.BytesIO(body)).read("metadata.json"))
    assert {each["label"]: each["value"] for each in told["filters"]}["Country"] == "Pakistan"
    assert told["link"] == f"{server}/readiness?{link.partition('?')[2]}"


def test_a_table_has_no_address_of_a_picture(server: str):
    link = next(
        link for link in _linked(server, "readiness", "") if "_all-ranks_" in link and _extension(link) == "csv"
    )
    status, _, _ = _fetched(f"{server}/{link.replace('.csv?', '.png?')}")
    assert status == 404


def test_files_asked_for_at_once_are_whole(server: str):
    links = [link for link in _linked(server, "country", "country=PAK") if _extension(link) not in _PICTURES]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(_fetched, [f"{server}/{link}" for link in links]))
    assert {status for status, _, _ in answers} <= {200, 503}
    assert sum(status == 200 for status, _, _ in answers) >= len(links) // 2
