"""How AI is put to use: stages, types of use, and the pressures behind it."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.barriers.choice import KEPT, Choice, chosen, named, sources
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import literature
from dashboard.release import Release
from dashboard.words import listed, lower_first, plural


@kept(maxsize=KEPT)
def stages(release: Release, choice: Choice) -> Figure | None:
    """Stages of implementation in their order; none for other studies."""
    frame = chosen(literature.stages(release), choice)
    if frame.is_empty():
        return None
    frame = frame.with_columns(
        named(release), pl.format("{}. {}", pl.col("stage"), pl.col("label")).alias("stage_label")
    )
    first, last = frame["label"][0], frame["label"][-1]
    return Figure(
        name="literature_implementation-stages",
        title=f"{plural(frame.height, 'stage')} of implementation, from {lower_first(first)} to {lower_first(last)}",
        subtitle=f"As {listed(frame['study'].unique().to_list())} give them, each with the work they cite for it.",
        frame=table_of(frame),
        columns=(
            Column("stage_label", "Stage"),
            Column("cited_source", "Work cited for it"),
        ),
        file_columns=("stage", "label", "cited_source", "study_id", "study"),
        provenance=sources(release, frame["study_id"]),
        provenance_column="study_id",
    )


@kept(maxsize=KEPT)
def use_case_types(release: Release, choice: Choice) -> Figure | None:
    """Types of AI use that studies name; none for other studies."""
    frame = chosen(literature.use_case_types(release), choice)
    if frame.is_empty():
        return None
    frame = frame.with_columns(named(release))
    counted = frame.group_by("study", maintain_order=True).len()
    told = listed([f"{quantity} by {study}" for study, quantity in counted.iter_rows()])
    return Figure(
        name=f"literature_use-case-types_{choice.study_country.lower()}",
        title=f"{plural(frame.height, 'type')} of AI use in public bodies are named, {told}",
        subtitle="Types of use as the studies name them. The lists overlap in no type and are not complete."
        if frame["use_case_type"].is_unique().all()
        else "Types of use as the studies name them. The lists are not complete.",
        frame=table_of(frame),
        columns=(
            Column("use_case_type", "Type of use"),
            Column("study", "Named by"),
            Column("country", "Study about"),
        ),
        file_columns=("use_case_type", "study_id", "study", "country_code", "country"),
        provenance=sources(release, frame["study_id"]),
        provenance_column="study_id",
        notes=_cautions(release, frame),
    )


def _cautions(release: Release, frame: pl.DataFrame) -> tuple[str, ...]:
    """What is not a study in the strict sense is said to be none."""
    known = literature.studies(release)
    blogs = [known[code].label for code in frame["study_id"].unique().sort() if known[code].method == "Blog article"]
    return tuple(f"{label} is a blog article, not research." for label in blogs)


@kept(maxsize=KEPT)
def pressures(release: Release, choice: Choice) -> Figure | None:
    """Pressures of institutional theory; none for other studies."""
    frame = chosen(literature.pressures(release), choice)
    if frame.is_empty():
        return None
    frame = frame.with_columns(named(release))
    return Figure(
        name="literature_institutional-pressures",
        title=f"{plural(frame.height, 'pressure')} make organisations adopt AI: {listed(frame['pressure'].to_list())}",
        subtitle=f"Institutional theory as {listed(frame['study'].unique().to_list())} use it: a way to look, not a "
        "finding about one country.",
        frame=table_of(frame),
        columns=(
            Column("pressure", "Pressure"),
            Column("meaning", "Meaning"),
        ),
        file_columns=("pressure", "meaning", "study_id", "study", "country_code", "country"),
        provenance=sources(release, frame["study_id"]),
        provenance_column="study_id",
    )
