"""One country's answers at a glance.

Each statement answers for all countries at once and is asked once for a release: the answers are small, and a
reader who goes from country to country waits for none of them.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from dashboard.queries.statements import answer
from dashboard.release import Release

Row = Mapping[str, Any]


@lru_cache(maxsize=64)
def _by_country(release: Release, name: str, parameters: tuple[tuple[str, str], ...] = ()) -> Mapping[str, list[Row]]:
    """Rows of a statement about all countries, by country, in the order of the statement."""
    grouped: dict[str, list[Row]] = {}
    for row in answer(release, name, **dict(parameters)).to_pylist():
        grouped.setdefault(row["country_code"], []).append(row)
    return grouped


def standing(release: Release, index: str, scheme: str, country: str) -> Sequence[Row]:
    """A country's total in every edition of an index, the newest first, with its place in its region."""
    return _by_country(release, "standing", (("index", index), ("scheme", scheme))).get(country, [])


def audit_standing(release: Release, country: str) -> Sequence[Row]:
    """A country's automated host scores, the newest audit first."""
    return _by_country(release, "audit_standing").get(country, [])


def audit_holdings(release: Release, country: str) -> Row:
    """How many audit figures of a country are held, by which methods, and how many of its sites are listed."""
    return _by_country(release, "audit_holdings")[country][0]


def initiative_counts(release: Release, country: str) -> Sequence[Row]:
    """Initiatives of a country by kind, the most frequent kind first."""
    return _by_country(release, "initiative_counts").get(country, [])


def challenge_counts(release: Release, country: str) -> Sequence[Row]:
    """Challenges that studies about a country name, by category."""
    return _by_country(release, "challenge_counts").get(country, [])
