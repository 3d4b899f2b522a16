"""Audits that whoever runs this atlas made themselves: asked for one country, from tables made for that."""

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release


def coverage(release: Release, country: str) -> pa.Table:
    """What was tested in a country, with which tool and when: one row for each source and tool."""
    return answer(release, "own_audits", country_code=country)


def rules(release: Release, country: str) -> pa.Table:
    """Rules that failed, for each source and tool the most pages first."""
    return answer(release, "own_audit_rules", country_code=country)


def criteria(release: Release, country: str) -> pa.Table:
    """Success criteria of WCAG 2 that a rule tested, for each source and tool the most failed pages first."""
    return answer(release, "own_audit_criteria", country_code=country)
