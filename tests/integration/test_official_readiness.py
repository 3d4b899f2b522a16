"""Interfaces and classifications of the readiness family, and editions of which no workbook is at hand."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from etl.frames import EDITION, SOURCE
from etl.metadata.catalogue import OfficialFile
from etl.rules.classification_check import differences
from etl.sources import Reading, Tables, find_parser
from tests.integration.test_official_files import (
    CATALOGUE,
    COPIES,
    ROOT,
    bundled,
    compare,
    official_copies,
    read_copy,
)

#: Country to measure to row of the bundle.
Rows = dict[str, dict[str, dict[str, str]]]

REVIEWED_ALONE = {
    "un-m49": [
        "country EUU, name: the file says nothing, reviewed is 'European Union'",
        "country GBR, name: the file says 'UK', reviewed is 'United Kingdom'",
        "country USA, name: the file says 'US', reviewed is 'United States'",
        "country XKX, iso2: the file says nothing, reviewed is 'XK'",
        "country XKX, name: the file says nothing, reviewed is 'Kosovo'",
    ],
    "world-bank-classification": [
        "country JEY, iso2: the file says nothing, reviewed is 'JE'",
        "country TWN, iso2: the file says nothing, reviewed is 'TW'",
        "country TWN, wb_region: the file says nothing, reviewed is 'East Asia & Pacific'",
        "country TWN, wb_income_group: the file says nothing, reviewed is 'High income'",
        "region_member wb-income TWN in high-income: only reviewed, not in the file",
        "region_member wb-region TWN in east-asia-and-pacific: only reviewed, not in the file",
    ],
}


def read(source_id: str, file: OfficialFile, *paths: Path) -> Tables:
    return find_parser(file.parser)(Reading(source_id, file, paths, ROOT / "data" / "reference"))


def test_codes_and_regions_differ_from_the_reviewed_tables_where_the_notes_say_so() -> None:
    (file,) = CATALOGUE["un-m49"].official_files

    assert differences(read_copy("un-m49", file), bundled()) == REVIEWED_ALONE["un-m49"]


def classified(row: Mapping[str, str], iso2: str | None) -> dict[str, object]:
    """A record of the World Bank's interface, made of a row of the table that was extracted from it."""
    return {
        "id": row["iso3"],
        "iso2Code": iso2 or "ZZ",
        "name": row["country_name"],
        "region": {"id": "", "iso2code": "", "value": row["wb_region"]},
        "adminregion": {"id": "", "iso2code": "", "value": ""},
        "incomeLevel": {"id": "", "iso2code": "", "value": row["wb_income_group"]},
        "lendingType": {"id": "", "iso2code": "", "value": ""},
        "capitalCity": row["capital_city"],
        "longitude": row["longitude"],
        "latitude": row["latitude"],
    }


def test_regions_and_income_groups_differ_from_the_reviewed_tables_where_the_notes_say_so(tmp_path: Path) -> None:
    official_copies()  # skips where the folder is absent
    with (COPIES / "readiness" / "context" / "tarea2_paises_metadata.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    iso2 = dict(bundled()["country"].select("country_code", "iso2").iter_rows())
    records = [classified(row, iso2.get(row["iso3"])) for row in rows]
    records.append(records[0] | {"id": "WLD", "region": {"id": "NA", "iso2code": "NA", "value": "Aggregates"}})
    path = tmp_path / "page.json"
    path.write_text(json.dumps([{"page": 1, "pages": 1, "per_page": "400", "total": len(records)}, records]))
    (file,) = CATALOGUE["world-bank-classification"].official_files

    found = differences(read("world-bank-classification", file, path), bundled())

    assert found == REVIEWED_ALONE["world-bank-classification"]


def published_by_the_imf() -> list[dict[str, str]]:
    official_copies()  # skips where the folder is absent
    with (COPIES.parent / "facts" / "readiness" / "scores.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["index_id"] == "aipi"]


def test_answers_of_the_imf_give_every_figure_of_the_index(tmp_path: Path) -> None:
    rows = published_by_the_imf()
    found: set[tuple[str, str, str]] = set()
    for file in CATALOGUE["aipi"].official_files:
        measure, indicator = file.layout["measure"], file.layout["indicator"]
        series = {row["iso3"]: {"2023": float(row["value"])} for row in rows if row["measure_id"] == measure}
        groups = {code: {"2023": 0.5} for code in file.layout["other_codes"]}
        path = tmp_path / f"{file.id}.json"
        path.write_text(json.dumps({"values": {indicator: series | groups}, "api": {"version": "1"}}))
        found.update(read("aipi", file, path)["score"].select("country_code", "measure_id", "value").iter_rows())

    assert len(rows) == 852
    assert found == {(row["iso3"], row["measure_id"], row["value"]) for row in rows}


EXTRACTED = ("tarea3_population.csv", "tarea3_gdp_current_usd.csv", "tarea3_gdp_per_capita_ppp.csv")


def extracted_records() -> Iterator[Mapping[str, object]]:
    official_copies()  # skips where the folder is absent
    for name in EXTRACTED:
        with (COPIES / "readiness" / "context" / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield {
                    "indicator": {"id": row["wb_indicator"], "value": row["canonical_name"]},
                    "country": {"id": row["iso3"][:2], "value": row["country_name"]},
                    "countryiso3code": row["iso3"],
                    "date": row["year"],
                    "value": json.loads(row["value"]),
                    "unit": "",
                    "obs_status": "",
                    "decimal": 0,
                }


def test_pages_of_the_world_bank_give_the_bundled_figures(tmp_path: Path) -> None:
    records, size = list(extracted_records()), 1000
    pages = [records[start : start + size] for start in range(0, len(records), size)]
    paths = []
    for number, page in enumerate(pages, start=1):
        head = {"page": number, "pages": len(pages), "per_page": size, "total": len(records), "sourceid": "2"}
        paths.append(tmp_path / f"page-{number}.json")
        paths[-1].write_text(json.dumps([head, page]))
    (file,) = CATALOGUE["wdi"].official_files

    tables = read("wdi", file, *paths)

    assert tables["context"].height == 5397
    compare("wdi", None, "context", tables["context"])


def rows_by_country(edition: str) -> Rows:
    """Bundled figures of a GAIRI edition: country to measure to row."""
    frame = bundled()["score"].filter((pl.col(SOURCE) == "gairi") & (pl.col(EDITION) == edition))
    found: Rows = {}
    for row in frame.iter_rows(named=True):
        found.setdefault(row["country_code"], {})[row["measure_id"]] = row
    return found


def names_of(source: str) -> dict[str, str]:
    """Country code to the spelling of a list of aliases."""
    with (ROOT / "data" / "reference" / "country_aliases.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["country_code"]: row["name_as_published"] for row in csv.DictReader(lines) if row["source"] == source
        }


def typed(row: Mapping[str, str] | None) -> float | str:
    return "N/A" if row is None else json.loads(row["value"])


def add_detail_sheet(book: Workbook, layout: Mapping[str, object], rows: Rows) -> None:
    """Country, total, spacer, pillars, spacer, dimensions: labels in row 1, headers in row 2."""
    sheet = book.create_sheet(str(layout["name"]))
    measures: dict[str, str] = dict(layout["measures"])  # type: ignore[call-overload]
    pillars = [name for name in measures if name.startswith("p_")]
    others = [name for name in measures if name not in {"total", *pillars}]
    order = ["total", None, *pillars, None, *others]
    sheet.append([None, None, None, "Pillars", None, None, None, "Dimensions"])
    sheet.append(["Country", *(measures[name] if name else None for name in order)])
    spelling = names_of(f"GAIRI {book.properties.title} detail")
    for code, scores in rows.items():
        sheet.append([spelling[code], *(typed(scores.get(name)) if name else None for name in order)])


def add_ranking_sheet(book: Workbook, layout: Mapping[str, object], rows: Rows) -> None:
    sheet = book.create_sheet(str(layout["name"]))
    sheet.append([layout["rank"], "Country", layout["compared"]["total"]])  # type: ignore[index]
    spelling = names_of(f"GAIRI {book.properties.title} ranking")
    for code, scores in sorted(rows.items(), key=lambda pair: int(pair[1]["total"]["rank_published"])):
        sheet.append([int(scores["total"]["rank_published"]), spelling[code], typed(scores["total"])])


def add_indicator_sheet(
    book: Workbook, layout: Mapping[str, object], rows: dict[str, dict[str, dict[str, str]]]
) -> None:
    """Four header rows with merged cells: pillar, dimension, indicator, source."""
    sheet = book.create_sheet(str(layout["name"]))
    measures: dict[str, str] = dict(layout["measures"])  # type: ignore[call-overload]
    half = len(measures) // 2
    sheet.append(["Pillar", "Government", *[None] * (half - 1), "Technology Sector"])
    sheet.append(["Dimension", "Vision", *[None] * (half - 1), "Maturity"])
    sheet.append(["Indicator", *measures.values()])
    sheet.append(["Source", *["desk research"] * len(measures)])
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=half + 1)
        sheet.merge_cells(start_row=row, start_column=half + 2, end_row=row, end_column=len(measures) + 1)
    spelling = names_of(f"GAIRI {book.properties.title} indicators")
    for code, scores in rows.items():
        sheet.append([spelling[code], *(typed(scores.get(name)) for name in measures)])


@pytest.mark.parametrize("edition", ["2021", "2023"])
def test_a_workbook_in_the_layout_of_an_edition_not_at_hand_gives_the_bundled_figures(
    tmp_path: Path, edition: str
) -> None:
    (file,) = [file for file in CATALOGUE["gairi"].official_files if file.id == edition]
    detail, ranking, *indicators = file.layout["sheets"]
    book, rows = Workbook(), rows_by_country(edition)
    book.remove(book.worksheets[0])
    book.properties.title = edition
    add_ranking_sheet(book, ranking, rows)
    add_detail_sheet(book, detail, rows)
    for layout in indicators:
        add_indicator_sheet(book, layout, rows)
    book.save(tmp_path / "edition.xlsx")

    tables = read("gairi", file, tmp_path / "edition.xlsx")

    found = {(row["country_code"], row["measure_id"]): row for row in tables["score"].iter_rows(named=True)}
    expected = {(code, measure): row for code, scores in rows.items() for measure, row in scores.items()}
    assert found.keys() == expected.keys()
    for key, row in expected.items():
        # The library that writes the workbook keeps 16 digits of a number.
        assert float(found[key]["value"]) == pytest.approx(float(row["value"]), abs=1e-12)
        for column in ("rank_published", "status", "note"):
            assert found[key][column] == row[column], key


@pytest.mark.parametrize("edition", ["2018", "2024"])
def test_an_export_of_a_survey_not_at_hand_gives_the_bundled_figures(tmp_path: Path, edition: str) -> None:
    (file,) = [file for file in CATALOGUE["egdi"].official_files if file.id == edition]
    (sheet,) = file.layout["sheets"]
    frame = bundled()["score"].filter((pl.col(SOURCE) == "egdi") & (pl.col(EDITION) == edition))
    wide = frame.pivot("measure_id", index="country_code", values="value")
    ranks = dict(frame.filter(pl.col("measure_id") == "total").select("country_code", "rank_published").iter_rows())
    spelling, order = names_of(f"EGDI {edition}"), ["total", "epi", "osi", "hci", "tii"]
    with (tmp_path / "export.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(
            ["Survey Year", "Country Name", "E-Government Rank", *(sheet["measures"][name] for name in order)]
        )
        for row in wide.iter_rows(named=True):
            code = row["country_code"]
            writer.writerow([edition, spelling[code], ranks[code], *(row[name] for name in order)])

    compare("egdi", edition, "score", read("egdi", file, tmp_path / "export.csv")["score"])
