"""Whether the publisher's ranks follow the scores: a higher score is never ranked lower, and no rank is skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from etl.reading.faults import Faults
from etl.sources.score_layout import Sheet
from etl.sources.score_rules import Score

_TODO = "If the publisher printed it so, name the country in 'misranked' of the sheet."


def _disorder(ranked: list[tuple[int, str, Score]], tied_within: float) -> Iterator[str]:
    for (rank, code, score), (next_rank, next_code, other) in pairwise(ranked):
        is_tied = rank == next_rank
        if (score.value - other.value > tied_within) if is_tied else (score.value < other.value):
            yield f"{rank} {code} {score.text}, {next_rank} {next_code} {other.text}"


def _gaps(ranks: list[int]) -> Iterator[int]:
    """Ranks that are not one more than the number of countries ranked before them."""
    before = 0
    for rank, count in sorted(Counter(ranks).items()):
        if rank != before + 1:
            yield rank
        before += count


def check_ranks(scores: Mapping[str, Score], sheet: Sheet, place: str, faults: Faults) -> None:
    """Note ranks that do not follow the scores.

    Parameters
    ----------
    scores : Mapping of str to Score
        The ranked scores by country.
    sheet : Sheet
        What is declared; it names the countries that are known to be ranked wrongly.
    place : str
        Where the ranks stand.
    faults : Faults
        Takes what is wrong.
    """
    ranked = sorted(
        ((int(score.rank), code, score) for code, score in scores.items() if score.rank),
        key=lambda item: (item[0], -item[2].value),
    )
    in_order = [item for item in ranked if item[1] not in sheet.misranked]
    disorder = list(_disorder(in_order, sheet.tied_within))
    gaps = list(_gaps([rank for rank, _, _ in ranked]))
    if disorder:
        faults.add(place, f"ranks do not follow {sheet.ranked}", disorder, _TODO)
    if gaps:
        faults.add(place, "ranks that the countries before them do not add up to", gaps)
