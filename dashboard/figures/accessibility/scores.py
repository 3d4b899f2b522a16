"""Automated scores of government hosts, country by country."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import (
    FEWEST_HOSTS,
    GOOD_SCORE,
    KEPT,
    Choice,
    Context,
    context,
    inside,
    marked,
    stem,
)
from dashboard.figures.emphasis import number_label, rank_label
from dashboard.figures.frames import frame_of, row_of, table_of
from dashboard.kept import kept
from dashboard.queries import accessibility, provenance
from dashboard.release import Release
from dashboard.words import lower_first, number, plural, rank_of

_FILE_COLUMNS = (
    "country_code", "country", "source_id", "audited_year", "metric_id", "measure", "value", "unit", "rank",
    "rank_of", "is_tied", "is_ranked", "host_count", "excluded_count", "mean", "median", "q1", "q3", "min", "max",
    "share_ge90_pct", "share_eq100_pct", "status", "note",
)  # fmt: skip
_DRAWN = ("country", "value", "value_label", "rank_label", "emphasis", "sort_order", "is_drawn")
_COUNTRY = Column("country", "Country")
_GOOD = Column("share_ge90_pct", "Hosts at 90 or more, %", "number", 1)
_HOSTS = Column("host_count", "Hosts", "number")


def scored(release: Release, choice: Choice) -> pl.DataFrame:
    """Countries with host scores in the chosen region: the ranked first, then those shown without a rank."""
    frame = inside(frame_of(accessibility.countries(release)), context(release, choice))
    # A list that holds one country has nobody to be ranked with.
    is_alone = pl.col("rank_of") == 1
    return (
        frame.with_columns(
            pl.when(is_alone)
            .then(pl.format("A host list of its own ({}): shown, not ranked.", "coverage"))
            .when(~pl.col("is_ranked"))
            .then(pl.lit("Fewer than 30 hosts: shown, not ranked."))
            .alias("reason"),
            (pl.col("is_ranked") & ~is_alone.fill_null(value=False)).alias("is_ranked"),
            *(pl.when(~is_alone).then(pl.col(name)).alias(name) for name in ("rank", "rank_of", "is_tied")),
        )
        .with_columns(notes_of_rows())
        .sort("rank", "mean", descending=[False, True], nulls_last=True)
    )


def notes_of_rows() -> pl.Expr:
    """Why a row is not ranked and how many hosts it leaves out."""
    left_out = pl.when(pl.col("excluded_count") > 0).then(
        pl.format("Suspected failed runs left out: {}.", "excluded_count")
    )
    said = pl.concat_str("reason", left_out, separator=" ", ignore_nulls=True)
    return pl.when(said != "").then(said).alias("note")


def _hosts_word() -> pl.Expr:
    return pl.when(pl.col("host_count") == 1).then(pl.lit("host")).otherwise(pl.lit("hosts"))


def drawn_rows(frame: pl.DataFrame, value: str, measure: str, unit: str) -> pl.DataFrame:
    """What a ranking needs: value, labels, order; rows without a rank say why they have none."""
    return frame.with_columns(
        pl.col(value).alias("value"),
        pl.lit(measure).alias("measure"),
        pl.lit(unit).alias("unit"),
        pl.lit("normal").alias("status"),
        pl.lit(value=True).alias("is_drawn"),
        pl.int_range(1, pl.len() + 1).alias("sort_order"),
        rank_label(),
        number_label(value, 1).alias("value_label"),
    ).with_columns(
        pl.when("is_ranked")
        .then("value_label")
        .when(pl.col("host_count") < FEWEST_HOSTS)
        .then(pl.format("{} ({} {})", "value_label", "host_count", _hosts_word()))
        .otherwise(pl.format("{} (own list)", "value_label"))
        .alias("value_label")
    )


@kept(maxsize=KEPT)
def ranking(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Countries by the mean score of their hosts; none where the region has no host scores."""
    known = context(release, choice)
    frame = marked(drawn_rows(scored(release, choice), "mean", "Mean host score", "points 0-100"), choice)
    if frame.is_empty():
        return None
    title = _ranking_finding(frame, choice, known)
    sources = frame["source_id"].unique(maintain_order=True).to_list()
    return Figure(
        name=stem(choice, "countries"),
        title=title,
        subtitle=f"Lighthouse accessibility score, points 0-100: mean of each country's government hosts in the "
        f"crawl of {frame['audited_year'][0]}{known.within}. {plural(int(frame['host_count'].sum()), 'host')}.",
        frame=table_of(frame),
        columns=(
            _COUNTRY,
            Column("rank_label", "Rank"),
            Column("mean", "Mean score, 0-100", "number", 1),
            Column("median", "Median", "number", 1),
            _GOOD,
            _HOSTS,
            Column("note", "Note"),
        ),
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_sources(release, sources),
        provenance_column="source_id",
        spec=charts.ranking_bars(theme=theme, value_title="Mean score, points 0-100"),
        drawn_columns=_DRAWN,
        alt=f"Bars of the mean accessibility score of {plural(frame.height, 'country', 'countries')}. {title}.",
        notes=(*exclusions(frame, "country"), *cautions.of_sources(release, sources)),
    )


def _ranking_finding(frame: pl.DataFrame, choice: Choice, known: Context) -> str:
    first = frame.row(0, named=True)
    ranked = frame.filter("is_ranked").height
    if ranked:
        finding = (
            f"{first['country']} leads {plural(ranked, 'ranked country', 'ranked countries')}{known.within} "
            f"with {number(first['mean'])}"
        )
    else:
        finding = f"No country{known.within} can be ranked"
    own = row_of(frame, choice.country)
    if own is None:
        return finding
    if own["rank"] is None:
        return f"{finding}; {known.country} has {number(own['mean'])} and is not ranked"
    if own["rank"] == 1:
        return finding
    place = rank_of(own["rank"], own["rank_of"], own["is_tied"])
    return f"{finding}; {known.country} is {place} with {number(own['mean'])}"


def exclusions(frame: pl.DataFrame, label: str) -> tuple[str, ...]:
    """What is shown but not ranked, and how many hosts are left out."""
    reasons = frame.filter(pl.col("reason").is_not_null()).group_by("reason", maintain_order=True)
    said = [f"{', '.join(row[label])}: {lower_first(row['reason'])}" for row in reasons.agg(label).to_dicts()]
    left_out = int(frame["excluded_count"].sum())
    if left_out:
        said.append(
            f"{plural(left_out, 'host')} left out: a score of 0 most likely means that the test did not run "
            "(suspected failed run)."
        )
    return tuple(said)


@kept(maxsize=KEPT)
def good_hosts(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """The share of each country's hosts that reach Lighthouse's good band."""
    known = context(release, choice)
    rows = scored(release, choice).sort("share_ge90_pct", descending=True)
    frame = marked(drawn_rows(rows, "share_ge90_pct", "Share of hosts at 90 or more", "percent"), choice)
    if frame.is_empty():
        return None
    title = _share_finding(frame, choice, known)
    return Figure(
        name=stem(choice, "hosts-at-90"),
        title=title,
        subtitle=f"Share of government hosts with a score of {GOOD_SCORE} or more, which Lighthouse calls good, "
        f"percent{known.within}.",
        frame=table_of(frame),
        columns=(_COUNTRY, _GOOD, Column("share_eq100_pct", "Hosts at 100, %", "number", 1), _HOSTS),
        file_columns=tuple(name for name in _FILE_COLUMNS if name not in {"rank", "rank_of", "is_tied"}),
        provenance=provenance.of_sources(release, frame["source_id"].unique(maintain_order=True)),
        provenance_column="source_id",
        spec=charts.ranking_bars(theme=theme, value_title="Hosts at 90 or more, percent", has_ranks=False),
        drawn_columns=_DRAWN,
        alt=f"Bars of the share of hosts at 90 or more in {plural(frame.height, 'country', 'countries')}. {title}.",
    )


def _share_finding(frame: pl.DataFrame, choice: Choice, known: Context) -> str:
    enough = frame.filter(pl.col("host_count") >= FEWEST_HOSTS)
    half = enough.filter(pl.col("value") >= 50).height
    finding = (
        f"In {half} of {plural(enough.height, 'country', 'countries')}{known.within}, at least half of the hosts score "
        f"{GOOD_SCORE} or more"
    )
    own = row_of(frame, choice.country)
    return finding if own is None else f"{finding}; in {known.country} {number(own['value'])} percent do"
