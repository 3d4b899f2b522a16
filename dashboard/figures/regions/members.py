"""Members of the chosen region with their scores and ranks."""

from typing import Any

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.emphasis import rank_label
from dashboard.figures.frames import table_of
from dashboard.figures.regions.choice import KEPT, Choice, Context, known, scores_in, stem
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import provenance, statuses
from dashboard.release import Release
from dashboard.words import NO_FIGURE, listed, number, plural


@kept(maxsize=KEPT)
def members(release: Release, choice: Choice) -> Figure:
    """Every member of the region, those without a score last."""
    seen = known(release, choice)
    frame = scores_in(release, choice, choice.edition).with_columns(
        rank_label(),
        rank_label("region_rank", "region_is_tied"),
        _written(choice, seen),
        pl.lit(seen.measure.label).alias("measure"),
        pl.lit(seen.measure.unit).alias("unit"),
    )
    return Figure(
        name=f"{stem(choice, 'members')}_{choice.region}",
        title=_finding(frame, seen),
        subtitle=f"{seen.measured}. Ranks are among countries with a figure.",
        frame=table_of(frame),
        columns=(
            Column("country", "Country"),
            Column("written", f"{seen.measure.label}, {seen.unit}", "number"),
            Column("region_rank_label", "Rank in the region", "number"),
            Column("rank_label", f"Rank of {max(frame['rank_of'].drop_nulls(), default=0)}", "number"),
        ),
        file_columns=(
            "country_code", "country", "region_scheme", "region", "region_label", "index_id", "edition", "measure_id",
            "measure", "value", "unit", "region_rank", "region_rank_of", "region_is_tied", "rank", "rank_of", "is_tied",
            "rank_published", "rank_computed", "status", "note",
        ),
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        notes=_status_notes(release, frame),
    )  # fmt: skip


def _written(choice: Choice, seen: Context) -> pl.Expr:
    """The value as the table shows it: starred where its status is not normal."""

    def cell(row: dict[str, Any]) -> str:
        value, status = row["value"], row["status"]
        star = "" if status is None or status == statuses.NORMAL else "*"
        if not row["is_drawn"]:
            return f"{NO_FIGURE}{star}"
        return f"{number(value, seen.edition.decimals)}{star}"

    return (
        pl.struct("value", "status", "is_drawn").map_elements(in_format(cell), return_dtype=pl.String).alias("written")
    )


def _finding(frame: pl.DataFrame, seen: Context) -> str:
    scored = frame.filter("is_drawn")
    missing = frame.filter(~pl.col("is_drawn"))["country"].to_list()
    told = f"{plural(scored.height, 'country', 'countries')} of {seen.region} have a figure"
    if scored.height == 1:
        told = f"One country of {seen.region} has a figure"
    if not missing:
        return told
    return f"{told}; {listed(missing) if len(missing) < 5 else plural(len(missing), 'country', 'countries')} " + (
        "has none" if len(missing) == 1 else "have none"
    )


def _status_notes(release: Release, frame: pl.DataFrame) -> tuple[str, ...]:
    said = statuses.explanations(release)
    odd = frame.filter(pl.col("status") != statuses.NORMAL)["status"].unique().sort()
    return tuple(f"* {said[status]}" for status in odd)
