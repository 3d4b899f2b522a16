"""Failing elements that a machine found, agency by agency."""

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

_COLUMNS = (
    Column("organisation", "Agency"),
    Column("share_zero_pct", "Sites without a failing element, %", "number", 1),
    Column("median", "Failing elements per site, median", "number", 1),
    Column("mean", "mean", "number", 1),
    Column("site_count", "Sites", "number"),
)
_FILE_COLUMNS = (
    "country_code", "country", "organisation", "source_id", "audited_year", "metric_id", "share_zero_pct", "median",
    "mean", "unit", "site_count", "is_ranked", "note",
)  # fmt: skip
_SKEWED = "The mean is skewed by a few sites; the share of sites without a failing element is not."


def _rows(release: Release, choice: Choice, *, is_ranked: bool) -> pl.DataFrame:
    rows = inside(frame_of(accessibility.agencies(release)), context(release, choice))
    too_few = pl.when(~pl.col("is_ranked")).then(pl.lit("Fewer than 30 sites: shown, not ranked."))
    return rows.filter(pl.col("is_ranked") == is_ranked).with_columns(too_few.alias("note"))


@kept(maxsize=KEPT)
def agencies(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Agencies with 30 sites or more, by their share of sites without a failing element."""
    frame = _rows(release, choice, is_ranked=True)
    if frame.is_empty():
        return None
    frame = frame.with_columns(
        pl.col("share_zero_pct").alias("value"),
        number_label("share_zero_pct", 1).alias("value_label"),
        pl.lit("region").alias("emphasis"),
        pl.int_range(1, pl.len() + 1).alias("sort_order"),
    )
    first, last = frame.row(0, named=True), frame.row(-1, named=True)
    title = (
        f"{first['organisation']} has no failing element on {number(first['share_zero_pct'])} percent of its "
        f"{first['site_count']} sites, {last['organisation']} on {number(last['share_zero_pct'])} percent of "
        f"{last['site_count']}"
    )
    countries = ", ".join(frame["country"].unique(maintain_order=True))
    sources = frame["source_id"].unique()
    return Figure(
        name=stem(choice, "agencies"),
        title=title,
        subtitle=f"{countries}, {first['audited_year']}: share of an agency's sites on whose home page no element "
        f"failed a mapped test, percent. {plural(frame.height, 'agency', 'agencies')} with 30 sites or more.",
        frame=table_of(frame),
        columns=_COLUMNS,
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_sources(release, sources),
        spec=charts.category_bars(theme=theme, value_title="Sites without a failing element, percent", maximum=100),
        drawn_columns=("organisation", "value", "value_label", "emphasis", "sort_order"),
        drawn_as={"organisation": "category_label", "value": "count", "value_label": "count_label"},
        alt=f"Bars for {plural(frame.height, 'agency', 'agencies')}. {title}.",
        notes=(_SKEWED, *cautions.of_sources(release, sources, each=2)),
    )  # fmt: skip


@kept(maxsize=KEPT)
def small_agencies(release: Release, choice: Choice) -> Figure | None:
    """Agencies with fewer than 30 sites, by name: shown, not ranked."""
    frame = _rows(release, choice, is_ranked=False).sort("organisation")
    if frame.is_empty():
        return None
    return Figure(
        name=stem(choice, "small-agencies"),
        title=f"{plural(frame.height, 'agency has', 'agencies have')} fewer than 30 sites: shown by name, not ranked",
        subtitle=f"{', '.join(frame['country'].unique(maintain_order=True))}, {frame['audited_year'][0]}.",
        frame=table_of(frame),
        columns=_COLUMNS,
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_sources(release, frame["source_id"].unique()),
    )
