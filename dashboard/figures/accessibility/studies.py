"""What single studies counted with a measure of their own."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import KEPT, Choice, context
from dashboard.figures.accessibility.published import published_rows
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import provenance
from dashboard.release import Release
from dashboard.words import plural, sentence_case

#: A study is drawn when it counts at least so many things on one sample.
_FEWEST = 4


@kept(maxsize=KEPT)
def study_counts(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """The counts of the study of the chosen country that counts most on one sample; none where no study does."""
    known = context(release, choice)
    rows = published_rows(release, choice).filter(
        pl.col("country_code") == choice.country, pl.col("unit") == "count", pl.col("sample_count").is_not_null()
    )
    sizes = rows.group_by("source_id", "sample_count").len().filter(pl.col("len") >= _FEWEST)
    if sizes.is_empty():
        return None
    one = sizes.sort("len", "source_id", descending=[True, False]).row(0, named=True)
    frame = (
        rows.filter(pl.col("source_id") == one["source_id"], pl.col("sample_count") == one["sample_count"])
        .sort("value", descending=True)
        .with_columns(
            pl.col("measure").alias("category_label"),
            pl.col("value").alias("count"),
            (pl.col("value") / pl.col("sample_count") * 100).alias("share_pct"),
            pl.format("{} of {}", pl.col("value").cast(pl.Int64), "sample_count").alias("count_label"),
            pl.lit("region").alias("emphasis"),
            pl.int_range(1, pl.len() + 1).alias("sort_order"),
        )
    )
    first = frame.row(0, named=True)
    unit = first["sample_unit"] or "sites"
    title = (
        f"{first['measure']}: {first['count_label']}, the most of {plural(frame.height, 'count')} in one study of "
        f"{known.country}"
    )
    return Figure(
        name=f"accessibility_other-study_{one['source_id']}",
        title=title,
        subtitle=f"{sentence_case(first['organisation'] or known.country)}, {first['audited_to'] or 'undated'}: number "
        f"of {unit} of {one['sample_count']}. {first['source_title']}.",
        frame=table_of(frame),
        columns=(
            Column("measure", "Measure"),
            Column("count", f"Number of {unit}", "number"),
            Column("share_pct", "Share, %", "number", 1),
            Column("standard", "Standard"),
            Column("tool", "Tool or procedure"),
        ),
        file_columns=(
            "country_code", "country", "organisation", "metric_id", "measure", "value", "unit", "sample_count",
            "sample_unit", "share_pct", "tool", "standard", "audited_to", "status", "source_id",
        ),
        provenance=provenance.of_sources(release, [one["source_id"]]),
        spec=charts.category_bars(
            theme=theme, value_title=f"Number of {unit} out of {one['sample_count']}", maximum=one["sample_count"]
        ),
        drawn_columns=("category_label", "count", "count_label", "sort_order", "emphasis"),
        alt=f"Bars of {plural(frame.height, 'count')} on {one['sample_count']} {unit}. {title}.",
        notes=cautions.of_sources(release, [one["source_id"]]),
    )  # fmt: skip
