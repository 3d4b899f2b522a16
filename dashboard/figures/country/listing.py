"""Every initiative of a country, one by one."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.country.choice import KEPT, Choice
from dashboard.figures.country.started import counted, on_record
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import provenance
from dashboard.release import Release
from dashboard.words import count, plural


@kept(maxsize=KEPT)
def initiatives(release: Release, choice: Choice) -> Figure | None:
    """Every initiative, as a table; none where there is none."""
    frame = on_record(release, choice)
    if frame.is_empty():
        return None
    frame = frame.with_columns(
        pl.concat_str(
            pl.when("is_aggregate").then(pl.lit("Sums up several, not counted.")),
            pl.when(pl.col("possible_duplicate_of").is_not_null()).then(pl.lit("May be the same as another entry.")),
            separator=" ",
            ignore_nulls=True,
        ).alias("note"),
        pl.concat_str("city", "subnational", separator=", ", ignore_nulls=True).alias("place"),
        pl.col("status").str.to_titlecase().alias("status_label"),
    )
    return Figure(
        name=f"initiatives_{choice.country.lower()}",
        title=_list_finding(counted(release, choice)),
        subtitle="As the sources name them. The year is the one that the source calls established, launched, adopted "
        "or approved.",
        frame=table_of(frame),
        columns=(
            Column("name", "Initiative", link="source_url", language="title_lang"),
            Column("kind_label", "Kind"),
            Column("status_label", "Status"),
            Column("start_year", "Since", "code"),
            Column("place", "Place"),
            Column("lead_organisation", "Led by"),
            *((Column("note", "Note"),) if (frame["note"] != "").any() else ()),
        ),
        file_columns=(
            "initiative_id", "country_code", "country", "name", "title_lang", "kind", "kind_label", "status",
            "start_year", "end_year", "subnational", "city", "latitude", "longitude", "level", "lead_organisation",
            "sector", "amount", "amount_currency", "is_aggregate", "possible_duplicate_of", "note", "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        notes=_cautions(frame),
        row_limit=60,
    )  # fmt: skip


def _list_finding(rows: pl.DataFrame) -> str:
    told = plural(rows.height, "initiative is", "initiatives are")
    dated = rows["start_year"].drop_nulls()
    if dated.is_empty():
        return f"{told} on record, none with a year"
    years = sorted(dated.to_list())
    span = f"from {years[0]} to {years[-1]}" if years[0] != years[-1] else f"{years[0]}"
    quantity = "all" if dated.len() == rows.height > 1 else f"{count(dated.len())}"
    return f"{told} on record; {quantity} {'has' if dated.len() == 1 else 'have'} a year, {span}"


def _cautions(frame: pl.DataFrame) -> tuple[str, ...]:
    zones = frame.filter((pl.col("kind") == "special_technology_zone") & (pl.col("country_code") == "PAK"))
    if zones.is_empty():
        return ()
    return (
        "A technology zone counts as active when it is notified or licensed: that does not show that it is occupied.",
    )
