"""Which benefit of working together helps with which challenge."""

from typing import Any

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.barriers.choice import KEPT, SORTS, Choice, chosen, named, sources, studies_named
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import literature
from dashboard.release import Release
from dashboard.words import listed, lower_first, plural


@kept(maxsize=KEPT)
def matrix(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Dots where a benefit is tied to a challenge, with totals; none where no chosen study gives any."""
    marks = chosen(literature.challenge_benefits(release), choice)
    if marks.is_empty():
        return None
    frame = _cells(marks, release, choice.sort)
    title = _finding(frame)
    stated_by = listed(frame["stated_by"].unique().to_list())
    return Figure(
        name=f"literature_challenge-benefit-matrix_{choice.category}_{choice.sort}",
        title=title,
        subtitle=f"{plural(marks.height, 'mark')}: which benefit of collaboration between agencies helps with which "
        f"challenge, as {stated_by} put it. Order of rows and columns: {lower_first(SORTS[choice.sort])}.",
        frame=table_of(frame),
        columns=(
            Column("challenge", "Challenge"),
            Column("benefit", "Benefit"),
            Column("is_marked_label", "Tied"),
            Column("challenge_named_by", "Challenge named by"),
            Column("benefit_from", "Benefit from"),
            Column("stated_by", "Tied by"),
        ),
        file_columns=(
            "challenge", "category_id", "category", "benefit", "benefit_group", "is_marked", "study_id", "stated_by",
            "challenge_study_ids", "challenge_named_by", "benefit_study_id", "benefit_from", "row_total",
            "column_total",
        ),
        provenance=sources(release, frame["study_id"]),
        provenance_column="study_id",
        spec=charts.matrix_dots(theme=theme),
        drawn_columns=(
            "row_label", "column_label", "row_order", "column_order", "marked", "row_total", "column_total", "label",
        ),
        alt=f"Matrix of {plural(frame['challenge'].n_unique(), 'challenge')} and "
        f"{plural(frame['benefit'].n_unique(), 'benefit')} with {plural(marks.height, 'mark')}. {title}.",
        notes=_cautions(release, marks["study_id"].unique().to_list()),
    )  # fmt: skip


def _cautions(release: Release, study_ids: list[str]) -> tuple[str, ...]:
    known = literature.studies(release)
    return tuple(
        f"{known[code].label} is a {lower_first(known[code].method or 'study')}: the marks are argued, not measured. "
        "An empty cell means that nothing is said, not that there is no benefit."
        for code in study_ids
    )


def _in_order(marks: pl.DataFrame, column: str, total: str, order: str, sort: str) -> pl.DataFrame:
    """The different values of a column with their number of marks and their place."""
    counted = marks.group_by(column).agg(pl.len().cast(pl.Int64).alias(total), pl.col("sort_order").min())
    by: dict[str, tuple[list[str], list[bool]]] = {
        "original": (["sort_order"], [False]),
        "total": ([total, "sort_order"], [True, False]),
        "name": ([column], [False]),
    }
    columns, descending = by[sort]
    return counted.sort(columns, descending=descending).drop("sort_order").with_row_index(order, 1)


def _cells(marks: pl.DataFrame, release: Release, sort: str) -> pl.DataFrame:
    """One row for each challenge and benefit, marked or not, in the chosen order."""
    named_by = studies_named(release, "challenge_study_ids", "challenge_named_by")
    marks = marks.with_columns(
        named(release, "study_id", "stated_by"), named(release, "benefit_study_id", "benefit_from"), named_by
    )
    of_challenge = marks.unique("challenge").select(
        "challenge", "category_id", "category", "challenge_study_ids", "challenge_named_by", "study_id", "stated_by"
    )
    of_benefit = marks.unique("benefit").select("benefit", "benefit_group", "benefit_study_id", "benefit_from")
    tied = marks.select("challenge", "benefit", pl.lit(value=True).alias("is_marked"))
    return (
        _in_order(marks, "challenge", "row_total", "row_order", sort)
        .join(_in_order(marks, "benefit", "column_total", "column_order", sort), how="cross")
        .join(of_challenge, on="challenge", how="left")
        .join(of_benefit, on="benefit", how="left")
        .join(tied, on=["challenge", "benefit"], how="left")
        .with_columns(pl.col("is_marked").fill_null(value=False))
        .with_columns(
            pl.col("is_marked").alias("marked"),
            pl.when("is_marked").then(pl.lit("Yes")).otherwise(pl.lit("No")).alias("is_marked_label"),
            pl.col("challenge").alias("row_label"),
            pl.col("benefit").alias("column_label"),
            pl.format(
                "{} (challenge: {}; benefit: {})",
                "stated_by",
                pl.col("challenge_named_by").fill_null("not named"),
                pl.col("benefit_from").fill_null("not named"),
            ).alias("label"),
        )
        .sort("row_order", "column_order")
    )


def _most(frame: pl.DataFrame, column: str, total: str) -> tuple[list[str], int]:
    counted = frame.unique(column, maintain_order=True)
    most: Any = counted[total].max()
    return counted.filter(pl.col(total) == most)[column].to_list(), int(most)


def _finding(frame: pl.DataFrame) -> str:
    rows, columns = frame["challenge"].n_unique(), frame["benefit"].n_unique()
    benefits, helped = _most(frame, "benefit", "column_total")
    hardest, reached = _most(frame, "challenge", "row_total")
    if len(benefits) > 3:
        return f"{plural(rows, 'challenge')} tied to {plural(columns, 'benefit')} of working together"
    verb = "help" if len(benefits) > 1 else "helps"
    names = listed([name if at == 0 else lower_first(name) for at, name in enumerate(benefits)])
    told = f"{names} {verb} with the most challenges, {helped} of {rows}"
    if len(hardest) > 1:
        return told
    return f"{told}; {lower_first(hardest[0])} gains most, from {reached} of {columns} benefits"
