"""One sentence or two for each pair of countries, by rule."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from dashboard.figures import closeness
from dashboard.figures.comparison.choice import KEPT, Choice, drawn_totals, known, name_of, row_of, scores
from dashboard.figures.comparison.trend import history
from dashboard.kept import kept
from dashboard.release import Release
from dashboard.words import is_seen, listed, number, rank, rank_of, signed


class Meeting(NamedTuple):
    """Total scores of two countries in one edition."""

    edition: str
    first: float
    other: float

    @property
    def side(self) -> int:
        """1 where the first is ahead, -1 where it is behind, 0 where they are level."""
        return (self.first > self.other) - (self.first < self.other)


class Side(NamedTuple):
    """One country of a pair: its scores in the edition shown, and its totals in the editions comparable with it."""

    country: str
    scores: list[dict[str, Any]]
    totals: dict[str, float]

    @property
    def total(self) -> dict[str, Any] | None:
        """Row of the total score."""
        return next((row for row in self.scores if row["level"] == "total"), None)


@kept(maxsize=KEPT)
def sentences(release: Release, choice: Choice) -> tuple[str, ...]:
    """The first country against each other one: total, ranks, where ahead and behind, since when."""
    seen = known(release, choice)
    rows: dict[str, list[dict[str, Any]]] = {code: [] for code in choice.countries}
    for row in scores(release, choice):
        if row["is_drawn"]:
            rows[row["country_code"]].append(row)
    totals: dict[str, dict[str, float]] = {code: {} for code in choice.countries}
    for row in history(release, choice):
        if row["segment"] == seen.edition.segment and row["edition"] <= choice.edition:
            totals[row["country_code"]][row["edition"]] = row["value"]
    return tuple(
        _pair(Side(seen.country, rows[choice.first], totals[choice.first]),
              Side(name_of(release, code), rows[code], totals[code]), choice.edition, seen.decimals)
        for code in choice.others
    )  # fmt: skip


@kept(maxsize=KEPT)
def opening(release: Release, choice: Choice) -> str:
    """What the first country has, before it is set against each other one."""
    seen = known(release, choice)
    own = row_of(drawn_totals(release, choice), choice.first)
    if own is None:
        return f"{seen.country} has no figure in {choice.edition}."
    place = rank_of(own["rank"], own["rank_of"], own["is_tied"])
    said = [f"{seen.country} scores {number(own['value'], seen.decimals)} and is {place}.", closeness.told(own)]
    return " ".join([*filter(None, [*said, closeness.published(own)]), "Beside it:"])


def _pair(first: Side, other: Side, edition: str, decimals: int) -> str:
    absent = [side.country for side in (first, other) if side.total is None]
    if first.total is None or other.total is None:
        return (
            f"{first.country} and {other.country} cannot be compared: no figure is published for "
            f"{listed(absent)} in {edition}."
        )
    said = [
        total_words(first.total, other.total, decimals),
        pillar_words(_leads(first, other), first.country, decimals),
        since_words(_meetings(first, other), first.country, other.country, decimals),
    ]
    return " ".join(text for text in said if text)


def _leads(first: Side, other: Side) -> list[tuple[str, float]]:
    """Pillars that both have, with the lead of the first country, the largest first."""
    theirs = {row["measure_id"]: row["value"] for row in other.scores}
    leads = [
        (row["measure"], row["value"] - theirs[row["measure_id"]])
        for row in first.scores
        if row["level"] == "pillar" and row["measure_id"] in theirs
    ]
    return sorted(leads, key=lambda lead: -lead[1])


def _meetings(first: Side, other: Side) -> list[Meeting]:
    """Editions in which both have a total, in order."""
    return [
        Meeting(edition, value, other.totals[edition])
        for edition, value in sorted(first.totals.items())
        if edition in other.totals
    ]


def total_words(own: dict[str, Any], other: dict[str, Any], decimals: int) -> str:
    """The other country's total with its rank, and how far apart the two are."""
    gap = other["value"] - own["value"]
    distance = number(abs(gap), decimals)
    if gap == 0:
        apart = f"as much as {own['country']}"
    elif not is_seen(distance):
        apart = f"a little {'more' if gap > 0 else 'less'} than {own['country']}"
    else:
        apart = f"{distance} points {'more' if gap > 0 else 'less'} than {own['country']}"
    place = rank(other["rank"], other["is_tied"])
    return f"{other['country']} scores {number(other['value'], decimals)} ({place}), {apart}."


def pillar_words(leads: Sequence[tuple[str, float]], country: str, decimals: int) -> str:
    """On how many pillars the country is ahead and behind, and on which most."""
    ahead = [(measure, lead) for measure, lead in leads if lead > 0]
    behind = [(measure, lead) for measure, lead in leads if lead < 0]

    def part(side: str, found: Sequence[tuple[str, float]], extreme: tuple[str, float], of: str) -> str:
        count = f"all {len(leads)} pillars" if len(found) == len(leads) else f"{len(found)}{of}"
        return f"{side} on {count}, {'most on ' if len(found) > 1 else ''}{extreme[0]} ({signed(extreme[1], decimals)})"

    parts = []
    if ahead:
        parts.append(part("ahead", ahead, ahead[0], f" of {len(leads)} pillars"))
    if behind:
        parts.append(part("behind", behind, behind[-1], "" if ahead else f" of {len(leads)} pillars"))
    return f"{country} is {', and '.join(parts)}." if parts else ""


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
        when = f"has been ahead since {start.edition}" if start is not now else f"went ahead in {now.edition}"
        return f"{leader} {when}; in {before.edition} {then}."
    was = number(abs(start.first - start.other), decimals)
    return f"{leader} has been ahead in every comparable edition since {start.edition}, by {was} points then."
