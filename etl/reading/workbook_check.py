"""Workbooks looked at as zip archives of XML, before a library unpacks them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter

from etl.reading.faults import Faults
from etl.reading.order import MIB, readable_size
from etl.reading.sheet_facts import HarmfulXmlError, SheetFacts, scan_xml

MAX_MEMBERS = 1_000
MAX_UNPACKED_BYTES = 256 * MIB
MAX_RATIO = 200  # genuine workbooks pack ten times; a bomb a thousand times
MAX_CELLS = 1_000_000
MAX_SPAN = 4_000_000  # rows times columns between the first cell and the last: empty ones are made too
_ENCRYPTED = 0x1
_NEEDED = ("[Content_Types].xml", "xl/workbook.xml")


def _check_members(members: list[zipfile.ZipInfo], faults: Faults) -> None:
    names = [member.filename for member in members]
    twice = [name for name, count in Counter(name.lower() for name in names).items() if count > 1]
    outside = [name for name in names if name.startswith("/") or ".." in name.split("/") or "\\" in name]
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS:
        faults.add("", f"{len(members)} members in the archive; at most {MAX_MEMBERS}")
    if twice:
        faults.add("", "members stand twice in the archive", twice)
    if outside:
        faults.add("", "members with a path that leads elsewhere", outside)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        faults.add("", "the workbook is encrypted", (), "Save it without a password.")
    if unpacked > MAX_UNPACKED_BYTES:
        faults.add("", f"{readable_size(unpacked)} unpacked; at most {readable_size(MAX_UNPACKED_BYTES)}")
    for member in members:
        if member.file_size > MIB and member.file_size > MAX_RATIO * max(1, member.compress_size):
            packed = f"packed {member.file_size // max(1, member.compress_size)} times; at most {MAX_RATIO} times"
            faults.add(f"member {member.filename!r}", packed, (), "This is how bombs are made.")
    if missing := [name for name in _NEEDED if name not in names]:
        faults.add("", "not a workbook: members are missing", missing)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        faults.add("", "a workbook with macros", (), "Save it as xlsx without macros.")


def _check_sheet(name: str, facts: SheetFacts, faults: Faults) -> None:
    place = f"member {name!r}"
    if facts.cell_count > MAX_CELLS:
        faults.add(place, f"more than {MAX_CELLS:,} cells")
    if facts.last_row * facts.last_column > MAX_SPAN:
        problem = f"cells as far as row {facts.last_row:,} and column {facts.last_column:,}, almost all of them empty"
        faults.add(
            f"{place}, cell {facts.last_cell}", problem, (), "Delete what stands far outside, and save it again."
        )
    for where, problem in facts.disorder:
        faults.add(f"{place}, {where}", problem)


def _check_xml(archive: zipfile.ZipFile, faults: Faults) -> None:
    sheets = 0
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        with archive.open(member) as file:
            try:
                facts = scan_xml(file, MAX_CELLS)
            except HarmfulXmlError as error:
                faults.add(f"member {member.filename!r}", str(error))
                continue
        if facts is not None:
            sheets += 1
            _check_sheet(member.filename, facts, faults)
    if not sheets and not faults.violations:
        faults.add("", "the workbook has no sheet")


def check_workbook(content: bytes, faults: Faults) -> None:
    """Look at a workbook without unpacking it into memory.

    Parameters
    ----------
    content : bytes
        The workbook.
    faults : Faults
        Takes what is wrong with the archive, its XML and the extent of its sheets.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive.infolist(), faults)
            if not faults.violations:
                _check_xml(archive, faults)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        faults.add("", f"the archive is damaged: {error}", (), "Fetch it again.")
