"""Conformance as people judged it, site by site and year by year."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import KEPT, Choice, context, inside, stem
from dashboard.figures.emphasis import number_label
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import accessibility, provenance
from dashboard.release import Release
from dashboard.words import number, plural

_FULL, _PARTIAL = 100, 50


@kept(maxsize=KEPT)
def audited_sites(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Conformance rates of the sites audited in the chosen year; none where the region has none."""
    rows = inside(frame_of(accessibility.site_rates(release)), context(release, choice))
    frame = rows.filter(pl.col("audited_year").cast(pl.String) == choice.year)
    if frame.is_empty():
        return None
    frame = frame.with_columns(
        number_label("value", 1),
        pl.lit("region").alias("emphasis"),
        pl.int_range(1, pl.len() + 1).alias("sort_order"),
    )
    title = _finding(frame, choice.year)
    return Figure(
        name=f"{stem(choice, 'sites')}_{choice.year}",
        title=title,
        subtitle="Conformance rate from a full audit by people, percent of the applicable criteria met: "
        f"{_PARTIAL} is partly conforming, {_FULL} conforming.",
        frame=table_of(frame),
        columns=(
            Column("site", "Site"),
            Column("value", "Conformance rate, %", "number", 1),
            Column("standard", "Standard"),
            Column("tool", "Procedure"),
        ),
        file_columns=(
            "country_code", "country", "site", "url_or_host", "audited_from", "audited_to", "metric_id", "measure",
            "value", "unit", "tool", "standard", "status", "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        spec=charts.category_bars(theme=theme, value_title="Conformance rate, percent of criteria", maximum=100),
        drawn_columns=("site", "value", "value_label", "emphasis", "sort_order"),
        drawn_as={"site": "category_label", "value": "count", "value_label": "count_label"},
        alt=f"Bars of the conformance rate of {plural(frame.height, 'site')}. {title}.",
        notes=cautions.of_sources(release, frame["source_id"]),
    )  # fmt: skip


def _finding(frame: pl.DataFrame, year: str) -> str:
    countries = ", ".join(frame["country"].unique(maintain_order=True))
    full = frame.filter(pl.col("value") >= _FULL).height
    partial = frame.filter(pl.col("value") >= _PARTIAL).height
    return (
        f"Of {plural(frame.height, 'site')} that people audited in {countries} in {year}, {full or 'none'} conformed "
        f"fully and {partial} met at least half of the criteria"
    )


@kept(maxsize=KEPT)
def yearly_means(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """The mean of each year's full audits as published."""
    frame = inside(frame_of(accessibility.yearly_means(release)), context(release, choice))
    if frame.is_empty():
        return None
    frame = frame.with_columns(
        pl.format("{}, {}", "country", "audited_year").alias("category_label"),
        pl.col("value").alias("count"),
        number_label("value", 1).alias("count_label"),
        pl.when(pl.col("audited_year").cast(pl.String) == choice.year)
        .then(pl.lit("chosen"))
        .otherwise(pl.lit("region"))
        .alias("emphasis"),
        pl.int_range(1, pl.len() + 1).alias("sort_order"),
    )
    first, last = frame.row(0, named=True), frame.row(-1, named=True)
    title = (
        f"The sites audited in {first['audited_year']} met {number(first['value'])} percent of the criteria on "
        f"average, those of {last['audited_year']} {number(last['value'])} percent"
    )
    return Figure(
        name=stem(choice, "yearly-means"),
        title=title,
        subtitle="Mean conformance rate of each year's full audits as published, percent. Other sites every year: "
        "no trend.",
        frame=table_of(frame),
        columns=(
            Column("country", "Country"),
            Column("audited_year", "Year", "code"),
            Column("value", "Mean conformance rate, %", "number", 1),
            Column("sample_count", "Sites", "number"),
        ),
        file_columns=(
            "country_code", "country", "audited_year", "metric_id", "measure", "value", "unit", "sample_count",
            "sample_unit", "tool", "standard", "status", "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        spec=charts.category_bars(theme=theme, value_title="Mean conformance rate, percent", maximum=_FULL),
        drawn_columns=("category_label", "count", "count_label", "sort_order", "emphasis"),
        alt=f"Bars of the mean conformance rate of {plural(frame.height, 'year')}. {title}.",
        notes=cautions.of_sources(release, frame["source_id"]),
    )  # fmt: skip
