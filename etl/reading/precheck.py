"""What is looked at before a parser sees an official file: its size, its kind, and whether reading does harm."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from etl.errors import UnreadableError, Violation
from etl.reading.faults import Faults
from etl.reading.order import Order, readable_size
from etl.reading.place import note
from etl.reading.workbook_check import check_workbook

MAX_LINE_BYTES = 1 << 20
MAX_COLUMNS = 2_000
MAX_DEPTH = 64
_HEAD_BYTES = 2_048
# How other kinds of file begin.
_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive or a workbook"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"%PDF", "a PDF"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"{\\rtf", "rich text"),
    (b"SQLite format", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
_NO_MARKS = bytes(set(range(256)) - set(b'[]{}"'))
_ALIKE = bytes.maketrans(b"{}", b"[]")


def _kind(head: bytes) -> str:
    """What a file is by its first bytes; empty for text of which nothing can be said."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"<"):
        return "a web page" if b"<html" in text or b"<!doctype html" in text or b"<head" in text else "XML or HTML"
    return "JSON" if text[:1] in (b"{", b"[") else ""


def _check_text(content: bytes, faults: Faults) -> None:
    place = content.find(b"\0")
    if place >= 0:
        line = content.count(b"\n", 0, place) + 1
        faults.add(f"line {line}", "a NUL byte in the text", (), "It is damaged, or not text in UTF-8.")


def _check_csv(content: bytes, faults: Faults) -> None:
    _check_text(content, faults)
    for number, line in enumerate(content.splitlines(), start=1):
        if len(line) > MAX_LINE_BYTES:
            faults.add(
                f"line {number}", f"a line of {readable_size(len(line))}; at most {readable_size(MAX_LINE_BYTES)}"
            )
            break
    columns = max((content.split(b"\n", 1)[0].count(mark) for mark in (b",", b";", b"\t")), default=0) + 1
    if columns > MAX_COLUMNS:
        faults.add("line 1", f"{columns} columns; at most {MAX_COLUMNS}")


def _is_shallow(content: bytes) -> bool:
    """Whether brackets close within the depth allowed; twenty times quicker than a step per text and bracket."""
    # A pair of quotes side by side can go: what stands inside a text stays inside.
    marks = content.replace(b"\\\\", b"").replace(b'\\"', b"").translate(_ALIKE, _NO_MARKS).replace(b'""', b"")
    marks = b"".join(marks.split(b'"')[::2])
    for _ in range(MAX_DEPTH):
        marks = marks.replace(b"[]", b"")
    return not marks


def _check_json(content: bytes, faults: Faults) -> None:
    _check_text(content, faults)
    if _is_shallow(content):
        return
    depth = 0
    for match in _BRACKETS.finditer(content):
        mark = match[0][:1]
        depth += (mark in b"[{") - (mark in b"]}")
        if depth > MAX_DEPTH:
            line = content.count(b"\n", 0, match.start()) + 1
            faults.add(f"line {line}", f"objects and lists more than {MAX_DEPTH} deep")
            break


def _check_xlsx(content: bytes, faults: Faults) -> None:
    check_workbook(content, faults)


#: Format in source.toml -> how its kind is called, and what is looked at.
_CHECKS: Mapping[str, tuple[str, Callable[[bytes, Faults], None]]] = {
    "xlsx": ("a zip archive or a workbook", _check_xlsx),
    "csv": ("", _check_csv),
    "json": ("JSON", _check_json),
    "jsonl": ("JSON", _check_text),
}


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _check_part(path: Path, wanted: str, faults: Faults) -> None:
    # One object per line comes by the gigabyte: DuckDB reads it, which no depth can harm and which refuses a NUL.
    content = _head(path) if wanted == "jsonl" else path.read_bytes()
    kind, check = _CHECKS[wanted]
    found = _kind(content[:_HEAD_BYTES])
    if not content or content.isspace():
        faults.add("", "the file is empty", (), "Fetch it again.")
    elif found != kind:
        problem = f"{found or 'not'} {'instead of' if found else ''} {wanted}".replace("  ", " ")
        faults.add("", f"it is {problem}", [content[:40]], "Fetch it again, or correct 'format' in its block.")
    else:
        check(content, faults)


def precheck(order: Order) -> None:
    """Look at an official file before it is parsed.

    Parameters
    ----------
    order : Order
        The file.

    Raises
    ------
    UnreadableError
        It is missing, too large, of another kind, or made so that reading it would do harm.
    """
    violations: list[Violation] = []
    left = order.limits.file_bytes
    for path in order.paths:
        note(f"{path.name}, the check before parsing")
        faults = Faults(order.source, order.file.edition, path.name)
        size = path.stat().st_size if path.is_file() else -1
        left -= size
        if size < 0:
            faults.add("", "the file is missing", (), "Fetch it again.")
        elif left < 0:
            most = readable_size(order.limits.file_bytes)
            faults.add(
                "", f"{readable_size(size)} are too much: at most {most} are read", (), "Ask for a smaller export."
            )
        elif order.file.format not in _CHECKS:
            faults.add("", f"no format {order.file.format!r}", (), f"Formats are: {', '.join(_CHECKS)}.")
        else:
            _check_part(path, order.file.format, faults)
        violations += faults.violations
    if violations:
        raise UnreadableError(violations)
