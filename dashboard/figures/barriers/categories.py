"""Which kinds of challenges studies name, and how many studies name each."""

from typing import Any

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.barriers.choice import (
    KEPT,
    Choice,
    named,
    place,
    sources,
    statements,
    studies_told,
    together,
    verb,
)
from dashboard.figures.frames import table_of
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import literature
from dashboard.queries.literature import ALL
from dashboard.release import Release
from dashboard.words import listed, lower_first, plural


@kept(maxsize=KEPT)
def counted(release: Release, choice: Choice) -> pl.DataFrame:
    """Studies and challenges per category, the category named by most studies first."""
    return (
        statements(release, choice, is_any_category=True)
        .with_columns(named(release))
        .group_by("category_id", "category")
        .agg(
            pl.col("study_id").n_unique().cast(pl.Int64).alias("count"),
            pl.col("challenge").n_unique().cast(pl.Int64).alias("challenge_count"),
            pl.col("study").unique().sort().str.join("; ").alias("studies"),
            pl.col("reported_by_study_id").mode().sort().first().alias("reported_by_study_id"),
        )
        .sort(["count", "challenge_count", "category"], descending=[True, True, False])
    )


def finding(release: Release, choice: Choice) -> str:
    """Which category most studies name, or how many name the chosen one."""
    frame = counted(release, choice)
    if frame.is_empty():
        return f"No study held here about {place(release, choice)} names a challenge"
    told_by = statements(release, choice, is_any_category=True)["study_id"].unique()
    if told_by.len() == 1:
        return _only_finding(release, choice, frame)
    asked = studies_told(told_by.len(), release, choice)
    if choice.category != ALL:
        label = literature.category_labels(release)[choice.category]
        told = frame.filter(pl.col("category_id") == choice.category)["count"].to_list()
        return f"{label} challenges are named by {told[0] if told else 'none'} of {asked}"
    most = frame.filter(pl.col("count") == frame["count"].max())
    kinds = listed([label if at == 0 else lower_first(label) for at, label in enumerate(most["category"])])
    each = "each by" if most.height > 1 else "by"
    return f"{kinds} challenges are named most often, {each} {most['count'][0]} of {asked}"


def _only_finding(release: Release, choice: Choice, frame: pl.DataFrame) -> str:
    """The same where a single study is all there is."""
    only = f"The one study about {place(release, choice)} that names challenges names"
    if choice.category == ALL:
        return f"{only} {listed([lower_first(label) for label in frame['category']])} ones"
    label = lower_first(literature.category_labels(release)[choice.category])
    is_named = choice.category in frame["category_id"]
    return f"{only} {label} ones" if is_named else f"{only} no {label} ones"


def _spread(frame: pl.DataFrame, release: Release, choice: Choice) -> str:
    """How many studies name the commonest category, and how many the rarest."""
    studies = statements(release, choice, is_any_category=True)["study_id"].n_unique()
    first, last = frame.row(0, named=True), frame.row(-1, named=True)
    if studies == 1 or first["count"] == last["count"]:
        kinds = plural(frame.height, "category", "categories")
        return f"Challenges in {kinds} are named, by {plural(studies, 'study', 'studies')}"
    return (
        f"{first['count']} of {studies} studies name {lower_first(first['category'])} challenges, "
        f"{last['count']} {lower_first(last['category'])} ones"
    )


def _cautions(release: Release, choice: Choice) -> tuple[str, ...]:
    """A review that names challenges itself and reports those of others is counted beside them."""
    rows = statements(release, choice, is_any_category=True)
    own = rows.filter(pl.col("study_id") == pl.col("reported_by_study_id"))["study_id"].unique()
    others = rows.filter(pl.col("study_id") != pl.col("reported_by_study_id"))["reported_by_study_id"].unique()
    labels = literature.labels(release)
    both = [labels[code] for code in own.sort() if code in others]
    if not both:
        return ()
    return (
        f"{listed(both)} {verb(both, 'names', 'name')} challenges and also {verb(both, 'reports', 'report')} those of "
        "other studies: the same challenge can be counted in both.",
    )


@kept(maxsize=KEPT)
def by_category(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Bars of how many studies name a challenge of each category; none where no study names any.

    The chosen category is brought forward; without one, the category that most studies name.
    """
    frame = counted(release, choice)
    if frame.is_empty():
        return None
    wanted = frame["category_id"][0] if choice.category == ALL else choice.category
    frame = frame.with_columns(
        pl.int_range(1, pl.len() + 1).alias("sort_order"),
        pl.col("category").alias("category_label"),
        pl.col("count")
        .map_elements(in_format(lambda found: plural(found, "study", "studies")), pl.String)
        .alias("count_label"),
        pl.when(pl.col("category_id") == wanted).then(pl.lit("chosen")).otherwise(pl.lit("region")).alias("emphasis"),
        pl.col("count").alias("study_count"),
    )
    title = _spread(frame, release, choice)
    after = listed(literature.category_origins(release))
    return Figure(
        name=f"literature_challenges_by-category_{choice.study_country.lower()}_{choice.category}",
        title=title,
        subtitle="Studies that name at least one challenge of the category; a study may name several categories. "
        f"The categories are our classification after {after}.",
        frame=table_of(frame),
        columns=(
            Column("category", "Category"),
            Column("study_count", "Studies", "number"),
            Column("challenge_count", "Different challenges", "number"),
            Column("studies", "Named by"),
        ),
        file_columns=("category_id", "category", "study_count", "challenge_count", "studies"),
        provenance=together(release, statements(release, choice, is_any_category=True)["reported_by_study_id"]),
        spec=charts.category_bars(theme=theme, value_title="Studies that name a challenge of the category"),
        drawn_columns=("category_label", "count", "count_label", "sort_order", "emphasis"),
        alt=f"Bar chart of {plural(frame.height, 'category', 'categories')} of challenges. {title}.",
        notes=_cautions(release, choice),
    )


@kept(maxsize=KEPT)
def by_study(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Dots where a study names a challenge of a category; none where no study names any."""
    rows = statements(release, choice, is_any_category=True).with_columns(named(release))
    if choice.category != ALL:
        wanted = rows.filter(pl.col("category_id") == choice.category)["study_id"].unique()
        rows = rows.filter(pl.col("study_id").is_in(wanted.to_list()))
    if rows.is_empty():
        return None
    frame = _cells(rows, release)
    title = _study_finding(frame, len(literature.category_labels(release)) - 1)
    return Figure(
        name=f"literature_challenges_by-study_{choice.study_country.lower()}_{choice.category}",
        title=title,
        subtitle=f"{plural(rows['study_id'].n_unique(), 'study', 'studies')} and the categories of the challenges "
        "that each names. Totals: categories of a study, studies of a category.",
        frame=table_of(frame),
        columns=(
            Column("study", "Study"),
            Column("category", "Category"),
            Column("challenges", "Challenges named"),
            Column("reported_by", "Reported by"),
        ),
        file_columns=(
            "study_id", "study", "year", "country_code", "country", "category_id", "category", "is_named",
            "challenge_count", "challenges", "reported_by_study_id", "reported_by",
        ),
        provenance=sources(release, frame["reported_by_study_id"]),
        provenance_column="reported_by_study_id",
        spec=charts.matrix_dots(theme=theme),
        drawn_columns=(
            "row_label", "column_label", "row_order", "column_order", "marked", "row_total", "column_total", "label",
        ),
        alt=f"Matrix of {plural(frame['study_id'].n_unique(), 'study', 'studies')} and "
        f"{plural(frame['category_id'].n_unique(), 'category', 'categories')}. {title}.",
    )  # fmt: skip


def _cells(rows: pl.DataFrame, release: Release) -> pl.DataFrame:
    """One row for each study and category, marked or not, the widest study and the commonest category first."""
    studies = rows.group_by("study_id").agg(
        pl.col("study", "year", "country_code", "country", "reported_by_study_id").first(),
        pl.col("category_id").n_unique().cast(pl.Int64).alias("row_total"),
    ).sort(["row_total", "year", "study"], descending=[True, True, False])  # fmt: skip
    categories = rows.group_by("category_id").agg(
        pl.col("category").first(), pl.col("study_id").n_unique().cast(pl.Int64).alias("column_total")
    ).sort(["column_total", "category"], descending=[True, False])  # fmt: skip
    marks = rows.group_by("study_id", "category_id").agg(
        pl.col("challenge").n_unique().cast(pl.Int64).alias("challenge_count"),
        pl.col("challenge").unique().sort().str.join("; ").alias("challenges"),
    )
    return (
        studies.with_row_index("row_order", 1)
        .join(categories.with_row_index("column_order", 1), how="cross")
        .join(marks, on=["study_id", "category_id"], how="left")
        .with_columns(
            pl.col("challenge_count").fill_null(0),
            pl.col("challenges").is_not_null().alias("is_named"),
            pl.col("challenges").is_not_null().alias("marked"),
            pl.col("study").alias("row_label"),
            pl.col("category").alias("column_label"),
            pl.col("challenges").fill_null("None named").alias("label"),
            named(release, "reported_by_study_id", "reported_by"),
        )
    )


def _study_finding(frame: pl.DataFrame, categories: int) -> str:
    studies = frame.unique("study_id", maintain_order=True)
    widest: dict[str, Any] = studies.row(0, named=True)
    most = studies.filter(pl.col("row_total") == widest["row_total"])
    if studies.height == 1:
        names = [widest["study"]]
        wide = plural(widest["row_total"], "category", "categories")
        return f"{names[0]} {verb(names, 'names', 'name')} challenges in {wide}"
    if most.height > 3:
        return f"{most.height} of {studies.height} studies name challenges in {widest['row_total']} categories each"
    widest_names = most["study"].to_list()
    single = studies.filter(pl.col("row_total") == 1).height
    rest = f"; {single} of {studies.height} studies {'keep' if single > 1 else 'keeps'} to one" if single else ""
    return (
        f"{listed(widest_names)} {verb(widest_names, 'names', 'name')} challenges in the most categories, "
        f"{widest['row_total']} of {categories}{rest}"
    )
