"""Pages of an interface."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from etl.errors import CatalogueError, FetchError
from etl.fetch.body import Body
from etl.fetch.paging import Parts, page_head, parts_of, with_parameter
from etl.metadata.catalogue import OfficialFile

URL = "https://api.example/v2/country/all/indicator/SP.POP.TOTL?format=json&per_page=2&date=2018:2024"


def page(tmp_path: Path, number: object, pages: object, rows: Any = None, **more: object) -> Body:
    content = json.dumps([{"page": number, "pages": pages, **more}, rows or [{"value": number}]]).encode()
    path = tmp_path / "page"
    path.write_bytes(content)
    return Body(path, hashlib.sha256(content).hexdigest(), len(content), is_delimited=True)


def pages_of(**limits: Any) -> Parts:
    return parts_of(OfficialFile("x", "wdi", "json", url=URL, paging="world-bank"), **({"max_pages": 5} | limits))


def test_one_file_has_one_part():
    assert list(parts_of(OfficialFile("x", "p", "csv", url=URL), 5).addresses()) == [URL]


def test_pages_are_asked_for_until_there_are_as_many_as_the_first_one_tells(tmp_path: Path):
    parts, asked = pages_of(), []
    for number, url in enumerate(parts.addresses(), start=1):
        asked.append(url)
        parts.check(page(tmp_path, number, "3", total=6))
    assert asked == [f"{URL}&page={number}" for number in (1, 2, 3)]


def test_an_unknown_paging_is_an_error_of_the_block():
    with pytest.raises(CatalogueError, match="'guess' is not known"):
        parts_of(OfficialFile("x", "p", "json", url=URL, paging="guess"), 5)


@pytest.mark.parametrize(
    ("pages", "problem"),
    [
        ([(1, 3), (2, 4)], "changed between its pages"),
        ([(1, 3), (1, 3)], "page 2 was asked for and page 1 came"),
        ([(2, 3)], "page 1 was asked for and page 2 came"),
        ([(1, 6)], "1 to 5 are taken"),
        ([(1, 0)], "0 pages"),
        ([(1, -1)], "-1 pages"),
        ([(1, 10**30)], "1 to 5 are taken"),
        ([(1, None)], "None pages"),
    ],
)
def test_pages_that_do_not_fit_each_other_are_refused(pages: list[tuple[Any, Any]], problem: str, tmp_path: Path):
    parts = pages_of()

    def ask() -> None:
        for (number, count), _ in zip(pages, parts.addresses(), strict=False):
            parts.check(page(tmp_path, number, count))

    with pytest.raises(FetchError, match=problem):
        ask()


def test_figures_that_were_revised_between_two_pages_are_refused(tmp_path: Path):
    parts = pages_of()
    addresses = parts.addresses()
    next(addresses)
    parts.check(page(tmp_path, 1, 2, lastupdated="2026-07-01"))
    next(addresses)
    with pytest.raises(FetchError, match="changed between its pages"):
        parts.check(page(tmp_path, 2, 2, lastupdated="2026-07-02"))


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"[1, 2]", b"[[]]", b"[" * 100_000, b"nonsense", b'[{"page": 1', b"\xff\xfe[", b'["page"]'],
)
def test_what_is_no_page_is_refused(content: bytes, tmp_path: Path):
    path = tmp_path / "page"
    path.write_bytes(content)
    with pytest.raises(FetchError, match="a page is not"):
        page_head(path)


def test_the_message_of_the_interface_is_passed_on(tmp_path: Path):
    path = tmp_path / "page"
    path.write_text('[{"message": [{"id": "120", "value": "Invalid indicator"}]}]', encoding="utf-8")
    with pytest.raises(FetchError, match="Invalid indicator"):
        page_head(path)


def test_the_page_is_set_once_whatever_the_address_says():
    assert with_parameter("https://a.example/x?page=9&q=a%20b", "page", "2") == "https://a.example/x?q=a+b&page=2"
