"""Bad workbooks: an edition of the index of Oxford Insights."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.bad_files.bad_file import HTML, OLD_OFFICE, BadFile
from tests.official_forms import score_grids, workbook, workbook_bytes

GAIRI_EDITIONS = ("2022", "2024", "2021", "2025")


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(members: list[tuple[str, bytes]]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _gairi(name: str, says: str, harm: Callable[[bytes], bytes]) -> BadFile:
    def make(edition: str) -> bytes:
        return harm(workbook_bytes(workbook(score_grids("gairi", edition))))

    return BadFile(name, "gairi", GAIRI_EDITIONS, make, says)


def _gairi_member(name: str, says: str, member: str, harm: Callable[[bytes], bytes]) -> BadFile:
    def changed(content: bytes) -> bytes:
        members = _members(content)
        return _zipped(list((members | {member: harm(members.get(member, b""))}).items()))

    return _gairi(name, says, changed)


def _gairi_book(name: str, says: str, harm: Callable[[Workbook], Any], *, is_for_the_rules: bool = False) -> BadFile:
    def make(edition: str) -> bytes:
        book = workbook(score_grids("gairi", edition))
        harm(book)
        return workbook_bytes(book)

    return BadFile(name, "gairi", GAIRI_EDITIONS, make, says, is_for_the_rules)


def _total(book: Workbook) -> tuple[Worksheet, int]:
    """The sheet of the scores and the column of the total."""
    sheet = book.worksheets[0]
    header = next(cell for row in sheet.iter_rows(max_row=3) for cell in row if cell.value)
    return sheet, header.column + 1


def _gairi_cell(name: str, value: Any, says: str, **more: bool) -> BadFile:
    def harm(book: Workbook) -> None:
        sheet, column = _total(book)
        sheet.cell(6, column).value = value

    return _gairi_book(name, says, harm, **more)


def _gairi_scaled(factor: float) -> Callable[[Workbook], None]:
    def harm(book: Workbook) -> None:
        for sheet in book.worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float)):
                cell.value = float(cell.value) * factor

    return harm


def _far_away(content: bytes) -> bytes:
    book = Workbook()
    book.worksheets[0]["XFD1048576"] = 1
    return workbook_bytes(book)


def _resized(content: bytes, size: int) -> bytes:
    """The same archive, whose first sheet declares another size in both of its headers."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        true_size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    return content.replace(struct.pack("<I", true_size), struct.pack("<I", size))


def _bomb(content: bytes) -> bytes:
    return _resized(content, 4_294_000_000)


def _lying_bomb(content: bytes) -> bytes:
    """A sheet that unpacks to 100 MB and declares 1 kB."""
    members = _members(content)
    members["xl/worksheets/sheet1.xml"] = b"<worksheet>" + b" " * (100 << 20)
    return _resized(_zipped(list(members.items())), 1000)


def _encrypted(content: bytes) -> bytes:
    flagged = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = flagged.find(signature)
        while start >= 0:
            flagged[start + offset] |= 1
            start = flagged.find(signature, start + 4)
    return bytes(flagged)


def _flipped(content: bytes) -> bytes:
    """One bit of the packed first sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = archive.getinfo("xl/worksheets/sheet1.xml")
    place = member.header_offset + 30 + len(member.filename) + member.compress_size // 2
    return content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]


def _laughs(text: bytes) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    return f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><sst><si><t>&l9;</t></si></sst>'.encode()


def _entity(text: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><sst/>'


def _millions_of_cells(text: bytes) -> bytes:
    rows = b"".join(b'<row r="%d">%s</row>' % (n, b"<c/>" * 40) for n in range(1, 30_000))
    return text[: text.index(b"<sheetData>") + 11] + rows + text[text.index(b"</sheetData>") :]


def _unknown_text(text: bytes) -> bytes:
    """Cell B6 refers to a text that the workbook does not have."""
    return re.sub(rb'<c r="B6"[^>]*>.*?</c>', b'<c r="B6" t="s"><v>99999</v></c>', text, count=1)


def _rename(book: Workbook, title: str) -> None:
    book.worksheets[0].title = title


def _hide(book: Workbook) -> None:
    book.worksheets[0].sheet_state = "hidden"


def _merge(book: Workbook) -> None:
    sheet, column = _total(book)
    sheet.merge_cells(start_row=6, end_row=7, start_column=column, end_column=column)


def _chart(book: Workbook) -> None:
    title = book.worksheets[1].title
    book.remove(book.worksheets[1])
    book.create_chartsheet(title)


def _repeat_country(book: Workbook) -> None:
    sheet, column = _total(book)
    sheet.cell(6, column - 1).value = sheet.cell(7, column - 1).value


def _country(text: str) -> Callable[[Workbook], None]:
    def harm(book: Workbook) -> None:
        sheet, column = _total(book)
        sheet.cell(6, column - 1).value = text

    return harm


def _header(text: str | None) -> Callable[[Workbook], None]:
    def harm(book: Workbook) -> None:
        sheet, column = _total(book)
        cell = next(row[column - 1] for row in sheet.iter_rows(max_row=3) if row[column - 1].value)
        cell.value = text

    return harm


def _twice_named(book: Workbook) -> None:
    sheet, column = _total(book)
    row = next(row for row in sheet.iter_rows(max_row=3) if row[column - 1].value)
    row[column + 1].value = row[column - 1].value


def workbook_files() -> Iterator[BadFile]:  # noqa: PLR0915 - a list
    sheet, first = "xl/worksheets/sheet1.xml", r"member 'xl/worksheets/sheet1.xml'"
    where = r"sheet '.*', row 6, column "
    yield _gairi("xlsx-empty", "the file is empty", lambda content: b"")
    yield _gairi("xlsx-html", "it is a web page instead of xlsx", lambda content: HTML)
    yield _gairi("xlsx-csv", "it is not xlsx", lambda content: b"Country,Total\nIraq,1\n")
    yield _gairi("xlsx-old-or-encrypted", "an old or password-protected Office file", lambda content: OLD_OFFICE)
    yield _gairi("xlsx-cut", "the archive is damaged", lambda content: content[: len(content) // 2])
    yield _gairi("xlsx-without-tail", "the archive is damaged", lambda content: content[:-30])
    yield _gairi("xlsx-one-bit", "the archive is damaged: .*sheet1|not well-formed|damaged", _flipped)
    yield _gairi("any-zip", "not a workbook: members are missing", lambda content: _zipped([("a.txt", b"a")]))
    yield _gairi("far-away-cell", r"cell XFD1048576: cells as far as row 1,048,576", _far_away)
    yield _gairi("bomb", r"4 GB unpacked; at most 256 MB", _bomb)
    yield _gairi_member(
        "packed-too-well",
        f"{first}: packed \\d+ times",
        sheet,
        lambda text: text.replace(b"</worksheet>", b" " * (20 << 20) + b"</worksheet>"),
    )
    yield _gairi("lying-bomb", f"{first}.*|the archive is damaged", _lying_bomb)
    yield _gairi_member("million-cells", f"{first}: more than 1,000,000 cells", sheet, _millions_of_cells)
    yield _gairi("encrypted-members", "the workbook is encrypted", _encrypted)
    yield _gairi(
        "member-twice",
        "members stand twice in the archive.*sheet1",
        lambda content: _zipped([*_members(content).items(), (sheet.upper(), b"<worksheet/>")]),
    )
    yield _gairi_member("path-outside", "a path that leads elsewhere", "../../etc/cron.d/x", lambda text: b"x")
    yield _gairi_member("macros", "a workbook with macros", "xl/vbaProject.bin", lambda text: b"x")
    yield _gairi(
        "many-members",
        r"members in the archive; at most 1000",
        lambda content: _zipped([*_members(content).items(), *((f"xl/{n}", b"") for n in range(2000))]),
    )
    yield _gairi_member("billion-laughs", "declares a document type", "xl/sharedStrings.xml", _laughs)
    yield _gairi_member("external-entity", "declares a document type", "xl/sharedStrings.xml", _entity)
    yield _gairi_member(
        "entity-in-utf-16",
        "declares a document type",
        "xl/sharedStrings.xml",
        lambda text: _laughs(text).decode().encode("utf-16"),
    )
    yield _gairi_member("broken-xml", f"{first}: not well-formed XML", sheet, lambda text: text[: len(text) // 2])
    yield _gairi_member("no-sheet-in-it", "has no sheet|missing|not readable", sheet, lambda text: b"<a/>")
    yield _gairi_member(
        "rows-out-of-order",
        f"{first}, (row 3: stands after|cell A3: stands in) row 9",
        sheet,
        lambda text: text.replace(b'<row r="3"', b'<row r="9"', 1).replace(b'<row r="4"', b'<row r="3"', 1),
    )
    yield _gairi_member(
        "cell-twice", f"{first}, cell A6: stands twice", sheet, lambda text: text.replace(b'r="B6"', b'r="A6"', 1)
    )
    yield _gairi_member(
        "cell-with-a-wild-name",
        f"{first}: a cell is named",
        sheet,
        lambda text: text.replace(b'r="B6"', b'r="ZZZZ6"', 1),
    )
    yield _gairi_member(
        "cell-of-another-row",
        f"{first}, cell B9: stands in row 6",
        sheet,
        lambda text: text.replace(b'r="B6"', b'r="B9"', 1),
    )
    yield _gairi_member("text-that-is-not-there", "sheet '.*', row 6: not readable: IndexError", sheet, _unknown_text)
    yield _gairi_book("sheet-renamed", "sheets are missing", lambda book: _rename(book, "Scores (2)"))
    yield _gairi_book("sheet-new", "sheets are new.*Notes", lambda book: book.create_sheet("Notes"))
    yield _gairi_book("sheet-hidden", "sheet '.*': the sheet is hidden", _hide)
    yield _gairi_book("sheet-missing", "sheets are missing", lambda book: book.remove(book.worksheets[1]))
    yield _gairi_book("chart-instead", "a chart instead of cells|not readable as a workbook", _chart)
    yield _gairi_book("header-one-row-lower", "missing|unknown", lambda book: book.worksheets[0].insert_rows(1))
    yield _gairi_book("header-renamed", "columns are missing", _header("Total (revised)"))
    yield _gairi_book("header-empty", "columns are missing", _header(None))
    yield _gairi_book("header-twice", "twice", _twice_named)
    yield _gairi_book("sheet-empty", "columns are missing", lambda book: book.worksheets[0].delete_rows(1, 400))
    yield _gairi_cell("error-cell", "#DIV/0!", rf"{where}B: an error instead of a value.*B6 #DIV/0!")
    yield _gairi_cell("formula-without-result", "=1+1", rf"{where}B: a formula without a stored result.*B6")
    yield _gairi_cell("number-as-text", "45,3", rf"{where}'.*' \(B\): text instead of a number.*45,3")
    yield _gairi_cell("nan-text", "NaN", rf"{where}'.*' \(B\): text instead of a number")
    yield _gairi_cell("per-cent-text", "45.3%", rf"{where}'.*' \(B\): text instead of a number")
    yield _gairi_cell("boolean", True, rf"{where}'.*' \(B\): not a number.*True")
    yield _gairi_cell("date", date(2022, 5, 1), rf"{where}'.*' \(B\): not a number")
    yield _gairi_cell("huge", 1e300, "score.value: outside the range|not the total")
    yield _gairi_book("merged-numbers", rf"{where}B: a number in merged cells", _merge)
    yield _gairi_book("xlsx-unknown-country", rf"{where}'.*' \(A\): an unknown spelling", _country("Atlantis"))
    yield _gairi_book("xlsx-mojibake", rf"{where}A: text in a wrong encoding", _country("CÃ´te d'Ivoire"))
    yield _gairi_book("xlsx-country-twice", "a country for the second time", _repeat_country)
    yield _gairi_cell("sheets-disagree", 12.5, r"sheet '.*', row \d+, column '.*' .*: not the total of the other sheet")
    yield _gairi_book(
        "fraction-instead-of-per-cent",
        "never reach .* of their range|the median of|moved by more",
        _gairi_scaled(0.01),
        is_for_the_rules=True,
    )
    yield _gairi_book(
        "percent-of-per-cent",
        "score.value: outside the range of the measure|does not follow",
        _gairi_scaled(100),
        is_for_the_rules=True,
    )
    yield _gairi_book(
        "all-negative",
        "score.value: outside the range of the measure|ranks do not follow",
        _gairi_scaled(-1),
        is_for_the_rules=True,
    )
