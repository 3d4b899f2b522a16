"""The release itself: what it holds, how it was made, and every definition in it."""

from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release


@dataclass(frozen=True)
class Made:
    """How a release was made; days are ISO 8601."""

    release_id: str
    built_at: str
    schema_version: int
    inputs_sha256: str
    compiled_on: str | None
    source_count: int
    retrieved_count: int


@lru_cache(maxsize=8)
def made(release: Release) -> Made:
    """When the release was built, from what, and when its figures were compiled."""
    return Made(**answer(release, "release_row").to_pylist()[0])


def held_figures(release: Release) -> pa.Table:
    """What is held, question by question: count, countries, sources, years."""
    return answer(release, "held_figures")


def latest_editions(release: Release) -> pa.Table:
    """The newest edition of each index of which figures are held."""
    return answer(release, "latest_editions")
