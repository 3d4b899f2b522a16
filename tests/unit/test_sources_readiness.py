"""Workbooks, exports and answers of the readiness family: small files of every layout, and what is refused."""

import json
import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.errors import CatalogueError, UnreadableError
from etl.metadata.catalogue import OfficialFile
from etl.metadata.source_files import read_catalogue
from etl.rules.classification_check import classification_lines, differences, reviewed_tables
from etl.schema import read_schema
from etl.sources import Reading, Tables, find_parser
from etl.sources.score_layout import read_score_layout

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "data" / "reference"
CATALOGUE = read_catalogue(ROOT / "data" / "figures")

Sheets = dict[str, list[list[object]]]

DETAIL = """
missing = ["N/A"]

[[sheets]]
name = "Detail"
header_rows = [2]
country = "Country"
note = "Detail sheet"
notes = { total = "Detail sheet, all decimals" }
other_columns = ["Remark"]
measures = { total = "Overall score", p_government = "Government", d_vision = "Vision" }

[[sheets]]
name = "Ranking"
country = "Country"
rank = "2026 Ranking"
compared = { total = "Score" }
compared_within = 0.0005
"""


def detail() -> Sheets:
    return {
        "Ranking": [["2026 Ranking", "Country", "Score"], [1, "India", 61.235], [2, "Pakistan", 40.5]],
        "Detail": [
            [None, None, None, "Pillars", None, None, "Dimensions"],
            ["Country", "Overall score", None, "Government", None, "Remark", "Vision"],
            ["India", 61.23456, None, 70, None, "checked", 100],
            ["Pakistan", 40.5, None, 39.25, None, None, "N/A"],
            [None, None, None, None, None, None, " "],
        ],
    }


def save(path: Path, sheets: Sheets, change: Callable[[Workbook], None] | None = None) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    book.save(path)
    return path


def block(layout: str, parser: str = "score_files", **more: str) -> OfficialFile:
    given = {"id": "2026", "edition": "2026", "format": "xlsx", **more}
    return OfficialFile(parser=parser, layout=tomllib.loads(layout), **given)  # type: ignore[arg-type]


def read(file: OfficialFile, *paths: Path) -> Tables:
    return find_parser(file.parser)(Reading("demo", file, paths, REFERENCE))


def reasons(file: OfficialFile, *paths: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(file, *paths)
    return re.sub(r"' \([A-Z]+\)", "'", str(caught.value))  # the letter of a column, after its name


def test_a_new_edition_is_read_by_its_block_alone(tmp_path: Path) -> None:
    tables = read(block(DETAIL), save(tmp_path / "new.xlsx", detail()))

    assert tables["score"].rows() == [
        ("IND", "d_vision", "100", None, "normal", "Detail sheet"),
        ("IND", "p_government", "70", None, "normal", "Detail sheet"),
        ("IND", "total", "61.23456", "1", "normal", "Detail sheet, all decimals"),
        ("PAK", "p_government", "39.25", None, "normal", "Detail sheet"),
        ("PAK", "total", "40.5", "2", "normal", "Detail sheet, all decimals"),
    ]


def test_the_columns_are_those_of_a_figures_file(tmp_path: Path) -> None:
    tables = read(block(DETAIL), save(tmp_path / "new.xlsx", detail()))

    assert set(tables["score"].columns) == {column.name for column in read_schema().tables["score"].named("file")}


def test_another_sheet_header_row_and_name_of_the_total_need_another_block_only(tmp_path: Path) -> None:
    sheets = {
        "Scores 2027": [
            [],
            [None, "Land", "Total score", "Rank"],
            [None, "Viet Nam", 12.5, 2.0],
            [None, "Yemen", 13, 1.0],
        ]
    }
    layout = """
[[sheets]]
name = "Scores 2027"
header_rows = [2]
country = "Land"
rank = "Rank"
measures = { total = "Total score" }
"""

    rows = read(block(layout), save(tmp_path / "new.xlsx", sheets))["score"].rows()

    assert rows == [("VNM", "total", "12.5", "2", "normal", None), ("YEM", "total", "13", "1", "normal", None)]


def test_merged_header_rows_leave_the_row_with_the_names_to_the_block(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Indicators": [
            ["Pillar", "Government", None, "Technology"],
            ["Dimension", "Vision", None, "Maturity"],
            ["Indicator", "AI strategy", "Ethics\nprinciples", "Unicorns"],
            ["Source", "desk research", None, "CB Insights"],
            ["Türkiye", 50, 0, "N/A"],
        ]
    }

    def merge(book: Workbook) -> None:
        for area in ("B1:C1", "B2:C2", "B4:C4"):
            book["Indicators"].merge_cells(area)

    layout = """
missing = ["N/A"]
[[sheets]]
name = "Indicators"
header_rows = [3]
first_row = 5
country = "[A]"
status = "may_be_imputed"
measures = { i_strategy = "AI strategy", i_ethics = "Ethics principles", i_unicorns = "Unicorns" }
"""

    rows = read(block(layout), save(tmp_path / "new.xlsx", sheets, merge))["score"].rows()

    assert rows == [
        ("TUR", "i_ethics", "0", None, "may_be_imputed", None),
        ("TUR", "i_strategy", "50", None, "may_be_imputed", None),
    ]


BESIDE = """
missing = [""]

[rules]
zero_for_missing = { n_laws = "r_laws" }
zero_for_missing_note = "; raw value missing, normalised published as 0"

[[sheets]]
name = "Rankings"
header_rows = [2]
columns = "A:C"
country = "Country"
other_rows = ["AVERAGE"]
rank = "Rank (of 2)"
measures = { total = "Score" }
note = "sum"

[[sheets]]
name = "Data"
header_rows = [1, 2]
first_row = 4
columns = "A:C"
country = "Cluster / Indicator"
note = "raw"
measures = { r_laws = "Governance / Privacy laws", r_strategy = "Governance / AI strategy = 2 (none = 0)" }

[[sheets]]
name = "Data"
header_rows = [1, 2]
first_row = 4
columns = "E:F"
country = "[A]"
note = "normalised"
compared = { total = "INDEX SCORE" }
compared_within = 1e-9
measures = { n_laws = "NORMALISED: Governance / Privacy laws" }
"""


def test_tables_that_stand_side_by_side_are_told_apart_by_their_columns(tmp_path: Path) -> None:
    ranking: list[list[object]] = [
        ["Overall", None, None, None, "Africa"],
        ["Rank (of 2)", "Country", "Score", None, "Rank", "Country", "Score"],
        [1, "Kenya", 1.5, None, 1, "Kenya", 1.5],
        [2, "Ghana", 0],
        [None, None, None],
        [None, "AVERAGE", 0.75],
    ]
    data: list[list[object]] = [
        ["Cluster", "Governance", None, None, "NORMALISED: Governance", "INDEX SCORE"],
        ["Indicator", "Privacy laws", "AI strategy = 2\n(none = 0)", None, "Privacy laws"],
        ["Max Score", 1, 2],
        ["Kenya", 1, 2, None, 1, 1.5000000001],
        ["Ghana", None, 0, None, 0, 0],
    ]
    sheets = {"Rankings": ranking, "Data": data}

    rows = read(block(BESIDE), save(tmp_path / "old.xlsx", sheets))["score"].rows()

    zero = ("GHA", "n_laws", "0", None, "published_zero_for_missing")
    assert rows == [
        (*zero, "normalised; raw value missing, normalised published as 0"),
        ("GHA", "r_strategy", "0", None, "normal", "raw"),
        ("GHA", "total", "0", "2", "normal", "sum"),
        ("KEN", "n_laws", "1", None, "normal", "normalised"),
        ("KEN", "r_laws", "1", None, "normal", "raw"),
        ("KEN", "r_strategy", "2", None, "normal", "raw"),
        ("KEN", "total", "1.5", "1", "normal", "sum"),
    ]


EXPORT = """
not_additive = ["AND"]
above_maximum = ["AGO"]

[rules]
no_total_note = "; no index"
maximum = 1.0
parts.total = { osi = 0.5, hci = 0.5 }
additive_within = 0.001

[[sheets]]
country = "Country Name"
edition = "Survey Year"
rank = "Rank"
note = "export"
measures = { total = "Index", osi = "Online", hci = "Human" }
"""
EXPORT_ROWS = """Survey Year,Country Name,Rank,Index,Online,Human
2026,"Albania ",1,0.50000,0.40000,0.60000
2026,"Algeria ",,0.00000,0.00000,0.93000
2026,"Andorra ",2,0.40000,0.10000,0.10000
2026,"Angola ",9,0.00000,0.30000,1.42200
"""


def test_statuses_of_an_export_follow_from_the_declared_rules(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(EXPORT_ROWS, encoding="utf-8")

    rows = read(block(EXPORT, format="csv"), path)["score"].rows()

    assert rows == [
        ("AGO", "hci", "1.42200", None, "above_maximum_as_published", "export; no index"),
        ("AGO", "osi", "0.30000", None, "component_without_total", "export; no index"),
        ("ALB", "hci", "0.60000", None, "normal", "export"),
        ("ALB", "osi", "0.40000", None, "normal", "export"),
        ("ALB", "total", "0.50000", "1", "normal", "export"),
        ("AND", "hci", "0.10000", None, "normal", "export"),
        ("AND", "osi", "0.10000", None, "normal", "export"),
        ("AND", "total", "0.40000", "2", "not_additive_as_published", "export"),
        ("DZA", "hci", "0.93000", None, "component_without_total", "export; no index"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "0.40000,0.60000",
            "0.49000,0.60000",
            "row 2, column 'Index': total does not follow from its parts. First values: 'ALB 0.50000, its parts",
        ),
        ("0.93000", "1.93000", "row 3, column 'Human': hci above 1.0. First values: 'DZA 1.93000'"),
    ],
)
def test_a_figure_that_breaks_a_rule_without_being_known_to_is_a_fault(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(EXPORT_ROWS.replace(old, new), encoding="utf-8")

    found = reasons(block(EXPORT, format="csv"), path)

    assert expected in found
    assert "If the publisher printed it so, name the country in" in found


def test_a_mean_leaves_missing_parts_out(tmp_path: Path) -> None:
    layout = (
        DETAIL
        + """
[rules]
additive_within = 0.001
parts.p_government = { d_vision = 0.5, total = 0.5 }
"""
    )
    sheets = detail()
    sheets["Detail"][2][3], sheets["Detail"][3][3] = 80.617, 40.5

    assert read(block(layout), save(tmp_path / "new.xlsx", sheets))["score"].height == 5


def test_a_country_that_is_known_to_be_misranked_is_passed_over(tmp_path: Path) -> None:
    def swap(book: Workbook) -> None:
        book["Ranking"]["A2"], book["Ranking"]["A3"] = 2, 1

    layout = DETAIL.replace('rank = "2026 Ranking"', 'rank = "2026 Ranking"\nmisranked = ["IND"]')

    rows = read(block(layout), save(tmp_path / "new.xlsx", detail(), swap))["score"].rows()

    assert [(row[0], row[3]) for row in rows if row[3]] == [("IND", "2"), ("PAK", "1")]


WAVES = """
editions = ["2020", "2022"]

[[sheets]]
name = "Sheet1"
country = "country_code"
is_coded = true
old_codes = { ROM = "ROU" }
other_columns = ["country_name"]
other_rows_like = '0\\.\\d+'
edition = "year"
labels = { group = "grp" }
also = { gtmi_group = { maturity_group = "group" } }
note = "waves"
notes = { total = "group={group}" }
measures = { total = "gtmi", cgsi = "cgsi" }
"""


def waves() -> Sheets:
    return {
        "Sheet1": [
            ["year", "country_code", "country_name", "grp", "gtmi", "cgsi"],
            [2020, "ROM", "Romania", "B", 0.5, 0.25],
            [2022, "ROU", "Romania", "A", 0.75, 0],
            [2022, "0.75", "A", "80", 0.4, None],
        ]
    }


def test_one_file_gives_several_editions_and_two_tables(tmp_path: Path) -> None:
    tables = read(block(WAVES), save(tmp_path / "waves.xlsx", waves()))

    assert tables["score"].rows() == [
        ("2020", "ROU", "cgsi", "0.25", None, "normal", "waves"),
        ("2020", "ROU", "total", "0.5", None, "normal", "group=B"),
        ("2022", "ROU", "cgsi", "0", None, "normal", "waves"),
        ("2022", "ROU", "total", "0.75", None, "normal", "group=A"),
    ]
    assert tables["gtmi_group"].rows() == [("2020", "ROU", "B"), ("2022", "ROU", "A")]


def put(sheet: str, cell: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def drop_ranking(book: Workbook) -> None:
    book.remove(book["Ranking"])


def add_sheet(book: Workbook) -> None:
    book.create_sheet("Notes")


def add_row(sheet: str, *row: object) -> Callable[[Workbook], None]:
    return lambda book: book[sheet].append(row)


def drop_first_country(book: Workbook) -> None:
    book["Ranking"].delete_rows(2)


D, R = "sheet 'Detail'", "sheet 'Ranking'"
WRONG = {
    "a new column": (put("Detail", "H2", "Trust"), f"{D}, row 2: columns are new. First values: 'Trust'"),
    "a renamed column": (put("Detail", "G2", "Visions"), f"{D}, row 2: columns are missing. First values: 'Vision'"),
    "a column twice": (put("Detail", "H2", "Vision"), f"{D}, row 2: columns stand twice. First values: 'Vision'"),
    "values without a header": (put("Detail", "E4", 5), f"{D}, row 2: columns without a name hold values"),
    "headers a row lower": (lambda book: book["Detail"].insert_rows(1), f"{D}, row 2: columns are missing"),
    "a missing sheet": (drop_ranking, "sheets are missing. First values: 'Ranking'. The workbook has: Detail."),
    "a new sheet": (add_sheet, "sheets are new. First values: 'Notes'. Expected: Detail, Ranking."),
    "an unknown country": (
        put("Detail", "A4", "Pakistann"),
        f"{D}, row 4, column 'Country': an unknown spelling of a country. First values: 'Pakistann'. Review",
    ),
    "a country twice": (
        put("Detail", "A4", "India"),
        f"{D}, row 4, column 'Country': a country for the second time (first in row 3). First values: 'IND'",
    ),
    "no country": (put("Detail", "A4", None), f"{D}, row 4, column 'Country': values without a country"),
    "an unknown label of a missing value": (
        put("Detail", "G4", "n.a."),
        f"{D}, row 4, column 'Vision': text instead of a number. First values: 'n.a.'",
    ),
    "a number as text": (put("Detail", "D3", "70"), f"{D}, row 3, column 'Government': text instead of a number"),
    "an empty cell": (put("Detail", "D3", None), f"{D}, row 3, column 'Government': an empty cell where a value"),
    "a date": (put("Detail", "D3", date(2026, 1, 2)), f"{D}, row 3, column 'Government': not a number"),
    "true": (put("Detail", "D3", True), f"{D}, row 3, column 'Government': not a number. First values: True"),
    "an error cell": (put("Detail", "D3", "#DIV/0!"), "an error instead of a value"),
    "a formula without a value": (put("Detail", "D3", "=1+1"), "Detail"),
    "half a rank": (put("Ranking", "A2", 1.5), f"{R}, row 2, column '2026 Ranking': not a rank. First values: '1.5'"),
    "rank 0": (put("Ranking", "A2", 0), f"{R}, row 2, column '2026 Ranking': not a rank"),
    "another total": (
        put("Ranking", "C2", 61.3),
        f"{R}, row 2, column 'Score': not the total of the other sheet. First values: 'IND: 61.3, elsewhere 61.23456'",
    ),
    "ranks in another order": (
        lambda book: (put("Ranking", "A2", 2)(book), put("Ranking", "A3", 1)(book)),
        f"{R}, row 1, column '2026 Ranking': ranks do not follow total. First values: '1 PAK 40.5, 2 IND 61.23456'",
    ),
    "a rank that is skipped": (
        put("Ranking", "A3", 3),
        f"{R}, row 1, column '2026 Ranking': ranks that the countries before them do not add up to. First values: 3.",
    ),
    "one rank for two scores": (put("Ranking", "A3", 1), "ranks do not follow total. First values: '1 IND"),
    "a rank without a score": (
        add_row("Ranking", 3, "Nepal", 1),
        f"{R}, row 4, column '2026 Ranking': a rank for a country without total. First values: 'NPL'",
    ),
    "a score without a rank": (drop_first_country, f"{R}: countries with total are missing. First values: 'IND'"),
}


@pytest.mark.parametrize(("change", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_its_place(
    tmp_path: Path, change: Callable[[Workbook], None], expected: str
) -> None:
    path = save(tmp_path / "new.xlsx", detail(), change)

    found = reasons(block(DETAIL), path)

    assert found.startswith("demo 2026, new.xlsx")
    assert expected in found


def test_everything_wrong_is_listed_at_once_and_a_column_once(tmp_path: Path) -> None:
    sheets = detail()
    sheets["Detail"][2][3] = sheets["Detail"][3][3] = "?"
    sheets["Detail"][3][0] = "Pakistann"
    sheets["Detail"].append(["Nepal", 1, None, "?", None, None, 2])

    found = reasons(block(DETAIL), save(tmp_path / "new.xlsx", sheets)).splitlines()

    assert len(found) == 4
    assert sum("Government" in line for line in found) == 1
    assert any("row 3, column 'Government': text instead of a number (and in 1 more rows)" in line for line in found)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([2024, "ROU", "Romania", "A", 0.5, 0.5], "row 5, column 'year': another edition. First values: '2024'"),
        (
            [2022, "XYZ", "Nowhere", "A", 0.5, 0.5],
            "row 5, column 'country_code': a code of no country. First values: 'XYZ'",
        ),
        ([2022, "ROU", "Romania", "A", 0.5, 0.5], "row 5, column 'country_code': a country for the second time"),
    ],
)
def test_rows_of_unknown_editions_and_codes_are_faults(tmp_path: Path, row: list[object], expected: str) -> None:
    sheets = waves()
    sheets["Sheet1"].append(row)

    assert expected in reasons(block(WAVES), save(tmp_path / "waves.xlsx", sheets))


def test_an_edition_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    sheets = waves()
    del sheets["Sheet1"][2:]

    assert "editions are missing. First values: '2022'" in reasons(block(WAVES), save(tmp_path / "waves.xlsx", sheets))


def test_a_file_without_countries_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(EXPORT_ROWS.splitlines()[0] + "\n", encoding="utf-8")

    assert "no country was found" in reasons(block(EXPORT, format="csv"), path)


@pytest.mark.parametrize("written", ["nan", "inf", "1_000", "0,5", "50%", "0x1"])
def test_text_that_is_no_plain_number_is_a_fault(tmp_path: Path, written: str) -> None:
    path = tmp_path / "export.csv"
    path.write_text(EXPORT_ROWS.replace("0.50000", f'"{written}"'), encoding="utf-8")

    assert f"row 2, column 'Index': not a number. First values: '{written}'" in reasons(
        block(EXPORT, format="csv"), path
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('missing = ["N/A"]', 'missings = ["N/A"]', "unknown key 'missings'"),
        ('country = "Country"\nnote', "note", "sheet 1: key 'country' is missing"),
        ("header_rows = [2]", "header_rows = 2", "sheet 1: key 'header_rows' must be a list of whole numbers, not 2"),
        ("compared_within = 0.0005", 'compared_within = "a"', "sheet 2: key 'compared_within' must be a number"),
        ("header_rows = [2]", 'header_rows = [2]\ncolumns = "A-C"', "columns must be like 'A:C', not 'A-C'"),
    ],
)
def test_a_layout_that_cannot_be_used_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in DETAIL

    with pytest.raises(CatalogueError, match=r"(?s)") as caught:
        read(block(DETAIL.replace(old, new, 1)), save(tmp_path / "new.xlsx", detail()))

    assert expected in str(caught.value)


def test_a_layout_without_sheets_is_named() -> None:
    with pytest.raises(CatalogueError, match="demo: the layout needs at least one"):
        read_score_layout({"missing": []}, "demo")


SCORE_FILES = [
    pytest.param(source, file, id=f"{source.id}-{file.id}")
    for source in CATALOGUE.values()
    for file in source.official_files
    if file.parser == "score_files"
]


@pytest.mark.parametrize(("source", "file"), SCORE_FILES)
def test_the_blocks_of_the_bundle_name_measures_of_their_framework(source, file: OfficialFile) -> None:  # type: ignore[no-untyped-def]
    layout = read_score_layout(file.layout, source.id)
    editions = [edition for edition in source.editions if edition.edition in (file.edition, *layout.editions)]
    known = {(measure.framework, measure.measure_id) for measure in source.measures}
    named = {measure for sheet in layout.sheets for measure in sheet.measures}

    assert editions
    assert "total" in named
    assert {(edition.framework, measure) for edition in editions for measure in named} <= known


IMF = """
indicator = "AI_PI"
measure = "total"
year = "2023"
note = "IMF"
other_codes = ["ADVEC"]
"""
ANSWER = {"values": {"AI_PI": {"USA": {"2023": 0.77}, "AFG": {"2023": None}, "ADVEC": {"2023": 0.68}}}, "api": {}}


def answer(path: Path, **changed: object) -> Path:
    """The answer, with the series of some codes put in."""
    series = {**ANSWER["values"]["AI_PI"], **changed}  # type: ignore[dict-item]
    path.write_text(json.dumps({**ANSWER, "values": {"AI_PI": series}}), encoding="utf-8")
    return path


def test_an_answer_of_the_imf_gives_countries_and_passes_over_groups(tmp_path: Path) -> None:
    tables = read(block(IMF, "datamapper", format="json"), answer(tmp_path / "answer.json"))

    assert tables["score"].rows() == [("USA", "total", "0.77", None, "normal", "IMF")]


@pytest.mark.parametrize(
    ("code", "years", "expected"),
    [
        ("XXA", {"2023": 0.5}, "answer.json, AI_PI: codes of no country. First values: 'XXA'"),
        ("PAK", {"2023": 0.5, "2024": 0.6}, "answer.json, AI_PI, PAK: years are new. First values: '2024'"),
        ("PAK", {"2023": "0.5"}, "answer.json, AI_PI, PAK, 2023: not a number. First values: '0.5'"),
        ("PAK", {"2023": True}, "answer.json, AI_PI, PAK, 2023: not a number. First values: True"),
        ("PAK", 0.5, "answer.json, AI_PI, PAK: no table of years. First values: 0.5"),
    ],
)
def test_what_the_imf_never_wrote_before_is_a_fault(tmp_path: Path, code: str, years: object, expected: str) -> None:
    path = answer(tmp_path / "answer.json", **{code: years})

    assert expected in reasons(block(IMF, "datamapper", format="json"), path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<html>Access denied</html>", "not readable as JSON"),
        ('{"api": {"version": "1"}}', "no values of AI_PI"),
        ('{"values": {"DI": {"USA": {"2023": 0.2}}}}', "no values of AI_PI. First values: 'DI'"),
        ('{"values": {"AI_PI": {"USA": {"2023": 0.2}}}, "error": "x"}', "keys are new. First values: 'error'"),
        ('{"values": {"AI_PI": {"USA": {"2023": NaN}}}}', "not readable as JSON"),
        ("[]", "no values of AI_PI"),
    ],
)
def test_an_answer_of_another_form_is_a_fault(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "answer.json").write_text(text, encoding="utf-8")

    assert expected in reasons(block(IMF, "datamapper", format="json"), tmp_path / "answer.json")


PAGES = """
years = ["2023"]
note = "WDI {indicator}"
other_fields = ["unit"]
other_codes = ["WLD"]
indicators = { "POP" = "population", "GDP" = "gdp" }
quotients = { gdp_per_head = { of = "gdp", by = "population", note = "derived" } }
"""


def record(code: str, indicator: str, value: object, year: str = "2023", **more: object) -> dict[str, object]:
    return {
        "indicator": {"id": indicator, "value": indicator},
        "country": {"id": code[:2], "value": code},
        "countryiso3code": code,
        "date": year,
        "value": value,
        "unit": "",
        **more,
    }


RECORDS = [
    record("PAK", "POP", 200),
    record("WLD", "POP", 8000),
    record("", "POP", 900),
    record("PAK", "GDP", 50.5),
    record("IND", "POP", 400),
    record("IND", "GDP", None),
]


def pages(folder: Path, records: list[dict[str, object]], size: int = 2, **head: object) -> list[Path]:
    parts = [records[start : start + size] for start in range(0, len(records), size)]
    paths = []
    for number, part in enumerate(parts, start=1):
        told = {"page": number, "pages": len(parts), "per_page": str(size), "total": len(records), **head}
        paths.append(folder / f"page-{number}.json")
        paths[-1].write_text(json.dumps([told, part]), encoding="utf-8")
    return paths


def test_pages_of_the_world_bank_give_figures_and_what_we_derive(tmp_path: Path) -> None:
    tables = read(block(PAGES, "world_bank", format="json"), *pages(tmp_path, RECORDS))

    assert tables["context"].rows() == [
        ("IND", "2023", "population", "400", "WDI POP"),
        ("PAK", "2023", "gdp", "50.5", "WDI GDP"),
        ("PAK", "2023", "gdp_per_head", "0.2525", "derived"),
        ("PAK", "2023", "population", "200", "WDI POP"),
    ]


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        (record("XXA", "POP", 1), "page 4, row 1, column 'countryiso3code': a code of no country that is held"),
        (record("PAK", "POP", 1), "page 4, row 1, column 'countryiso3code': a country and year for the second time"),
        (record("NPL", "POP", 1, "2024"), "page 4, row 1, column 'date': another year. First values: '2024'"),
        (record("NPL", "CO2", 1), "page 4, row 1, column 'indicator': another indicator. First values: 'CO2'"),
        (record("NPL", "POP", "1"), "page 4, row 1, column 'value': not a number. First values: '1'"),
        (record("NPL", "POP", True), "page 4, row 1, column 'value': not a number. First values: True"),
        (record("NPL", "POP", 1, footnote="x"), "page 4, row 1, column 'footnote': a field is new"),
    ],
)
def test_records_of_another_kind_are_faults(tmp_path: Path, added: dict[str, object], expected: str) -> None:
    file = block(PAGES, "world_bank", format="json")

    assert expected in reasons(file, *pages(tmp_path, [*RECORDS, added]))


@pytest.mark.parametrize(
    ("head", "left_out", "expected"),
    [
        ({}, 1, "page 1: it says page 1 of 3, but is 1 of 2"),
        ({"total": 7}, 0, "6 records came, 7 are told of"),
        ({"page": 1}, 0, "page 2: it says page 1 of 3, but is 2 of 3"),
        ({"pages": None}, 0, "page 1: it says page 1 of None"),
    ],
)
def test_pages_that_are_not_the_whole_answer_are_faults(
    tmp_path: Path, head: dict[str, object], left_out: int, expected: str
) -> None:
    paths = pages(tmp_path, RECORDS, **head)

    assert expected in reasons(block(PAGES, "world_bank", format="json"), *paths[: len(paths) - left_out])


def test_a_message_in_the_place_of_a_page_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "page-1.json").write_text('[{"message": [{"id": "120"}]}]', encoding="utf-8")

    found = reasons(block(PAGES, "world_bank", format="json"), tmp_path / "page-1.json")

    assert "page 1: not a head and a list of records" in found


def test_an_indicator_without_a_figure_is_a_fault(tmp_path: Path) -> None:
    only = [found for found in RECORDS if found["indicator"] == {"id": "POP", "value": "POP"}]

    assert "indicators are missing" in reasons(block(PAGES, "world_bank", format="json"), *pages(tmp_path, only))


CODES = """
code = "ISO3"
digits = { iso_numeric = 3 }
columns = { iso2 = "ISO2", iso_numeric = "Number", un_region = "Region" }
schemes = { un-region = "Region" }
no_group = ["None"]
other_rows = { ISO2 = "--" }
"""
CODE_ROWS = (
    "ISO3,ISO2,Number,Region,Unread\nAFG,AF,4,Europe,x\nNAM,NA,516,Africa,x\nATA,AQ,10,None,x\nWLD,--,1,World,x\n"
)


def test_a_classification_keeps_namibia_and_leading_zeros(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text(CODE_ROWS, encoding="utf-8")

    tables = read(block(CODES, "classification", format="csv"), tmp_path / "codes.csv")

    assert tables["country"].rows()[:2] == [("AFG", "AF", "004", "Europe"), ("NAM", "NA", "516", "Africa")]
    assert tables["region_member"].rows() == [
        ("un-region", "europe", "Europe", "AFG"),
        ("un-region", "africa", "Africa", "NAM"),
    ]


def test_differences_from_the_reviewed_tables_are_listed_and_territories_not_held_passed_over(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text(CODE_ROWS, encoding="utf-8")

    tables = read(block(CODES, "classification", format="csv"), tmp_path / "codes.csv")
    found = differences(tables, reviewed_tables(REFERENCE))

    assert "country AFG, un_region: the file says 'Europe', reviewed is 'Asia'" in found
    assert "region_member un-region AFG in asia: only reviewed, not in the file" in found
    assert "region_member un-region AFG in europe: the file alone says so" in found
    assert not [line for line in found if " NAM" in line or " ATA" in line]


CLASSIFIED = """
id = "codes"
family = "classification"
title = "Codes"
redistribution = "allowed"
citation = "Codes."
parsing = "compiled"

[[files]]
id = "list"
parser = "classification"
format = "csv"
path = "codes.csv"

[files.layout]
code = "ISO3"
columns = { un_region = "Region" }
"""


def test_a_check_lists_what_a_classification_at_hand_says_otherwise(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "codes"
    folder.mkdir(parents=True)
    (tmp_path / "reference").symlink_to(REFERENCE)
    (folder / "source.toml").write_text(CLASSIFIED, encoding="utf-8")
    (folder / "codes.csv").write_text("ISO3,Region\nAFG,Europe\n", encoding="utf-8")

    first, *listed = classification_lines(tmp_path, read_catalogue(tmp_path / "own"))
    (folder / "codes.csv").write_text("ISO3\nAFG\n", encoding="utf-8")
    (refused,) = classification_lines(tmp_path, read_catalogue(tmp_path / "own"))

    assert first == f"codes list: {len(listed)} differences from the reviewed tables"
    assert "- country AFG, un_region: the file says 'Europe', reviewed is 'Asia'" in listed
    assert "columns are missing. First values: 'Region'" in refused


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Region,", "Continent,", "row 1: columns are missing. First values: 'Region'"),
        ("NAM,", "NAMIBIA,", "row 3: not a country code of three letters. First values: 'NAMIBIA'"),
        ("NAM,", "AFG,", "row 3: a country for the second time. First values: 'AFG'"),
    ],
)
def test_a_classification_of_another_form_is_a_fault(tmp_path: Path, old: str, new: str, expected: str) -> None:
    (tmp_path / "codes.csv").write_text(CODE_ROWS.replace(old, new), encoding="utf-8")

    assert expected in reasons(block(CODES, "classification", format="csv"), tmp_path / "codes.csv")


def test_the_address_of_a_file_is_the_data_address_of_its_edition() -> None:
    editions = {edition.edition: edition for edition in CATALOGUE["gairi"].editions}

    assert editions["2025"].file
    assert editions["2025"].data_url == editions["2025"].file.url
    assert editions["2024"].data_url is None
