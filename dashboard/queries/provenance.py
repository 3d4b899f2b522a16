"""Where figures come from, as their footers and files say it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

import pyarrow as pa

from dashboard.figure import Provenance
from dashboard.queries import evidence, readiness
from dashboard.queries.statements import answer
from dashboard.release import Release


def sources(release: Release) -> pa.Table:
    """Every source with its licence, citation and how many figures of it are held."""
    return answer(release, "sources")


@lru_cache(maxsize=8)
def _all(release: Release) -> Mapping[str, Provenance]:
    return {
        row["source_id"]: Provenance(
            source=", ".join(part for part in (row["publisher"], row["title"], row["year"]) if part),
            source_url=row["data_url"] or row["homepage_url"],
            licence=row["licence"],
            retrieved_on=row["retrieved_on"],
            citation=row["citation"],
            origin=row["origin"],
            may_be_passed_on=row["may_be_passed_on"],
            source_check=evidence.check(release, row["source_id"]),
            source_sha256=evidence.sha256(release, row["source_id"]),
        )
        for row in sources(release).to_pylist()
    }


def of_sources(release: Release, source_ids: Iterable[str]) -> dict[str, Provenance]:
    """Provenance of some sources, in the order given, by source id."""
    found = _all(release)
    return {source_id: found[source_id] for source_id in dict.fromkeys(source_ids)}


def of_editions(release: Release, index: str, years: Iterable[str]) -> dict[str, Provenance]:
    """Provenance of some editions of an index, by edition: each has a licence of its own."""
    known = {found.edition: found for found in readiness.editions(release, index)}
    return {
        year: Provenance(
            source=f"{known[year].publisher}, {known[year].name} {year}",
            source_url=known[year].url,
            licence=known[year].licence,
            retrieved_on=known[year].retrieved_on,
            origin=known[year].origin,
            may_be_passed_on=known[year].may_be_passed_on,
            citation=_all(release)[known[year].source_id].citation,
            edition=year,
            source_check=evidence.check(release, known[year].source_id, year),
            source_sha256=evidence.sha256(release, known[year].source_id, year),
        )
        for year in dict.fromkeys(years)
    }


def of_atlas(release: Release) -> dict[str, Provenance]:
    """Provenance of what the atlas says about itself."""
    citation = f"Public-Sector AI Atlas, release {release.id}."
    return {"atlas": Provenance("Public-Sector AI Atlas", None, "that of each source", citation=citation)}


def of_metadata(found: Mapping[str, Provenance]) -> dict[str, Provenance]:
    """The same for what is said about figures, such as their licence: that may always be passed on."""
    return {key: replace(each, may_be_passed_on=True) for key, each in found.items()}


@lru_cache(maxsize=8)
def _notes(release: Release) -> Mapping[tuple[str, str], tuple[str, ...]]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for row in answer(release, "source_notes").to_pylist():
        grouped.setdefault((row["source_id"], row["kind"]), []).append(row["text"])
    return {key: tuple(texts) for key, texts in grouped.items()}


def oddities(release: Release, source_id: str) -> tuple[str, ...]:
    """What is odd about a source, in sentences."""
    return _notes(release).get((source_id, "oddity"), ())


def checks(release: Release, source_id: str) -> tuple[str, ...]:
    """What was checked of a source, in sentences."""
    return _notes(release).get((source_id, "checked"), ())
