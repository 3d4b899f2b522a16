"""Leave columns with personal data out of a file while it arrives, so that they never reach the disk."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from etl.errors import FetchError
from etl.metadata.catalogue import OfficialFile

#: No line of an official file is longer; a file without line ends would otherwise fill the memory.
_MAX_LINE = 4_000_000


def stored_bytes(file: OfficialFile, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What of a file may be written.

    Parameters
    ----------
    file : OfficialFile
        Its block; ``never_stored`` names the columns to leave out, ``layout`` the others.
    chunks : iterable of bytes
        The file as it is served.

    Yields
    ------
    bytes
        The same bytes where no column is named; else the rows, as UTF-8 or the encoding of the file, without the
        columns. A column that the block does not know stops the file before its first row is given: it might be the
        one with the addresses under another name.

    Raises
    ------
    FetchError
        When the columns cannot be told for certain: a new column, a row of another width, broken text.
    """
    if not file.never_stored:
        yield from chunks
        return
    encoding = str(file.layout.get("encoding", "utf-8"))
    delimiter = str(file.layout.get("delimiter", ","))
    try:
        rows = csv.reader(_lines(chunks, encoding), delimiter=delimiter, strict=True)
        for row in _kept_cells(file, rows):
            text = StringIO(newline="")
            csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerow(row)
            yield text.getvalue().encode(encoding)
    except (csv.Error, UnicodeError) as error:
        raise _refusal(file, f"it is not readable as CSV in {encoding} ({type(error).__name__})") from None


def _lines(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)()
    rest = ""
    for chunk in chunks:
        *whole, rest = (rest + decoder.decode(chunk)).split("\n")
        yield from (f"{line}\n" for line in whole)
        if len(rest) > _MAX_LINE:
            raise csv.Error("line too long")
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest


def _kept_cells(file: OfficialFile, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    header = next(rows, [])
    names = [" ".join(name.split()) for name in header]
    declared = (name for key in ("columns", "placeholders", "ignored") for name in file.layout.get(key, ()))
    known = {*declared, *file.never_stored}
    unknown = [name for name in names if name not in known]
    if unknown or not header:
        # Without a header row these are the values of a person.
        shown = ("(an address)" if "@" in name else repr(name) for name in unknown[:5])
        listed = ", ".join(shown) or "no header row"
        raise _refusal(file, f"columns that its block does not know: {listed}")
    kept = [place for place, name in enumerate(names) if name not in file.never_stored]
    yield [header[place] for place in kept]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise _refusal(file, f"row {number} has {len(row)} cells where the header has {len(header)}")
        yield [row[place] for place in kept]


def _refusal(file: OfficialFile, why: str) -> FetchError:
    left_out = ", ".join(file.never_stored)
    return FetchError(f"{file.id}: nothing was stored, because {left_out} could not be left out for certain: {why}.")
