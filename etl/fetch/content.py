"""Whether bytes are what they should be, judged by the bytes alone: servers say anything of them."""

from __future__ import annotations

from pathlib import Path

from etl.errors import FetchError

_START = 64 * 1024
#: The central directory of a workbook lies at its end.
_END = 1024 * 1024
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_KINDS = {
    b"PK\x03\x04": "a zip file",
    b"\x1f\x8b": "a gzip file",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}
_WORKBOOK_MEMBERS = (b"PK\x05\x06", b"[Content_Types].xml", b"xl/workbook.xml")


def _text(start: bytes) -> str:
    encoding = next((name for bom, name in _BOMS.items() if start.startswith(bom)), "latin-1")
    return start.decode(encoding, errors="replace")


def _kind(start: bytes) -> str:
    """What a file looks like from its first bytes."""
    for magic, kind in _KINDS.items():
        if start.startswith(magic):
            return kind
    text = _text(start)
    first = text.lstrip()[:1]
    if "\0" in text:
        return "binary"
    return {"<": "HTML or XML", "{": "JSON", "[": "JSON", "": "empty"}.get(first, "text")


def _is_workbook(end: bytes) -> bool:
    return all(name in end for name in _WORKBOOK_MEMBERS)


def _has_columns(text: str) -> bool:
    return any(mark in line for line in text.splitlines()[:20] for mark in ",;\t|")


def check_content(path: Path, wanted: str, *, is_delimited: bool) -> None:
    """Refuse a file that is not of its declared format, or not whole.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    wanted : str
        ``xlsx``, ``csv`` or ``json``.
    is_delimited : bool
        Whether the transfer told where the file ends.

    Raises
    ------
    FetchError
        The file is something else.
    """
    with path.open("rb") as file:
        start = file.read(_START)
        file.seek(max(0, path.stat().st_size - _END))
        end = file.read()
    kind = _kind(start)
    expected = {"xlsx": "a zip file", "json": "JSON", "csv": "text"}.get(wanted)
    if kind != expected:
        raise FetchError(f"the answer is {kind}, not {wanted}")
    if wanted == "xlsx" and not _is_workbook(end):
        raise FetchError("the answer is a zip file, but no whole xlsx workbook")
    if wanted == "json" and end.rstrip()[-1:] not in {b"}", b"]"}:
        raise FetchError("the answer begins as JSON and does not end as JSON")
    if wanted == "csv" and not _has_columns(_text(start)):
        raise FetchError("the answer is text without columns, not csv")
    if wanted == "csv" and not is_delimited:
        raise FetchError("the server does not say where the file ends, so a cut one could not be told from a whole one")
