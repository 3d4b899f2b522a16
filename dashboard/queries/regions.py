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


def ranges(release: Release, scheme: str, index: str, edition: str, measure: str) -> pa.Table:
    """Mean, median, quartiles, ends and coverage of each region of a scheme, the highest mean first."""
    return answer(release, "region_ranges", scheme=scheme, index=index, edition=edition, measure=measure)


def members(
    release: Release, scheme: str, region: str, index: str, edition: str, measure: str
) -> pa.Table:
    """Members of a region with score and ranks, those without a score last."""
    return answer(
        release, "region_scores", scheme=scheme, region=region, index=index, edition=edition, measure=measure
    )


@lru_cache(maxsize=512)
def segments(release: Release, index: str, measure: str) -> Mapping[str, int]:
    """Editions that have scores of a measure, in order, and the segment within which each may be compared."""
    found = answer(release, "measure_editions", index=index, measure=measure).to_pylist()
    return {row["edition"]: row["segment"] for row in found}


def movements(
    release: Release, scheme: str, index: str, measure: str, from_edition: str, to_edition: str
) -> pa.Table:
    """How each region of a scheme moved between two comparable editions, the largest rise first."""
    return answer(
        release, "region_movements", scheme=scheme, index=index, measure=measure, from_edition=from_edition,
        to_edition=to_edition,
    )  # fmt: skip


def member_movements(
    release: Release, scheme: str, region: str, index: str, measure: str, from_edition: str, to_edition: str
) -> pa.Table:
    """Members of a region scored in at least one of two editions, with both scores."""
    return answer(
        release, "member_movements", scheme=scheme, region=region, index=index, measure=measure,
        from_edition=from_edition, to_edition=to_edition,
    )  # fmt: skip
