"""How the scores of single hosts spread."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.accessibility.choice import GOOD_SCORE, KEPT, Choice, Context, context, inside
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import accessibility, provenance
from dashboard.release import Release
from dashboard.words import number, plural


def _bins(release: Release, country: str, known: Context) -> tuple[pl.DataFrame, list[str]]:
    """Hosts per bin, of the country (of its region where it has none) beside all, and the sources of what is drawn."""
    hosts = frame_of(accessibility.distribution(release))
    own = hosts.filter(pl.col("country_code") == country)
    drawn = inside(hosts, known) if own.is_empty() else own
    bins = ["bin_from", "bin_to"]
    frame = (
        hosts.group_by(bins)
        .agg(pl.col("host_count").sum().alias("all_host_count"))
        .join(drawn.group_by(bins).agg(pl.col("host_count").sum()), on=bins)
        .sort("bin_from")
    )
    return frame.with_columns(
        (pl.col("host_count") / pl.col("host_count").sum() * 100).alias("share_pct"),
        (pl.col("all_host_count") / pl.col("all_host_count").sum() * 100).alias("all_share_pct"),
        (pl.col("bin_from") >= GOOD_SCORE).alias("is_band_good"),
        pl.lit(None if own.is_empty() else country, dtype=pl.String).alias("country_code"),
        pl.lit("lh_site_score").alias("metric_id"),
        pl.lit("points 0-100").alias("unit"),
    ), drawn["source_id"].unique().sort().to_list()


@kept(maxsize=KEPT)
def distribution(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Hosts of the chosen country by score, beside those of all countries; of the region where it has none."""
    known = context(release, choice)
    frame, sources = _bins(release, choice.country, known)
    if frame.is_empty():
        return None
    has_own = frame["country_code"].is_not_null().any()
    whose = known.country if has_own else f"all countries with host scores{known.within}"
    title = _finding(frame, known, has_own=has_own)
    return Figure(
        name=f"accessibility_automated-score_hosts_{choice.country.lower() if has_own else choice.region}",
        title=title,
        subtitle=f"Government hosts of {whose} by Lighthouse accessibility score, in bins of five points; the last is "
        "exactly 100.",
        frame=table_of(
            frame.with_columns(
                pl.format("{}", "bin_from").alias("bin_label"),
                pl.when(pl.col("share_pct") >= 1)
                .then(pl.format("{} %", pl.col("share_pct").round(0).cast(pl.Int32)))
                .alias("label"),
            )
        ),
        columns=(
            Column("bin_from", "Score from", "code"),
            Column("bin_to", "to under", "code"),
            Column("host_count", f"Hosts, {known.country}" if has_own else "Hosts, all drawn", "number"),
            Column("share_pct", "Share, %", "number", 1),
            *((Column("all_share_pct", "All countries, %", "number", 1),) if has_own else ()),
        ),
        file_columns=(
            "country_code", "metric_id", "unit", "bin_from", "bin_to", "host_count", "share_pct", "all_host_count",
            "all_share_pct",
        ),
        provenance=provenance.of_sources(release, sources),
        spec=charts.histogram(theme=theme, value_title="Score, points 0-100"),
        drawn_columns=("bin_from", "bin_to", "host_count", "share_pct", "label", "is_band_good"),
        alt=f"Histogram of {plural(int(frame['host_count'].sum()), 'host')} by score. {title}.",
    )  # fmt: skip


def _finding(frame: pl.DataFrame, known: Context, *, has_own: bool) -> str:
    good = frame.filter("is_band_good")
    hosts = int(frame["host_count"].sum())
    share = number(float(good["share_pct"].sum()))
    everywhere = number(float(good["all_share_pct"].sum()))
    if not has_own:
        return f"{share} percent of {plural(hosts, 'host')} in all countries{known.within} score {GOOD_SCORE} or more"
    return (
        f"{share} percent of the {plural(hosts, 'host')} of {known.country} score {GOOD_SCORE} or more; "
        f"over all countries {everywhere} percent do"
    )
