"""What audits found, as rows of the table ``audit_outcome``: pages on one side, outcomes of rules on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from etl.reading.faults import Faults
from etl.sources import pages_of
from etl.sources.audit_layout import AuditLayout

TABLE = "audit_outcome"
#: The vocabulary of EARL, W3C's language for reports of tests.
PASSED, FAILED, INAPPLICABLE, CANNOT_TELL, UNTESTED = "passed", "failed", "inapplicable", "cantTell", "untested"
OUTCOMES = (PASSED, FAILED, INAPPLICABLE, CANNOT_TELL, UNTESTED)

#: Name or number of a host, without a user name, with or without a port; then path, query or fragment.
_ADDRESS = r"https?://([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:[/?#][^\s\x00-\x1f\x7f\\]*)?"
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


#: What a result says of a page; null where it does not.
SAID_COLUMNS = ("place", "url", "engine", "engine_version", "audited_on", "organisation", "host")


class Page(NamedTuple):
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
    match = re.fullmatch(_ADDRESS, address, re.IGNORECASE) if len(address) <= MAX_ADDRESS else None
    return match[1].lower() if match else None


def _hosts(address: pl.Expr) -> pl.Expr:
    found = address.str.extract(f"^(?i:{_ADDRESS})$", 1).str.to_lowercase()
    return pl.when(address.str.len_chars() <= MAX_ADDRESS).then(found)


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
    _pages: list[Page] = field(default_factory=list)

    def add(self, page: Page) -> int:
        """Add a page; gives its number."""
        self._pages.append(page)
        return len(self._pages) - 1

    def frame(self) -> pl.DataFrame:
        """The pages that were added, completed."""
        return self.completed(pl.DataFrame(self._pages, schema=dict.fromkeys(SAID_COLUMNS, pl.String), orient="row"))

    def completed(self, said: pl.DataFrame) -> pl.DataFrame:
        """Complete pages from the block, and report what is wrong once per kind.

        Parameters
        ----------
        said : polars.DataFrame
            Columns of :data:`SAID_COLUMNS`, one row per page.

        Returns
        -------
        polars.DataFrame
            Columns of :data:`PAGE_COLUMNS`.
        """
        stated = self.layout
        # A result made from a string of HTML has a data: address; the block says which page it was.
        url = (
            pl.when(_hosts(pl.col("url")).is_null()).then(pl.coalesce(pl.lit(stated.page_url), "url")).otherwise("url")
        )
        pages = said.with_columns(url.alias("page_url"), pl.col("engine").fill_null(pl.lit(stated.engine)))
        pages = pages.with_columns(
            pl.when(pl.col("page_url").is_not_null())
            .then(_hosts(pl.col("page_url")))
            .otherwise(_hosts("https://" + pl.col("host") + "/"))
            .alias("host"),
            pl.col("engine_version").fill_null(pl.lit(stated.engine_version)),
            pl.col("organisation").fill_null(pl.lit(stated.organisation)),
            pl.col("audited_on").fill_null(pl.lit(stated.audited_on)).str.head(10),
        )
        self._check(pages)
        return pages.with_row_index("page").select(
            pl.col("page").cast(pl.Int64), _countries(pages["host"], stated), *list(PAGE_COLUMNS)[2:]
        )

    def _check(self, pages: pl.DataFrame) -> None:
        day = pl.col("audited_on")
        known = "Set {} in the block."
        address = pl.col("page_url").str.head(100)
        todo = "Set page_url in the block, if the address is known."
        no_host = pl.col("host").is_null()
        for is_wrong, shown, problem, what_to_do in (
            (no_host & address.is_null(), None, "a page without an address", todo),
            (no_host & address.is_not_null(), address, "not the address of a page on the web", todo),
            (pl.col("engine").is_null(), None, "the result does not say its engine", known.format("engine")),
            (
                pl.col("engine_version").is_null(), None,
                "the result does not say its engine version", known.format("engine_version"),
            ),
            (
                day.is_not_null() & day.str.to_date("%Y-%m-%d", strict=False).is_null(), day,
                "not a day (YYYY-MM-DD)", "",
            ),
        ):  # fmt: skip
            wrong = pages.filter(is_wrong)
            if wrong.height:
                more = f" (and in {wrong.height - 1} more places)" if wrong.height > 1 else ""
                values = [] if shown is None else wrong.select(shown).to_series().unique(maintain_order=True).to_list()
                self.faults.add(wrong["place"][0], problem + more, values, what_to_do)


def _countries(hosts: pl.Series, layout: AuditLayout) -> pl.Expr:
    if not layout.countries:
        return pl.lit(layout.country, pl.String).alias("country_code")
    known = {host: layout.country_of(host) for host in hosts.unique().drop_nulls()}
    return pl.col("host").replace_strict(known, default=None, return_dtype=pl.String).alias("country_code")


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


def outcome_tables(pages: pl.DataFrame, outcomes: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Hand over pages and outcomes; they are put together when all files are read.

    Parameters
    ----------
    pages : polars.DataFrame
        Columns of :data:`PAGE_COLUMNS`.
    outcomes : polars.DataFrame
        Columns of :data:`OUTCOME_COLUMNS`.

    Returns
    -------
    dict of str to polars.DataFrame
        The table ``audit_outcome``, and the pages that its rows name by their number; every cell text.
    """
    number = pl.col("page").cast(pl.String)
    return {
        TABLE: outcomes.select(*OUTCOME_COLUMNS).with_columns(number),
        pages_of(TABLE): pages.select(*PAGE_COLUMNS).with_columns(number),
    }
