"""Automated scores of the states and territories of one country."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import KEPT, Choice, context
from dashboard.figures.accessibility.scores import drawn_rows, exclusions, notes_of_rows
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import accessibility, provenance
from dashboard.release import Release
from dashboard.words import number, plural


@kept(maxsize=KEPT)
def states(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """States and territories by the mean score of their hosts; none where the country has no such scores."""
    rows = frame_of(accessibility.states(release)).filter(pl.col("country_code") == choice.country)
    if rows.is_empty():
        return None
    country = context(release, choice).country
    rows = rows.with_columns(
        pl.when(~pl.col("is_ranked")).then(pl.lit("Fewer than 30 hosts: shown, not ranked.")).alias("reason"),
        pl.lit("other").alias("emphasis"),
    ).with_columns(notes_of_rows())
    frame = drawn_rows(rows, "mean", "Mean host score", "points 0-100")
    ranked = frame.filter("is_ranked")
    first, last = ranked.row(0, named=True), ranked.row(-1, named=True)
    title = (
        f"{first['subnational']} leads {ranked.height} ranked states and territories "
        f"with {number(first['mean'])}; {last['subnational']} is last with {number(last['mean'])}"
    )
    sources = frame["source_id"].unique(maintain_order=True).to_list()
    return Figure(
        name=f"accessibility_automated-score_states_{choice.country.lower()}",
        title=title,
        subtitle=f"Lighthouse accessibility score of government hosts in {country}, mean of each state and territory, "
        f"{first['audited_year']}, points 0-100. {plural(int(frame['host_count'].sum()), 'host')}.",
        frame=table_of(frame),
        columns=(
            Column("subnational", "State or territory"),
            Column("rank", "Rank", "code"),
            Column("mean", "Mean score, 0-100", "number", 1),
            Column("median", "Median", "number", 1),
            Column("share_ge90_pct", "Hosts at 90 or more, %", "number", 1),
            Column("host_count", "Hosts", "number"),
            Column("note", "Note"),
        ),
        file_columns=(
            "country_code", "subnational", "source_id", "audited_year", "metric_id", "measure", "value", "unit",
            "rank", "rank_of", "is_tied", "is_ranked", "host_count", "excluded_count", "mean", "median", "q1", "q3",
            "min", "max", "share_ge90_pct", "share_eq100_pct", "status", "note",
        ),
        provenance=provenance.of_sources(release, sources),
        provenance_column="source_id",
        spec=charts.ranking_bars(theme=theme, value_title="Mean score, points 0-100"),
        drawn_columns=(
            "subnational", "value", "value_label", "rank_label", "emphasis", "sort_order", "is_drawn",
        ),
        drawn_as={"subnational": "country"},
        alt=f"Bars of the mean score of {frame.height} states and territories. {title}.",
        notes=(*exclusions(frame, "subnational"), *cautions.of_sources(release, sources, each=2)),
    )  # fmt: skip
