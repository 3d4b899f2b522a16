"""What an answer is made of: its columns, its sources and licences, and what was left out."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dashboard.datasets.dataset import Column, Dataset
from dashboard.datasets.origins import ORIGIN_COLUMNS, keys, provenances
from dashboard.datasets.question import Question
from dashboard.datasets.rows import empty_frame, row_count
from dashboard.export.fields import reviewed
from dashboard.figure import Provenance
from dashboard.queries import columns as columns_of_tables
from dashboard.queries import holdings, interface, provenance
from dashboard.release import Release

_TYPES = {"String": "text", "Boolean": "boolean", "Float64": "number"}
_WITHHELD = "The publisher does not allow passing its figures on: no row of it leaves through this interface."


@lru_cache(maxsize=64)
def columns(dataset: Dataset, release: Release) -> tuple[Column, ...]:
    """Every column of a dataset with its type and what it holds.

    Parameters
    ----------
    dataset : Dataset
        Which dataset.
    release : Release
        Whose descriptions.
    """
    schema = empty_frame(dataset, release).schema
    return tuple(
        Column(name, _TYPES.get(str(kind), "integer"), _described(dataset, release, name))
        for name, kind in schema.items()
    )


def _described(dataset: Dataset, release: Release, name: str) -> str:
    comments = columns_of_tables.comments(release)
    told = (comments.get((table, name)) for table in dataset.tables)
    # A table of the release knows its own columns best, but for those that stand in every dataset.
    own = reviewed().get(name) if name in ORIGIN_COLUMNS else None
    return own or next((text for text in told if text), None) or reviewed().get(name, "")


def metadata(question: Question) -> dict[str, Any]:
    """Everything that is to be known about an answer.

    Parameters
    ----------
    question : Question
        What was asked.
    """
    dataset, release = question.dataset, question.release
    made = holdings.made(release)
    return {
        "dataset": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "release": release.id,
        "built_at": f"{made.built_at.replace(' ', 'T')}Z",
        "extent": "full" if question.is_full else "filtered",
        "filters": {} if question.is_full else {name: list(values) for name, values in question.asked if values},
        "row_count": row_count(question),
        "key": list(dataset.key),
        "columns": [vars(found) for found in columns(dataset, release)],
        "sources": _sources(question),
        "withheld": _withheld(question),
        "citation": f"Public-Sector AI Atlas ({made.built_at[:4]}). Release {release.id}. "
        "Figures by their publishers, as cited.",
        "csv": "UTF-8 without byte order mark, comma, one header row. Text that a spreadsheet would run has an "
        "apostrophe before it; JSON and Parquet hold it unaltered.",
    }


def _sources(question: Question) -> list[dict[str, Any]]:
    """Where the rows that the filters leave are from, and how many are from each."""
    dataset, release = question.dataset, question.release
    if dataset.made or not keys(dataset.origin):
        return [_told(found, None) for found in provenance.of_atlas(release).values()]
    by = keys(dataset.origin)
    known = provenances(release, dataset.origin)
    counted = interface.found(release, dataset.statement, question.filters, *by).to_pylist()
    return [_told(known[key], row["row_count"]) for row in counted if (key := tuple(row[name] for name in by)) in known]


def _told(found: Provenance, rows: int | None) -> dict[str, Any]:
    told: Mapping[str, Any] = {
        "source": found.source,
        "source_url": found.source_url,
        "licence": found.licence,
        "retrieved_on": found.retrieved_on,
        "origin": found.origin,
        "citation": found.citation,
        "row_count": rows,
    }
    return {name: value for name, value in told.items() if value is not None}


def _withheld(question: Question) -> list[dict[str, Any]]:
    """Sources on the same subject whose figures may not be passed on."""
    return [
        {"source_id": row["source_id"], "title": row["title"], "licence": row["licence"], "reason": _WITHHELD}
        for row in provenance.sources(question.release).to_pylist()
        if not row["may_be_passed_on"] and row["family"] in question.dataset.families
    ]
