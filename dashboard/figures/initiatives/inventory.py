"""Counts that others have published, conflicting values side by side."""

from functools import lru_cache

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.initiatives.choice import KEPT, Choice, context, inside, stem
from dashboard.queries import initiatives, provenance
from dashboard.release import Release
from dashboard.words import count, plural, sentence_case

_FILE_COLUMNS = (
    "fact_id", "country_code", "country", "measure", "measure_label", "value", "unit", "as_of", "comparison_group",
    "is_conflicting", "source_address", "note", "source_id",
)  # fmt: skip


@lru_cache(maxsize=64)
def _counts(release: Release) -> pl.DataFrame:
    """Every count with whether another value is published for the same thing at the same time."""
    frame = frame_of(initiatives.inventory_counts(release))
    same = ["country_code", "measure"]
    year = pl.col("as_of_year")
    undated = year.is_null().any().over(same)
    # An undated value may be of the same year as any other.
    at_odds = pl.when(undated).then(pl.col("value").n_unique().over(same) > 1)
    return frame.with_columns(
        at_odds.otherwise(pl.col("value").n_unique().over([*same, "as_of_year"]) > 1).alias("is_conflicting"),
        pl.col("measure").str.replace_all("_", " ").alias("measure_label"),
        pl.col("as_of").fill_null("Undated").alias("as_of_label"),
        pl.col("value").map_elements(lambda value: count(int(value)), return_dtype=pl.String).alias("value_label"),
    ).with_columns(pl.when("is_conflicting").then(pl.lit("Another value is published")).alias("conflict_label"))


def _rows(release: Release, choice: Choice) -> pl.DataFrame:
    return inside(_counts(release), context(release, choice))


@lru_cache(maxsize=KEPT)
def published_counts(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """The count that most sources give a value for; none where no count has two values."""
    rows = _rows(release, choice)
    series = (
        rows.group_by("country_code", "measure")
        .agg(pl.len(), pl.col("is_conflicting").any())
        .filter(pl.col("len") > 1)
        .sort("len", "is_conflicting", "country_code", "measure", descending=[True, True, False, False])
    )
    if series.is_empty():
        return None
    code, measure = series.row(0)[:2]
    frame = rows.filter(pl.col("country_code") == code, pl.col("measure") == measure).sort(
        "as_of_year", "as_of", "value", nulls_last=True
    )
    first, last = frame.row(0, named=True), frame.row(-1, named=True)
    title = (
        f"{first['country']}, {first['measure_label']}: {plural(frame.height, 'published count')} from "
        f"{first['value_label']} ({first['as_of_label']}) to {last['value_label']} ({last['as_of_label']})"
    )
    return Figure(
        name=stem(choice, "published-counts"),
        title=title,
        subtitle=f"Each value as its source gives it, in {first['unit']}. A hollow mark: another value is published for "
        "the same year.",
        frame=table_of(
            frame.with_columns(
                pl.col("publisher").alias("source_label"),
                pl.col("note").fill_null("").alias("label"),
            )
        ),
        columns=(
            Column("as_of_label", "As of"),
            Column("value", sentence_case(first["unit"]), "number"),
            Column("conflict_label", "At odds"),
            Column("publisher", "Source", link="source_address"),
            Column("note", "Note"),
        ),
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        spec=charts.count_dots(theme=theme, value_title=sentence_case(first["unit"])),
        drawn_columns=(
            "as_of_label", "as_of_year", "value", "value_label", "source_label", "label", "is_conflicting",
        ),
        drawn_as={"as_of_label": "as_of"},
        alt=f"Dots of {plural(frame.height, 'published count')} by date. {title}.",
    )  # fmt: skip


@lru_cache(maxsize=KEPT)
def all_counts(release: Release, choice: Choice) -> Figure | None:
    """Every published count of the place, as a table."""
    frame = _rows(release, choice)
    if frame.is_empty():
        return None
    known = context(release, choice)
    place = "all countries" if known.members is None else known.place
    odd = frame.filter("is_conflicting").height
    conflicts = f"; {odd} have another value beside them" if odd else ""
    return Figure(
        name=stem(choice, "counts"),
        title=f"{plural(frame.height, 'count')} that others publish about {place}{conflicts}",
        subtitle="Counts and targets as their sources give them, none corrected. They do not count the list below.",
        frame=table_of(frame),
        columns=(
            Column("measure_label", "What is counted"),
            *(() if known.is_one_country else (Column("country", "Country"),)),
            Column("value", "Value", "number"),
            Column("unit", "Unit"),
            Column("as_of_label", "As of"),
            Column("conflict_label", "At odds"),
            Column("publisher", "Source", link="source_address"),
            Column("note", "Note"),
        ),
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
    )
