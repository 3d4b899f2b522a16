"""Reports in EARL, W3C's language for results of tests, as JSON-LD in either of its shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from etl.reading.faults import Faults
from etl.reading.tables import read_json
from etl.sources import Reading, Tables
from etl.sources.audit_layout import AuditLayout, layout_of
from etl.sources.criteria import Criteria, in_order
from etl.sources.earl_graph import EARL, Assertion, Graph, Node, as_list, in_full, part, text
from etl.sources.outcomes import OUTCOMES, UNTESTED, Page, Pages, host_of, outcome_rows, outcome_tables

_RELEASE = re.compile(r"https://github\.com/[^/]+/([^/]+)/releases/tag/v?([^/]+)")

Row = tuple[int, str | None, str, int | None, str]


class _Report:
    """One report: its pages are added as its assertions come to them."""

    def __init__(self, document: Any, name: str, pages: Pages, criteria: Criteria, faults: Faults):
        self._graph, self._name, self._pages, self._criteria, self._faults = (
            Graph(document), name, pages, criteria, faults,
        )  # fmt: skip
        self._numbers: dict[Page, int] = {}

    def rows(self) -> Iterator[Row]:
        number = 0
        for number, assertion in enumerate(self._graph.assertions(), start=1):
            yield from self._row(assertion, f"assertion {number}")
        if not number:
            self._faults.add("", "no assertions of EARL in it")

    def _row(self, assertion: Assertion, place: str) -> Iterator[Row]:
        result = self._graph.described(part(assertion.node, "result"))
        said = text(part(result, "outcome")) or ""
        outcome = in_full(said).removeprefix(EARL)
        if outcome not in OUTCOMES:
            self._faults.add(place, "an outcome that EARL does not have", [said], f"Expected: {', '.join(OUTCOMES)}.")
            return
        test = self._graph.described(part(assertion.node, "test"))
        rule = _rule_id(test)
        if not rule and outcome != UNTESTED:
            self._faults.add(place, "an outcome without a test", [said], "Only a page may be untested as a whole.")
            return
        page = self._page(assertion, result, place)
        engine = page.engine or self._pages.layout.engine or ""
        if page not in self._numbers:
            self._numbers[page] = self._pages.add(page)
        count = None if outcome in {UNTESTED, "inapplicable"} else 1
        yield self._numbers[page], rule, outcome, count, self._codes(engine, rule, test, place)

    def _page(self, assertion: Assertion, result: Node, place: str) -> Page:
        subject = self._graph.described(assertion.subject or part(assertion.node, "subject"))
        address = text(part(subject, "source")) or text(subject.get("url")) or text(subject.get("@id"))
        engine, version = self._engine(assertion.assertor or part(assertion.node, "assertedBy"))
        day = text(part(result, "date")) or text(part(assertion.node, "date"))
        known = address is not None and host_of(address) is not None
        return Page(self._name if known else place, address, engine, version, day)

    def _engine(self, assertor: Any) -> tuple[str | None, str | None]:
        tool = self._graph.described(assertor)
        if release := _RELEASE.fullmatch(text(tool) or ""):
            return release[1], release[2]
        versions = [text(part(self._graph.described(entry), "revision")) for entry in as_list(part(tool, "release"))]
        return text(part(tool, "name")), next((version for version in versions if version), None)

    def _codes(self, engine: str, rule: str | None, test: Node, place: str) -> str:
        codes: list[str] = []
        requirements = [self._graph.described(entry) for entry in as_list(part(test, "isPartOf"))]
        for address in filter(None, (text(node) or text(part(node, "title")) for node in requirements)):
            found, is_strange = self._criteria.of_requirement(in_full(address))
            codes += found
            if is_strange:
                self._faults.add(place, "a requirement that WCAG 2 and ACT do not have", [address])
        return in_order(codes) if requirements or not rule else self._criteria.of_rule(engine, rule) or ""


def _rule_id(test: Node) -> str | None:
    """The last part of the address of a test (``sia-r2``); its title where it has no address on the web."""
    address = text(test.get("@id")) or ""
    steps = [step for step in re.split(r"[?#]", address)[0].split("/") if step and step != "proposed"]
    return steps[-1] if steps and host_of(address) else text(part(test, "title"))


def parse(reading: Reading) -> Tables:
    """Read reports in EARL.

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
        rows += _Report(read_json(path, faults), path.name, pages, criteria, faults).rows()
    complete = pages.frame()
    faults.stop_if_any()
    return outcome_tables(complete, outcome_rows(iter(rows)))
