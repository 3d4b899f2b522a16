"""Reports of IBM Equal Access (accessibility-checker), one file per page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from etl.reading.faults import Faults
from etl.reading.tables import read_json
from etl.sources import Reading, Tables
from etl.sources.audit_layout import AuditLayout, layout_of
from etl.sources.criteria import Criteria
from etl.sources.outcomes import CANNOT_TELL, FAILED, PASSED, Page, Pages, outcome_rows, outcome_tables

ENGINE = "IBM Equal Access"
#: What a check came to. What a person must look at cannot be told.
VERDICTS = {"PASS": PASSED, "FAIL": FAILED, "POTENTIAL": CANNOT_TELL, "MANUAL": CANNOT_TELL}
SEVERITIES = ("VIOLATION", "RECOMMENDATION", "INFORMATION")
_VERSION = re.compile(r"v(\d\S*)$")

Row = tuple[int, str | None, str, int | None, str]


def _day(milliseconds: object) -> str | None:
    if not isinstance(milliseconds, int | float):
        return None
    return f"{datetime.fromtimestamp(milliseconds / 1000, UTC):%Y-%m-%d}"


def _page(name: str, document: Mapping[str, Any]) -> Page:
    summary = document["summary"]
    version = _VERSION.search(str(document.get("toolID", "")))
    return Page(name, summary.get("URL"), ENGINE, version[1] if version else None, _day(summary.get("startScan")))


def _rows(page: int, results: list[Any], criteria: Criteria, faults: Faults) -> Iterator[Row]:
    for number, result in enumerate(results, start=1):
        try:
            rule, (severity, verdict) = result["ruleId"], result["value"]
            outcome = VERDICTS[verdict]
            SEVERITIES.index(severity)
        except (KeyError, TypeError, ValueError):
            found = result.get("value") if isinstance(result, Mapping) else result
            expected = f"Expected a ruleId, and a value of {', '.join(SEVERITIES)} with {', '.join(VERDICTS)}."
            faults.add(f"result {number}", "no outcome can be read from it", [str(found)[:60]], expected)
            continue
        # What is only recommended fails no criterion, whatever the rule stands for elsewhere.
        yield page, rule, outcome, 1, (criteria.of_rule(ENGINE, rule) or "") if severity == "VIOLATION" else ""


def parse(reading: Reading) -> Tables:
    """Read reports of IBM Equal Access.

    Parameters
    ----------
    reading : Reading
        The files and their block.

    Returns
    -------
    Mapping of str to polars.DataFrame
        The table ``audit_outcome``.
    """
    faults, criteria = reading.faults, Criteria(reading.reference)
    pages = Pages(layout_of(reading, AuditLayout), faults)
    rows: list[Row] = []
    for path in reading.paths:
        document = read_json(path, faults)
        results = document.get("results") if isinstance(document, Mapping) else None
        if not isinstance(results, list) or not isinstance(document.get("summary"), Mapping):
            faults.add("", "not a report of IBM Equal Access", (), "It has lists of results and a summary.")
            continue
        rows += _rows(pages.add(_page(path.name, document)), results, criteria, faults)
    complete = pages.frame()
    faults.stop_if_any()
    return outcome_tables(complete, outcome_rows(iter(rows)))
