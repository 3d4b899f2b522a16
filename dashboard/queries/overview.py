"""One country's answers at a glance, and what the atlas holds."""

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release


def standing(release: Release, index: str, scheme: str, country: str) -> pa.Table:
    """A country's total in every edition of an index, the newest first, with its place in its region."""
    return answer(release, "standing", index=index, scheme=scheme, country=country)


def audit_standing(release: Release, country: str) -> pa.Table:
    """A country's automated host scores, the newest audit first."""
    return answer(release, "audit_standing", country=country)


def audit_holdings(release: Release, country: str) -> pa.Table:
    """One row: how many audit figures of a country are held, by which methods, and sites listed."""
    return answer(release, "audit_holdings", country=country)


def initiative_counts(release: Release, country: str) -> pa.Table:
    """Initiatives of a country by kind, the most frequent kind first."""
    return answer(release, "initiative_counts", country=country)


def challenge_counts(release: Release, country: str) -> pa.Table:
    """Challenges that studies about a country name, by category."""
    return answer(release, "challenge_counts", country=country)
