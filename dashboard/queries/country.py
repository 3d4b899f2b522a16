"""The whole picture of one country: scores, context, audits, initiatives, dates and what is missing.

What is held of all countries is small, so each statement is run once per release and cut by country: the second
country that a reader looks at costs no query.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release


@dataclass(frozen=True)
class Profile:
    """The groups that publishers put a country or territory in."""

    country_code: str
    country: str
    iso_numeric: str | None
    kind: str
    un_subregion: str | None
    wb_region: str | None
    wb_income_group: str | None


@dataclass(frozen=True)
class Reach:
    """How far the lists of the atlas reach, and how far they reach this country.

    Attributes
    ----------
    strategy_count, strategy_country_count : int
        National AI strategies listed for the country; countries that have one listed.
    unclassified_count : int
        Listed entries of the country of which no more than title and year are known.
    register_count, register_country_count : int
        Registers of AI use cases whose size is held for the country; countries with one.
    unheld_indexes : list of str
        Indexes whose licence keeps their figures out of the release.
    study_country_count : int
        Countries and unions that a study is about.
    """

    country_code: str
    strategy_count: int
    strategy_country_count: int
    unclassified_count: int
    register_count: int
    register_country_count: int
    unheld_indexes: list[str] | None
    study_country_count: int


@lru_cache(maxsize=128)
def _cut(release: Release, statement: str, scheme: str | None = None) -> Mapping[str, pa.Table]:
    """The answer for all countries, which comes in their order, as one slice for each of them."""
    table = answer(release, statement, **({} if scheme is None else {"scheme": scheme}))
    slices, start = {"": table.slice(0, 0)}, 0
    for code, rows in groupby(table["country_code"].to_pylist()):
        length = len(list(rows))
        slices[code] = table.slice(start, length)
        start += length
    return slices


def _of(release: Release, statement: str, country: str, scheme: str | None = None) -> pa.Table:
    slices = _cut(release, statement, scheme)
    return slices.get(country, slices[""])


@lru_cache(maxsize=512)
def profile(release: Release, country: str) -> Profile:
    """Names of the groups a country is in."""
    return Profile(**_of(release, "country_profile", country).to_pylist()[0])


@lru_cache(maxsize=512)
def reach(release: Release, country: str) -> Reach:
    """What lists of many countries hold of this one."""
    return Reach(**_of(release, "country_reach", country).to_pylist()[0])


def scores(release: Release, country: str, scheme: str) -> pa.Table:
    """The total in every edition of every index, null where the edition leaves the country out."""
    return _of(release, "country_scores", country, scheme)


def groups(release: Release, country: str) -> pa.Table:
    """Maturity group in each edition of the GovTech Maturity Index, the newest first."""
    return _of(release, "country_groups", country)


def context(release: Release, country: str) -> pa.Table:
    """The newest population and gross domestic product."""
    return _of(release, "country_context", country)


def audits(release: Release, country: str) -> pa.Table:
    """What is held about public websites, one row per method, source, metric and level."""
    return _of(release, "country_audits", country)


def audited_as_part(release: Release, country: str) -> pa.Table:
    """Host scores of a territory that its audit counts as part of a country."""
    return _of(release, "country_as_part", country)


def initiatives(release: Release, country: str) -> pa.Table:
    """Every initiative on record, AI use cases last."""
    return _of(release, "country_initiatives", country)


def strategies(release: Release, country: str) -> pa.Table:
    """Strategies, laws and funding by year, the newest first."""
    return _of(release, "country_strategies", country)


def counts(release: Release, country: str) -> pa.Table:
    """Dated counts as published, conflicting values side by side, and sizes of registers."""
    return _of(release, "country_counts", country)
