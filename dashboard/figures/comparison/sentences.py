"""One sentence or two for each pair of countries, by rule."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from dashboard.figures.comparison.choice import KEPT, Choice, Context, known, name_of, scores
from dashboard.figures.comparison.trend import history
from dashboard.release import Release
from dashboard.words import number, rank_of, signed


class Meeting(NamedTuple):
    """Total scores of two countries in one edition."""

    edition: str
    first: float
    other: float

    @property
    def side(self) -> int:
        """1 where the first is ahead, -1 where it is behind, 0 where they are level."""
        return (self.first > self.other) - (self.first < self.other)


@lru_cache(maxsize=KEPT)
def sentences(release: Release, choice: Choice) -> tuple[str, ...]:
    """The first country against each other one: total, ranks, where ahead and behind, since when."""
    seen = known(release, choice)
    frame = scores(release, choice).filter("is_drawn")
    past = history(release, choice).filter(
        (pl.col("segment") == seen.edition.segment) & (pl.col("edition") <= choice.edition)
    )
    return tuple(
        _pair(frame, past, choice, seen, code, name_of(release, code)) for code in choice.others
    )


def _pair(
    frame: pl.DataFrame, past: pl.DataFrame, choice: Choice, seen: Context, code: str, name: str
) -> str:
    totals = {row["country_code"]: row for row in frame.filter(pl.col("level") == "total").to_dicts()}
    absent = [who for key, who in ((choice.first, seen.country), (code, name)) if key not in totals]
    if absent:
        return (
            f"{seen.country} and {name} cannot be compared: no figure is published for "
            f"{' and '.join(absent)} in {choice.edition}."
        )
    said = [
        total_words(totals[choice.first], totals[code], seen.decimals),
        pillar_words(_pillar_leads(frame, choice.first, code), seen.country, seen.decimals),
        since_words(_meetings(past, choice.first, code), seen.country, name, seen.decimals),
    ]
    return " ".join(text for text in said if text)


def total_words(own: dict[str, Any], other: dict[str, Any], decimals: int) -> str:
    """Both totals with their ranks, and the distance between them."""

    def told(row: dict[str, Any]) -> str:
        place = rank_of(row["rank"], row["rank_of"], row["is_tied"])
        return f"{row['country']} {number(row['value'], decimals)} ({place})"

    gap = own["value"] - other["value"]
    distance = number(abs(gap), decimals)
    if gap == 0:
        ending = "the two are level"
    elif not distance.strip("0."):
        ending = f"{own['country']} is {'ahead' if gap > 0 else 'behind'} by less than the last digit shown"
    else:
        ending = f"{own['country']} is {distance} points {'ahead' if gap > 0 else 'behind'}"
    return f"{told(own)}, {told(other)}: {ending}."


def _pillar_leads(frame: pl.DataFrame, first: str, code: str) -> list[tuple[str, float]]:
    """Pillars that both have, with the lead of the first country, the largest first."""
    rows = frame.filter(pl.col("level") == "pillar")
    both = rows.filter(pl.col("country_code") == first).join(
        rows.filter(pl.col("country_code") == code).select("measure_id", pl.col("value").alias("other")),
        on="measure_id",
    )
    led = both.select("measure", (pl.col("value") - pl.col("other")).alias("lead"), "sort_order")
    return led.sort("lead", "sort_order", descending=[True, False]).select("measure", "lead").rows()


def pillar_words(leads: Sequence[tuple[str, float]], country: str, decimals: int) -> str:
    """On how many pillars the country is ahead and behind, and on which most."""
    ahead = [(measure, lead) for measure, lead in leads if lead > 0]
    behind = [(measure, lead) for measure, lead in leads if lead < 0]

    def most(found: tuple[str, float]) -> str:
        return f"most on {found[0]} ({signed(found[1], decimals)})"

    if not ahead and not behind:
        return ""
    if not behind and len(ahead) == len(leads):
        return f"{country} is ahead on all {len(leads)} pillars, {most(ahead[0])}."
    if not ahead and len(behind) == len(leads):
        return f"{country} is behind on all {len(leads)} pillars, {most(behind[-1])}."
    parts = []
    if ahead:
        parts.append(f"ahead on {len(ahead)} of {len(leads)} pillars, {most(ahead[0])}")
    if behind:
        count = f"{len(behind)}" if ahead else f"{len(behind)} of {len(leads)} pillars"
        parts.append(f"behind on {count}, {most(behind[-1])}")
    return f"{country} is {', and '.join(parts)}."


def _meetings(past: pl.DataFrame, first: str, code: str) -> list[Meeting]:
    """Editions of the segment in which both have a total, in order."""
    both = past.filter(pl.col("country_code") == first).join(
        past.filter(pl.col("country_code") == code).select("edition", pl.col("value").alias("other")), on="edition"
    )
    return [Meeting(*row) for row in both.sort("edition").select("edition", "value", "other").rows()]


def since_words(meetings: Sequence[Meeting], country: str, name: str, decimals: int) -> str:
    """Who has been ahead, and since which of the comparable editions.

    Parameters
    ----------
    meetings : sequence of Meeting
        Editions of one segment, in order, the last one being what the page shows: a hard break is never crossed.
    country, name : str
        The first country and the other.
    decimals : int
        Digits of a score.
    """
    if len(meetings) < 2 or meetings[-1].side == 0:
        return ""
    now = meetings[-1]
    leader, follower = (country, name) if now.side > 0 else (name, country)
    run = len(meetings) - 1
    while run and meetings[run - 1].side == now.side:
        run -= 1
    start = meetings[run]
    if run:
        before = meetings[run - 1]
        then = "the two were level" if before.side == 0 else f"{follower} was ahead"
        when = f"since {start.edition}" if start is not now else f"only in {now.edition}"
        return f"{leader} has been ahead {when}; in {before.edition} {then}."
    was = number(abs(start.first - start.other), decimals)
    return f"{leader} has been ahead in every comparable edition since {start.edition}, by {was} points then."
