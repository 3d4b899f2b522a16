"""The home page of each national portal, month by month."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import (
    GOOD_SCORE,
    KEPT,
    Choice,
    Context,
    context,
    inside,
    marked,
    stem,
)
from dashboard.figures.emphasis import number_label
from dashboard.figures.frames import frame_of, row_of, table_of
from dashboard.kept import kept
from dashboard.queries import accessibility, provenance
from dashboard.release import Release
from dashboard.words import day, number, plural

_MOST_LINES = 8
_FILE_COLUMNS = (
    "country_code", "country", "url_or_host", "audited_from", "month", "metric_id", "measure", "value", "unit",
    "tool", "status",
)  # fmt: skip


def _drawn_countries(means: pl.DataFrame, choice: Choice) -> tuple[list[str], str]:
    """Whose lines are drawn, and how to say which they are."""
    ordered = means.sort("mean", "country_code", descending=[True, False])["country_code"].to_list()
    if len(ordered) <= _MOST_LINES:
        return ordered, ""
    others = [code for code in ordered if code != choice.country]
    half = (_MOST_LINES - (choice.country in ordered)) // 2
    chosen = [choice.country] if choice.country in ordered else []
    which = f"Drawn: the {half} with the highest and the {half} with the lowest mean over the months"
    return [*chosen, *others[:half], *others[-half:]], f"{which}{', and the chosen country' if chosen else ''}."


@kept(maxsize=KEPT)
def portal_scores(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Scores of the portals' home pages over the months; none where the region has no portal."""
    known = context(release, choice)
    rows = inside(frame_of(accessibility.portals(release, "lh_home_score")), known)
    if rows.is_empty():
        return None
    latest = rows.filter(pl.col("month") == pl.col("month").max())
    means = rows.group_by("country_code").agg(pl.col("value").mean().alias("mean"))
    codes, which = _drawn_countries(means, choice)
    frame = marked(
        rows.filter(pl.col("country_code").is_in(codes)).with_columns(
            (pl.col("month") == pl.col("month").max().over("country_code")).alias("is_last")
        ),
        choice,
    )
    title = _finding(latest, choice, known)
    return Figure(
        name=f"{stem(choice, 'portals')}_{choice.country.lower() or 'all'}",
        title=title,
        subtitle=f"Lighthouse accessibility score of one page, the home page of the national portal{known.within}, "
        f"points 0-100, {plural(rows['month'].n_unique(), 'monthly round')}. {which}".rstrip(),
        frame=table_of(frame),
        columns=(
            Column("country", "Country"),
            Column("month", "Month", "code"),
            Column("value", "Score, 0-100", "number", 0),
            Column("url_or_host", "Portal"),
        ),
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_sources(release, frame["source_id"].unique()),
        spec=charts.portal_lines(theme=theme, value_title="Score, points 0-100"),
        drawn_columns=("month", "country", "country_code", "value", "emphasis", "is_last"),
        alt=f"Lines of the scores of {plural(len(codes), 'national portal')} by month. {title}.",
        notes=cautions.of_sources(release, frame["source_id"].unique()),
    )


def _month(month: str) -> str:
    """``July 2026`` for ``2026-07``."""
    return day(f"{month}-01").split(" ", 1)[1]


def _finding(latest: pl.DataFrame, choice: Choice, known: Context) -> str:
    month = _month(latest["month"][0])
    own = row_of(latest, choice.country)
    if latest.height == 1:
        only = latest.row(0, named=True)
        return f"In {month}, the national portal of {only['country']} scored {number(only['value'], 0)}"
    good = latest.filter(pl.col("value") >= GOOD_SCORE).height
    finding = f"In {month}, {good} of {latest.height} national portals{known.within} scored {GOOD_SCORE} or more"
    return finding if own is None else f"{finding}; that of {known.country} scored {number(own['value'], 0)}"


@kept(maxsize=KEPT)
def portal_failures(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Failed audits on the portals' home pages in the latest round, the fewest first."""
    known = context(release, choice)
    rows = inside(frame_of(accessibility.portals(release, "lh_home_failed_audits")), known)
    rows = rows.filter(pl.col("month") == pl.col("month").max()).sort("value", "country")
    if rows.is_empty():
        return None
    frame = marked(rows, choice).with_columns(
        number_label("value", 0),
        pl.lit("").alias("rank_label"),
        pl.lit(value=True).alias("is_drawn"),
        pl.int_range(1, pl.len() + 1).alias("sort_order"),
    )
    none = frame.filter(pl.col("value") == 0).height
    title = (
        f"No automated check failed on {none} of {plural(frame.height, 'national portal')}{known.within} in "
        f"{_month(frame['month'][0])}; the most, {number(frame['value'][-1], 0)}, failed in {frame['country'][-1]}"
    )
    return Figure(
        name=stem(choice, "portal-failures"),
        title=title,
        subtitle="Number of Lighthouse accessibility audits that failed on one page, the home page of the national "
        "portal. Fewer is better.",
        frame=table_of(frame),
        columns=(
            Column("country", "Country"),
            Column("value", "Failed audits", "number"),
            Column("url_or_host", "Portal"),
        ),
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_sources(release, frame["source_id"].unique()),
        spec=charts.ranking_bars(
            theme=theme,
            value_title="Failed audits",
            domain=(0, max(1.0, float(frame["value"].to_list()[-1]))),
            has_ranks=False,
        ),
        drawn_columns=(
            "country", "value", "value_label", "rank_label", "emphasis", "sort_order", "is_drawn",
        ),
        alt=f"Bars of failed audits on {plural(frame.height, 'national portal')}. {title}.",
        notes=cautions.of_sources(release, frame["source_id"].unique()),
    )  # fmt: skip
