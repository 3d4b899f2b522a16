"""Registers of AI use cases: small files of the published layouts, read with the real blocks of source.toml."""

import csv
import json
import shutil
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from etl.errors import CatalogueError, UnreadableError
from etl.metadata.catalogue import OfficialFile
from etl.metadata.source_files import read_catalogue
from etl.sources import Reading, Tables, find_parser

DATA = Path(__file__).resolve().parents[2] / "data"
CATALOGUE = read_catalogue(DATA / "figures")
US_2024, US_2025 = "us-omb-2024", "us-omb-2025"
DUTCH, JRC, HELSINKI = "nl-algoritmeregister-2026-08", "eu-jrc-aiwatch-2021", "fi-helsinki-ai-register-2021"
OTHER = "If Other, please explain."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the reviewed tables and an empty bundle."""
    (tmp_path / "reference").mkdir()
    for name in ("country_aliases.csv", "register_organisations_nl.csv"):
        shutil.copy(DATA / "reference" / name, tmp_path / "reference" / name)
    return tmp_path


def block(source: str) -> OfficialFile:
    return CATALOGUE[source].files[0]


def header(source: str) -> list[str]:
    layout = block(source).layout
    return [*layout["columns"], *layout.get("placeholders", ()), *layout["ignored"]]


def table(names: list[str], rows: list[dict[str, str]]) -> str:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read(data: Path, source: str, content: str | bytes, file: OfficialFile | None = None) -> Tables:
    file = file or block(source)
    path = data / f"copy.{file.format}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return find_parser(file.parser)(Reading(source, file, (path,), data / "reference"))


def refused(data: Path, source: str, content: str | bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data, source, content)
    return str(caught.value)


def us_2025(**cells: str) -> dict[str, str]:
    return {
        "agency_name": "Department of Energy",
        "agency_bureau": "Ames Laboratory",
        "id": "DOE-1",
        "use_case_name": "Chatbot",
        "development_stage": "Deployed",
        **cells,
    }


def us_2024(**cells: str) -> dict[str, str]:
    return {
        "Use Case Name": "Chatbot",
        "Agency": "Department of Energy ",
        "Stage of Development": "Retired",
        **{name.replace("_", " "): text for name, text in cells.items()},
    }


def csv_2025(*rows: dict[str, str]) -> str:
    return table(header(US_2025), list(rows))


def csv_2024(*rows: dict[str, str], encoding: str = "cp1252") -> bytes:
    names = header(US_2024)
    text = StringIO(newline="")
    # The publisher repeats one question ten times in the header.
    csv.writer(text).writerows(
        [[*names, *[OTHER] * 9], *([*(row.get(name, "") for name in names), *[""] * 9] for row in rows)]
    )
    return text.getvalue().encode(encoding)


def dutch(**cells: Any) -> dict[str, Any]:
    return {
        "id": "11136893",
        "title": "Meldingen",
        "organisatie": "Gemeente Delft",
        "status": "in_gebruik",
        "impactassessment": "Onbekend",
        "geregistreerd": "2024-10-29",
        "url": "https://algoritmes.overheid.nl/nl/algoritme/11136893",
        "doel": "",
        "juridische_basis": "",
        "toegevoegd": "2026-05-13",
        **cells,
    }


def dutch_json(*entries: Any, **top: Any) -> str:
    whole = {"algoritmes": list(entries), "count": len(entries), "fetched_at": "2026-08-08T06:20:11Z", "source_url": ""}
    return json.dumps({**whole, **top})


def jrc(**cells: str) -> dict[str, str]:
    fixed = {"geoextent": "Local", "geocoverage": "Norway", "start_date": "2021/01/01", "active": "Unknown"}
    return {"name": "Chatbot", "status": "Unknown", **fixed, **cells}


# What is read


def test_the_inventory_of_2024_is_read_in_its_encoding_with_its_repeated_headings(data: Path) -> None:
    tables = read(data, US_2024, csv_2024(us_2024(Use_Case_Name="Botswana’s  \n reservoirs ", Bureau="CEO ")))

    row = tables["initiative_prior"].row(0, named=True)
    assert (row["name"], row["lead_organisation"]) == ("Botswana’s reservoirs", "Department of Energy")
    assert (row["country_code"], row["kind"], row["level"], row["status"]) == (
        "USA",
        "ai_use_case",
        "national",
        "retired",
    )
    assert tables["initiative_attribute"].row(0, named=True)["sub_organisation"] == "CEO"


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("10/1/2023", "2023"),
        ("7/14/1905", "2022"),  # day 2022 of Excel's calendar
        ("7/16/1905", "2024"),
        ("7/16/2005", "2005"),
        ("2024-10-16 (pilot licenses assigned)", "2024"),
        (" ", None),
        ("N/A", None),
        ("24-Jun", None),  # June 2024, or 24 June?
        ("Pre-2021", None),
    ],
)
def test_a_bare_year_behind_a_serial_number_is_that_year(data: Path, cell: str, year: str | None) -> None:
    tables = read(data, US_2024, csv_2024(us_2024(Date_Implemented=cell)))

    assert tables["initiative_prior"]["start_year"].to_list() == [year]


def test_an_end_is_the_end_of_what_is_retired(data: Path) -> None:
    running = us_2024(Use_Case_Name="Running", Stage_of_Development="Initiated", Date_Retired="6/30/2024")

    tables = read(data, US_2024, csv_2024(us_2024(Date_Retired="6/30/2024"), running))

    assert tables["initiative_prior"]["end_year"].to_list() == ["2024", None]


@pytest.mark.parametrize(
    "cell",
    [
        "2024-10-01 00:00:00",
        "Oct-24",
        "10/2024",
        "10/01/2024 00:00:00",
        "1/1/2024",
        "1/15/2024",
        "10/1/2024",
        "10/24/2024 12:00:00 AM",
        "2024",
        "10/15/2024",
        "9/1/2024 0:00",
        "9/30/2024 0:00",
        "10/1/2024 0:00",
    ],
)
def test_every_format_of_dates_of_2025_gives_its_year(data: Path, cell: str) -> None:
    tables = read(data, US_2025, csv_2025(us_2025(operational_date=cell)))

    assert tables["initiative"]["start_year"].to_list() == ["2024"]


def test_a_long_name_is_cut_as_in_the_bundle(data: Path) -> None:
    name = read(data, US_2025, csv_2025(us_2025(use_case_name="x" * 201)))["initiative"]["name"][0]

    assert name == "x" * 197 + "..."


def test_a_repeated_or_blank_id_of_the_register_is_kept_and_each_row_has_one_of_ours(data: Path) -> None:
    rows = [us_2025(), us_2025(), us_2025(id="", use_case_name="A"), us_2025(id="", use_case_name="B")]

    tables = read(data, US_2025, csv_2025(*rows))

    assert tables["initiative_attribute"]["native_id"].to_list() == ["DOE-1", "DOE-1", None, None]
    assert tables["initiative"]["initiative_id"].n_unique() == 4


def test_rows_that_the_bundle_has_keep_their_identifier_and_new_ones_get_one_of_their_key(data: Path) -> None:
    folder = data / "figures" / US_2025
    folder.mkdir(parents=True)
    (folder / "initiatives.csv").write_text(
        "initiative_id,name,lead_organisation\n"
        "usa-omb2025-0001,Chatbot,Department of Energy\nusa-omb2025-0002,Chatbot,Department of Energy\n"
    )
    (folder / "use_case_attributes.csv").write_text(
        "initiative_id,native_id,sub_organisation\n"
        "usa-omb2025-0001,DOE-1,Ames Laboratory\nusa-omb2025-0002,DOE-1,Ames Laboratory\n"
    )
    new = us_2025(use_case_name="New")

    first = read(data, US_2025, csv_2025(new, us_2025(), us_2025()))["initiative"]["initiative_id"].to_list()
    second = read(data, US_2025, csv_2025(us_2025(), us_2025(), us_2025(), new))["initiative"][
        "initiative_id"
    ].to_list()

    assert first[1:] == second[:2] == ["usa-omb2025-0001", "usa-omb2025-0002"]
    assert first[0] == second[3]
    assert len({*first, *second}) == 4


def test_a_row_without_a_name_counts_for_the_register_and_is_no_case(data: Path) -> None:
    tables = read(data, US_2025, csv_2025(us_2025(), us_2025(use_case_name=" ")))

    assert tables["initiative"].height == tables["initiative_attribute"].height == 1
    size = tables["register_size"].row(0, named=True)
    assert (size["entry_count"], size["organisation_count"], size["as_of"]) == ("2", "1", "2025 edition")


def test_an_address_that_a_copy_still_holds_is_in_no_table(data: Path) -> None:
    names = [*header(US_2025)[:3], "contact_email", *header(US_2025)[3:]]

    tables = read(data, US_2025, table(names, [us_2025(contact_email="jane.doe@agency.example")]))

    assert not any("@" in (cell or "") for frame in tables.values() for row in frame.iter_rows() for cell in row)


def test_the_dutch_register_is_read_with_the_place_of_the_organisations_that_were_reviewed(data: Path) -> None:
    tables = read(
        data, DUTCH, dutch_json(dutch(), dutch(id="2", organisatie="Gemeente Nieuw"), fetched_at="2027-01-02")
    )

    rows = tables["initiative"].rows(named=True)
    assert [row["initiative_id"] for row in rows] == ["nld-11136893", "nld-2"]
    assert [(row["level"], row["city"]) for row in rows] == [("local", "Delft"), (None, None)]
    words = tables["initiative_attribute"].row(0, named=True)
    assert (words["registered_year"], words["edition_year"], words["stage_original"]) == ("2024", "2027", "in_gebruik")
    assert tables["register_size"].row(0, named=True)["as_of"] == "2027-01"


def test_the_cases_of_the_jrc_are_read_with_their_countries(data: Path) -> None:
    tables = read(data, JRC, table(header(JRC), [jrc(lead_organisation_name="ITZBund ")]))

    row = tables["initiative"].row(0, named=True)
    assert (row["country_code"], row["level"], row["status"]) == ("NOR", "local", "unknown")
    assert (row["start_year"], row["lead_organisation"]) == (None, "ITZBund")
    assert tables["register_size"].row(0, named=True)["country_code"] == "EUU"


def test_the_register_of_helsinki_is_read_with_its_place(data: Path) -> None:
    row = {"id": "7", "name": "Bot", "geoextent": "Local", "geocoverage": "Finland", "status": "In production"}

    found = read(data, HELSINKI, table(header(HELSINKI), [row]))["initiative"].row(0, named=True)

    assert (found["initiative_id"], found["city"], found["latitude"]) == ("fin-hel-007", "Helsinki", "60.1695")


# What is refused


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        pytest.param(
            csv_2025(us_2025(), us_2025(operational_date="2024/10/01")),
            ["row 3, column 'operational_date'", "format that is not declared", "'2024/10/01'", "%b-%y"],
            id="eleventh format of dates",
        ),
        pytest.param(
            csv_2025(us_2025(operational_date="13/01/2024")), ["'13/01/2024'"], id="day and month the other way round"
        ),
        pytest.param(
            csv_2025(us_2025(development_stage="Paused"), us_2025(development_stage="Paused")),
            ["row 2, column 'development_stage'", "a label that is new (and in 1 more rows)", "'Paused'", "'Pilot'"],
            id="unknown status",
        ),
        pytest.param(
            table([*header(US_2025), "vendor_risk"], [us_2025()]),
            ["row 1: columns are new", "'vendor_risk'"],
            id="unknown column",
        ),
        pytest.param(
            table([name for name in header(US_2025) if name != "id"], []),
            ["columns are missing", "'id'"],
            id="missing column",
        ),
        pytest.param(csv_2025(us_2025(use_case_name="Café")).encode("cp1252"), ["not utf-8"], id="another encoding"),
        pytest.param(
            csv_2025(us_2025(use_case_name="CafÃ©")), ["row 2, column C", "text in a wrong encoding"], id="mojibake"
        ),
        pytest.param(csv_2025(us_2025(), us_2025())[:-60], ["cells where the header has"], id="cut row"),
        pytest.param(csv_2025(us_2025(hi_public_consultation="x,y"))[:-3], ["not readable as CSV"], id="open quote"),
        pytest.param(csv_2025(us_2025(use_case_name="")), ["no entry has a name"], id="no names"),
        pytest.param(
            csv_2025(us_2025(), us_2025(use_case_name=""), us_2025(use_case_name="")),
            ["2 entries have no name, 1 may lack one"],
            id="more nameless rows",
        ),
        pytest.param("<!doctype html><p>Not found</p>", ["columns are missing"], id="HTML page"),
        pytest.param("", ["columns are missing"], id="empty file"),
    ],
)
def test_an_inventory_that_is_not_as_declared_is_refused(data: Path, content: str | bytes, reasons: list[str]) -> None:
    message = refused(data, US_2025, content)

    assert "us-omb-2025, copy.csv" in message
    assert [reason for reason in reasons if reason not in message] == []


def test_utf_8_that_would_be_read_as_cp1252_is_refused(data: Path) -> None:
    message = refused(data, US_2024, csv_2024(us_2024(Use_Case_Name="Bots’"), encoding="utf-8"))

    assert "text in a wrong encoding" in message
    assert "declare its right encoding" in message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(dutch_json(dutch(), dutch()), "native_id stands for more than one entry", id="repeated id"),
        pytest.param(dutch_json(dutch(id="")), "1 entries have no native_id", id="blank id"),
        pytest.param(dutch_json(dutch(), count=2), "1 entries where the file counts 2", id="cut list"),
        pytest.param(dutch_json(dutch(), algoritmes={}), "no entries where", id="no list"),
        pytest.param(dutch_json(dutch(risico="hoog")), "row 1: keys are new. First values: 'risico'", id="new key"),
        pytest.param(dutch_json({"id": "1"}), "keys are missing", id="missing keys"),
        pytest.param(dutch_json("nothing"), "keys are missing", id="entry that is no object"),
        pytest.param(dutch_json(dutch(status="gepauzeerd")), "column 'status': a label that is new", id="new status"),
        pytest.param(dutch_json(dutch(title=7)), "column 'title': not a text", id="number for a text"),
        pytest.param(dutch_json(dutch(geregistreerd="29-10-2024")), "'geregistreerd': a date in a", id="new date"),
        pytest.param(dutch_json(dutch(), fetched_at="yesterday"), "fetched_at: not a date", id="no date of the file"),
        pytest.param('{"algoritmes": []}', "keys are missing. First values: 'count', 'fetched_at'", id="other shape"),
        pytest.param("[]", "keys are missing", id="a list"),
        pytest.param(dutch_json(dutch())[:-20], "not readable as JSON", id="cut file"),
    ],
)
def test_a_json_register_that_is_not_as_declared_is_refused(data: Path, content: str, reason: str) -> None:
    assert reason in refused(data, DUTCH, content)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"start_date": "2020/05/01"}, "column 'start_date': a value where there was a placeholder"),
        ({"geocoverage": "Norway,Sweden"}, "column 'geocoverage': a spelling of a country that is new or ambiguous"),
        ({"geoextent": "Global"}, "column 'geoextent': a label that is new"),
    ],
)
def test_a_case_of_the_jrc_that_is_not_as_declared_is_refused(data: Path, cells: dict[str, str], reason: str) -> None:
    assert reason in refused(data, JRC, table(header(JRC), [jrc(**cells)]))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"colums": {}}, "unknown key 'colums'"),
        ({"status": "all active"}, "key 'status' must be a table of texts"),
        ({"table": "score"}, "table must be one of initiative, initiative_prior"),
        ({"constants": {"colour": "red"}}, "no column of ours is called colour"),
        ({"labels": {"level": {"Local": "local"}}, "constants": {}}, "no column of the file is read as level"),
        ({"id": {}}, "key 'prefix' is missing"),
        ({"years": {"start_year": {"format": []}}}, "unknown key 'format'"),
    ],
)
def test_a_layout_that_cannot_be_used_is_refused(data: Path, change: dict[str, Any], reason: str) -> None:
    file = replace(block(US_2025), layout={**block(US_2025).layout, **change})

    with pytest.raises(CatalogueError) as caught:
        read(data, US_2025, csv_2025(us_2025()), file)

    assert "us-omb-2025, file inventory, layout" in str(caught.value)
    assert reason in str(caught.value)


def test_a_layout_without_its_table_says_so(data: Path) -> None:
    file = replace(
        block(US_2025), layout={key: value for key, value in block(US_2025).layout.items() if key != "table"}
    )

    with pytest.raises(CatalogueError, match="key 'table' is missing"):
        read(data, US_2025, csv_2025(us_2025()), file)
