"""Statuses that follow from the figures by the rules that source.toml declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from etl.sources.score_layout import Rules

TOTAL = "total"


@dataclass(frozen=True)
class Score:
    """One figure.

    Attributes
    ----------
    value : float
        The number.
    text : str
        The number as published.
    status : str
        Its status.
    note : str or None
        Its note.
    rank : str or None
        The publisher's rank.
    """

    value: float
    text: str
    status: str
    note: str | None = None
    rank: str | None = None


def _without_total(scores: Mapping[str, Score], note: str) -> dict[str, Score]:
    kept = {measure: score for measure, score in scores.items() if measure != TOTAL and score.value != 0}
    return {
        measure: replace(score, status="component_without_total", note=f"{score.note or ''}{note}")
        for measure, score in kept.items()
    }


def _is_additive(scores: Mapping[str, Score], rules: Rules) -> bool:
    if TOTAL not in scores or not set(rules.weights) <= set(scores):
        return True
    expected = sum(weight * scores[measure].value for measure, weight in rules.weights.items())
    return abs(scores[TOTAL].value - expected / sum(rules.weights.values())) <= rules.additive_within


def applied(scores: Mapping[str, Score], rules: Rules) -> dict[str, Score]:
    """Apply the rules to the figures of one country.

    Parameters
    ----------
    scores : Mapping of str to Score
        Its figures by measure.
    rules : Rules
        What is declared.

    Returns
    -------
    dict of str to Score
        The figures to keep.
    """
    kept = dict(scores)
    if rules.no_total_note is not None and (TOTAL not in scores or scores[TOTAL].value == 0):
        kept = _without_total(scores, rules.no_total_note)
    elif rules.weights and not _is_additive(scores, rules):
        kept[TOTAL] = replace(kept[TOTAL], status="not_additive_as_published")
    for measure, origin in rules.zero_for_missing.items():
        if measure in kept and origin not in kept and kept[measure].value == 0:
            note = f"{kept[measure].note or ''}{rules.zero_for_missing_note}"
            kept[measure] = replace(kept[measure], status="published_zero_for_missing", note=note)
    if rules.maximum is not None:
        for measure, score in kept.items():
            if score.value > rules.maximum:
                kept[measure] = replace(score, status="above_maximum_as_published")
    return kept
