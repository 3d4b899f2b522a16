"""Every challenge, and who names it."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.barriers.choice import KEPT, Choice, named, sources, statements, studies_told, verb
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.release import Release
from dashboard.words import plural


@kept(maxsize=KEPT)
def challenges(release: Release, choice: Choice) -> Figure | None:
    """One row for each challenge and study that names it; none where there is no such study."""
    frame = statements(release, choice)
    if frame.is_empty():
        return None
    frame = frame.with_columns(
        named(release),
        named(release, "reported_by_study_id", "reported_by"),
        pl.col("country").fill_null("No single country").alias("about"),
    )
    return Figure(
        name=f"literature_challenges_{choice.study_country.lower()}_{choice.category}",
        title=_finding(frame, release, choice),
        subtitle=f"One row for each challenge and study. The wording is the study's, as {_reporters(frame)} it; the "
        "category is ours.",
        frame=table_of(frame),
        columns=(
            Column("challenge", "Challenge"),
            Column("category", "Category"),
            Column("study", "Named by"),
            *((Column("about", "Study about"),) if frame["about"].n_unique() > 1 else ()),
            *((Column("reported_by", "Reported by"),) if frame["reported_by"].n_unique() > 1 else ()),
            Column("where_reported", "Where"),
        ),
        file_columns=(
            "challenge", "category_id", "category", "study_id", "study", "year", "country_code", "country",
            "reported_by_study_id", "reported_by", "where_reported",
        ),
        provenance=sources(release, frame["reported_by_study_id"]),
        provenance_column="reported_by_study_id",
    )  # fmt: skip


def _reporters(frame: pl.DataFrame) -> str:
    """Who reports the wording, as the start of a clause."""
    reporters = frame["reported_by"].unique().to_list()
    return "its reporter gives" if len(reporters) > 1 else f"{reporters[0]} {verb(reporters, 'gives', 'give')}"


def _finding(frame: pl.DataFrame, release: Release, choice: Choice) -> str:
    found, told_by = frame["challenge"].n_unique(), frame["study_id"].n_unique()
    told = studies_told(told_by, release, choice)
    if told_by == 1:
        return f"{plural(found, 'challenge')} in {told}"
    different = plural(found, "different challenge")
    shared = (
        frame.group_by("challenge")
        .agg(pl.col("study_id").n_unique().alias("studies"))
        .filter(pl.col("studies") > 1)
        .sort(["studies", "challenge"], descending=[True, False])
    )
    if shared.is_empty():
        return f"{different} in {told}, none named in the same words by two of them"
    most = shared.row(0, named=True)
    return f"{different} in {told}; \u201c{most['challenge']}\u201d comes back most often, in {most['studies']}"
