"""One's own inventory: the template, what Excel makes of it, and a sentence for everything that is not as written."""

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from etl.errors import CatalogueError, ContractError, UnreadableError
from etl.inputs import read_inputs
from etl.metadata.catalogue import OfficialFile
from etl.metadata.source_folders import read_sources
from etl.schema import read_schema
from etl.sources import Reading
from etl.sources.own_cells import cell_readers
from etl.sources.own_inventory import REQUIRED, parse

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "data/reference"
GUIDE = (ROOT / "docs/own-inventory.md").read_text(encoding="utf-8")
TEMPLATE = ROOT / "data/templates/initiatives.csv"

HEADER = "id,name,kind,status,country_code,city,latitude,longitude,start_year,end_year,amount,amount_currency"
ROW = "itp-01,Islamabad Technopolis,special_technology_zone,active,PAK,Islamabad,33.7215,73.0433,2021,,,"


def read(folder: Path, content: str | bytes, layout: dict[str, Any] | None = None) -> pl.DataFrame:
    path = folder / "inventory.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    file = OfficialFile("inventory", "own_inventory", "csv", layout or {}, path="inventory.csv")
    return parse(Reading("my-ministry", file, (path,), REFERENCE))["initiative"]


def refused(folder: Path, content: str | bytes, layout: dict[str, Any] | None = None) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(folder, content, layout)
    return str(caught.value)


def with_cell(column: str, text: str) -> str:
    cells = dict(zip(HEADER.split(","), ROW.split(","), strict=True))
    return f"{HEADER}\n{','.join((cells | {column: text}).values())}\n"


def test_a_filled_in_row_is_an_initiative(tmp_path: Path) -> None:
    row = read(tmp_path, f"{HEADER}\n{ROW}\n").row(0, named=True)

    assert row["initiative_id"] == "my-ministry-itp-01"
    assert (row["name"], row["kind"], row["status"]) == ("Islamabad Technopolis", "special_technology_zone", "active")
    assert (row["country_code"], row["latitude"], row["start_year"]) == ("PAK", "33.7215", "2021")
    assert (row["sector"], row["amount"], row["is_aggregate"]) == (None, None, "false")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_excel_saves_is_read_as_it_is(tmp_path: Path, delimiter: str, mark: str) -> None:
    text = f"{mark}{HEADER}\r\n{ROW}\r\n{',' * 11}\r\n".replace(",", delimiter)

    assert read(tmp_path, text)["name"].to_list() == ["Islamabad Technopolis"]


def test_the_five_required_columns_are_enough(tmp_path: Path) -> None:
    rows = read(tmp_path, "status,kind,name,country_code,id\nplanned,technology_park,Parc «Été»,FRA,1\n")

    assert rows["name"].to_list() == ["Parc «Été»"]


@pytest.mark.parametrize(
    ("text", "year"), [("2024", "2024"), ("2024-05", "2024"), ("2024-05-17", "2024"), (" 2024 ", "2024"), ("", None)]
)
def test_of_a_date_the_year_is_kept(tmp_path: Path, text: str, year: str | None) -> None:
    assert read(tmp_path, with_cell("start_year", text))["start_year"].to_list() == [year]


def test_headings_of_ones_own_are_named_in_the_block(tmp_path: Path) -> None:
    layout = {
        "country_code": "PAK",
        "ignored": ["Telephone"],
        "columns": {"No.": "id", "Name of zone": "name"},
    }

    rows = read(tmp_path, "No.,Name of zone,kind,status,Telephone\n7,Zone,strategy,active,051\n", layout)

    assert rows.select("initiative_id", "name", "country_code").row(0) == ("my-ministry-7", "Zone", "PAK")


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("id", "Zone Éins", "column 'id': not of the right form. First values: 'Zone Éins'. Write letters without"),
        ("id", "", "column 'id': empty"),
        ("name", "", "column 'name': empty"),
        ("name", "x" * 201, "longer than 200 characters"),
        ("kind", "zone", "column 'kind': not among the values allowed. First values: 'zone'. Allowed: ai_use_case,"),
        ("status", "running", "Allowed: active, planned, retired, unknown."),
        ("country_code", "Pakistan", "column 'country_code': not a country code. First values: 'Pakistan'. Write PAK."),
        ("country_code", "PK", "Write the three letters of ISO 3166-1: PAK."),
        ("latitude", '"33,7215"', "column 'latitude': a comma in a number. First values: '33,7215'. Write a point"),
        ("latitude", "33°43'", "not a number"),
        ("latitude", "nan", "not a number"),
        ("latitude", "133.7", "not between -90 and 90"),
        ("longitude", "", "latitude and longitude go together"),
        (
            "start_year",
            "17/05/2024",
            "column 'start_year': not a year or a date. First values: '17/05/2024'. Write 2024",
        ),
        ("start_year", "2024-13-01", "not a year or a date"),
        ("start_year", "1024", "a year that cannot be"),
        ("end_year", "2019", "the end lies before the start. First values: '2021 to 2019'"),
        ("amount", "1500", "amount and amount_currency go together"),
        ("amount", '"1,500,000"', "a comma in a number"),
        ("amount", "-5", "column 'amount': below 0"),
        ("amount_currency", "Rs", "Write the three letters of ISO 4217: PKR."),
        ("city", "=HYPERLINK(A1)", "a formula or an error instead of a value"),
        ("city", "#REF!", "a formula or an error instead of a value"),
        ("name", "Ã‰cole", "text in a wrong encoding"),
    ],
)
def test_a_cell_that_is_not_as_documented_is_refused_with_what_to_do(
    tmp_path: Path, column: str, text: str, expected: str
) -> None:
    message = refused(tmp_path, with_cell(column, text))

    assert "my-ministry, inventory.csv, row 2, column" in message
    assert expected in message


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(f"{HEADER}\n{ROW}\n{ROW}\n", "row 3, column 'id': an id that stands for more than one", id="twin"),
        pytest.param(f"{HEADER},Latitude\n{ROW},1\n", "columns are unknown. First values: 'Latitude'", id="new column"),
        pytest.param(f"{HEADER},\n{ROW},1\n", "row 2: values in a column without a heading", id="no heading"),
        pytest.param(f"{HEADER},city\n{ROW},x\n", "columns stand twice", id="column twice"),
        pytest.param("id,name\n1,Zone\n", "columns are missing. First values: 'kind'", id="missing column"),
        pytest.param(f"{HEADER}\n{ROW},\n", "13 cells where the header has 12", id="one cell more"),
        pytest.param(f"{HEADER}\n{ROW[:40]}\n", "cells where the header has 12", id="cut row"),
        pytest.param(f"{HEADER}\n", "no row below the header", id="no rows"),
        pytest.param("", "columns are missing", id="empty file"),
        pytest.param(f"{HEADER}\nitp,Café".encode("cp1252"), "not UTF-8 (byte 107)", id="not UTF-8"),
        pytest.param(f"{HEADER}\n{ROW}\n".encode("utf-16"), "not UTF-8", id="UTF-16"),
        pytest.param(b"PK\x03\x04rest", "a workbook, not CSV. In the spreadsheet choose Save as", id="workbook"),
    ],
)
def test_a_file_that_is_not_as_documented_is_refused(tmp_path: Path, content: str | bytes, expected: str) -> None:
    assert expected in refused(tmp_path, content)


def test_several_files_need_a_block_each(tmp_path: Path) -> None:
    file = OfficialFile("inventory", "own_inventory", "csv", path="*.csv")

    with pytest.raises(UnreadableError, match="several files where one is read"):
        parse(Reading("my-ministry", file, (tmp_path / "a.csv", tmp_path / "b.csv"), REFERENCE))


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    message = refused(tmp_path, f"{HEADER}\n{ROW.replace('PAK', 'PK')}\n{ROW.replace('active', 'open')}\n")

    assert "row 2, column 'country_code'" in message
    assert "row 3, column 'status'" in message


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ({"colums": {}}, "unknown key 'colums'"),
        ({"columns": {"Tel": "telephone"}}, "the template has no column telephone"),
        ({"country_code": "PK"}, "'PK' is not a country code"),
    ],
)
def test_a_block_that_cannot_be_used_is_refused(tmp_path: Path, layout: dict[str, Any], expected: str) -> None:
    with pytest.raises(CatalogueError, match=re.escape(expected)):
        read(tmp_path, f"{HEADER}\n{ROW}\n", layout)


def test_the_template_has_every_column_and_no_row() -> None:
    with TEMPLATE.open(encoding="utf-8", newline="") as lines:
        assert list(csv.reader(lines)) == [list(cell_readers(REFERENCE))]


def test_the_guide_explains_every_column_kind_and_status() -> None:
    statuses = next(column.allowed for column in read_schema().tables["initiative"].columns if column.name == "status")
    kinds = pl.read_csv(REFERENCE / "initiative_kinds.csv")["kind"].to_list()
    explained = re.findall(r"^\| `([a-z_]+)` \|(.*)", GUIDE, flags=re.MULTILINE)

    assert [name for name, _ in explained] == [
        *cell_readers(REFERENCE),
        "kind",
        *_same(kinds, explained),
        "status",
        *statuses,
    ]
    assert [name for name, text in explained if "**Required.**" in text] == list(REQUIRED)


def _same(kinds: list[str], explained: list[tuple[str, str]]) -> list[str]:
    """The kinds in the order of the guide, if they are all there."""
    named = [name for name, _ in explained if name in kinds]
    assert sorted(named) == sorted(kinds)
    return named


def test_the_rows_of_the_guide_are_read(tmp_path: Path) -> None:
    example = re.search(r"```csv\n(.*?)```", GUIDE, flags=re.DOTALL)
    assert example

    assert read(tmp_path, example[1])["initiative_id"].to_list() == ["my-ministry-itp-01", "my-ministry-qau-05"]


def test_the_source_of_the_guide_is_one(tiny_data: Path) -> None:
    folder = tiny_data / "own/my-ministry"
    folder.mkdir(parents=True)
    blocks = [
        re.sub("^   ", "", block, flags=re.MULTILINE) for block in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    ]
    (folder / "source.toml").write_text(blocks[0], encoding="utf-8")
    (folder / "inventory.csv").write_text(f"{HEADER}\n{ROW}\n".replace("special_technology_zone", "strategy"))

    source = read_sources(tiny_data)["my-ministry"]
    rows = read_inputs(tiny_data, read_schema()).frames["initiative"].filter(source_id="my-ministry")

    assert (source.place, source.files[0].parser) == ("own", "own_inventory")
    assert set(tomllib.loads(blocks[1])["files"]["layout"]) == {"country_code", "ignored", "columns"}
    assert rows["initiative_id"].to_list() == ["my-ministry-itp-01"]


def test_an_inventory_that_is_refused_stops_the_build_because_nothing_stands_in_for_it(tiny_data: Path) -> None:
    folder = tiny_data / "own/my-ministry"
    folder.mkdir(parents=True)
    block = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[0]
    (folder / "source.toml").write_text(re.sub("^   ", "", block, flags=re.MULTILINE), encoding="utf-8")
    (folder / "inventory.csv").write_text(f"{HEADER}\n{ROW}\n".replace("33.7215", "north"))

    with pytest.raises(ContractError, match="row 2, column 'latitude': not a number"):
        read_inputs(tiny_data, read_schema())
