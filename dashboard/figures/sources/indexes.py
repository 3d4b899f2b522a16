"""Editions of one readiness index and the breaks between them."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.sources.labels import NOT_STATED
from dashboard.figures.sources.retrieval import known_by
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import holdings, provenance
from dashboard.release import Release
from dashboard.words import plural

_KINDS = {"hard": "Hard: never compared across", "soft": "Soft: compare with care"}


def headline(release: Release, index: str) -> tuple[str, str]:
    """How often an index was rebuilt, and what may be compared."""
    found = holdings.indexes(release)[index]
    editions = frame_of(holdings.editions(release, index))
    frameworks = editions["framework"].n_unique()
    if not found["has_figures"]:
        owner = holdings.source(release, found["source_id"])
        return (
            f"The {found['name']} is described here without its figures",
            f"{owner['note']} Licence: {owner['licence']}.",
        )
    named = f"The {found['name']}: {plural(editions.height, 'edition')}"
    if frameworks == 1:
        return f"{named}, built the same way", found["comparability_note"] or ""
    return f"{named}, built in {frameworks} different ways", found["comparability_note"] or ""


@kept(maxsize=32)
def editions(release: Release, index: str) -> Figure:
    """Editions of an index with framework, coverage and licence."""
    found = holdings.indexes(release)[index]
    frame = frame_of(holdings.editions(release, index)).with_columns(
        pl.when("values_rounded").then(pl.lit("Rounded")).otherwise(pl.lit("As computed")).alias("precision"),
        pl.struct("evidence", "origin", "retrieved_on")
        .map_elements(in_format(lambda row: known_by(row["evidence"], row["origin"], row["retrieved_on"])), pl.String)
        .alias("known_label"),
    )
    kept = provenance.of_editions(release, index, frame["edition"].to_list())
    frame = frame.with_columns(
        pl.Series("licence_label", [kept[year].licence or NOT_STATED for year in frame["edition"]])
    )
    newest = frame.row(0, named=True)
    scored = plural(newest["countries_with_total"], "country", "countries")
    return Figure(
        name=f"{index}_editions",
        title=f"The newest edition, {newest['edition']}, scores {scored}",
        subtitle=f"{found['name']}, {found['publisher']}. Editions of one framework are built the same way.",
        frame=table_of(frame),
        columns=(
            Column("edition", "Edition", "code", link="report_url"),
            Column("framework_label", "Framework"),
            Column("countries_with_total", "Countries scored", "number"),
            Column("row_count", "Scores held", "number"),
            Column("precision", "Values"),
            Column("known_label", "Read again from the official file?"),
            Column("licence_label", "Licence"),
            Column("note", "What to know"),
        ),
        file_columns=(
            "index_id", "edition", "framework", "framework_label", "segment", "countries_with_total", "row_count",
            "values_rounded", "data_url", "report_url", "licence_basis", "redistribution", "note", "compiled_on",
            "evidence",
        ),
        provenance=provenance.of_metadata(kept),
        provenance_column="edition",
    )  # fmt: skip


@kept(maxsize=32)
def breaks(release: Release, index: str) -> Figure | None:
    """What breaks a series of an index; nothing for an index of one edition."""
    frame = frame_of(holdings.breaks(release, index))
    if frame.is_empty():
        return None
    every = {"*": "Every edition"}
    frame = frame.with_columns(
        pl.col("from_edition").replace(every).alias("from_label"),
        pl.col("to_edition").replace({"*": "the next"}).alias("to_label"),
        pl.coalesce("measure", _written("measure_id")).alias("measure_label"),
        pl.col("kind").replace(_KINDS).alias("kind_label"),
    ).with_columns(pl.format("{} to {}", "from_label", "to_label").alias("step"))
    hard = frame.filter((pl.col("kind") == "hard") & (pl.col("measure_id") == "*")).height
    found = holdings.indexes(release)[index]
    return Figure(
        name=f"{index}_breaks",
        title=f"{plural(hard, 'break is', 'breaks are')} never crossed by a line or a difference"
        if hard
        else "The series may be crossed, with care",
        subtitle=f"Breaks between editions of the {found['name']}, and how each is known.",
        frame=table_of(frame),
        columns=(
            Column("step", "From one edition to another"),
            Column("measure_label", "What"),
            Column("kind_label", "Break"),
            Column("reason", "Why"),
            Column("basis", "How it is known"),
        ),
        file_columns=("index_id", "from_edition", "to_edition", "measure_id", "kind", "reason", "basis"),
        provenance=provenance.of_metadata(provenance.of_sources(release, [found["source_id"]])),
    )


def _written(column: str) -> pl.Expr:
    """Codes of measures that are no single measure: ``*`` for all, ``a->b`` for one that took another's place."""
    renamed = pl.col(column).str.replace("->", " \u2192 ", literal=True)
    return pl.when(pl.col(column) == "*").then(pl.lit("All measures")).otherwise(renamed.str.to_titlecase())
