"""What the status of a figure means."""

from collections.abc import Mapping
from functools import lru_cache

from dashboard.queries.statements import answer
from dashboard.release import Release

#: Status of a figure of which nothing unusual is known.
NORMAL = "normal"


@lru_cache(maxsize=8)
def explanations(release: Release) -> Mapping[str, str]:
    """Status to a sentence for the reader."""
    return {row["status"]: row["explanation"] for row in answer(release, "statuses").to_pylist()}
