"""What agencies report about themselves."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import KEPT, Choice, context, inside, stem
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import accessibility, provenance
from dashboard.release import Release
from dashboard.words import plural

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


def _levels(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """How many entities stand on each of five levels; an index of 0 to 5 is cut at whole points."""
    is_index = column.endswith("_score")
    level = pl.col(column).floor().clip(0, 4) + 1 if is_index else pl.col(column)
    counts = rows.group_by(level.cast(pl.Int64).alias("level")).agg(pl.len().cast(pl.Int64).alias("count"))
    labels = (
        [f"{low} to under {low + 1}" for low in range(4)] + ["4 to 5"]
        if is_index
        else [f"Level {level}, {name}" for level, name in _LEVELS.items()]
    )
    frame = pl.DataFrame({"level": list(_LEVELS), "level_label": labels})
    return frame.join(counts, on="level", how="left", maintain_order="left").with_columns(pl.col("count").fill_null(0))


@kept(maxsize=KEPT)
def levels(release: Release, choice: Choice, theme: Theme, column: str) -> Figure | None:
    """How many entities stand on each of five levels; none in years without that measure.

    Parameters
    ----------
    release : Release
        What to draw from.
    choice : Choice
        Region and year.
    theme : {'light', 'dark'}
        Colours.
    column : str
        Which index or level.
    """
    rows = _rows(release, choice).filter(pl.col(column).is_not_null())
    if rows.is_empty():
        return None
    frame = _levels(rows, column).with_columns(
        (pl.col("count") / pl.col("count").sum() * 100).alias("share_pct"),
        pl.col("count").cast(pl.String).alias("count_label"),
        pl.lit("region").alias("emphasis"),
        pl.col("level").alias("sort_order"),
        pl.lit(f"s508_{column}").alias("metric_id"),
        pl.lit(choice.year).alias("audited_year"),
    )
    what, scale = _LABELS[column].split(", ")
    low = int(frame.filter(pl.col("level") <= 2)["count"].sum())
    under = "of less than 2" if column.endswith("_score") else "that is low or very low"
    entities = plural(rows.height, "reporting agency", "reporting agencies")
    article = "an" if what[0] in "AEIOU" else "a"
    title = f"{low} of {entities} have {article} {what.lower()} {under} on a scale of {scale}"
    return Figure(
        name=f"{stem(choice, column.replace('_', '-'))}_{choice.year}",
        title=title,
        subtitle=f"{_place(rows)}, fiscal year {choice.year}: agencies by what they report about themselves on Section "
        "508. Not verified by others.",
        frame=table_of(frame),
        columns=(
            Column("level_label", _LABELS[column]),
            Column("count", "Agencies", "number"),
            Column("share_pct", "Share, %", "number", 1),
        ),
        file_columns=("metric_id", "audited_year", "level", "level_label", "count", "share_pct"),
        provenance=provenance.of_sources(release, rows["source_id"]),
        spec=charts.category_bars(theme=theme, value_title="Reporting agencies"),
        drawn_columns=("level_label", "count", "count_label", "sort_order", "emphasis"),
        drawn_as={"level_label": "category_label"},
        alt=f"Bars of how many agencies stand on each of five levels. {title}.",
        notes=cautions.of_sources(release, rows["source_id"], each=2),
    )


@kept(maxsize=KEPT)
def agency_reports(release: Release, choice: Choice) -> Figure | None:
    """Every agency's answers of the year, as a table."""
    frame = _rows(release, choice)
    if frame.is_empty():
        return None
    given = [name for name in _VALUES if frame[name].is_not_null().any()]
    return Figure(
        name=f"{stem(choice, 'agency-reports')}_{choice.year}",
        title=f"What {plural(frame.height, 'agency', 'agencies')} reported in {choice.year}",
        subtitle=f"{_place(frame)}. Highest first by the agencies' own answers: no ranking, each reports about itself.",
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
