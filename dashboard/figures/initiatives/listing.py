"""The list of initiatives."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.frames import table_of
from dashboard.figures.initiatives.choice import KEPT, LATEST, Choice, context, selection, status_options, stem
from dashboard.figures.initiatives.registers import TRANSPARENCY
from dashboard.kept import kept
from dashboard.queries import provenance
from dashboard.release import Release
from dashboard.words import plural

_FILE_COLUMNS = (
    "initiative_id", "country_code", "country", "subnational", "city", "latitude", "longitude", "name", "title_lang",
    "kind", "kind_label", "level", "lead_organisation", "sub_organisation", "sector", "status", "start_year",
    "end_year", "amount", "amount_currency", "is_aggregate", "possible_duplicate_of", "edition_year", "stage_original",
    "impact_original", "technique_original", "registered_year", "source_address", "source_id",
)  # fmt: skip


def _remarks() -> pl.Expr:
    return pl.concat_str(
        pl.when("is_aggregate").then(pl.lit("Sums up several; not counted.")),
        pl.when(pl.col("duplicate_names").is_not_null()).then(pl.format("May be the same as: {}.", "duplicate_names")),
        separator=" ",
        ignore_nulls=True,
    ).alias("remark")


@kept(maxsize=KEPT)
def listing(release: Release, choice: Choice) -> Figure | None:
    """Every row of the choice with its source; none where nothing fits."""
    frame = selection(release, choice)
    if frame.is_empty():
        return None
    known = context(release, choice)
    place = pl.concat_str("city", pl.col("country").fill_null("International"), separator=", ", ignore_nulls=True)
    frame = frame.with_columns(
        place.alias("place"),
        pl.col("status").replace_strict(status_options(), default=pl.col("status")).alias("status_label"),
        pl.col("start_year").cast(pl.String).fill_null("Not stated").alias("year_label"),
        _remarks(),
    )
    has_remarks = frame.filter(pl.col("remark") != "").height > 0
    columns = (
        Column("name", "Name", language="title_lang"),
        Column("kind_label", "Kind"),
        Column("status_label", "Status"),
        Column("place", "Place"),
        Column("lead_organisation", "Organisation", language="title_lang"),
        Column("year_label", "Year"),
        Column("publisher", "Source", link="source_address"),
        *((Column("remark", "Remark"),) if has_remarks else ()),
    )
    return Figure(
        name=stem(choice, "list"),
        title=f"The list: {plural(frame.height, 'row')}{known.within}",
        subtitle="By kind, then the newest first. Titles stand in the language of their register.",
        frame=table_of(frame),
        columns=columns,
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        notes=() if choice.register == LATEST else (TRANSPARENCY,),
        row_limit=200,
    )
