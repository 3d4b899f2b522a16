"""Every file that a page links is there, under its name, in the format it says, and nothing else is."""

import asyncio
import csv
import io
import re
import urllib.error
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from openpyxl import load_workbook

from tests.sessions import Session, elements


async def _said(address: str, page: str, query: str) -> str:
    async with Session(address) as session:
        return " ".join(element.body for element in elements(await session.run(page, query), "html"))


def _linked(address: str, page: str, query: str) -> list[str]:
    text = asyncio.run(_said(address, page, query))
    return [unescape(found) for found in re.findall(r'href="(figures/[^"]+)"', text)]


def _fetched(url: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:
            return answer.status, dict(answer.headers.items()), answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers.items()), refused.read()


def test_every_file_of_a_page_is_what_its_name_says(server: str):
    links = _linked(server, "readiness", "country=PAK&index=gairi&edition=2024")
    assert {link.rsplit(".", 1)[1] for link in links} == {"csv", "xlsx", "zip", "png", "svg"}
    name = re.compile(r"[a-z0-9_.-]+_[0-9]{8}-[0-9a-f]{8}(-[0-9]+)?\.(csv|xlsx|zip|png|svg)")
    # A world map takes seconds to draw; one picture of each kind is enough here.
    pictures = [link for link in links if link.endswith((".png", ".svg")) and "_ranking_" in link]
    for link in [*(link for link in links if not link.endswith((".png", ".svg"))), *pictures]:
        status, headers, body = _fetched(f"{server}/{link}")
        assert status == 200, link
        file_name = link.rsplit("/", 1)[1]
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


def test_the_row_count_on_the_button_is_that_of_the_file(server: str):
    text = asyncio.run(_said(server, "readiness", "country=PAK"))
    found = re.findall(r'href="(figures/[^"]+\.csv)"[^>]*>Download CSV \(([\d,]+) rows?\)', text)
    assert found
    for link, rows in found:
        _, _, body = _fetched(f"{server}/{unescape(link)}")
        assert len(_rows(body)) == int(rows.replace(",", "")), link


def _rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("change", [("gairi", "egdi"), (".csv", ".exe"), (".csv", ""), ("figures/", "figures/x")])
def test_any_other_address_is_not_there(server: str, change: tuple[str, str]):
    link = next(link for link in _linked(server, "readiness", "") if link.endswith(".csv"))
    status, _, body = _fetched(f"{server}/{link.replace(*change)}")
    assert status == 404
    assert b"Traceback" not in body


def test_a_table_has_no_address_of_a_picture(server: str):
    link = next(link for link in _linked(server, "readiness", "") if "_all-ranks_" in link)
    status, _, _ = _fetched(f"{server}/{link.rsplit('.', 1)[0]}.png")
    assert status == 404


def test_files_asked_for_at_once_are_whole(server: str):
    links = [link for link in _linked(server, "country", "country=PAK") if not link.endswith((".png", ".svg"))]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(_fetched, [f"{server}/{link}" for link in links]))
    assert {status for status, _, _ in answers} <= {200, 503}
    assert sum(status == 200 for status, _, _ in answers) >= len(links) // 2
