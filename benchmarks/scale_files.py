"""Files of audits in any number: runs of axe-core, scans like the GSA's, and the GSA's own repeated.

Everything is made from the row number, so the same number of rows gives the same files.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
COPIES = ROOT.parent / "shared" / "raw" / "accessibility" / "gsa-site-scanning"
COUNTRIES = ("PAK", "IND", "BGD", "NPL", "LKA", "USA", "GBR", "KEN")
RUNS_PER_FILE = 400
SCANS_PER_FILE = 50_000
GROUPS_PER_SCAN = 8
SHARE_OF_RUNS = 0.5
MOST_REPEATS = 300

_HTML = '<a class="btn btn-link" href="/services/apply"><span aria-hidden="true"></span></a>'
_SOURCE = """
id = "{name}"
family = "accessibility"
title = "Generated audits: {name}"
redistribution = "allowed"
citation = "Generated."
parsing = "Generated."

[[files]]
id = "{name}"
parser = "axe_results"
"""
_RUNS = """
format = "jsonl"
path = "files/*.json"
[files.layout]
country = "PAK"
[files.layout.countries]
"""
_SCANS = """
format = "csv"
path = "files/*.csv"
[files.layout]
shape = "site-scan"
country = "USA"
engine_version = "4.8"
columns = { final_url = "page", accessibility_violations = "groups", scan_date = "scanned_on", \
accessibility_scan_status = "status", target_url_agency_owner = "organisation", target_url = "site" }
"""


def _rules() -> list[tuple[str, list[str]]]:
    """Rules of axe-core as the reference table has them, each with tags that name its criteria."""
    with (ROOT / "data" / "reference" / "rule_criteria.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["engine"] == "axe-core"]
    return [
        (
            row["rule_id"],
            ["cat.generated", "wcag2a", *("wcag" + c.replace(".", "") for c in row["success_criteria"].split())],
        )
        for row in rows
    ]


def _rendered(rule: str, tags: list[str]) -> dict[str, list[str]]:
    """A result of a rule as text, with as many nodes as in the runs on Singapore's sites among the real files."""

    def result(nodes: int) -> str:
        check: dict[str, object] = {
            "id": rule,
            "data": None,
            "relatedNodes": [],
            "impact": "serious",
            "message": f"Element breaks {rule}",
        }
        node = {"any": [check], "all": [], "none": [], "impact": "serious", "html": _HTML, "target": [".btn-link"],
                "failureSummary": f"Fix any of the following:\n  Element breaks {rule}"}  # fmt: skip
        return json.dumps({
            "id": rule, "impact": "serious" if nodes else None, "tags": tags,
            "description": f"Ensure that the rule {rule} is kept by every element that it concerns",
            "help": f"Elements must keep {rule}",
            "helpUrl": f"https://dequeuniversity.com/rules/axe/4.11/{rule}?application=axeAPI",
            "nodes": [node] * nodes,
        }, separators=(",", ":"))  # fmt: skip

    return {
        "violations": [result(1)],
        "passes": [result(nodes) for nodes in (4, 8, 12)],
        "incomplete": [result(13)],
        "inapplicable": [result(0)],
    }


def _runs(count: int) -> Iterator[str]:
    chance = random.Random(count)
    rendered = [_rendered(*rule) for rule in _rules()]
    lists, weights = ("violations", "passes", "incomplete", "inapplicable"), (7, 38, 3, 52)
    for page in range(count):
        country = COUNTRIES[page // 30 % len(COUNTRIES)].lower()
        found: dict[str, list[str]] = {name: [] for name in lists}
        for results, name in zip(rendered, chance.choices(lists, weights, k=len(rendered)), strict=True):
            found[name].append(results[name][page % len(results[name])])
        written = ",".join(f'"{name}":[{",".join(results)}]' for name, results in found.items())
        yield (
            '{"testEngine":{"name":"axe-core","version":"4.11.1"},"testRunner":{"name":"axe"},'
            f'"url":"https://www.office{page // 30}.gov.{country}/page/{page}",'
            f'"timestamp":"2026-01-{1 + page % 28:02}T10:00:00.000Z",{written}}}\n'
        )


def _write_runs(folder: Path, rows: int) -> None:
    runs = _runs(max(1, rows // len(_rules())))
    number = 0
    while lines := [line for line, _ in zip(runs, range(RUNS_PER_FILE), strict=False)]:
        (folder / f"runs-{number:04}.json").write_text("".join(lines), encoding="utf-8")
        number += 1


def _write_scans(folder: Path, rows: int) -> None:
    """Scans that found failures in eight groups each; every tenth was not completed."""
    count = max(1, rows // GROUPS_PER_SCAN)
    with duckdb.connect() as connection:
        for number, first in enumerate(range(0, count, SCANS_PER_FILE)):
            last = min(first + SCANS_PER_FILE, count)
            connection.execute(
                f"""COPY (
                  SELECT 'site' || (n // 20) || '.gov' AS target_url,
                    'https://site' || (n // 20) || '.gov/page/' || n AS final_url,
                    'Department ' || (n // 2000) AS target_url_agency_owner,
                    strftime(DATE '2026-02-01' + (n % 28)::INTEGER, '%Y-%m-%d') || 'T05:10:32.670Z' AS scan_date,
                    'completed' AS accessibility_scan_status,
                    '{{' || list_aggregate(list_transform(['aria', 'contrast', 'form-names', 'frames-iframes', 'images',
                      'language', 'link-purpose', 'lists'], lambda g: '"' || g || '":' || (1 + (n + length(g)) % 9)
                    ), 'string_agg', ',') || '}}' AS accessibility_violations,
                    'A title of page ' || n AS title, 'Some words that describe the page' AS description
                  FROM range({first}, {last}) t(n)
                ) TO '{folder}/scans-{number:04}.csv' (HEADER)"""
            )


def _write_repeats(folder: Path, rows: int) -> int:
    """The real exports of the GSA, once per day; gives the number of days."""
    columns = ("target_url", "final_url", "target_url_agency_owner", "scan_date", "accessibility_scan_status",
               "accessibility_violations", "title", "description")  # fmt: skip
    days = min(MOST_REPEATS, rows // 20_000) if COPIES.is_dir() else 0
    if not days:
        return 0
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE real AS SELECT DISTINCT ON (coalesce(final_url, target_url)) {', '.join(columns)} "
            f"FROM read_csv('{COPIES}/*.csv', all_varchar = true)"
        )
        for day in range(days):
            connection.execute(
                f"""COPY (SELECT * REPLACE (strftime(DATE '2020-01-01' + {day}, '%Y-%m-%dT00:00:00Z') AS scan_date)
                FROM real) TO '{folder}/real-{day:04}.csv' (HEADER)"""
            )
    return days


def write_audits(data_dir: Path, rows: int) -> dict[str, int]:
    """Write sources of one's own with about so many rows.

    Parameters
    ----------
    data_dir : pathlib.Path
        Data folder; ``own/`` is made in it.
    rows : int
        Rows of the table ``audit_outcome`` that shall come of them.

    Returns
    -------
    dict of str to int
        Number and bytes of the files.
    """
    for name, block in (("axe-runs", _RUNS), ("site-scans", _SCANS)):
        (data_dir / "own" / name / "files").mkdir(parents=True)
        text = _SOURCE.format(name=name) + block
        if name == "axe-runs":
            text += "".join(f'"gov.{code.lower()}" = "{code}"\n' for code in COUNTRIES)
        (data_dir / "own" / name / "source.toml").write_text(text, encoding="utf-8")
    scans = data_dir / "own" / "site-scans" / "files"
    days = _write_repeats(scans, rows)
    _write_scans(scans, round(rows * (1 - SHARE_OF_RUNS)) - days * 2_000)
    _write_runs(data_dir / "own" / "axe-runs" / "files", round(rows * SHARE_OF_RUNS))
    files = list(data_dir.glob("own/*/files/*"))
    return {"files": len(files), "bytes": sum(path.stat().st_size for path in files), "days_of_real_scans": days}
