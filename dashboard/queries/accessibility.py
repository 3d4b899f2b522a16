"""Audits of public websites: scores, counts, conformance, reports and the sites still to be audited.

The series are small once they are summed up, so each is asked for once per release, of all countries; what a
reader chose is filtered from the kept answer.
"""

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release

#: At most so many rows answer a search; how many there are stands in ``found_count``.
SEARCH_LIMIT = 300


def countries(release: Release) -> pa.Table:
    """Host scores of each country, the highest mean first."""
    return answer(release, "accessibility_countries")


def distribution(release: Release) -> pa.Table:
    """Hosts of each country per five-point bin of the score."""
    return answer(release, "accessibility_distribution")


def states(release: Release) -> pa.Table:
    """Host scores of states and territories."""
    return answer(release, "accessibility_states")


def portals(release: Release, metric: str) -> pa.Table:
    """One metric of each national portal's home page, round by round."""
    return answer(release, "accessibility_portals", metric=metric)


def agencies(release: Release) -> pa.Table:
    """Failing elements per agency, the highest share of sites without any first."""
    return answer(release, "accessibility_agencies")


def site_rates(release: Release) -> pa.Table:
    """Conformance rates of the sites that people audited, the newest year first."""
    return answer(release, "accessibility_site_rates")


def yearly_means(release: Release) -> pa.Table:
    """Mean conformance rate of each year's full audits."""
    return answer(release, "accessibility_yearly_means")


def agency_reports(release: Release) -> pa.Table:
    """What agencies report about themselves, one row for each agency and year."""
    return answer(release, "accessibility_agency_reports")


def published(release: Release) -> pa.Table:
    """Figures as published, without the large series that the other functions sum up."""
    return answer(release, "accessibility_published")


def coverage(release: Release) -> pa.Table:
    """What is held about each country, by method, source and metric."""
    return answer(release, "accessibility_coverage")


def shared_studies(release: Release) -> pa.Table:
    """Figures over several countries together, once for each country that the sample names."""
    return answer(release, "accessibility_shared_studies")


def sites(release: Release) -> pa.Table:
    """Government sites that are listed to be audited."""
    return answer(release, "accessibility_sites")


def search(release: Release, words: str) -> pa.Table:
    """Sites whose address or organisation holds the words, at most ``SEARCH_LIMIT`` rows."""
    return answer(release, "accessibility_search", words=words.lower())
