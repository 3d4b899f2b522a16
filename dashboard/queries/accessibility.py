"""Audits of public websites: scores, counts, conformance, reports and the sites still to be audited."""

from functools import lru_cache

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release

#: At most so many rows answer a search; how many there are stands in ``found_count``.
SEARCH_LIMIT = 300


def countries(release: Release, scheme: str, region: str) -> pa.Table:
    """Host scores of each country, the highest mean first."""
    return answer(release, "accessibility_countries", scheme=scheme, region=region)


def distribution(release: Release, country: str) -> pa.Table:
    """Hosts per five-point bin, of a country and of all countries together."""
    return answer(release, "accessibility_distribution", country=country)


def states(release: Release, country: str) -> pa.Table:
    """Host scores of the states and territories of a country; empty where none are held."""
    return answer(release, "accessibility_states", country=country)


def portals(release: Release, metric: str, scheme: str, region: str) -> pa.Table:
    """One metric of each national portal's home page, round by round."""
    return answer(release, "accessibility_portals", metric=metric, scheme=scheme, region=region)


def agencies(release: Release, scheme: str, region: str) -> pa.Table:
    """Failing elements per agency, the highest share of sites without any first."""
    return answer(release, "accessibility_agencies", scheme=scheme, region=region)


def site_rates(release: Release, year: str, scheme: str, region: str) -> pa.Table:
    """Conformance rates of the sites that people audited in a year."""
    return answer(release, "accessibility_site_rates", year=year, scheme=scheme, region=region)


def yearly_means(release: Release, scheme: str, region: str) -> pa.Table:
    """Mean conformance rate of each year's full audits."""
    return answer(release, "accessibility_yearly_means", scheme=scheme, region=region)


def agency_reports(release: Release, year: str, scheme: str, region: str) -> pa.Table:
    """What agencies report about themselves in a year, one row for each agency."""
    return answer(release, "accessibility_agency_reports", year=year, scheme=scheme, region=region)


def published(
    release: Release, method: str, left_out: tuple[str, ...], country: str, scheme: str, region: str
) -> pa.Table:
    """Figures of a method as published, without the metrics named in ``left_out``; the country's come first."""
    return answer(
        release, "accessibility_published", method=method, left_out=left_out, country=country, scheme=scheme,
        region=region,
    )  # fmt: skip


def coverage(release: Release, country: str) -> pa.Table:
    """What is held about a country, by method and source."""
    return answer(release, "accessibility_coverage", country=country)


def shared_studies(release: Release, country: str) -> pa.Table:
    """Figures over several countries together whose sample names the country."""
    return answer(release, "accessibility_shared_studies", country=country)


def sites(release: Release, country: str) -> pa.Table:
    """Government sites of a country that are listed to be audited."""
    return answer(release, "accessibility_sites", country=country)


def search(release: Release, words: str) -> pa.Table:
    """Sites whose address or organisation holds the words, at most ``SEARCH_LIMIT`` rows."""
    return answer(release, "accessibility_search", words=words.lower())


@lru_cache(maxsize=32)
def years(release: Release, method: str, metrics: tuple[str, ...]) -> tuple[str, ...]:
    """Years for which a method has figures of sites or agencies, the newest first."""
    return tuple(answer(release, "accessibility_years", method=method, metrics=metrics)["year"].to_pylist())
