"""What governments have started: zones, parks, centres, programmes, strategies, laws and AI use cases.

The tables are asked for once per release, as a whole; what a reader chose is filtered from the kept answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release


@dataclass(frozen=True)
class Kind:
    """One kind of initiative and what one and several are called."""

    kind: str
    label: str
    label_plural: str


@dataclass(frozen=True)
class Edition:
    """An earlier edition of a register."""

    source_id: str
    country_code: str
    title: str
    edition_year: int | None
    entry_count: int


def initiatives(release: Release) -> pa.Table:
    """Every initiative of the latest editions."""
    return answer(release, "initiatives")


def prior(release: Release) -> pa.Table:
    """Every entry of the earlier editions of registers, with the columns of ``initiatives``."""
    return answer(release, "initiatives_prior")


@lru_cache(maxsize=8)
def kinds(release: Release) -> Mapping[str, Kind]:
    """Kinds of initiatives by code."""
    return {row["kind"]: Kind(**row) for row in answer(release, "initiative_kinds").to_pylist()}


@lru_cache(maxsize=8)
def editions(release: Release) -> tuple[Edition, ...]:
    """Earlier register editions, the newest first."""
    return tuple(Edition(**row) for row in answer(release, "initiative_editions").to_pylist())


def inventory_counts(release: Release) -> pa.Table:
    """Dated counts as published, conflicting values side by side."""
    return answer(release, "inventory_counts")


def register_sizes(release: Release) -> pa.Table:
    """Size of each register's editions."""
    return answer(release, "register_sizes")


def national_strategies(release: Release) -> pa.Table:
    """National AI strategies as listed, the oldest first."""
    return answer(release, "national_strategies")


def centre_labs(release: Release) -> pa.Table:
    """Laboratories of national centres."""
    return answer(release, "centre_labs")


@lru_cache(maxsize=8)
def unclassified_counts(release: Release) -> Mapping[str | None, int]:
    """Country code to the number of listed entries that no rule could classify."""
    rows = answer(release, "unclassified_counts").to_pylist()
    return {row["country_code"]: row["entry_count"] for row in rows}
