"""The readiness indexes: editions, measures, and the breaks between editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release


@dataclass(frozen=True)
class Edition:
    """One edition of an index, with what its figures carry into every file.

    Attributes
    ----------
    segment : int
        Editions of one segment may be compared; a hard break lies between two segments.
    decimals : int
        Digits with which scores of the index are shown.
    """

    index_id: str
    edition: str
    framework: str
    segment: int
    is_latest: bool
    countries_with_total: int
    name: str
    short_name: str
    publisher: str
    decimals: int
    licence: str | None
    url: str | None
    retrieved_on: str | None
    origin: str | None
    may_be_passed_on: bool
    source_id: str


@dataclass(frozen=True)
class Measure:
    """What is measured in one edition: a total, a pillar, a dimension or an indicator.

    Attributes
    ----------
    band_points : float, optional
        Within how many points two scores count as close; none where nobody said.
    band_reason : str, optional
        Why so many.
    """

    measure_id: str
    label: str
    level: str
    unit: str
    min: float | None
    max: float | None
    direction: str | None
    parent_label: str | None
    definition: str | None
    band_points: float | None
    band_reason: str | None

    @property
    def pillar_label(self) -> str | None:
        """Label of the pillar that a dimension belongs to; none for pillars and the total."""
        return self.parent_label if self.level in {"dimension", "indicator"} else None


@lru_cache(maxsize=8)
def index_labels(release: Release) -> Mapping[str, str]:
    """Index code to name, of the indexes whose figures the release holds."""
    return {row["index_id"]: f"{row['name']} ({row['short_name']})" for row in answer(release, "indexes").to_pylist()}


@lru_cache(maxsize=64)
def editions(release: Release, index: str) -> tuple[Edition, ...]:
    """Editions of an index, the newest first."""
    names = Edition.__dataclass_fields__
    return tuple(
        Edition(index_id=index, **{key: row[key] for key in names if key != "index_id"})
        for row in answer(release, "editions", index=index).to_pylist()
    )


def edition(release: Release, index: str, year: str) -> Edition:
    """One edition of an index."""
    return next(found for found in editions(release, index) if found.edition == year)


@lru_cache(maxsize=256)
def measures(release: Release, index: str, year: str) -> tuple[Measure, ...]:
    """Measures that an edition has scores of, in the order of the framework, the total first."""
    names = Measure.__dataclass_fields__
    rows = answer(release, "measures", index=index, edition=year).to_pylist()
    return tuple(Measure(**{key: row[key] for key in names}) for row in rows)


@lru_cache(maxsize=256)
def measure_labels(release: Release, index: str, year: str) -> Mapping[str, str]:
    """Measure code to label with its place in the framework: ``Pillar: Government``."""
    return {
        found.measure_id: found.label if found.level == "total" else f"{found.level.capitalize()}: {found.label}"
        for found in measures(release, index, year)
    }


def measure(release: Release, index: str, year: str, measure_id: str) -> Measure:
    """One measure of an edition."""
    return next(found for found in measures(release, index, year) if found.measure_id == measure_id)


def steps(release: Release, index: str) -> pa.Table:
    """Each step between two editions with its break: hard, soft or none, and why."""
    return answer(release, "steps", index=index)


@lru_cache(maxsize=8)
def _comparability(release: Release) -> Mapping[str, str]:
    return {row["index_id"]: row["comparability_note"] or "" for row in answer(release, "indexes").to_pylist()}


def comparability(release: Release, index: str) -> str:
    """What the editions of an index have in common, in the words of the catalogue."""
    return _comparability(release)[index]
