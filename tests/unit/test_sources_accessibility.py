"""Files of accessibility publishers: small files of the published layouts, read with the real blocks of source.toml."""

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from etl.errors import CatalogueError, UnreadableError
from etl.metadata.catalogue import OfficialFile
from etl.metadata.source_files import read_catalogue
from etl.sources import Reading, find_parser
from etl.sources.audit_rows import replaced

DATA = Path(__file__).resolve().parents[2] / "data"
CATALOGUE = read_catalogue(DATA / "figures")
PAGES, SCANS, PORTALS = "almanac-2025-sites-eu-plus", "gsa-site-scanning-2025-01", "gov-web-performance"


def block(source: str, name: str, **layout: Any) -> OfficialFile:
    (file,) = [file for file in CATALOGUE[source].files if file.id == name]
    return replace(file, layout={**file.layout, **layout})


def read(folder: Path, source: str, file: OfficialFile, *contents: str) -> pl.DataFrame:
    paths = [folder / f"part-{number}.{file.format}" for number, _ in enumerate(contents)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content.encode())
    reading = Reading(source, file, tuple(paths), DATA / "reference")
    return find_parser(file.parser)(reading)["audit_result"]


def refused(folder: Path, source: str, file: OfficialFile, *contents: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(folder, source, file, *contents)
    return str(caught.value)


def told(rows: pl.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    return list(rows.select(names).iter_rows())


def edited(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


# Scores of pages

MALTA = """\
country,subnational,gov_domain,page,is_root_page,performance_score,accessibility_score,best_practices_score,seo_score
Malta,,b.gov.mt,https://b.gov.mt/,TRUE,0.34,0.79,0.78,0.85
Malta,Gozo,b.gov.mt,https://b.gov.mt/1,FALSE,0.34,0.84,0.78,0.85
Malta,,b.gov.mt,https://b.gov.mt/2,FALSE,0.34,0.84,0.78,0.85
Malta,,b.gov.mt,https://b.gov.mt/3,FALSE,0.34,0.84,0.78,0.85
Malta,,a.gov.mt,https://a.gov.mt/,TRUE,,1,1,1
Malta,,a.gov.mt,https://a.gov.mt/x,TRUE,0.1,,1,1
Malta,,c.gov.mt,https://c.gov.mt/,TRUE,,0,0,0
Malta,,d.gov.mt,https://d.gov.mt/,TRUE,,,,
"""

PAGE_FAULTS = [
    ("seo_score\n", "seo_score,carbon\n", "row 1: columns are new. First values: 'carbon'"),
    ("accessibility_score", "a11y_score", "row 1: columns are missing. First values: 'accessibility_score'"),
    ("0.34,0.84,0.78,0.85\n", "0.34\n", "row 3: 6 cells where the header has 9"),
    ("Malta,,a.", "Atlantis,,a.", "row 6, column 'country': The spelling 'Atlantis' is not in country_aliases.csv"),
    ("Malta,,a.", "Poland,,a.", "row 6, column 'country': another country than MLT. First values: 'Poland'"),
    ("TRUE,,1,1,1", "TRUE,,100,1,1", "row 6, column 'accessibility_score': outside 0 to 1. First values: '100'"),
    ("TRUE,,1,1,1", "TRUE,,-0.1,1,1", "row 6, column 'accessibility_score': outside 0 to 1. First values: '-0.1'"),
    ("TRUE,,1,1,1", "TRUE,,NaN,1,1", "row 6, column 'accessibility_score': not a number. First values: 'NaN'"),
    ("https://b.gov.mt/2", "https://b.gov.mt/1", "row 4: the page stands twice, first in row 3"),
    ("https://b.gov.mt/2", "https://x.gov.mt/2", "row 4: the page is of another host. First values: 'b.gov.mt'"),
    ("https://b.gov.mt/2", "https://[/", "row 4: the page is of another host. First values: 'b.gov.mt', 'https://[/'"),
    ("b.gov.mt,https://b.gov.mt/2", "B.gov.mt,https://b.gov.mt/2", "row 4: the host is spelt in two ways"),
]


def test_the_score_of_a_host_is_the_mean_of_its_pages_that_were_scored(tmp_path: Path) -> None:
    rows = read(tmp_path, PAGES, block(PAGES, "malta"), MALTA)

    assert told(rows, "country_code", "url_or_host", "value", "sample_count", "status") == [
        ("MLT", "a.gov.mt", "100.0", "1", "normal"),
        ("MLT", "b.gov.mt", "82.7", "4", "normal"),
        ("MLT", "c.gov.mt", "0.0", "1", "failed_run_suspected"),
    ]
    assert told(rows.head(1), "audited_to", "date_precision", "metric_id", "level", "is_derived", "subnational") == [
        ("2025", "year", "lh_site_score", "site", "true", None)
    ]


@pytest.mark.parametrize(("old", "new", "message"), PAGE_FAULTS, ids=[fault[2][:60] for fault in PAGE_FAULTS])
def test_pages_that_cannot_be_are_named_with_row_and_column(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert message in refused(tmp_path, PAGES, block(PAGES, "malta"), edited(MALTA, old, new))


def test_every_fault_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    text = edited(edited(MALTA, "Malta,,a.", "Poland,,a."), "TRUE,,0,0,0", "TRUE,,2,0,0")

    message = refused(tmp_path, PAGES, block(PAGES, "malta"), text)

    assert "row 6, column 'country'" in message
    assert "row 8, column 'accessibility_score'" in message


def test_a_file_that_was_cut_after_the_header_is_refused(tmp_path: Path) -> None:
    message = refused(tmp_path, PAGES, block(PAGES, "malta"), MALTA.splitlines(keepends=True)[0])

    assert "it holds no figures" in message


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"maximum": "1"}, "key 'maximum' must be a number"),
        ({"row": {"hosts": "x"}}, "row: unknown columns hosts"),
    ],
)
def test_a_layout_that_cannot_be_used_names_source_and_file(
    tmp_path: Path, layout: Mapping[str, Any], message: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, PAGES, block(PAGES, "malta", **layout), MALTA)

    assert "almanac-2025-sites-eu-plus, file malta" in str(caught.value)
    assert message in str(caught.value)


# Scans of sites


def scans(*rows: Mapping[str, str]) -> str:
    layout = block(SCANS, "department-of-labor").layout
    read_columns = [layout[name] for name in layout if name.endswith("_column")]
    usual = {
        "target_url_agency_owner": "Department of Labor",
        "final_url_live": "True",
        "accessibility_scan_status": "completed",
        "scan_date": "2025-01-16T10:22:35.233Z",
    }
    text = StringIO(newline="")
    writer = csv.DictWriter(text, [*read_columns, *layout["other_columns"]], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**usual, **row} for row in rows)
    return text.getvalue()


def site(name: str, **columns: str) -> dict[str, str]:
    return {"final_url_website": name, **columns}


SCAN_FAULTS = [
    ({"accessibility_violations": '{"aria":2,"sound":1}'}, "groups are new. First values: 'sound'"),
    ({"accessibility_violations": '{"aria":2'}, "not readable as JSON"),
    ({"accessibility_violations": "[]"}, "not an object of group and count"),
    ({"accessibility_violations": '{"aria":1,"aria":2}'}, "a group stands twice"),
    ({"accessibility_violations": '{"aria":-1}'}, "not a count. First values: -1"),
    ({"accessibility_violations": '{"aria":NaN}'}, "not a count. First values: nan"),
    ({"accessibility_violations": '{"aria":{"contrast":1}}'}, "not a count"),
    ({"final_url_live": "yes"}, "column 'final_url_live': the label is new. First values: 'yes'"),
    ({"accessibility_scan_status": "done"}, "column 'accessibility_scan_status': the label is new"),
    ({"scan_date": "2025-13-41T00:00:00Z"}, "agency, site or date is missing"),
    ({"final_url_website": ""}, "agency, site or date is missing"),
]


def test_a_site_counts_the_failing_elements_of_all_groups(tmp_path: Path) -> None:
    text = scans(
        site("oig.dol.gov", accessibility_violations='{"aria":2,"lists":54}'),
        site("dol.gov"),
        site("down.dol.gov", final_url_live="False", accessibility_violations='{"aria":1}'),
        site("slow.dol.gov", accessibility_scan_status="timeout"),
    )

    rows = read(tmp_path, SCANS, block(SCANS, "department-of-labor"), text)

    assert told(rows, "organisation", "url_or_host", "audited_from", "value", "status") == [
        ("Department of Labor", "oig.dol.gov", "2025-01-16", "56", "normal"),
        ("Department of Labor", "dol.gov", "2025-01-16", "0", "zero_or_no_value"),
    ]


def test_a_site_of_several_agencies_counts_for_the_first_in_the_alphabet(tmp_path: Path) -> None:
    labor = scans(site("a.gov", accessibility_violations='{"aria":9}'), site("b.gov"))
    commerce = scans(
        site("a.gov", target_url_agency_owner="department of Commerce", accessibility_violations='{"aria":1}'),
        site("a.gov", target_url_agency_owner="department of Commerce", accessibility_violations='{"aria":5}'),
    )

    rows = read(tmp_path, SCANS, block(SCANS, "department-of-labor"), labor, commerce)

    assert told(rows, "organisation", "url_or_host", "value") == [
        ("department of Commerce", "a.gov", "1"),
        ("Department of Labor", "b.gov", "0"),
    ]


@pytest.mark.parametrize(("columns", "message"), SCAN_FAULTS, ids=[str(fault[0])[:60] for fault in SCAN_FAULTS])
def test_scans_that_cannot_be_are_named_with_their_row(
    tmp_path: Path, columns: Mapping[str, str], message: str
) -> None:
    text = scans(site("a.gov"), {**site("b.gov"), **columns})

    found = refused(tmp_path, SCANS, block(SCANS, "department-of-labor"), text)

    assert "row 3" in found
    assert message in found


def test_a_column_that_is_new_is_named(tmp_path: Path) -> None:
    text = edited(scans(site("a.gov")), "www_title\n", "www_titles\n")

    found = refused(tmp_path, SCANS, block(SCANS, "department-of-labor"), text)

    assert "row 1: columns are new. First values: 'www_titles'" in found


# Answers of organisations

SHARE = "<strong>{}%</strong> of top viewed web pages tested fully conform"
FY2023 = [
    {
        **dict.fromkeys(block("section508-fy2023", "organisations").layout["other_fields"], ""),
        "name": name,
        "parent": parent,
        "m_index": "Very High",
        "c_index": "Low",
        "ict_outcomes": {
            "top_internet": top,
            "all_internet": "No web pages were evaluated during the reporting period.",
            "top_docs": "?",
        },
    }
    for name, parent, top in [
        ("Navy (USN)", "Defense (DOD)", SHARE.format("33.3")),
        ("Defense (DOD)", "", "<strong>N/A</strong> - does not have public web pages"),
    ]
]
ANSWER_FAULTS = [
    ('"Very High"', '"Extreme"', "item 1, field 'm_index': the label is new. First values: 'Extreme'"),
    ("33.3%", "133.3%", "item 1, field 'ict_outcomes.top_internet': outside 0 to 100"),
    ("33.3%", "some", "item 1, field 'ict_outcomes.top_internet': the answer is new"),
    (SHARE.format("33.3"), "", "item 1, field 'ict_outcomes.top_internet': the answer is new. First values: ''."),
    ("33.3%", "3_3%", "item 1, field 'ict_outcomes.top_internet': not a number"),
    ('"top_docs"', '"top_films"', "item 1: fields are new. First values: 'ict_outcomes.top_films'"),
    ('"m_index"', '"maturity"', "item 1: fields are missing. First values: 'm_index'"),
    ('"Navy (USN)"', "7", "item 1: fields are not text. First values: 'name'"),
    ('"Navy (USN)"', '""', "item 1: the name is empty"),
    ('"Navy (USN)", "parent": "Defense (DOD)"', '"Defense (DOD)", "parent": ""', "figures stand twice"),
    ('"name": "Navy (USN)"', '"name": "x", "name": "y"', "'name' stands twice in one object"),
    ("[{", "{", "not readable as JSON"),
]


def answers(**layout: Any) -> OfficialFile:
    return block("section508-fy2023", "organisations", **{"entity_count": 2, "answering_count": 2, **layout})


def test_organisations_say_how_far_they_conform(tmp_path: Path) -> None:
    rows = read(tmp_path, "section508-fy2023", answers(), json.dumps(FY2023))

    assert told(rows, "subnational", "organisation", "metric_id", "value", "level") == [
        ("Defense (DOD)", "Navy (USN)", "s508_conformance_bracket", "2", "organisation"),
        ("Defense (DOD)", "Navy (USN)", "s508_maturity_bracket", "5", "organisation"),
        ("Defense (DOD)", "Navy (USN)", "s508_top_public_pages_conform_pct", "33.3", "organisation"),
        (None, "Defense (DOD)", "s508_conformance_bracket", "2", "organisation"),
        (None, "Defense (DOD)", "s508_maturity_bracket", "5", "organisation"),
        (None, None, "organisations_in_sample", "2", "country"),
    ]


@pytest.mark.parametrize(("old", "new", "message"), ANSWER_FAULTS, ids=[fault[2][:60] for fault in ANSWER_FAULTS])
def test_answers_that_cannot_be_are_named_with_their_field(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = edited(json.dumps(FY2023), old, new)

    assert message in refused(tmp_path, "section508-fy2023", answers(), text)


def test_another_number_of_organisations_is_a_fault(tmp_path: Path) -> None:
    found = refused(tmp_path, "section508-fy2023", answers(entity_count=3), json.dumps(FY2023))

    assert "2 organisations, 3 stated in the file's block" in found


def test_only_agencies_that_answered_count_and_a_share_has_its_sample(tmp_path: Path) -> None:
    file = block("section508-fy2025", "organisations", entity_count=3, answering_count=1)
    usual = {
        **dict.fromkeys(file.layout["other_fields"], ""),
        "Component Name": "",
        "No submitted data": "",
        "Agency conformance score": "0",
        "Agency implementation score": "1.69",
        "Total tested for Section 508 in the past year Public web": "-",
        "Total tested that fully conform to Section 508 Public Web": "",
        "Top ten viewed public web pages # of items tested": "10",
        "Top ten viewed public web pages  % fully conforms": "0%",
    }
    entities = [
        {**usual, "Agency name": "NRC"},
        {**usual, "Agency name": "Peace Corps", "No submitted data": "No data submitted for FY25"},
        {**usual, "Agency name": "NRC", "Component Name": "Office"},
    ]

    rows = read(tmp_path, "section508-fy2025", file, json.dumps(entities))

    assert told(rows, "organisation", "metric_id", "value", "sample_count") == [
        ("NRC", "s508_conformance_score", "0.0", None),
        ("NRC", "s508_implementation_score", "1.69", None),
        ("NRC", "s508_top_public_pages_conform_pct", "0.0", "10"),
        (None, "organisations_in_sample", "1", None),
    ]


def test_a_share_without_the_size_of_its_sample_is_a_fault(tmp_path: Path) -> None:
    sample = {"sample_field": "parent", "sample_unit": "pages"}
    questions = answers().layout["answers"]
    file = answers(answers=[*questions[:2], {**questions[2], **sample}, questions[3]])

    found = refused(tmp_path, "section508-fy2023", file, json.dumps(FY2023))

    assert "item 1, field 'parent': not the size of a sample. First values: 'Defense (DOD)'" in found


# Small tables

SITES_2024 = "Site;Score\nguichet.lu;79,27\nPortail de l'emploi;64\nGuichet Unique PME;41,51"
TABLE_FAULTS = [
    ("79,27", "79,27%", "row 2, column 'Score': a percent sign"),
    ("79,27", "7927", "row 2, column 'Score': no number from 0 to 100"),
    ("79,27", "-", "row 2, column 'Score': not a number"),
    ("79,27", "", "row 2, column 'Score': no number from 0 to 100"),
    ("Site;", "Sites;", "columns are missing. First values: 'Site'"),
    ("Score", "Score;Rank", "row 2: 2 cells where the header has 3"),
    ("guichet.lu", " ", "row 2, column 'Site': the name is empty"),
    ("Guichet Unique PME", "guichet.lu", "1 figures stand twice"),
]


def test_an_address_is_a_site_and_any_other_name_an_organisation(tmp_path: Path) -> None:
    rows = read(tmp_path, "lu-full-audits", block("lu-full-audits", "sites-2024"), SITES_2024)

    assert told(rows, "url_or_host", "organisation", "value", "audited_to") == [
        ("guichet.lu", None, "79.27", "2024"),
        (None, "Portail de l'emploi", "64.0", "2024"),
        (None, "Guichet Unique PME", "41.51", "2024"),
    ]


def test_apps_are_named_even_where_the_name_looks_like_an_address(tmp_path: Path) -> None:
    rows = read(tmp_path, "lu-full-audits", block("lu-full-audits", "apps-2023"), "App;Score\nVDL.LU;59,09\nEsch;30")

    assert told(rows, "url_or_host", "organisation", "value") == [(None, "VDL.LU", "59.09"), (None, "Esch", "30.0")]


def test_numbers_may_have_percent_signs_where_the_block_says_so(tmp_path: Path) -> None:
    text = "Site;Score\nvdl.lu/fr;62,12%\nservior.lu;34,78%"

    rows = read(tmp_path, "lu-full-audits", block("lu-full-audits", "sites-2022"), text)

    assert told(rows, "url_or_host", "value") == [("vdl.lu/fr", "62.12"), ("servior.lu", "34.78")]


def test_levels_of_two_periods_become_figures_of_each(tmp_path: Path) -> None:
    file = block("lu-simplified-audits", "levels-2024")

    rows = read(tmp_path, "lu-simplified-audits", file, "Level;2020-2021;2022-2024\nState;60;66\nLocal;42;48")

    assert told(rows, "organisation", "audited_from", "audited_to", "date_precision", "value") == [
        ("state", "2020", "2021", "years", "60"),
        ("state", "2022", "2024", "years", "66"),
        ("municipalities", "2020", "2021", "years", "42"),
        ("municipalities", "2022", "2024", "years", "48"),
    ]


def test_a_level_that_is_new_is_named(tmp_path: Path) -> None:
    text = "Admin_level;Compliance\nState;74\nBotschaften;57"

    found = refused(tmp_path, "lu-simplified-audits", block("lu-simplified-audits", "levels-2025"), text)

    assert "row 3, column 'Admin_level': the label is new. First values: 'Botschaften'" in found


def test_a_fraction_where_figures_are_whole_is_a_fault(tmp_path: Path) -> None:
    text = "Admin_level;Compliance\nState;74.5"

    found = refused(tmp_path, "lu-simplified-audits", block("lu-simplified-audits", "levels-2025"), text)

    assert "row 2, column 'Compliance': no whole number from 0 to 100. First values: '74.5'" in found


@pytest.mark.parametrize(
    ("source", "name", "text"),
    [
        ("lu-simplified-audits", "levels-2022", "Admin_level;Compliance\nState;67\nCities;47\nOthers;46"),
        ("lu-simplified-audits", "levels-2023", "Admin_level;Compliance\nState;64\nMunicipalities;47\nOthers;49"),
        ("lu-pdf-crawl", "untagged-share", "year;pct-non-tagged\n2019;64\n2020;63\n2021;57\n2022;53"),
    ],
)
def test_tables_without_a_copy_at_hand_give_the_bundled_figures(
    tmp_path: Path, source: str, name: str, text: str
) -> None:
    rows = read(tmp_path, source, block(source, name), text)
    bundle = pl.read_csv(DATA / "figures" / source / "audits.csv", infer_schema=False)
    columns = [column for column in bundle.columns if column != "audit_id"]

    assert set(rows.select(columns).iter_rows()) < set(bundle.select(columns).iter_rows())


@pytest.mark.parametrize(("old", "new", "message"), TABLE_FAULTS, ids=[fault[2][:60] for fault in TABLE_FAULTS])
def test_tables_that_cannot_be_are_named_with_row_and_column(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = edited(SITES_2024, old, new)

    assert message in refused(tmp_path, "lu-full-audits", block("lu-full-audits", "sites-2024"), text)


# Scores of portals


def portal(country: str, url: str, score: object) -> dict[str, Any]:
    metrics = {"performance": 72, "accessibility": score, "bestPractices": 73, "seo": 83}
    return {"country": country, "tld": "xx", "url": url, "timestamp": "2025-12-09T22:01:04.509Z", "metrics": metrics}


MONTH = {
    "month": "2025-12",
    "generatedAt": "2025-12-09T22:20:17.546Z",
    "reports": [
        portal("Albania", "https://www.kryeministria.al", 76),
        portal("Russia", "http://government.ru/en/", 88),
        portal("Andorra", "https://www.govern.ad/ca/inici", 0),
    ],
}
PORTAL_FAULTS = [
    ('"Albania"', '"Atlantis"', "page 1: The spelling 'Atlantis' is not in country_aliases.csv"),
    ('"Albania"', '["Albania"]', "page 1: The spelling"),
    (": 76", ": 176", "page 1: not a whole score from 0 to 100. First values: 176"),
    (": 76", ": 0.76", "page 1: not a whole score from 0 to 100. First values: 0.76"),
    (": 76", ": true", "page 1: not a whole score from 0 to 100. First values: True"),
    (": 76", ": NaN", "not readable as JSON: NaN is not a number of JSON"),
    ("https://www.kryeministria.al", "javascript:1", "page 1: not a web address"),
    ("2025-12-09T22:01", "2025-11-09T22:01", "page 1: not a day in 2025-12"),
    ("2025-12-09T22:01", "2025-12-39T22:01", "page 1: not a day in 2025-12"),
    ('"month": "2025-12"', '"month": "2026-01"', "field 'month': not 2025-12. First values: '2026-01'"),
    ('"tld"', '"code"', "page 1: fields are new. First values: 'code'"),
    ('"seo"', '"speed"', "page 1: fields are new. First values: 'speed'"),
    ('"metrics"', '"measures"', "page 1: fields are missing. First values: 'metrics'"),
    ('"reports"', '"pages"', "the file: fields are missing. First values: 'reports'"),
    ("www.kryeministria.al", 'government.ru/en", "tld": "x', "stands twice in one object"),
]


def month(**layout: Any) -> OfficialFile:
    return block(PORTALS, "2025-12", **{"page_count": 3, **layout})


def test_a_run_that_failed_is_left_out(tmp_path: Path) -> None:
    rows = read(tmp_path, PORTALS, month(), json.dumps(MONTH))

    assert told(rows, "country_code", "url_or_host", "audited_from", "value", "organisation") == [
        ("ALB", "www.kryeministria.al", "2025-12-09", "76", "national government portal"),
        ("RUS", "government.ru/en", "2025-12-09", "88", "national government portal"),
    ]


@pytest.mark.parametrize(("old", "new", "message"), PORTAL_FAULTS, ids=[fault[2][:60] for fault in PORTAL_FAULTS])
def test_portals_that_cannot_be_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert message in refused(tmp_path, PORTALS, month(), edited(json.dumps(MONTH), old, new))


def test_another_number_of_portals_is_a_fault(tmp_path: Path) -> None:
    found = refused(tmp_path, PORTALS, month(page_count=45), json.dumps(MONTH))

    assert "3 pages, 45 stated in the file's block" in found


# Blocks


def blocks() -> list[tuple[str, OfficialFile]]:
    ours = {"page_scores", "site_scans", "agency_answers", "audit_tables", "portal_scores"}
    return [(source.id, file) for source in CATALOGUE.values() for file in source.files if file.parser in ours]


@pytest.mark.parametrize(
    ("source", "file"), [pytest.param(*found, id=f"{found[0]}/{found[1].id}") for found in blocks()]
)
def test_every_block_can_be_used_and_refuses_an_error_page(tmp_path: Path, source: str, file: OfficialFile) -> None:
    refused(tmp_path, source, file, "<!DOCTYPE html>\n<title>Not found</title>\n")


@pytest.mark.parametrize(
    ("source", "name", "layout", "message"),
    [
        ("section508-fy2024", "organisations", {"answers": []}, "needs at least one [[files.layout.answers]] block"),
        ("section508-fy2024", "organisations", {"answers": [{"question": "x"}]}, "answer 1: key 'metric' is missing"),
        ("lu-full-audits", "sites-2024", {"periods": []}, "needs at least one [[files.layout.periods]] block"),
        ("lu-full-audits", "sites-2024", {"names": "town"}, "names must be one of site, organisation, year"),
        (PORTALS, "2026-01", {"page_count": 4.5}, "key 'page_count' must be a whole number"),
        (SCANS, "department-of-labor", {"groups": "aria"}, "key 'groups' must be a list of texts"),
    ],
)
def test_a_block_that_cannot_be_used_is_named(
    tmp_path: Path, source: str, name: str, layout: Mapping[str, Any], message: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, source, block(source, name, **layout), "")

    assert f"{source}, file {name}" in str(caught.value)
    assert message in str(caught.value)


# Identifiers, and what is replaced


def test_identifiers_are_made_of_the_figure_not_of_its_value_or_place(tmp_path: Path) -> None:
    once = read(tmp_path, PAGES, block(PAGES, "malta"), MALTA)
    lines = MALTA.splitlines(keepends=True)
    again = read(tmp_path, PAGES, block(PAGES, "malta"), edited("".join([lines[0], *lines[:0:-1]]), "0.79", "0.8"))

    assert dict(told(once, "url_or_host", "audit_id")) == dict(told(again, "url_or_host", "audit_id"))
    assert once["audit_id"].n_unique() == once.height
    assert read(tmp_path, "x", block(PAGES, "malta"), MALTA)["audit_id"][0] != once["audit_id"][0]


def bundle_of(rows: pl.DataFrame, **columns: str | None) -> pl.DataFrame:
    changed = [pl.lit(value, pl.String).alias(name) for name, value in columns.items()]
    return rows.with_columns(*changed, (pl.lit("a") + pl.int_range(pl.len()).cast(pl.String)).alias("audit_id"))


def test_a_figure_that_the_bundle_has_keeps_its_number(tmp_path: Path) -> None:
    parsed = read(tmp_path, PAGES, block(PAGES, "malta"), MALTA)
    bundled = bundle_of(parsed.slice(1, 1), value="1.0").with_columns(pl.lit("bundle").alias("origin"))

    rows = replaced(bundled, parsed.with_columns(pl.lit("snapshot").alias("origin")))

    assert told(rows, "url_or_host", "value", "origin") == [
        ("a.gov.mt", "100.0", "snapshot"),
        ("b.gov.mt", "82.7", "snapshot"),
        ("c.gov.mt", "0.0", "snapshot"),
    ]
    assert [name[0] for name in rows["audit_id"]] == ["k", "a", "k"]


@pytest.mark.parametrize(
    ("columns", "is_kept"),
    [
        ({"url_or_host": "gone.gov.mt"}, False),
        ({"metric_id": "lh_sites_mean"}, True),
        ({"country_code": "CAN"}, True),
        ({"audited_to": "2024"}, True),
        ({"level": "country", "url_or_host": None}, True),
        ({"organisation": "Another agency", "url_or_host": "gone.gov.mt"}, True),
        ({"organisation": "A name for a site", "url_or_host": None}, False),
    ],
)
def test_what_a_file_speaks_for_goes_when_it_is_no_longer_in_it(
    tmp_path: Path, columns: Mapping[str, str | None], is_kept: bool
) -> None:
    parsed = read(tmp_path, PAGES, block(PAGES, "malta"), MALTA)

    rows = replaced(bundle_of(parsed.head(1), **columns), parsed)

    assert rows.height == parsed.height + is_kept
