"""The whole picture of one country: scores, context, audits, initiatives, dates and what is missing."""

from dataclasses import dataclass
from functools import lru_cache

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
    prior_count : int
        Entries of earlier editions of its registers.
    unheld_indexes : tuple of str
        Indexes whose licence keeps their figures out of the release.
    study_country_count : int
        Countries and unions that a study is about.
    """

    strategy_count: int
    strategy_country_count: int
    unclassified_count: int
    register_count: int
    register_country_count: int
    prior_count: int
    unheld_indexes: tuple[str, ...]
    study_country_count: int


@lru_cache(maxsize=512)
def profile(release: Release, country: str) -> Profile:
    """Names of the groups a country is in."""
    return Profile(**answer(release, "country_profile", country=country).to_pylist()[0])


@lru_cache(maxsize=512)
def reach(release: Release, country: str) -> Reach:
    """What lists of many countries hold of this one."""
    row = answer(release, "country_reach", country=country).to_pylist()[0]
    return Reach(**{**row, "unheld_indexes": tuple(row["unheld_indexes"] or ())})


def scores(release: Release, country: str, scheme: str, region: str) -> pa.Table:
    """The total in every edition of every index, null where the edition leaves the country out."""
    return answer(release, "country_scores", country=country, scheme=scheme, region=region)


def groups(release: Release, country: str) -> pa.Table:
    """Maturity group in each edition of the GovTech Maturity Index, the newest first."""
    return answer(release, "country_groups", country=country)


def context(release: Release, country: str) -> pa.Table:
    """The newest population and gross domestic product."""
    return answer(release, "country_context", country=country)


def audits(release: Release, country: str) -> pa.Table:
    """What is held about public websites, one row per method, source, metric and level."""
    return answer(release, "country_audits", country=country)


def audited_as_part(release: Release, country: str) -> pa.Table:
    """Host scores of a territory that its audit counts as part of a country."""
    return answer(release, "country_as_part", country=country)


def initiatives(release: Release, country: str) -> pa.Table:
    """Every initiative on record, AI use cases last."""
    return answer(release, "country_initiatives", country=country)


def strategies(release: Release, country: str) -> pa.Table:
    """Strategies, laws and funding by year, the newest first."""
    return answer(release, "country_strategies", country=country)


def counts(release: Release, country: str) -> pa.Table:
    """Dated counts as published, conflicting values side by side, and sizes of registers."""
    return answer(release, "country_counts", country=country)
