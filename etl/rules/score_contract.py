"""Rules between scores, editions, frameworks and measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import polars as pl

from etl.errors import Violation
from etl.frames import EDITION, SOURCE, offences
from etl.metadata.catalogue import Catalogue, Source

#: The one status that lets a score leave the range of its measure.
ABOVE_MAXIMUM = "above_maximum_as_published"


def check_scores(catalogue: Catalogue, frames: Mapping[str, pl.DataFrame]) -> Iterator[Violation]:
    """Check scores against the editions and measures of their source.

    Parameters
    ----------
    catalogue : Catalogue
        The sources.
    frames : Mapping of str to polars.DataFrame
        Typed frames with their origin columns.

    Yields
    ------
    Violation
        Editions, measures, ranges and totals that do not fit the metadata.
    """
    for source in catalogue.values():
        yield from _check_metadata(source)
    scores = frames["score"]
    if not {"measure_id", "value", "status"} <= set(scores.columns):
        return
    editions = frames["edition"].select("source_id", "edition", "index_id", "framework", "countries_with_total")
    measures = frames["measure"].select("index_id", "framework", "measure_id", "level", "min", "max")
    placed = scores.join(editions, on=["source_id", "edition"], how="left")
    yield from offences(
        placed,
        pl.col("framework").is_null(),
        "score.edition",
        pl.col("edition"),
        "an edition that the metadata does not have",
        "Add an [[editions]] block to source.toml, or rename the file.",
    )
    measured = placed.filter(pl.col("framework").is_not_null()).join(
        measures.with_columns(is_known=True), on=["index_id", "framework", "measure_id"], how="left"
    )
    yield from _check_values(measured)
    yield from _check_totals(catalogue, measured)


def _check_values(measured: pl.DataFrame) -> Iterator[Violation]:
    yield from offences(
        measured,
        pl.col("is_known").is_null(),
        "score.measure_id",
        pl.col("measure_id"),
        "a measure that the framework of the edition does not have",
        "Correct the measure, or add a [[measures]] block to source.toml.",
    )
    shown = pl.concat_str(["country_code", "measure_id", pl.col("value").cast(pl.String)], separator=" ")
    exempt = pl.col("status") == ABOVE_MAXIMUM
    yield from offences(
        measured,
        (pl.col("value") < pl.col("min")) | ((pl.col("value") > pl.col("max")) & ~exempt),
        "score.value",
        shown,
        "outside the range of the measure",
        f"Correct the value; if the publisher printed it so, give it the status {ABOVE_MAXIMUM}.",
    )
    yield from offences(
        measured,
        exempt & (pl.col("value") <= pl.col("max")),
        "score.status",
        shown,
        f"status {ABOVE_MAXIMUM}, but not above it",
        "Correct the status.",
    )


def _check_totals(catalogue: Catalogue, measured: pl.DataFrame) -> Iterator[Violation]:
    totals = measured.filter(pl.col("level") == "total").group_by(SOURCE, EDITION).len()
    counted = {(source, edition): count for source, edition, count in totals.iter_rows()}
    scored = set(measured.select(SOURCE, EDITION).unique().iter_rows())
    for source in catalogue.values():
        for edition in source.editions:
            count = counted.get((source.id, edition.edition), 0)
            is_absent = (source.id, edition.edition) not in scored
            if is_absent and (source.is_fed(edition.edition) or source.redistribution == "forbidden"):
                continue  # its figures come only with its official file
            if count != edition.countries_with_total:
                problem = f"{count} countries have a total, {edition.countries_with_total} are stated"
                todo = "Restore the rows that are missing, or correct countries_with_total after review."
                yield Violation(source.id, edition.edition, "score.country_code", problem, (), todo)


def _check_metadata(source: Source) -> Iterator[Violation]:
    frameworks = {framework.id for framework in source.frameworks}
    measures = {(measure.framework, measure.measure_id) for measure in source.measures}
    years = sorted(edition.edition for edition in source.editions)
    steps = {("*", "*"), *pairwise(years)}
    todo = "Correct source.toml."
    for edition in source.editions:
        if edition.framework not in frameworks:
            yield Violation(
                source.id, edition.edition, "edition.framework", "not a framework", (edition.framework,), todo
            )
    for measure in source.measures:
        if measure.framework not in frameworks:
            yield Violation(source.id, None, "measure.framework", "not a framework", (measure.framework,), todo)
        if measure.parent_id and (measure.framework, measure.parent_id) not in measures:
            yield Violation(source.id, None, "measure.parent_id", "not a measure", (measure.parent_id,), todo)
    for item in source.series_breaks:
        step = (item.from_edition, item.to_edition)
        if step not in steps:
            value = " to ".join(step)
            yield Violation(source.id, None, "series_break.to_edition", "not consecutive editions", (value,), todo)
