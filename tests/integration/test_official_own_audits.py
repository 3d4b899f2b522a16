"""Real results of every tool are read whole: as many rows and elements as the files have, proven another way."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from etl.metadata.catalogue import OfficialFile
from etl.sources import Reading, find_parser
from tests.integration.test_official_files import official_copies
from tests.unit.test_sources_own_audits import joined

ENGINES = {"alfa": "Alfa", "axe-core": "axe-core", "accesslint-core": "@accesslint/core"}
AGENCIES = ("department_of_education", "department_of_labor", "general_services_administration")
SCAN_COLUMNS = {
    "target_url": "site",
    "final_url": "page",
    "accessibility_scan_status": "status",
    "accessibility_violations": "groups",
    "scan_date": "scanned_on",
    "target_url_agency_owner": "organisation",
}
REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"


def copy(name: str) -> Path:
    """Copy of a file; skips the test where there are none."""
    return next(path for path in official_copies().values() if path.as_posix().endswith(f"accessibility/{name}"))


def read(parser: str, name: str, **layout: Any) -> pl.DataFrame:
    path = copy(name)
    file = OfficialFile("own", parser, path.suffix[1:], layout)
    return joined(find_parser(parser)(Reading("own", file, (path,), REFERENCE)))


def counts(frame: pl.DataFrame) -> Counter[str]:
    """Elements per outcome; a row that counts none is one."""
    count = pl.col("occurrence_count").cast(pl.Int64).fill_null(1)
    return Counter(dict(frame.group_by("outcome").agg(count.sum()).iter_rows()))


@pytest.mark.parametrize(("name", "count", "page_count", "layout"), [
    ("accesslint-core", 538, 520, {}),
    ("alfa", 777, 777, {"engine": "Alfa", "engine_version": "0.118.0"}),
    ("axe-core", 1408, 1105, {}),
])  # fmt: skip
def test_every_assertion_of_earl_is_counted(name: str, count: int, page_count: int, layout: Any) -> None:
    document = json.loads(copy(f"earl/{name}.json").read_text(encoding="utf-8"))
    listed = document.get("@graph") or document["assertedThat"]
    outcomes = [node["result"]["outcome"].removeprefix("earl:") for node in listed if node["@type"] == "Assertion"]

    found = read("earl_results", f"earl/{name}.json", **layout)

    assert len(outcomes) == count
    assert found["page_url"].n_unique() == page_count
    repeated = {key: n for key, n in Counter(outcomes).items() if key not in {"inapplicable", "untested"}}
    assert {key: counts(found)[key] for key in repeated} == repeated
    assert found["engine"].unique().to_list() == [ENGINES[name]]
    # What the report itself says of a criterion by its name is what comes out as a number.
    if name == "axe-core":
        by_rule = dict(found.drop_nulls("rule_id").select("rule_id", "success_criteria").unique().iter_rows())
        assert by_rule["autocomplete-valid"] == "1.3.5" and by_rule["link-name"] == "2.4.4 4.1.2"


def test_the_context_that_reports_name_has_the_prefixes_that_are_known() -> None:
    from etl.sources.earl_graph import PREFIXES  # noqa: PLC0415 - beside what it is compared with

    context = json.loads(copy("earl/earl-context.json").read_text(encoding="utf-8"))["@context"]

    assert {name: context[name] for name in PREFIXES} == PREFIXES


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_summary_that_the_gsa_makes_of_raw_results_comes_out(number: int) -> None:
    layout = {"page_url": "https://a.gov/", "engine_version": "4.8"}
    raw = read("axe_results", f"axe/gsa_results{number}Raw.json", shape="results", **layout)
    expected = json.loads(copy(f"axe/gsa_results{number}Expected.json").read_text(encoding="utf-8"))
    groups = dict(pl.read_csv(REFERENCE / "axe_rule_groups.csv", infer_schema=False).iter_rows())

    summary: Counter[str] = Counter()
    for rule, count in raw.select("rule_id", "occurrence_count").iter_rows():
        summary[groups.get(rule, "other")] += int(count)

    assert summary == expected["resultsSummary"]
    aggregated = read("axe_results", f"axe/gsa_results{number}Expected.json", shape="gsa", **layout)
    assert aggregated.equals(raw)


def test_runs_of_axe_core_in_a_table_of_pandas_are_read_whole() -> None:
    found = read("axe_results", "axe/singapore_egov_axe.csv", shape="pandas", engine_version="3.1", country="SGP")

    with copy("axe/singapore_egov_axe.csv").open(encoding="utf-8", newline="") as lines:
        csv.field_size_limit(10_000_000)
        cells = {row[0]: row[1:] for row in csv.reader(lines)}
    keys = {"violations": "failed", "passes": "passed", "incomplete": "cantTell", "inapplicable": "inapplicable"}
    results = {outcome: sum(cell.count("'helpUrl': ") for cell in cells[key]) for key, outcome in keys.items()}
    assert Counter(found["outcome"]) == results
    assert found["page_url"].unique().sort().to_list() == sorted(cells["url"])
    assert found["audited_on"].unique().to_list() == ["2020-01-16"]


def test_an_official_result_of_lighthouse_gives_its_76_audits() -> None:
    found = read("lighthouse_results", "lighthouse/sample_v2.json")

    assert Counter(found["outcome"]) == {"inapplicable": 46, "passed": 15, "untested": 10, "failed": 5}
    failed = found.filter(pl.col("outcome") == "failed").select("rule_id", "occurrence_count", "success_criteria")
    assert sorted(failed.rows()) == [
        ("html-has-lang", "1", "3.1.1"), ("image-alt", "9", "1.1.1"), ("label", "3", "4.1.2"),
        ("landmark-one-main", "1", None), ("link-name", "2", "2.4.4 4.1.2"),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), [
    ("JSONObjectStructureVerification.html", {"passed": 65, "failed": 1}),
    ("report1_baseline", {"passed": 25, "failed": 4, "cantTell": 1}),
])  # fmt: skip
def test_reports_of_ibm_give_every_result(name: str, expected: dict[str, int]) -> None:
    found = read("ibm_results", f"ibm-equal-access/{name}.json", page_url="https://a.gov/")

    assert counts(found) == expected


@pytest.mark.parametrize("agency", AGENCIES)
def test_exports_of_the_gsa_are_read_as_scans(agency: str) -> None:
    layout = {"shape": "site-scan", "columns": SCAN_COLUMNS, "engine_version": "4.8"}
    found = read("axe_results", f"gsa-site-scanning/{agency}.csv", **layout)

    with copy(f"gsa-site-scanning/{agency}.csv").open(encoding="utf-8", newline="") as lines:
        scans = list(csv.DictReader(lines))
    done = [scan for scan in scans if scan["accessibility_scan_status"] == "completed"]
    failures = [json.loads(scan["accessibility_violations"]) for scan in done if scan["accessibility_violations"]]
    assert counts(found)["failed"] == sum(sum(groups.values()) for groups in failures)
    assert Counter(found["outcome"]) == {
        "failed": sum(len(groups) for groups in failures),
        "passed": len(done) - len(failures),
        "untested": len(scans) - len(done),
    }


def test_the_reviewed_rules_of_act_are_those_of_the_w3c() -> None:
    rules = json.loads(copy("act/wcag-mapping.json").read_text(encoding="utf-8"))["act-rules"]
    ours = pl.read_csv(REFERENCE / "rule_criteria.csv", infer_schema=False).filter(pl.col("engine") == "ACT")

    expected: dict[str, set[str]] = {}
    for rule in (rule["frontmatter"] for rule in rules):
        needed = (rule.get("accessibility_requirements") or {}).items()
        failing = {key for key, how in needed if re.match(r"wcag2\d:", key) and how.get("forConformance")}
        expected[rule["id"]] = {key.split(":")[1] for key in failing}
    assert {rule: set((codes or "").split()) for _, rule, codes in ours.iter_rows()} == expected
