"""What the audits measure, and what the status of a figure means."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.sources.labels import DIRECTIONS, METHODS
from dashboard.kept import kept
from dashboard.queries import holdings, provenance
from dashboard.release import Release
from dashboard.words import count, plural, unit_words


def headline(release: Release) -> tuple[str, str]:
    """How many measures and methods there are, and that they are kept apart."""
    frame = frame_of(holdings.metrics(release)).filter(pl.col("method") != "sample")
    methods = frame["method"].n_unique()
    return (
        f"Audits use {plural(frame.height, 'measure')} by {plural(methods, 'method')}, which are never mixed",
        "A tool that counts failures, a person who judges a page and an office that reports about itself answer "
        "different questions. Their figures are compared only within one method and one source.",
    )


@kept(maxsize=8)
def metrics(release: Release) -> Figure:
    """Every audit measure with its definition."""
    frame = frame_of(holdings.metrics(release)).with_columns(
        pl.col("method").replace(METHODS).alias("method_label"),
        pl.col("unit").map_elements(unit_words, pl.String).alias("unit_label"),
        pl.col("direction").replace(DIRECTIONS).alias("direction_label"),
        pl.when("is_context").then(pl.lit("The whole web")).otherwise(pl.lit("Government")).alias("scope"),
    )
    most = frame.sort("figure_count", descending=True).row(0, named=True)
    return Figure(
        name="atlas_audit-measures",
        title=f"{count(most['figure_count'])} of {count(int(frame['figure_count'].sum()))} figures are of one kind: "
        f"{most['metric']}",
        subtitle=f"{plural(frame.height, 'audit measure')}, by method. Sample sizes are listed last.",
        frame=table_of(frame),
        columns=(
            Column("metric", "Measure"),
            Column("definition", "Definition"),
            Column("unit_label", "Unit"),
            Column("direction_label", "Direction"),
            Column("method_label", "Method"),
            Column("scope", "About"),
            Column("figure_count", "Figures", "number"),
            Column("source_count", "Sources", "number"),
        ),
        file_columns=(
            "metric_id", "metric", "definition", "unit", "direction", "method", "is_context", "figure_count",
            "source_count",
        ),
        provenance=provenance.of_atlas(release),
    )  # fmt: skip


@kept(maxsize=8)
def statuses(release: Release) -> Figure:
    """Every status of a figure, what it means, and how many figures have it."""
    frame = frame_of(holdings.statuses(release)).with_columns(
        pl.when("is_drawn").then(pl.lit("Yes")).otherwise(pl.lit("No")).alias("drawn_label"),
        (pl.col("score_count") + pl.col("audit_count")).alias("figure_count"),
    )
    odd = int(frame.filter(pl.col("status") != "normal")["figure_count"].sum())
    return Figure(
        name="atlas_statuses",
        title=f"{count(odd)} of {count(int(frame['figure_count'].sum()))} figures carry a status that asks for care",
        subtitle="The status of a figure stands in every table and file. What is not counted is shown, but left out of "
        "charts and averages.",
        frame=table_of(frame),
        columns=(
            Column("label", "Status"),
            Column("explanation", "What it means"),
            Column("drawn_label", "Counted?"),
            Column("score_count", "Readiness scores", "number"),
            Column("audit_count", "Audit figures", "number"),
        ),
        file_columns=("status", "label", "explanation", "is_drawn", "score_count", "audit_count"),
        provenance=provenance.of_atlas(release),
    )
