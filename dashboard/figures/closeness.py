"""Which ranks lie close together: the closeness band, in words.

It says how many points apart scores are. It is no confidence interval: none of the indexes publishes errors.
"""

from collections.abc import Mapping
from typing import Any

from dashboard.queries.readiness import Measure
from dashboard.words import lower_first, number, rank

#: Columns of a file that hold the band of a row.
COLUMNS = ("band_points", "band_first_rank", "band_last_rank", "band_count")


def points(value: float) -> str:
    """``1 point``, ``0.01 points``."""
    return "1 point" if value == 1 else f"{number(value, len(f'{value:g}'.partition('.')[2]))} points"


def span(row: Mapping[str, Any]) -> str:
    """The ranks of a band: ``77th to 86th``, or the one rank; empty where the row has no band."""
    first, last = row["band_first_rank"], row["band_last_rank"]
    if first is None:
        return ""
    return rank(first) if first == last else f"{rank(first)} to {rank(last)}"


def told(row: Mapping[str, Any]) -> str:
    """The band of a row in words, as in ``Ranks within 1 point of this score: 77th to 86th.``; empty without one."""
    if row["band_points"] is None:
        return ""
    within = points(row["band_points"])
    if row["band_count"] == 1:
        return f"No other country lies within {within}."
    return f"Ranks within {within} of this score: {span(row)}."


def published(row: Mapping[str, Any]) -> str:
    """What to say of a rank that the publisher printed otherwise than its scores say; empty where they agree."""
    printed, counted = row["rank_published"], row["rank_computed"]
    if printed is None or counted is None or printed == counted:
        return ""
    return f"The publisher prints {rank(printed)}; counted from the scores it is {rank(counted)}."


def method(measure: Measure) -> tuple[str, ...]:
    """What the band of a measure is, and why it is so wide; nothing where there is none."""
    if measure.band_points is None or measure.band_reason is None:
        return ()
    within = points(measure.band_points)
    return (
        f"Close ranks: beside a rank stand the ranks of all countries whose score is at most {within} away. That is "
        f"{lower_first(measure.band_reason)} It tells how close the scores are, not how sure they are.",
    )
