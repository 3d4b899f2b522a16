"""Cells, texts and sheets as they are read, and what is said of those that cannot be."""

import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from etl.errors import UnreadableError
from etl.reading.damage import damage
from etl.reading.faults import Faults
from etl.reading.order import GIB, readable_size
from etl.reading.sheet_facts import HarmfulXmlError, column_letters, column_number, range_corners, scan_xml
from etl.reading.tables import Rows, columns_by_name, number, read_csv, read_json, read_sheets


@pytest.fixture
def faults() -> Faults:
    return Faults("demo", "2020", "file")


def _said(faults: Faults) -> str:
    return "\n".join(map(str, faults.violations))


@pytest.mark.parametrize(
    ("cell", "value"),
    [("12.5", 12.5), (" -3 ", -3.0), ("1e3", 1000.0), (".5", 0.5), (7, 7.0), (0.25, 0.25), ("+4.", 4.0)],
)
def test_a_number_is_what_programs_write(cell: object, value: float, faults: Faults):
    assert number(cell, "row 2", faults) == value
    assert faults.violations == []


@pytest.mark.parametrize("cell", [None, "", "  ", "N/A", " N/A "])
def test_an_empty_cell_or_a_declared_label_is_no_value(cell: object, faults: Faults):
    assert number(cell, "row 2", faults, missing=["N/A"]) is None
    assert faults.violations == []


@pytest.mark.parametrize(
    "cell",
    [
        "nan",
        "inf",
        "-Infinity",
        "1e999",
        "1,5",
        "1,234.5",
        "1 234",
        "45%",
        "0_5",
        "１２",
        "٣",
        "−5",
        "0x1F",
        "n/a",
        "=1+1",
        "TRUE",
        True,
        float("nan"),
        float("inf"),
        10**400,
        dt.date(2020, 1, 1),
        dt.datetime(2020, 1, 1),
        b"1",
        [1],
    ],
)
def test_anything_else_is_a_fault_that_shows_the_cell(cell: object, faults: Faults):
    assert number(cell, "row 2, column 'Total'", faults) is None
    assert "demo 2020, file, row 2, column 'Total': not a number" in _said(faults)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("T\ufffdrkiye", "U+FFFD"),
        ("TÃ¼rkiye", "wrong encoding"),
        ("Côte dâ€™Ivoire", "wrong encoding"),
        ("Ð¡ÐµÑ€Ð±Ð¸Ñ\x98Ð°", "U+0098"),
        ("ÐœÐ°Ð»Ð¸", "wrong encoding"),
        ("Iraq\x00", "U+0000"),
        ("\x1b[2J", "U+001B"),
        ("\u202eqarI", "U+202E"),
        ("\ud800", "U+D800"),
    ],
)
def test_damaged_text_is_recognised(text: str, reason: str):
    assert reason in str(damage(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Iraq",
        "Türkiye",
        "Côte d’Ivoire",
        "São Tomé and Príncipe",
        "SÃO PAULO",
        "Curaçao",
        "Мали",
        "中国",
        "a\tb\nc",
        "“quoted” – and 5 €",
        "Åland",
        "Đà Nẵng",
        "عمان",
        "naïve café — déjà vu",
    ],
)
def test_text_in_any_script_is_in_order(text: str):
    assert damage(text) is None


def test_a_damaged_text_names_its_row_and_column_where_it_is_read(tmp_path: Path, faults: Faults):
    path = tmp_path / "file.csv"
    path.write_text("name,note\nIraq,CafÃ©\nTÃ¼rkiye,x\n", encoding="utf-8")
    columns_by_name(read_csv(path, faults), 1, {"name": "name"}, faults, ignored=["note"])
    [said] = map(str, faults.violations)
    assert "file, row 3, column A: text in a wrong encoding ('Ã¼')" in said


def test_a_row_of_another_width_and_a_cell_of_a_megabyte_are_named(tmp_path: Path, faults: Faults):
    path = tmp_path / "file.csv"
    path.write_text("a,b\n1\n1,2\n", encoding="utf-8")
    read_csv(path, faults)
    assert "file, row 2: 1 cells where the header has 2" in _said(faults)
    path.write_text("a,b\n1,2\n3," + "x" * (1 << 21) + "\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="row 3: not readable as CSV: field larger than field limit"):
        read_csv(path, Faults("demo", None, "file"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "a": 2}', "key 'a' stands twice"),
        ('{"a": NaN}', "NaN is not a number"),
        ('{"a": 1e999}', "1e999 is too large"),
        ('{"a":\n 1', "line 2: not readable as JSON"),
        ("[" * 100_000, "not readable as JSON"),
    ],
)
def test_json_that_python_would_take_is_refused(text: str, said: str, tmp_path: Path, faults: Faults):
    path = tmp_path / "file.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError) as error:
        read_json(path, faults)
    assert said in str(error.value)


def test_damaged_text_in_json_is_named_by_its_path(tmp_path: Path, faults: Faults):
    path = tmp_path / "file.json"
    path.write_text('{"rows": [{"name": "Iraq"}, {"name": "TÃ¼rkiye"}]}', encoding="utf-8")
    read_json(path, faults)
    assert "file, rows[1].name: text in a wrong encoding" in _said(faults)


def _saved(book: Workbook, tmp_path: Path) -> Path:
    path = tmp_path / "file"  # its name says nothing, as the address of a download may not
    book.save(path)
    return path


def test_rows_of_a_sheet_are_as_wide_as_the_widest_and_keep_their_numbers(tmp_path: Path, faults: Faults):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B4"], sheet["D4"] = "a", 1, 2.5
    rows = read_sheets(_saved(book, tmp_path), ["Sheet"], faults)["Sheet"]
    assert rows.cells == (("a", None, None, None), (None,) * 4, (None,) * 4, (None, 1, None, 2.5))
    assert faults.violations == []


def test_merged_headers_are_in_order_and_merged_numbers_are_not(tmp_path: Path, faults: Faults):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["C1"], sheet["A3"] = "Pillars", 2024, 40.5
    for name in ("A1:B1", "C1:D1", "A3:A4"):
        sheet.merge_cells(name)
    read_sheets(_saved(book, tmp_path), ["Sheet"], faults)
    [said] = map(str, faults.violations)
    assert "file, sheet 'Sheet', row 3, column A: a number in merged cells" in said


def test_a_place_in_a_sheet_has_the_letter_of_its_column():
    rows = Rows("sheet 'Data'", (("Country", "Total", "Total"), ("Iraq", 1, 2)))
    assert rows.where(2, "Country") == "sheet 'Data', row 2, column 'Country' (A)"
    assert rows.where(2, "Total") == "sheet 'Data', row 2, column 'Total'"
    assert Rows("", rows.cells).where(2, "Country") == "row 2, column 'Country'"


def test_letters_and_numbers_of_columns_agree():
    assert [column_letters(number) for number in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letters(place)) == place for place in range(1, 16385))
    assert range_corners("B2:D9") == (2, 2, 9, 4)
    assert range_corners("B2") == (2, 2, 2, 2)
    assert range_corners("nonsense") == (0, 0, 0, 0)


def _sheet(cells: str) -> io.BytesIO:
    return io.BytesIO(f'<x:worksheet xmlns:x="s"><x:row r="1">{cells}</x:row></x:worksheet>'.encode())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c>', []),
        ('<x:c r="A1" t="str"><x:f>""</x:f><x:v></x:v></x:c>', []),
        ('<x:c r="A1"><x:f>1+1</x:f><x:v/></x:c>', ["A1"]),
        ('<x:c r="A1"><x:f>1+1</x:f></x:c>', ["A1"]),
        ('<x:c r="A1"><x:v>2</x:v></x:c>', []),
    ],
)
def test_a_formula_without_a_stored_result_is_seen(cell: str, expected: list[str]):
    facts = scan_xml(_sheet(cell), 10)
    assert facts is not None
    assert facts.without_value == expected


def test_a_stream_of_cells_stops_at_the_limit():
    with pytest.raises(HarmfulXmlError, match="more than 3 cells"):
        scan_xml(_sheet("<x:c/>" * 4), 3)


def test_sizes_are_written_as_people_do():
    assert [readable_size(size) for size in (GIB, 64 << 20, 1536, 12)] == ["1 GB", "64 MB", "1.5 kB", "12 bytes"]


def test_what_is_said_of_damaged_text_is_not_damaged_itself(faults: Faults):
    faults.add("row 2", "unknown", ["T\ufffdrkiye \x1b[2J \u202e", "Türkiye", "x" * 10_000])
    said = _said(faults)
    assert "'T\\ufffdrkiye \\x1b[2J \\u202e', 'Türkiye', 'xxx" in said
    assert len(said) < 500
