"""Results of Lighthouse (LHR): the audits of its category accessibility, one file per page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from etl.reading.faults import Faults
from etl.reading.tables import read_json
from etl.sources import Reading, Tables
from etl.sources.audit_layout import AuditLayout, layout_of
from etl.sources.axe_layout import ENGINE as AXE
from etl.sources.criteria import Criteria, in_order
from etl.sources.outcomes import (
    CANNOT_TELL,
    FAILED,
    INAPPLICABLE,
    PASSED,
    UNTESTED,
    Page,
    Pages,
    outcome_rows,
    outcome_tables,
)

ENGINE = "Lighthouse"
#: Display modes of an audit without a score. What people must check, and what broke off, was not tested.
UNSCORED = {"notApplicable": INAPPLICABLE, "manual": UNTESTED, "error": UNTESTED, "informative": CANNOT_TELL}
SCORED = ("binary", "numeric")
#: Where a result names its page, the address shown at the end first.
ADDRESSES = ("finalDisplayedUrl", "finalUrl", "requestedUrl")

Row = tuple[int, str | None, str, int | None, str]


def _outcome(audit: Mapping[str, Any], faults: Faults) -> str:
    mode, score = audit.get("scoreDisplayMode"), audit.get("score")
    if mode in UNSCORED:
        return UNSCORED[mode]
    if mode in SCORED and isinstance(score, int | float) and 0 <= score <= 1:
        return PASSED if score == 1 else FAILED
    expected = (
        f"Expected: {', '.join([*SCORED, *UNSCORED])}, with a score from 0 to 1 where it is {' or '.join(SCORED)}."
    )
    faults.add(f"audit {audit.get('id')!r}", "no outcome can be read from it", [mode, score], expected)
    return UNTESTED


def _failing_elements(audit: Mapping[str, Any]) -> int | None:
    details = audit.get("details")
    items = details.get("items") if isinstance(details, Mapping) else None
    return len(items) if isinstance(items, list) else None


def _criteria(audit: Mapping[str, Any], criteria: Criteria, faults: Faults) -> str:
    details = audit.get("details")
    debug = details.get("debugData") if isinstance(details, Mapping) else None
    tags = debug.get("tags") if isinstance(debug, Mapping) else None
    if isinstance(tags, list):
        codes, strange = criteria.of_tags(tags)
        if strange:
            faults.add(f"audit {audit['id']!r}", "tags name success criteria that WCAG 2 does not have", strange)
        return in_order(codes)
    # Only audits that fail carry the tags; most audits are rules of axe-core under their own name.
    return criteria.of_rule(ENGINE, audit["id"]) or criteria.of_rule(AXE, audit["id"]) or ""


def _audits(document: Any, faults: Faults) -> list[Mapping[str, Any]]:
    try:
        listed = [entry["id"] for entry in document["categories"]["accessibility"]["auditRefs"]]
        audits = [document["audits"][name] for name in listed]
        if listed != [audit["id"] for audit in audits]:
            raise KeyError("id")
    except (KeyError, TypeError) as error:
        todo = "Run Lighthouse with the category accessibility and --output=json."
        faults.add("", f"not a result of Lighthouse with accessibility: {error}", (), todo)
        return []
    return audits


def _rows(page: int, audits: list[Mapping[str, Any]], criteria: Criteria, faults: Faults) -> Iterator[Row]:
    for audit in audits:
        outcome = _outcome(audit, faults)
        count = _failing_elements(audit) if outcome == FAILED else None
        yield page, audit["id"], outcome, count, _criteria(audit, criteria, faults)


def parse(reading: Reading) -> Tables:
    """Read results of Lighthouse.

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
        audits = _audits(document, faults)
        if audits:
            url = next((document[key] for key in ADDRESSES if document.get(key)), None)
            page = pages.add(Page(path.name, url, ENGINE, document.get("lighthouseVersion"), document.get("fetchTime")))
            rows += _rows(page, audits, criteria, faults)
    complete = pages.frame()
    faults.stop_if_any()
    return outcome_tables(complete, outcome_rows(iter(rows)))
