"""Results of one's own audits, in small: every tool, every shape, and what is refused with its reason."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from etl.errors import CatalogueError, UnreadableError
from etl.metadata.catalogue import OfficialFile
from etl.sources import Reading, Tables, find_parser, pages_of
from etl.sources.criteria import Criteria, in_order
from etl.sources.outcomes import host_of
from tests.unit.tiny_data import write_tiny_data

RESULT = {"id": "image-alt", "impact": "critical", "tags": ["cat.text-alternatives", "wcag2a", "wcag111"],
          "nodes": [{"html": "<img src='someone@example.org.png'>", "target": ["img"]}, {"html": "<img>"}]}  # fmt: skip
PASSED = {"id": "button-name", "tags": ["wcag2a", "wcag412"], "nodes": [{"html": "<button>"}]}
NONE = {"id": "blink", "tags": ["best-practice"], "nodes": []}
RUN = {
    "testEngine": {"name": "axe-core", "version": "4.11.1"},
    "url": "https://www.Office.gov.pk:8443/start?x=1#top",
    "timestamp": "2026-01-05T23:59:59.000Z",
    "violations": [RESULT],
    "passes": [PASSED],
    "incomplete": [],
    "inapplicable": [NONE],
}
LHR: Mapping[str, Any] = {
    "lighthouseVersion": "13.4.1",
    "requestedUrl": "http://office.gov.pk/",
    "finalDisplayedUrl": "https://office.gov.pk/",
    "fetchTime": "2026-04-23T16:18:53.230Z",
    "categories": {"accessibility": {"auditRefs": [{"id": name} for name in ("image-alt", "label", "tabs", "video")]}},
    "audits": {
        "image-alt": {"id": "image-alt", "scoreDisplayMode": "binary", "score": 0,
                      "details": {"items": [{}, {}, {}], "debugData": {"tags": ["wcag111"]}}},
        "label": {"id": "label", "scoreDisplayMode": "binary", "score": 1},
        "tabs": {"id": "tabs", "scoreDisplayMode": "manual", "score": None},
        "video": {"id": "video", "scoreDisplayMode": "notApplicable", "score": None},
        "speed": {"id": "speed", "scoreDisplayMode": "numeric", "score": 0.2},
    },
}  # fmt: skip
IBM: Mapping[str, Any] = {
    "results": [
        {"ruleId": "img_alt_valid", "value": ["VIOLATION", "FAIL"], "snippet": "<img>"},
        {"ruleId": "img_alt_valid", "value": ["VIOLATION", "FAIL"]},
        {"ruleId": "img_alt_valid", "value": ["VIOLATION", "PASS"]},
        {"ruleId": "canvas_content_described", "value": ["RECOMMENDATION", "POTENTIAL"]},
    ],
    "summary": {"URL": "https://office.gov.pk/", "startScan": 1743705768850},
    "toolID": "accessibility-checker-v3.0.0",
}
FLAT: Mapping[str, Any] = {
    "@graph": [
        {"@id": "Tool", "@type": ["Assertor"], "name": "Alfa", "release": {"revision": "0.118.0"}},
        {"@id": "https://alfa.example/rules/sia-r2", "@type": "TestCase",
         "isPartOf": [{"@id": "WCAG2:non-text-content"}, {"@id": "./"}]},
        {"@type": "Assertion", "earl:assertedBy": "Tool", "result": {"outcome": "earl:failed"},
         "subject": {"@id": "https://office.gov.pk/"}, "test": {"@id": "https://alfa.example/rules/sia-r2"}},
        {"@type": "Assertion", "earl:assertedBy": "Tool", "result": {"outcome": "earl:untested"},
         "subject": {"@id": "https://office.gov.pk/other"}},
    ],
}  # fmt: skip
NESTED: Mapping[str, Any] = {
    "@context": "https://act-rules.github.io/earl-context.json",
    "@type": ["Project", "Assertor"],
    "name": "@accesslint/core",
    "release": {"@type": "Version", "revision": "0.21.0"},
    "assertedThat": [
        {"@type": "Assertion", "subject": {"source": "https://office.gov.pk/"}, "result": {"outcome": "earl:passed"},
         "test": {"title": "text/img-alt",
                  "isPartOf": [{"title": "https://www.w3.org/WAI/standards-guidelines/act/rules/23a2a8/"}]}},
    ] * 2,
}  # fmt: skip
SCANS = """\
target_url,final_url,accessibility_scan_status,accessibility_violations,scan_date
a.gov,https://a.gov/,completed,"{""aria"":2,""images"":5}",2025-01-14T05:10:32.670Z
b.gov,https://b.gov/,completed,,2025-01-14T05:10:32.670Z
c.gov,,timeout,,2025-01-14T05:10:32.670Z
"""
SCAN_COLUMNS = {"target_url": "site", "final_url": "page", "accessibility_scan_status": "status",
                "accessibility_violations": "groups", "scan_date": "scanned_on"}  # fmt: skip


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_tiny_data(tmp_path_factory.mktemp("data")) / "reference"
    folder.joinpath("rule_criteria.csv").write_text(
        "engine,rule_id,success_criteria\nACT,23a2a8,1.1.1\naxe-core,label,4.1.2\n"
        "IBM Equal Access,img_alt_valid,1.1.1\nIBM Equal Access,canvas_content_described,1.1.1\n"
    )
    return folder


@pytest.fixture
def read(tmp_path: Path, reference: Path) -> Any:
    """Parse a document, or a text as it is."""

    def parse(parser: str, document: Any, name: str = "result.json", **layout: Any) -> pl.DataFrame:
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        file = OfficialFile("own", parser, path.suffix[1:], layout)
        return joined(find_parser(parser)(Reading("audits", file, (path,), reference)))

    return parse


def joined(tables: Tables) -> pl.DataFrame:
    """Outcomes with their pages, as they come to stand in the release."""
    outcomes, pages = tables["audit_outcome"], tables[pages_of("audit_outcome")]
    assert all(dtype == pl.String for frame in (outcomes, pages) for dtype in frame.dtypes)
    return outcomes.join(pages, on="page", how="left", maintain_order="left").drop("page")


def rows(frame: pl.DataFrame) -> list[tuple[Any, ...]]:
    return frame.select("rule_id", "outcome", "occurrence_count", "success_criteria").rows()


@pytest.mark.parametrize("as_text", [
    lambda run: json.dumps(run, indent=1),
    lambda run: json.dumps([run]),
    lambda run: json.dumps(run) + "\n",
], ids=["one object", "a list", "one per line"])  # fmt: skip
def test_a_run_of_axe_core_gives_a_row_per_rule_with_its_page_and_criteria(read: Any, as_text: Any) -> None:
    found = read("axe_results", as_text(RUN), country="PAK", organisation="Office")

    assert sorted(rows(found)) == [
        ("blink", "inapplicable", "0", None),
        ("button-name", "passed", "1", "4.1.2"),
        ("image-alt", "failed", "2", "1.1.1"),
    ]
    page = found.drop("rule_id", "outcome", "occurrence_count", "success_criteria").unique()
    assert page.to_dicts() == [
        {
            "country_code": "PAK", "organisation": "Office", "host": "www.office.gov.pk",
            "page_url": "https://www.Office.gov.pk:8443/start?x=1#top", "engine": "axe-core",
            "engine_version": "4.11.1", "audited_on": "2026-01-05",
        }
    ]  # fmt: skip


def test_nothing_of_the_page_itself_is_kept(read: Any) -> None:
    assert "someone" not in read("axe_results", RUN).write_csv()


def test_the_longest_ending_of_the_host_says_the_country(read: Any) -> None:
    runs = [RUN | {"url": f"https://{host}/"} for host in ("a.gov.pk", "b.gov.in", "gov.in", "xgov.in")]

    found = read("axe_results", runs, country="EUU", countries={"gov.in": "IND", "gov.pk": "PAK", "b.gov.in": "CHN"})

    assert dict(found.select("host", "country_code").iter_rows()) == {
        "a.gov.pk": "PAK", "b.gov.in": "CHN", "gov.in": "IND", "xgov.in": "EUU"
    }  # fmt: skip


def test_a_rule_without_tags_takes_its_criteria_from_the_reviewed_table(read: Any) -> None:
    found = read("axe_results", RUN | {"violations": [{"id": "label", "nodes": []}], "passes": []})

    assert ("label", "failed", "0", "4.1.2") in rows(found)


@pytest.mark.parametrize(("shape", "document"), [("results", [RESULT]), ("gsa", {"resultsList": [RESULT]})])
def test_a_bare_list_of_results_takes_its_page_from_the_block(read: Any, shape: str, document: Any) -> None:
    layout = {"shape": shape, "page_url": "https://a.gov/", "engine_version": "4.8", "audited_on": "2024-01-02"}

    found = read("axe_results", document, **layout)

    assert rows(found) == [("image-alt", "failed", "2", "1.1.1")]
    assert found.select("host", "audited_on", "engine_version").rows() == [("a.gov", "2024-01-02", "4.8")]


def test_a_table_of_pandas_is_read_column_by_column(read: Any) -> None:
    cells = {"url": "https://a.gov/", "timestamp": "2020-01-16T03:25:44Z", "violations": str([RESULT]),
             "passes": str([PASSED]), "incomplete": "[]", "inapplicable": str([NONE])}  # fmt: skip
    text = ",page\n" + "".join(f'{key},"{value.replace(chr(34), chr(34) * 2)}"\n' for key, value in cells.items())

    found = read("axe_results", text, "runs.csv", shape="pandas", engine_version="3.1")

    assert sorted(rows(found))[2] == ("image-alt", "failed", "2", "1.1.1")


def test_a_scan_like_the_gsas_says_what_failed_what_found_nothing_and_what_was_not_reached(read: Any) -> None:
    found = read("axe_results", SCANS, "scan.csv", shape="site-scan", columns=SCAN_COLUMNS, engine_version="4.8")

    assert sorted(found.select("host", "page_url", "rule_id", "outcome", "occurrence_count").rows(), key=str) == [
        ("a.gov", "https://a.gov/", "aria", "failed", "2"),
        ("a.gov", "https://a.gov/", "images", "failed", "5"),
        ("b.gov", "https://b.gov/", None, "passed", None),
        ("c.gov", None, None, "untested", None),
    ]


def test_lighthouse_gives_the_audits_of_its_category_accessibility(read: Any) -> None:
    found = read("lighthouse_results", LHR)

    assert rows(found) == [
        ("image-alt", "failed", "3", "1.1.1"),
        ("label", "passed", None, "4.1.2"),
        ("tabs", "untested", None, None),
        ("video", "inapplicable", None, None),
    ]
    assert found.select("engine", "engine_version", "page_url", "audited_on").unique().rows() == [
        ("Lighthouse", "13.4.1", "https://office.gov.pk/", "2026-04-23")
    ]


def test_ibm_counts_elements_and_gives_no_criterion_to_what_is_only_recommended(read: Any) -> None:
    found = read("ibm_results", IBM)

    assert rows(found) == [
        ("img_alt_valid", "failed", "2", "1.1.1"),
        ("img_alt_valid", "passed", "1", "1.1.1"),
        ("canvas_content_described", "cantTell", "1", None),
    ]
    assert found.select("engine", "engine_version", "audited_on").row(0) == ("IBM Equal Access", "3.0.0", "2025-04-03")


def test_a_flat_graph_of_earl_is_put_together_by_addresses(read: Any) -> None:
    found = read("earl_results", FLAT)

    assert found.select("page_url", "engine", "engine_version").row(0) == ("https://office.gov.pk/", "Alfa", "0.118.0")
    assert rows(found) == [("sia-r2", "failed", "1", "1.1.1"), (None, "untested", None, None)]


def test_nested_assertions_of_earl_count_together(read: Any) -> None:
    found = read("earl_results", NESTED)

    assert rows(found) == [("text/img-alt", "passed", "2", "1.1.1")]
    assert found.select("engine", "engine_version").row(0) == ("@accesslint/core", "0.21.0")


def test_earl_in_full_names_says_the_same(read: Any) -> None:
    earl = "http://www.w3.org/ns/earl#"
    assertion = {
        "@type": f"{earl}Assertion",
        f"{earl}assertedBy": {"@id": "https://github.com/dequelabs/axe-core/releases/tag/4.8.2"},
        f"{earl}subject": {"http://purl.org/dc/terms/source": {"@id": "https://office.gov.pk/"}},
        f"{earl}test": {"@id": "https://dequeuniversity.com/rules/axe/4.8/image-alt?application=axeAPI",
                        "http://purl.org/dc/terms/isPartOf": "http://www.w3.org/TR/WCAG21/#non-text-content"},
        f"{earl}result": {f"{earl}outcome": {"@id": f"{earl}failed"},
                          "http://purl.org/dc/terms/date": {"@value": "2026-03-01T10:00:00Z"}},
    }  # fmt: skip

    found = read("earl_results", [assertion])

    assert rows(found) == [("image-alt", "failed", "1", "1.1.1")]
    assert found.select("engine", "engine_version", "audited_on").row(0) == ("axe-core", "4.8.2", "2026-03-01")


def test_the_page_of_a_string_of_html_is_the_one_that_the_block_names(read: Any) -> None:
    report = {**IBM, "summary": {**IBM["summary"], "URL": "data:text/html,<p>"}}

    assert read("ibm_results", report, page_url="https://a.gov/").get_column("page_url")[0] == "https://a.gov/"


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.gov/", "https://", "https://user:word@a.gov/",
    "https://a.gov/\nSet-Cookie: x", "https://a.gov\\@evil.example/", "http://a.gov/" + "x" * 2_000, "", "about:blank",
])  # fmt: skip
@pytest.mark.parametrize(("parser", "document", "keys"), [
    ("axe_results", RUN, ("url",)),
    ("lighthouse_results", LHR, ("requestedUrl", "finalDisplayedUrl")),
    ("ibm_results", IBM, ("URL",)),
])  # fmt: skip
def test_an_address_that_is_not_one_of_the_web_is_refused(
    read: Any, parser: str, document: Any, keys: tuple[str, ...], address: str
) -> None:
    changed = json.loads(json.dumps(document))
    for key in keys:
        (changed["summary"] if parser == "ibm_results" else changed)[key] = address

    with pytest.raises(UnreadableError, match=r"result\.json.*address"):
        read(parser, changed)
    assert host_of(address) is None


@pytest.mark.parametrize(("parser", "document", "message"), [
    ("axe_results", RUN | {"testEngine": None}, "does not say its engine version.*Set engine_version"),
    ("axe_results", RUN | {"testEngine": {"name": "pa11y", "version": "1"}}, "not of axe-core.*'pa11y'"),
    ("axe_results", {"url": "https://a.gov/"}, "not of axe-core"),
    ("axe_results", RUN | {"violations": "none"}, "not of the shape its block says.*Expected ARRAY"),
    ("axe_results", '{"url": "https://a.gov/", "url": "https://b.gov/", "violations": []}', 'duplicate key "url"'),
    ("axe_results", json.dumps(RUN)[:-40], "not of the shape its block says: Malformed JSON"),
    ("axe_results", RUN | {"timestamp": "yesterday"}, "not a day.*'yesterday'"),
    ("axe_results", RUN | {"violations": [{"id": "x", "tags": ["wcag999"], "nodes": []}]}, "WCAG 2 does not.*wcag999"),
    ("axe_results", RUN | {"violations": [{"tags": [], "nodes": []}]}, "without the id of a rule"),
    ("axe_results", "[]", "no results in it"),
    ("lighthouse_results", {**LHR, "lighthouseVersion": None}, "does not say its engine version"),
    ("lighthouse_results", {"audits": {}}, "not a result of Lighthouse with accessibility"),
    ("lighthouse_results", {**LHR, "audits": {**LHR["audits"], "label": {"id": "label", "scoreDisplayMode": "guess"}}},
     "audit 'label'.*no outcome.*'guess'"),
    ("lighthouse_results", {**LHR, "audits": {**LHR["audits"], "label": {"id": "label", "scoreDisplayMode": "binary",
                                                                       "score": 7}}}, "no outcome.*7"),
    ("ibm_results", {**IBM, "results": [{"ruleId": "x", "value": ["VIOLATION", "MAYBE"]}]}, "result 1.*MAYBE"),
    ("ibm_results", {**IBM, "toolID": "something"}, "does not say its engine version"),
    ("ibm_results", {"report": []}, "not a report of IBM Equal Access"),
    ("earl_results", {**NESTED, "assertedThat": [{**NESTED["assertedThat"][0], "result": {"outcome": "earl:good"}}]},
     "assertion 1.*outcome that EARL does not have.*'earl:good'"),
    ("earl_results", {**NESTED, "release": None}, "does not say its engine version"),
    ("earl_results", {**NESTED, "assertedThat": []}, "no assertions of EARL"),
    ("earl_results", {"@graph": [{**FLAT["@graph"][2], "test": None}]}, "an outcome without a test"),
    ("earl_results", {"@graph": [{**FLAT["@graph"][2], "test": {"title": "x", "isPartOf": "WCAG2:no-such"}}]},
     "requirement that WCAG 2 and ACT do not have.*no-such"),
])  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_its_reason(
    read: Any, parser: str, document: Any, message: str
) -> None:
    with pytest.raises(UnreadableError, match=f"(?s)audits, result.json.*{message}") as refused:
        read(parser, document)
    assert "/tmp" not in str(refused.value)


@pytest.mark.parametrize(("text", "message"), [
    (SCANS.replace("scan_date", "scanned"), "columns are missing.*scan_date"),
    (SCANS.replace('""aria"":2', '""aria"":""two""'), "row 2: not the number of failures of a group.*two"),
    (SCANS.replace('{""aria"":2,""images"":5}', "[1]"), "row 2: not the number of failures"),
    (SCANS.replace('{""aria"":2', "{aria:2"), "not of the shape"),
    (SCANS.replace('""aria"":2', '""aria"":-2'), "row 2: not the number of failures of a group.*'aria: -2'"),
    (SCANS.replace("https://b.gov/", "javascript:x"), "row 3.*not the address of a page"),
    (SCANS + "a,b\n", "not of the shape"),
])  # fmt: skip
def test_a_scan_that_differs_from_its_block_is_refused(read: Any, text: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=f"(?s){message}"):
        read("axe_results", text, "scan.csv", shape="site-scan", columns=SCAN_COLUMNS, engine_version="4.8")


def test_code_in_a_cell_is_never_run(read: Any, tmp_path: Path) -> None:
    cells = {"url": "https://a.gov/", "timestamp": "2020-01-16T03:25:44Z", "passes": "[]", "incomplete": "[]",
             "inapplicable": "[]", "violations": f"[open('{tmp_path}/run', 'w')]"}  # fmt: skip

    with pytest.raises(UnreadableError, match="notation of Python"):
        read("axe_results", ",p\n" + "".join(f'{k},"{v}"\n' for k, v in cells.items()), "x.csv", shape="pandas",
             engine_version="3.1")  # fmt: skip
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("layout", [{"shape": "guess"}, {"outcome": "good"}, {"county": "PAK"}, {"country": 5},
                                    {"shape": "site-scan", "columns": {"a": "page"}}])  # fmt: skip
def test_a_block_that_cannot_be_used_names_source_and_file(read: Any, layout: Any) -> None:
    with pytest.raises(CatalogueError, match=r"audits/source\.toml, layout of file own"):
        read("axe_results", RUN, **layout)


def test_every_criterion_of_the_reviewed_rules_is_one_of_wcag() -> None:
    folder = Path(__file__).resolve().parents[2] / "data" / "reference"
    criteria = set(pl.read_csv(folder / "success_criteria.csv", infer_schema=False)["criterion"])
    named = pl.read_csv(folder / "rule_criteria.csv", infer_schema=False)["success_criteria"].drop_nulls()

    assert len(criteria) == 87
    assert {code for codes in named for code in codes.split()} <= criteria
    assert Criteria(folder).of_rule("axe-core", "image-alt") == "1.1.1"
    assert Criteria(folder).of_requirement("http://www.w3.org/TR/WCAG21/#text-spacing") == (["1.4.12"], False)


def test_the_reviewed_rules_of_axe_core_are_those_of_the_pinned_package() -> None:
    root = Path(__file__).resolve().parents[2]
    package, node = root / "node_modules" / "axe-core", shutil.which("node")
    if not package.is_dir() or node is None:
        pytest.skip("axe-core or Node.js is not installed; ./test installs them")
    script = f"console.log(JSON.stringify(require({json.dumps(str(package))}).getRules()))"
    rules = json.loads(subprocess.run([node, "-e", script], check=True, capture_output=True, text=True).stdout)
    reviewed = Criteria(root / "data" / "reference")

    named = {rule["ruleId"]: in_order(reviewed.of_tags(rule["tags"])[0]) for rule in rules}

    assert {rule: reviewed.of_rule("axe-core", rule) for rule in named} == named
