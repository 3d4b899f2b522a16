"""What a file is, told from its bytes alone."""

import gzip
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from etl.errors import FetchError
from etl.fetch.content import check_content


def workbook() -> bytes:
    stream = BytesIO()
    book = Workbook()
    book.active.append(["Country", "Score"])
    book.save(stream)
    return stream.getvalue()


def zipped(name: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


def check(tmp_path: Path, content: bytes, wanted: str, *, is_delimited: bool = True) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    check_content(path, wanted, is_delimited=is_delimited)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (workbook(), "xlsx"),
        (b"a,b\n1,2\n", "csv"),
        (b"\xef\xbb\xbfPays;Indice\nC\xc3\xb4te d\xe2\x80\x99Ivoire;1\n", "csv"),
        ("Pays;Indice\nCôte;1\n".encode("cp1252"), "csv"),
        ("a\tb\n1\t2\n".encode("utf-16"), "csv"),
        (b'"Data Source","World Development Indicators",\n\n', "csv"),
        (b'{"a": 1}', "json"),
        (b'\xef\xbb\xbf \n[{"a": 1}]\n', "json"),
    ],
)
def test_a_file_of_its_format_is_taken(content: bytes, wanted: str, tmp_path: Path):
    check(tmp_path, content, wanted)


@pytest.mark.parametrize(
    ("content", "wanted", "problem"),
    [
        (b"<!DOCTYPE html><html>a,b;</html>", "csv", "HTML"),
        (b"\xef\xbb\xbf\r\n  <html>{}</html>", "json", "HTML"),
        (b"<html></html>", "xlsx", "HTML"),
        (b"<?xml version='1.0'?><a b='1,2'/>", "csv", "HTML or XML"),
        (b'{"error": "a,b"}', "csv", "JSON"),
        (b"a,b\n1,2\n", "json", "text"),
        (b"a,b\n1,2\n", "xlsx", "text"),
        (workbook(), "csv", "a zip file"),
        (workbook(), "json", "a zip file"),
        (zipped("data.csv"), "xlsx", "no whole xlsx workbook"),
        (workbook()[:-40], "xlsx", "no whole xlsx workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx", "an old Office file"),
        (b"%PDF-1.7 a,b", "csv", "a PDF"),
        (gzip.compress(b"a,b\n", mtime=0), "csv", "a gzip file"),
        (b"a,b\n\0\0\0", "csv", "binary"),
        (b"", "csv", "empty"),
        (b" \n ", "json", "empty"),
        (b"Rate limit exceeded. Try again later.\n", "csv", "without columns"),
        (b'{"a": [1, 2', "json", "does not end as JSON"),
    ],
)
def test_anything_else_is_refused_and_named(content: bytes, wanted: str, problem: str, tmp_path: Path):
    with pytest.raises(FetchError, match=problem):
        check(tmp_path, content, wanted)


def test_only_a_csv_needs_to_be_told_where_it_ends(tmp_path: Path):
    check(tmp_path, workbook(), "xlsx", is_delimited=False)
    check(tmp_path, b"[1]", "json", is_delimited=False)
    with pytest.raises(FetchError, match="where the file ends"):
        check(tmp_path, b"a,b\n1,2\n", "csv", is_delimited=False)
