"""The release itself: what it holds, how it was made, and every definition in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release

#: Code of the choice that is no family: every source.
ALL = "all"


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
    figure_count: int
    reread_count: int
    fetched_count: int


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


def sources(release: Release, family: str = ALL, words: str = "") -> pa.Table:
    """Sources of a family whose title, publisher, licence or notes hold some words."""
    return answer(release, "held_sources", family=family, words=words)


@lru_cache(maxsize=8)
def source_labels(release: Release) -> Mapping[str, str]:
    """Source code to title, by family and title."""
    return {row["source_id"]: row["title"] for row in sources(release).to_pylist()}


@lru_cache(maxsize=512)
def source(release: Release, source_id: str) -> Mapping[str, Any]:
    """Everything that is held about one source."""
    found: dict[str, Any] = next(row for row in sources(release).to_pylist() if row["source_id"] == source_id)
    return found


def figure_files(release: Release, source_id: str) -> pa.Table:
    """Where the figures of a source are from, and how they are known to be those of its publisher."""
    return answer(release, "source_figure_files", source=source_id)


def official_files(release: Release, source_id: str) -> pa.Table:
    """Official files of a source, compared with the figures kept here or fetched."""
    return answer(release, "source_official_files", source=source_id)


def tables(release: Release) -> pa.Table:
    """Every table of the release with its rows and what it holds."""
    return answer(release, "held_tables")


@lru_cache(maxsize=8)
def indexes(release: Release) -> Mapping[str, Mapping[str, Any]]:
    """Every index that is described, by code; those without figures last."""
    return {row["index_id"]: row for row in answer(release, "held_indexes").to_pylist()}


@lru_cache(maxsize=8)
def index_labels(release: Release) -> Mapping[str, str]:
    """Index code to name, those without figures too."""
    return {code: f"{row['name']} ({row['short_name']})" for code, row in indexes(release).items()}


def editions(release: Release, index: str) -> pa.Table:
    """Editions of an index with framework, coverage and licence, the newest first."""
    return answer(release, "held_editions", index=index)


def breaks(release: Release, index: str) -> pa.Table:
    """Breaks between editions of an index, with how each is known."""
    return answer(release, "held_breaks", index=index)


def measures(release: Release, index: str) -> pa.Table:
    """Measures of an index with unit, range, weight and direction, the newest framework first."""
    return answer(release, "held_measures", index=index)


def metrics(release: Release) -> pa.Table:
    """What the audits measure, with definitions, by method."""
    return answer(release, "held_metrics")


def statuses(release: Release) -> pa.Table:
    """Every status of a figure and what it means."""
    return answer(release, "held_statuses")


def schemes(release: Release) -> pa.Table:
    """Ways to draw regions, with notes and sizes."""
    return answer(release, "held_schemes")


def spellings(release: Release, words: str = "") -> pa.Table:
    """Spellings of countries, those that differ from the name used here when no words are searched for."""
    return answer(release, "held_spellings", words=words)


def coverage(release: Release) -> pa.Table:
    """What is known of every country and territory, kind by kind; 0 where nothing is."""
    return answer(release, "coverage")
