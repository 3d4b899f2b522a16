"""What makes up a score."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.emphasis import number_label, rank_label
from dashboard.figures.frames import table_of
from dashboard.figures.readiness.choice import KEPT, Choice, Context, context, stem
from dashboard.kept import kept
from dashboard.queries import geography, provenance, readiness, scores
from dashboard.release import Release
from dashboard.words import plural, signed, unit_words


@kept(maxsize=KEPT)
def breakdown(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """What makes up the total: pillars and dimensions beside the median of the region.

    Returns
    -------
    Figure or None
        None where the country has no score in the edition.
    """
    known = context(release, choice)
    frame = scores.breakdown(
        release, choice.index, choice.edition, choice.country, choice.scheme, choice.region, ("pillar", "dimension")
    )
    if frame.is_empty():
        return None
    is_world = choice.region == geography.WORLD
    compared = pl.col("world_median" if is_world else "region_median")
    frame = frame.with_columns(
        # The chart calls whatever the country is measured against the median of its region.
        compared.alias("region_median"),
        compared.alias("compared_median"),
        pl.col("world_max").alias("best_value"),
        pl.int_range(1, pl.len() + 1).alias("sort_order"),
        (pl.col("value") - compared).alias("difference"),
        number_label("value", known.decimals),
        rank_label(),
    )
    unit, domain = _scale(release, choice, known, frame)
    among = "all countries" if is_world else known.region
    title = _breakdown_finding(frame, known, among)
    return Figure(
        name=stem(choice, f"breakdown-{choice.country.lower()}"),
        title=title,
        subtitle=f"{known.edition.name} {choice.edition}, {unit}. Pillars, and under each its dimensions.",
        frame=table_of(frame),
        columns=(
            Column("measure", "Measure"),
            Column("level", "Level"),
            Column("value", known.country, "number", known.decimals),
            Column("compared_median", f"Median of {among}", "number", known.decimals),
            Column("rank", "Rank", "number"),
            Column("rank_of", "of", "number"),
        ),
        file_columns=(
            "country_code", "country", "index_id", "edition", "measure_id", "measure", "level", "value", "unit",
            "rank", "rank_of", "is_tied", "compared_median", "difference", "region_rank", "region_rank_of",
            "world_min", "world_median", "world_max", "status", "note",
        ),
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        spec=charts.breakdown_dots(
            theme=theme,
            value_title=unit,
            country_label=known.country,
            median_label=f"Median of {'all' if is_world else 'region'}",
            best_label="Best of all",
            domain=domain,
            decimals=known.decimals,
        ),
        drawn_columns=("measure", "parent", "sort_order", "value", "value_label", "region_median", "best_value"),
        alt=f"Dot plot of {plural(frame.height, 'measure')}. {title}.",
    )  # fmt: skip


def _scale(release: Release, choice: Choice, known: Context, frame: pl.DataFrame) -> tuple[str, tuple[float, float]]:
    """Unit and range of the parts where they share one, which need not be that of the total."""
    measures = readiness.measures(release, choice.index, choice.edition)
    parts = [found for found in measures if found.measure_id in set(frame["measure_id"])]
    scales = {(found.unit, found.min, found.max) for found in parts}
    if len(scales) != 1:
        return known.unit, known.domain
    [(unit, low, high)] = scales
    return unit_words(unit), (low or 0.0, known.domain[1] if high is None else high)


def _breakdown_finding(frame: pl.DataFrame, known: Context, among: str) -> str:
    told = frame.filter(pl.col("difference").is_not_null()).sort("difference")
    if told.is_empty():
        return f"What makes up the score of {known.country}"
    worst, best = told.row(0, named=True), told.row(-1, named=True)
    return (
        f"Against the median of {among}, {known.country} is strongest on {best['measure']} "
        f"({signed(best['difference'], known.decimals)}) and weakest on {worst['measure']} "
        f"({signed(worst['difference'], known.decimals)})"
    )
