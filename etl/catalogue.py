"""What is known of each source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class Edition:
    """One published edition of an index."""

    edition: str
    framework: str
    countries_with_total: int
    redistribution: str
    values_rounded: bool
    data_url: str | None = None
    report_url: str | None = None
    licence: str | None = None
    licence_basis: str | None = None
    note: str | None = None
    compiled_on: date | None = None
    retrieved_on: date | None = None


@dataclass(frozen=True)
class Framework:
    """One construction of an index."""

    id: str
    label: str


@dataclass(frozen=True)
class Measure:
    """One thing a framework measures."""

    framework: str
    measure_id: str
    level: str
    label: str
    unit: str
    parent_id: str | None = None
    min: float | None = None
    max: float | None = None
    weight: float | None = None
    weight_basis: str | None = None
    direction: str | None = None
    series: str | None = None
    definition: str | None = None


@dataclass(frozen=True)
class SeriesBreak:
    """A break between two editions; ``*`` stands for every edition or measure."""

    from_edition: str
    to_edition: str
    measure_id: str
    kind: str
    reason: str
    basis: str | None = None


@dataclass(frozen=True)
class Index:
    """An index of government readiness."""

    index_id: str
    short_name: str
    name: str
    publisher: str
    decimals: int
    licence: str | None = None
    homepage_url: str | None = None
    data_url: str | None = None
    comparability_note: str | None = None
    redistribution: str | None = None


@dataclass(frozen=True)
class Source:
    """A source and everything its source.toml says of it."""

    id: str
    family: str
    title: str
    redistribution: str
    citation: str
    parsing: str
    publisher: str | None = None
    year: str | None = None
    homepage_url: str | None = None
    data_url: str | None = None
    licence: str | None = None
    licence_basis: str | None = None
    coverage: str | None = None
    method: str | None = None
    note: str | None = None
    compiled_on: date | None = None
    retrieved_on: date | None = None
    checked: tuple[str, ...] = ()
    oddities: tuple[str, ...] = ()
    row_counts: Mapping[str, int] | None = None
    index: Index | None = None
    frameworks: tuple[Framework, ...] = ()
    editions: tuple[Edition, ...] = ()
    measures: tuple[Measure, ...] = ()
    series_breaks: tuple[SeriesBreak, ...] = ()

    PARTS: ClassVar[Mapping[str, type]] = {
        "frameworks": Framework,
        "editions": Edition,
        "measures": Measure,
        "series_breaks": SeriesBreak,
    }


Catalogue = Mapping[str, Source]
