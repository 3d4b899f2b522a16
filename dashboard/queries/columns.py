"""What the columns of the tables of a release hold."""

from collections.abc import Mapping
from functools import lru_cache

from dashboard.queries.statements import answer
from dashboard.release import Release


@lru_cache(maxsize=8)
def meanings(release: Release) -> Mapping[str, str]:
    """What a column holds, by name, where all tables that have it say the same."""
    return {row["column_name"]: row["meaning"] for row in answer(release, "column_meanings").to_pylist()}
