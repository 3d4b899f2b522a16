"""Figures of one source stay within its limits: from edition to edition, from year to year, and in size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import polars as pl

from etl.errors import Violation
from etl.frames import FIRST_VALUES, SOURCE
from etl.metadata.catalogue import Catalogue, Edition, Source

Frames = Mapping[str, pl.DataFrame]

#: Fewer countries say nothing of a measure as a whole.
ENOUGH_COUNTRIES = 30
_LOOK = "Look whether columns, units or countries were taken for others; if it is right, raise {key} in [rules]."


def check_limits(catalogue: Catalogue, frames: Frames) -> Iterator[Violation]:
    """Check every source against the limits in its source.toml.

    Parameters
    ----------
    catalogue : Catalogue
        The sources, with their limits.
    frames : Mapping of str to polars.DataFrame
        Typed frames with their origin columns.

    Yields
    ------
    Violation
        Jumps, peaks and ratios beyond the limits.
    """
    scores, context = frames["score"], frames["context"]
    if {"measure_id", "value", "country_code", "edition"} <= set(scores.columns):
        for source in catalogue.values():
            if source.editions and source.rules.jump_limit is not None:
                yield from _score_limits(source, scores.filter(pl.col(SOURCE) == source.id))
    for source in catalogue.values():
        if source.rules.yearly_ratio_limit is not None:
            yield from _yearly(source, source.rules.yearly_ratio_limit, context.filter(pl.col(SOURCE) == source.id))


def _score_limits(source: Source, scores: pl.DataFrame) -> Iterator[Violation]:
    held = set(scores["edition"])
    editions = sorted((item for item in source.editions if item.edition in held), key=lambda item: item.edition)
    for edition in editions:
        yield from _peaks(source, edition, scores.filter(edition=edition.edition))
    for former, edition in pairwise(editions):
        if former.framework == edition.framework:
            both = scores.filter(edition=former.edition).join(
                scores.filter(edition=edition.edition), on=["country_code", "measure_id"], suffix="_now"
            )
            changes = both.with_columns((pl.col("value_now") - pl.col("value")).alias("change"))
            yield from _jumps(source, edition, former, changes)
            yield from _median_jumps(source, edition, former, changes)


def _peaks(source: Source, edition: Edition, scores: pl.DataFrame) -> Iterator[Violation]:
    share = source.rules.smallest_peak_share
    if share is None:
        return
    tops = {
        measure.measure_id: measure.max
        for measure in source.measures
        if measure.framework == edition.framework and measure.max
    }
    found = scores.group_by("measure_id").agg(pl.col("value").max(), pl.len()).sort("measure_id")
    low = [
        f"{measure_id}: at most {peak:g} of {tops[measure_id]:g}"
        for measure_id, peak, count in found.iter_rows()
        if measure_id in tops and count >= ENOUGH_COUNTRIES and peak is not None and peak < share * tops[measure_id]
    ]
    if low:
        problem = f"{len(low)} measures never reach {share:.0%} of their range"
        todo = "Look at the unit: fractions for percent, another scale. " + _LOOK.format(key="smallest_peak_share")
        yield Violation(source.id, edition.edition, "score.value", problem, tuple(low[:FIRST_VALUES]), todo)


def _jumps(source: Source, edition: Edition, former: Edition, changes: pl.DataFrame) -> Iterator[Violation]:
    limit = source.rules.jump_limit
    assert limit is not None
    far = changes.filter((pl.col("measure_id") == "total") & (pl.col("change").abs() > limit))
    if far.height:
        first = far.sort(pl.col("change").abs(), descending=True).head(FIRST_VALUES)
        values = tuple(
            f"{country}: {was:g} to {now:g}"
            for country, was, now in first["country_code", "value", "value_now"].iter_rows()
        )
        problem = f"the total of {far.height} countries moved by more than {limit:g} since {former.edition}"
        yield Violation(source.id, edition.edition, "score.value", problem, values, _LOOK.format(key="jump_limit"))


def _median_jumps(source: Source, edition: Edition, former: Edition, changes: pl.DataFrame) -> Iterator[Violation]:
    share = source.rules.median_jump_share
    if share is None:
        return
    ranges = {
        measure.measure_id: (measure.max or 0.0) - (measure.min or 0.0)
        for measure in source.measures
        if measure.framework == edition.framework
    }
    medians = changes.group_by("measure_id").agg(pl.col("change").abs().median(), pl.len()).sort("measure_id")
    far = [
        f"{measure_id}: {median:.4g}"
        for measure_id, median, count in medians.iter_rows()
        if count >= ENOUGH_COUNTRIES and ranges.get(measure_id) and median > share * ranges[measure_id]
    ]
    if far:
        problem = f"half of the countries moved by more than {share:.0%} of the range since {former.edition}"
        todo = _LOOK.format(key="median_jump_share")
        yield Violation(source.id, edition.edition, "score.value", problem, tuple(far[:FIRST_VALUES]), todo)


def _yearly(source: Source, limit: float, context: pl.DataFrame) -> Iterator[Violation]:
    if not {"country_code", "measure_id", "year", "value"} <= set(context.columns):
        return
    series = ["country_code", "measure_id"]
    ordered = context.sort(*series, "year").with_columns(
        pl.col("value").shift().over(series).alias("was"), pl.col("year").diff().over(series).alias("years")
    )
    steps = ordered.filter((pl.col("years") == 1) & (pl.col("was") > 0) & (pl.col("value") > 0))
    ratio = pl.max_horizontal(pl.col("value") / pl.col("was"), pl.col("was") / pl.col("value"))
    far = steps.filter(ratio > limit)
    if far.height:
        first = far.head(FIRST_VALUES).select("country_code", "measure_id", "year", "was", "value")
        values = tuple(f"{code} {what} {year}: {was:g} to {now:g}" for code, what, year, was, now in first.iter_rows())
        problem = f"{far.height} values are over {limit:g} times those of the year before, or under 1/{limit:g}"
        todo = _LOOK.format(key="yearly_ratio_limit")
        yield Violation(source.id, None, "context.value", problem, values, todo)
