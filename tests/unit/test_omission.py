"""Columns with personal data are left out while a file arrives, or nothing of it is stored."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.errors import CatalogueError, FetchError
from etl.fetch.omission import stored_bytes
from etl.metadata.catalogue import OfficialFile
from etl.metadata.source_files import read_catalogue
from tests.unit.tiny_data import edit

ADDRESS = "jane.doe@agency.example"
HEADER = "agency,contact_email,use_case_name\r\n"
INVENTORY = OfficialFile(
    "inventory",
    "use_case_inventory",
    "csv",
    layout={"columns": {"use_case_name": "name"}, "ignored": ["agency"]},
    never_stored=("contact_email",),
)


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


def stored(text: str, size: int = 7, file: OfficialFile = INVENTORY, encoding: str = "utf-8") -> str:
    return b"".join(stored_bytes(file, pieces(text.encode(encoding), size))).decode(encoding)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_address_is_left_out_wherever_a_piece_of_the_file_ends(size: int) -> None:
    text = f'\ufeff{HEADER}DOE,{ADDRESS},"A, with\r\nline – and ""quotes"""\r\nDOI,"{ADDRESS}; x@y.example",B\r\n'

    assert stored(text, size) == 'agency,use_case_name\r\nDOE,"A, with\r\nline – and ""quotes"""\r\nDOI,B\r\n'


def test_a_file_of_which_everything_is_stored_passes_unchanged() -> None:
    file = OfficialFile("scores", "gairi", "xlsx")

    assert b"".join(stored_bytes(file, pieces(b"PK\x03\x04 \xff anything", 3))) == b"PK\x03\x04 \xff anything"


def test_a_file_in_which_the_publisher_removed_the_column_passes() -> None:
    assert stored("agency,use_case_name\r\nDOE,A\r\n") == "agency,use_case_name\r\nDOE,A\r\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(f"agency,e_mail,use_case_name\r\nDOE,{ADDRESS},A\r\n", "'e_mail'", id="renamed column"),
        pytest.param(f"{HEADER}DOE,Energy,{ADDRESS},A\r\n", "row 2 has 4 cells", id="shifted row"),
        pytest.param(f"DOE,{ADDRESS},A\r\n", "(an address)", id="no header row"),
        pytest.param(f'{HEADER}DOE,"{ADDRESS},A\r\n', "not readable as CSV", id="open quote"),
        pytest.param("", "no header row", id="empty file"),
        pytest.param("<!doctype html><p>Not found</p>", "'<!doctype html><p>Not found</p>'", id="HTML page"),
    ],
)
def test_nothing_is_stored_when_the_column_cannot_be_told_for_certain(text: str, why: str) -> None:
    written: list[bytes] = []

    with pytest.raises(FetchError) as caught:
        written.extend(stored_bytes(INVENTORY, pieces(text.encode(), 5)))

    assert why in str(caught.value)
    assert ADDRESS not in str(caught.value)
    assert ADDRESS.encode() not in b"".join(written)


def test_text_of_another_encoding_is_refused() -> None:
    with pytest.raises(FetchError, match="not readable as CSV in utf-8"):
        list(stored_bytes(INVENTORY, [f"{HEADER}DOE,{ADDRESS},Caf\u00e9\r\n".encode("cp1252")]))


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    with pytest.raises(FetchError, match="not readable as CSV"):
        list(stored_bytes(INVENTORY, (b"x" * 1_000_000 for _ in range(1_000))))


def test_only_columns_of_a_csv_file_can_be_left_out(tiny_data: Path) -> None:
    block = '[[files]]\nid = "x"\nparser = "x"\nformat = "json"\nnever_stored = ["mail"]\n\n'
    edit(tiny_data / "figures/hosts/source.toml", "[row_counts]", f"{block}[row_counts]")

    with pytest.raises(CatalogueError, match="only columns of a CSV file"):
        read_catalogue(tiny_data / "figures")
