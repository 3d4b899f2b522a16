"""What agencies report about themselves."""

from functools import lru_cache

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import KEPT, Choice, context, inside, stem
from dashboard.figures.emphasis import number_label
from dashboard.figures.frames import frame_of, table_of
from dashboard.queries import accessibility, provenance
from dashboard.release import Release
from dashboard.words import number, plural

_LEVELS = {1: "very low", 2: "low", 3: "moderate", 4: "high", 5: "very high"}
_VALUES = (
    "conformance_score", "implementation_score", "conformance_bracket", "maturity_bracket", "top_pages_conform_pct",
    "all_pages_conform_pct", "pages_tested_count", "pages_conforming_count",
)  # fmt: skip
_LABELS = {
    "conformance_score": "Conformance index, 0-5",
    "implementation_score": "Implementation index, 0-5",
    "conformance_bracket": "Conformance level, 1-5",
    "maturity_bracket": "Programme maturity level, 1-5",
    "top_pages_conform_pct": "Most viewed public pages that conform, %",
    "all_pages_conform_pct": "Tested public pages that conform, %",
    "pages_tested_count": "Public pages tested",
    "pages_conforming_count": "Public pages that conform",
}


def _rows(release: Release, choice: Choice) -> pl.DataFrame:
    rows = inside(frame_of(accessibility.agency_reports(release)), context(release, choice))
    return rows.filter(pl.col("audited_year").cast(pl.String) == choice.year)


def _place(frame: pl.DataFrame) -> str:
    return ", ".join(frame["country"].unique(maintain_order=True))


@lru_cache(maxsize=KEPT)
def index_scores(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Agencies by the conformance index made from their own answers; none in years without the index."""
    frame = _rows(release, choice).filter(pl.col("conformance_score").is_not_null())
    if frame.is_empty():
        return None
    frame = frame.with_columns(
        pl.col("conformance_score").alias("value"),
        number_label("conformance_score", 2).alias("value_label"),
        pl.lit("points 0-5").alias("unit"),
        pl.lit("s508_conformance_score").alias("metric_id"),
        pl.lit("").alias("rank_label"),
        pl.lit("other").alias("emphasis"),
        pl.lit(value=True).alias("is_drawn"),
        pl.int_range(1, pl.len() + 1).alias("sort_order"),
    )
    first = frame.row(0, named=True)
    low = frame.filter(pl.col("value") < 1).height
    title = (
        f"{first['organisation']} reports the most, {number(first['value'], 2)} of 5; {low} of "
        f"{plural(frame.height, 'agency', 'agencies')} stay under 1"
    )
    return Figure(
        name=f"{stem(choice, 'agencies')}_{choice.year}",
        title=title,
        subtitle=f"{_place(frame)}, fiscal year {choice.year}: Section 508 conformance index from the agencies' own "
        "tests and answers, points 0-5. Not verified by others.",
        frame=table_of(frame),
        columns=(
            Column("organisation", "Agency"),
            Column("conformance_score", _LABELS["conformance_score"], "number", 2),
            Column("implementation_score", _LABELS["implementation_score"], "number", 2),
        ),
        file_columns=(
            "country_code", "country", "organisation", "audited_year", "metric_id", "value", "unit",
            "implementation_score", "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        spec=charts.ranking_bars(
            theme=theme, value_title="Conformance index, points 0-5", domain=(0, 5), has_ranks=False
        ),
        drawn_columns=(
            "organisation", "value", "value_label", "rank_label", "emphasis", "sort_order", "is_drawn",
        ),
        drawn_as={"organisation": "country"},
        alt=f"Bars of the conformance index of {plural(frame.height, 'agency', 'agencies')}. {title}.",
        notes=cautions.of_sources(release, frame["source_id"]),
    )  # fmt: skip


@lru_cache(maxsize=KEPT)
def brackets(release: Release, choice: Choice, theme: Theme, column: str) -> Figure | None:
    """How many entities stand on each of five levels; none in years without levels.

    Parameters
    ----------
    release : Release
        What to draw from.
    choice : Choice
        Region and year.
    theme : {'light', 'dark'}
        Colours.
    column : {'conformance_bracket', 'maturity_bracket'}
        Which of the two levels.
    """
    rows = _rows(release, choice).filter(pl.col(column).is_not_null())
    if rows.is_empty():
        return None
    levels = pl.DataFrame({"level": list(_LEVELS), "level_label": list(_LEVELS.values())})
    counts = rows.group_by(pl.col(column).cast(pl.Int64).alias("level")).agg(pl.len().cast(pl.Int64).alias("count"))
    frame = (
        levels.join(counts, on="level", how="left", maintain_order="left")
        .with_columns(pl.col("count").fill_null(0))
        .with_columns(
            (pl.col("count") / pl.col("count").sum() * 100).alias("share_pct"),
            pl.format("Level {}, {}", "level", "level_label").alias("category_label"),
            pl.col("count").cast(pl.String).alias("count_label"),
            pl.lit("region").alias("emphasis"),
            pl.col("level").alias("sort_order"),
            pl.lit(f"s508_{column}").alias("metric_id"),
            pl.lit(choice.year).alias("audited_year"),
        )
    )
    what = _LABELS[column].split(",")[0].lower()
    low = int(frame.filter(pl.col("level") <= 2)["count"].sum())
    entities = plural(rows.height, "reporting entity", "reporting entities")
    title = f"{low} of {entities} put their {what} at low or very low"
    return Figure(
        name=f"{stem(choice, column.replace('_', '-'))}_{choice.year}",
        title=title,
        subtitle=f"{_place(rows)}, fiscal year {choice.year}: entities on each level of their own Section 508 report.",
        frame=table_of(frame),
        columns=(
            Column("category_label", _LABELS[column]),
            Column("count", "Entities", "number"),
            Column("share_pct", "Share, %", "number", 1),
        ),
        file_columns=("metric_id", "audited_year", "level", "level_label", "count", "share_pct"),
        provenance=provenance.of_sources(release, rows["source_id"]),
        spec=charts.category_bars(theme=theme, value_title="Reporting entities"),
        drawn_columns=("category_label", "count", "count_label", "sort_order", "emphasis"),
        alt=f"Bars of how many entities stand on each of five levels. {title}.",
        notes=cautions.of_sources(release, rows["source_id"]),
    )


@lru_cache(maxsize=KEPT)
def agency_reports(release: Release, choice: Choice) -> Figure | None:
    """Every agency's answers of the year, as a table."""
    frame = _rows(release, choice).sort("organisation")
    if frame.is_empty():
        return None
    given = [name for name in _VALUES if frame[name].is_not_null().any()]
    return Figure(
        name=f"{stem(choice, 'agency-reports')}_{choice.year}",
        title=f"What {plural(frame.height, 'agency', 'agencies')} reported in {choice.year}",
        subtitle=f"{_place(frame)}. By name; not ranked, because each reports about itself.",
        frame=table_of(frame),
        columns=(
            Column("organisation", "Agency"),
            *(Column(name, _LABELS[name], "number", 2 if name.endswith("_score") else 0) for name in given),
        ),
        file_columns=("country_code", "country", "organisation", "audited_year", *_VALUES, "source_id"),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        row_limit=100,
    )
