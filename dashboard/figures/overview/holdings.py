"""What the atlas holds and how fresh it is."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import holdings, provenance
from dashboard.release import Release
from dashboard.words import count, day, listed

_LABELS = {
    "score": "Scores of readiness indexes",
    "edition": "Editions of readiness indexes",
    "audit_figure": "Figures from audits of websites",
    "audited_host": "Government sites with an automated score",
    "initiative": "Initiatives",
    "study": "Studies that name challenges",
    "challenge": "Challenges that studies name",
}


@kept(maxsize=8)
def held_figures(release: Release) -> Figure:
    """How many scores, editions, audit figures, sites, initiatives and studies the atlas holds."""
    frame = frame_of(holdings.held_figures(release)).with_columns(
        pl.col("holding").replace_strict(_LABELS).alias("label"),
        pl.when(pl.col("first_year") == pl.col("last_year"))
        .then(pl.col("last_year").cast(pl.String))
        .otherwise(pl.format("{}\u2013{}", "first_year", "last_year"))
        .alias("years"),
    )
    held = dict(frame.select("holding", "item_count").iter_rows())
    made = holdings.made(release)
    return Figure(
        name="atlas_holdings",
        title=f"The atlas holds {count(held['score'])} scores, {count(held['audit_figure'])} audit figures and "
        f"{count(held['initiative'])} initiatives from {count(made.source_count)} sources",
        subtitle=f"Built on {day(made.built_at)} from figures compiled on {day(made.compiled_on)}.",
        frame=table_of(frame),
        columns=(
            Column("label", "What is held"),
            Column("item_count", "How many", "number"),
            Column("country_count", "Countries", "number"),
            Column("source_count", "Sources", "number"),
            Column("years", "Years"),
        ),
        file_columns=(
            "holding", "label", "item_count", "country_count", "source_count", "first_year", "last_year",
        ),
        provenance=provenance.of_atlas(release),
        notes=(
            "Rows that sum up other initiatives are not counted. Earlier editions of a register are kept apart: "
            "the same system appears in several.",
        ),
    )  # fmt: skip


@kept(maxsize=8)
def latest_editions(release: Release) -> Figure:
    """The newest edition of each index and when its figures were taken down."""
    frame = frame_of(holdings.latest_editions(release)).with_columns(
        pl.format("{}\u2013{}", "first_edition", "edition").alias("span"),
        *(
            pl.col(name).map_elements(day, pl.String, skip_nulls=False).alias(f"{name}_label")
            for name in ("compiled_on", "retrieved_on")
        ),
    )
    newest = [f"{row['short_name']} {row['edition']}" for row in frame.to_dicts()]
    return Figure(
        name="atlas_latest-editions",
        title=f"The newest editions are {listed(newest)}",
        subtitle="Indexes of government readiness, by name.",
        frame=table_of(frame),
        columns=(
            Column("index_name", "Index"),
            Column("publisher", "Publisher"),
            Column("edition", "Newest edition", "code"),
            Column("countries_with_total", "Countries scored", "number"),
            Column("edition_count", "Editions held", "number"),
            Column("compiled_on_label", "Compiled on"),
            Column("retrieved_on_label", "Retrieved on"),
        ),
        file_columns=(
            "index_id", "index_name", "publisher", "edition", "countries_with_total", "edition_count",
            "first_edition", "compiled_on",
        ),
        provenance=provenance.of_metadata(provenance.of_sources(release, frame["source_id"].to_list())),
        provenance_column="source_id",
        notes=(
            "Compiled on: the day the figures were taken from a published copy. Retrieved on: the day that copy "
            "came from its publisher.",
        ),
    )  # fmt: skip
