"""Regions side by side, their members, and how they moved between comparable editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release


@dataclass(frozen=True)
class Validity:
    """The editions for which the memberships of a scheme hold; none at an end that is open."""

    from_edition: str | None
    to_edition: str | None

    def holds(self, edition: str) -> bool:
        """Whether the memberships hold for an edition."""
        return (self.from_edition or edition) <= edition <= (self.to_edition or edition)


@lru_cache(maxsize=8)
def validities(release: Release) -> Mapping[str, Validity]:
    """Region scheme to the editions for which its memberships hold."""
    return {
        row["scheme"]: Validity(row["from_edition"], row["to_edition"])
        for row in answer(release, "scheme_editions").to_pylist()
    }


def summaries(release: Release, scheme: str, index: str, edition: str) -> pa.Table:
    """Mean, median, quartiles, ends and coverage of each region of a scheme, for every measure of an edition."""
    return answer(release, "edition_region_summaries", scheme=scheme, index=index, edition=edition)


@lru_cache(maxsize=512)
def segments(release: Release, index: str, measure: str) -> Mapping[str, int]:
    """Editions that have scores of a measure, in order, and the segment within which each may be compared."""
    found = answer(release, "measure_scores", index=index, measure=measure)
    pairs = zip(found["edition"].to_pylist(), found["segment"].to_pylist(), strict=True)
    return dict(sorted(set(pairs)))


def movements(release: Release, scheme: str, index: str, measure: str) -> pa.Table:
    """How each region moved between any two comparable editions, the largest rise first."""
    return answer(release, "region_movements", scheme=scheme, index=index, measure=measure)
