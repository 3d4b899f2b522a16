"""Working together: what it brings, and by which routines two councils made it work."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.barriers.choice import KEPT, Choice, chosen, named, sources
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import literature
from dashboard.release import Release
from dashboard.words import listed, lower_first, plural


@kept(maxsize=KEPT)
def benefits(release: Release, choice: Choice) -> Figure | None:
    """Benefits of working together in groups, with the study each is from; none for other studies."""
    frame = chosen(literature.benefits(release), choice)
    if frame.is_empty():
        return None
    frame = frame.with_columns(
        named(release, "source_study_id", "source_study"), named(release, "reported_by_study_id", "reported_by")
    )
    untied = frame.filter(pl.col("challenge_count") == 0).height
    return Figure(
        name="literature_collaboration-benefits",
        title=f"{plural(frame.height, 'benefit')} of working together in {frame['benefit_group'].n_unique()} groups; "
        f"{untied} of them are tied to no challenge",
        subtitle="Benefits of collaboration between agencies, the study that names each, and how many challenges of "
        f"the matrix it is tied to, as {listed(frame['reported_by'].unique().sort().to_list())} report them.",
        frame=table_of(frame),
        columns=(
            Column("benefit", "Benefit"),
            Column("benefit_group", "Group"),
            Column("challenge_count", "Challenges", "number"),
            Column("source_study", "Named by"),
        ),
        file_columns=(
            "benefit", "benefit_group", "challenge_count", "source_study_id", "source_study", "reported_by_study_id",
            "reported_by",
        ),
        provenance=sources(release, frame["reported_by_study_id"]),
        provenance_column="reported_by_study_id",
    )  # fmt: skip


@kept(maxsize=KEPT)
def routines(release: Release, choice: Choice) -> Figure | None:
    """Routines against challenges of working together, per council; none for other studies or categories."""
    frame = chosen(literature.routines(release), choice)
    if frame.is_empty():
        return None
    seen_in = pl.col("observed_in").str.split(";")
    frame = frame.with_columns(named(release), seen_in.list.join(" and ").alias("seen_in"))
    councils = frame.select(seen_in.explode()).to_series().unique().sort().to_list()
    return Figure(
        name=f"literature_collaboration-routines_{choice.category}",
        title=_finding(frame, councils),
        subtitle=_study_told(release, frame),
        frame=table_of(frame),
        columns=(
            Column("challenge", "Challenge"),
            Column("seen_in", "Seen in"),
            Column("routine", "Routine"),
        ),
        file_columns=(
            "challenge_id", "challenge", "category_id", "observed_in", "routine", "study_id", "study", "country_code",
            "country",
        ),
        provenance=sources(release, frame["study_id"]),
        provenance_column="study_id",
    )  # fmt: skip


def _finding(frame: pl.DataFrame, councils: list[str]) -> str:
    seen = frame["observed_in"].str.split(";").explode()
    counts = listed([f"{seen.eq(name).sum()} in {name}" for name in councils])
    shared = frame.filter(pl.col("observed_in").str.contains(";")).height
    told = f"{plural(frame.height, 'routine')} against {plural(frame['challenge'].n_unique(), 'challenge')}"
    return f"{told}: {counts}" + (f", {shared} of them in both" if shared else "")


def _study_told(release: Release, frame: pl.DataFrame) -> str:
    """The study behind the routines and how many people it heard."""
    study = literature.studies(release)[frame["study_id"][0]]
    heard = [row for row in literature.interviews(release).to_pylist() if row["study_id"] == study.study_id]
    told = f"{study.label}, {lower_first(study.method or 'study')}."
    if not heard:
        return told
    spread = listed([f"{row['interview_count']} ({row['organisation']})" for row in heard])
    return f"{told} Interviews per organisation: {spread}."
