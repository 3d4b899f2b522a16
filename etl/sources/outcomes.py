"""What audits found, as rows of the table ``audit_outcome``: pages on one side, outcomes of rules on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from etl.reading.faults import Faults
from etl.sources.audit_layout import AuditLayout

TABLE = "audit_outcome"
#: The vocabulary of EARL, W3C's language for reports of tests.
PASSED, FAILED, INAPPLICABLE, CANNOT_TELL, UNTESTED = "passed", "failed", "inapplicable", "cantTell", "untested"
OUTCOMES = (PASSED, FAILED, INAPPLICABLE, CANNOT_TELL, UNTESTED)

#: Name or number of a host, without a user name, with or without a port; then path, query or fragment.
_ADDRESS = re.compile(r"https?://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?([/?#][^\s\x00-\x1f\x7f\\]*)?", re.IGNORECASE)
MAX_ADDRESS = 2_000

PAGE_COLUMNS = {
    "page": pl.Int64,
    "country_code": pl.String,
    "organisation": pl.String,
    "host": pl.String,
    "page_url": pl.String,
    "engine": pl.String,
    "engine_version": pl.String,
    "audited_on": pl.String,
}
OUTCOME_COLUMNS = {
    "page": pl.Int64,
    "rule_id": pl.String,
    "outcome": pl.String,
    "occurrence_count": pl.String,
    "success_criteria": pl.String,
}
_COLUMNS = (*list(PAGE_COLUMNS)[1:7], *list(OUTCOME_COLUMNS)[1:], "audited_on")


@dataclass(frozen=True)
class Page:
    """A page that was audited, as a result names it; None where it does not say.

    A scan may name only the host that it asked.
    """

    place: str
    url: str | None
    engine: str | None
    engine_version: str | None
    audited_on: str | None
    organisation: str | None = None
    host: str | None = None


def host_of(address: str) -> str | None:
    """Host of an address of the web; None for anything that is not one (``javascript:``, ``data:``, ``file:``)."""
    match = _ADDRESS.fullmatch(address) if len(address) <= MAX_ADDRESS else None
    return match[1].lower() if match else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass
class Pages:
    """Pages of one file, completed from its block and checked.

    Parameters
    ----------
    layout : AuditLayout
        What the block says.
    faults : Faults
        Takes pages without an address, engine, version or day that can be used.
    """

    layout: AuditLayout
    faults: Faults
    _rows: list[tuple[object, ...]] = field(default_factory=list)
    _wrong: dict[tuple[str, str], list[tuple[str, object]]] = field(default_factory=dict)

    def add(self, page: Page) -> int:
        """Add a page; gives its number."""
        url, host = self._address(page)
        engine = self._said(page, page.engine, self.layout.engine, "engine")
        version = self._said(page, page.engine_version, self.layout.engine_version, "engine_version")
        day = (page.audited_on or self.layout.audited_on or "")[:10] or None
        if day and not _is_day(day):
            self._note(page, "not a day (YYYY-MM-DD)", page.audited_on or day, "")
        organisation = page.organisation or self.layout.organisation
        country = self.layout.country_of(host)
        self._rows.append((len(self._rows), country, organisation, host, url, engine, version, day))
        return len(self._rows) - 1

    def _address(self, page: Page) -> tuple[str | None, str]:
        if not page.url and page.host and (host := host_of(f"https://{page.host}/")):
            return None, host
        # A result made from a string of HTML has a data: address; the block says which page it was.
        named = page.url if page.url and (host_of(page.url) or not self.layout.page_url) else self.layout.page_url
        host = host_of(named) if named else None
        if named and host:
            return named, host
        problem = "not the address of a page on the web" if named else "a page without an address"
        self._note(page, problem, (named or "")[:100], "Set page_url in the block, if the address is known.")
        return "", ""

    def _said(self, page: Page, said: str | None, stated: str | None, key: str) -> str:
        if not said and not stated:
            self._note(page, f"the result does not say its {key.replace('_', ' ')}", "", f"Set {key} in the block.")
        return said or stated or ""

    def _note(self, page: Page, problem: str, value: object, what_to_do: str) -> None:
        self._wrong.setdefault((problem, what_to_do), []).append((page.place, value))

    def frame(self) -> pl.DataFrame:
        """The pages, with what is wrong reported once per kind."""
        for (problem, what_to_do), cells in self._wrong.items():
            more = f" (and in {len(cells) - 1} more places)" if len(cells) > 1 else ""
            values = [value for value in dict.fromkeys(value for _, value in cells) if value != ""]
            self.faults.add(cells[0][0], problem + more, values, what_to_do)
        self._wrong.clear()
        return pl.DataFrame(self._rows, schema=PAGE_COLUMNS, orient="row")


def outcome_rows(rows: Iterator[tuple[int, str | None, str, int | None, str]]) -> pl.DataFrame:
    """Outcomes of rules: page, rule, outcome, elements concerned, criteria; those of one page, rule and outcome added.

    An outcome that says nothing of elements (None) leaves the number unknown.
    """
    schema = {**OUTCOME_COLUMNS, "occurrence_count": pl.Int64}
    count = pl.col("occurrence_count")
    return (
        pl.DataFrame(list(rows), schema=schema, orient="row")
        .group_by("page", "rule_id", "outcome", maintain_order=True)
        .agg(
            pl.when(count.is_null().any()).then(None).otherwise(count.sum()).cast(pl.String).alias("occurrence_count"),
            pl.col("success_criteria").first().replace({"": None}),
        )
    )


def outcome_table(pages: pl.DataFrame, outcomes: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Put pages and outcomes together.

    Parameters
    ----------
    pages : polars.DataFrame
        Columns of :data:`PAGE_COLUMNS`.
    outcomes : polars.DataFrame
        Columns of :data:`OUTCOME_COLUMNS`.

    Returns
    -------
    dict of str to polars.DataFrame
        The table ``audit_outcome``, as text.
    """
    return {TABLE: outcomes.join(pages, on="page", how="left", maintain_order="left").select(_COLUMNS)}
