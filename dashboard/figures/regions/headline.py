"""The finding of the regions page, by rule."""

import polars as pl

from dashboard.figures import breaks
from dashboard.figures.regions.choice import KEPT, Choice, known, ranges
from dashboard.figures.regions.spread import world_mean
from dashboard.kept import kept
from dashboard.release import Release
from dashboard.words import number, plural, rank_of


@kept(maxsize=KEPT)
def headline(release: Release, choice: Choice) -> tuple[str, str]:
    """The finding of the page and the line under it."""
    seen = known(release, choice)
    frame = ranges(release, choice)
    own = frame.filter(pl.col("region") == choice.region)
    on = "" if seen.measure.level == "total" else f" on {seen.measure.label}"
    lede = f"{seen.measured}. "
    if own.is_empty():
        finding = f"No country of {seen.region} has a figure{on} in the {seen.edition.short_name} {choice.edition}"
        return finding, lede + "Choose another region, edition or measure."
    row = own.row(0, named=True)
    finding = f"{seen.region} averages {number(row['mean'], seen.decimals)}{on} in {choice.edition}"
    if seen.measure.direction and frame.height > 1:
        better = frame.filter(pl.col("mean") > row["mean"]).height
        is_shared = frame.filter(pl.col("mean") == row["mean"]).height > 1
        finding += f", {rank_of(better + 1, frame.height, is_shared)} regions"
    if row["best_country"] and row["scored_count"] > 1:
        finding += (
            f"; from {number(row['min'], seen.decimals)} ({row['worst_country']}) to "
            f"{number(row['max'], seen.decimals)} ({row['best_country']})"
        )
    lede += f"Unweighted mean of {_coverage(row['scored_count'], row['member_count'])}."
    cautions = breaks.cautions(release, choice.index, choice.edition)
    return finding, " ".join([lede, *world_mean(release, choice), *cautions])


def _coverage(scored: int, members: int) -> str:
    """How many of the members the mean is of."""
    if scored == members:
        return f"all {plural(members, 'member')}"
    return f"the {scored} of {plural(members, 'member')} that have a figure"
