"""Lists of rule results of axe-core that lost their run: bare, as the GSA keeps them, or as a table of pandas."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from etl.reading.faults import Faults
from etl.reading.tables import read_json
from etl.sources import Reading, Tables
from etl.sources.axe_layout import ENGINE, LISTS, AxeLayout
from etl.sources.criteria import Criteria, in_order
from etl.sources.outcomes import Page, Pages, outcome_rows, outcome_tables
from etl.sources.sql_reading import sql_reader

Row = tuple[int, str | None, str, int | None, str]


def rule_rows(page: int, found: Any, outcome: str, criteria: Criteria, faults: Faults) -> Iterator[Row]:
    """Rows of one list of rule results."""
    if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
        faults.add(outcome, "not a list of results of rules", [str(found)[:60]])
        return
    for number, item in enumerate(found, start=1):
        rule, tags, nodes = item.get("id"), item.get("tags", []), item.get("nodes")
        if not isinstance(rule, str) or not isinstance(tags, list) or not isinstance(nodes, list | None):
            faults.add(f"result {number} of {outcome}", "without the id, the tags or the nodes of a result", [rule])
            continue
        codes, strange = criteria.of_tags(tags)
        if strange:
            faults.add(f"rule {rule!r}", "tags name success criteria that WCAG 2 does not have", strange)
        yield page, rule, outcome, None if nodes is None else len(nodes), in_order(codes)


def _read_list(reading: Reading, layout: AxeLayout, key: str | None) -> Tables:
    pages, criteria = Pages(layout, reading.faults), Criteria(reading.reference)
    rows: list[Row] = []
    for path in reading.paths:
        document = read_json(path, reading.faults)
        found = document.get(key) if key and isinstance(document, Mapping) else document
        page = pages.add(Page(path.name, None, ENGINE, None, None))
        rows += rule_rows(page, found, layout.outcome, criteria, reading.faults)
    complete = pages.frame()
    reading.faults.stop_if_any()
    return outcome_tables(complete, outcome_rows(iter(rows)))


def read_results(reading: Reading, layout: AxeLayout) -> Tables:
    """Read a bare list of rule results of one page."""
    return _read_list(reading, layout, None)


def read_gsa(reading: Reading, layout: AxeLayout) -> Tables:
    """Read what the GSA's Site Scanning engine keeps of the failures of one page."""
    return _read_list(reading, layout, "resultsList")


def _literal(cell: str, where: str, faults: Faults) -> Any:
    try:
        return ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
        faults.add(where, f"not a list in the notation of Python: {type(error).__name__}", [cell[:40]])
        return []


def read_pandas(reading: Reading, layout: AxeLayout) -> Tables:
    """Read a CSV file with one column per page and one row per key of a run."""
    pages, criteria, faults = Pages(layout, reading.faults), Criteria(reading.reference), reading.faults
    with sql_reader(reading) as connection:
        cells = connection.sql("FROM read_csv(getvariable('paths'), header = false, all_varchar = true)").fetchall()
    keys = {cell: number for number, (cell, *_) in enumerate(cells)}
    missing = [key for key in ("url", "timestamp", *LISTS) if key not in keys]
    if missing:
        faults.add("", "rows are missing", missing, f"Found: {', '.join(key for key in keys if key)}.")
        faults.stop_if_any()
    rows: list[Row] = []
    for column in range(1, len(cells[0])):
        url, time = (cells[keys[key]][column] for key in ("url", "timestamp"))
        page = pages.add(Page(f"column {column + 1}", url, ENGINE, None, time))
        for key, outcome in LISTS.items():
            where = f"row {keys[key] + 1}, column {column + 1}"
            rows += rule_rows(page, _literal(cells[keys[key]][column], where, faults), outcome, criteria, faults)
    complete = pages.frame()
    faults.stop_if_any()
    return outcome_tables(complete, outcome_rows(iter(rows)))
