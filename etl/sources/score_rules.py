"""Statuses that follow from the figures by the rules that source.toml declares, and figures that break the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from etl.reading.faults import Faults
from etl.sources.score_layout import Rules, ScoreLayout

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
    place : str
        Where it stands in the file.
    status : str
        Its status.
    note : str or None
        Its note.
    rank : str or None
        The publisher's rank.
    """

    value: float
    text: str
    place: str
    status: str
    note: str | None = None
    rank: str | None = None


class Breach(NamedTuple):
    """A figure that breaks a rule and is not known to do so."""

    measure: str
    problem: str
    place: str
    shown: str
    what_to_do: str


def _without_total(scores: Mapping[str, Score], note: str) -> dict[str, Score]:
    kept = {measure: score for measure, score in scores.items() if measure != TOTAL and score.value != 0}
    return {
        measure: replace(score, status="component_without_total", note=f"{score.note or ''}{note}")
        for measure, score in kept.items()
    }


def _expected(scores: Mapping[str, Score], parts: Mapping[str, float]) -> float | None:
    """What a figure must be by its parts; those that are missing are left out of a mean."""
    present = {measure: weight for measure, weight in parts.items() if measure in scores}
    if not present:
        return None
    weighed = sum(weight * scores[measure].value for measure, weight in present.items())
    return weighed * sum(parts.values()) / sum(present.values())


def _not_additive(scores: Mapping[str, Score], rules: Rules) -> Iterator[tuple[str, str]]:
    for measure, parts in rules.parts.items():
        expected = _expected(scores, parts) if measure in scores else None
        if expected is not None and abs(scores[measure].value - expected) > rules.additive_within:
            yield measure, f"{scores[measure].text}, its parts give {expected:.6g}"


def _zeros_for_missing(scores: Mapping[str, Score], rules: Rules) -> dict[str, Score]:
    return {
        measure: replace(
            scores[measure],
            status="published_zero_for_missing",
            note=f"{scores[measure].note or ''}{rules.zero_for_missing_note}",
        )
        for measure, origin in rules.zero_for_missing.items()
        if measure in scores and origin not in scores and scores[measure].value == 0
    }


def applied(code: str, scores: Mapping[str, Score], layout: ScoreLayout) -> tuple[dict[str, Score], list[Breach]]:
    """Apply the rules to the figures of one country.

    Parameters
    ----------
    code : str
        The country.
    scores : Mapping of str to Score
        Its figures by measure.
    layout : ScoreLayout
        What is declared.

    Returns
    -------
    tuple of dict and list of Breach
        The figures to keep, and those that break a rule without being named as known.
    """
    rules, kept, breaches = layout.rules, dict(scores), []
    if rules.no_total_note is not None and (TOTAL not in scores or scores[TOTAL].value == 0):
        kept = _without_total(scores, rules.no_total_note)
    kept |= _zeros_for_missing(kept, rules)
    marks = [(name, "not_additive_as_published", shown) for name, shown in _not_additive(kept, rules)]
    if rules.maximum is not None:
        above = [name for name, score in kept.items() if score.value > rules.maximum]
        marks += [(name, "above_maximum_as_published", kept[name].text) for name in above]
    known = {"not_additive_as_published": layout.not_additive, "above_maximum_as_published": layout.above_maximum}
    words = {
        "not_additive_as_published": ("does not follow from its parts", "not_additive"),
        "above_maximum_as_published": (f"above {rules.maximum}", "above_maximum"),
    }
    for name, status, shown in marks:
        if code in known[status]:
            kept[name] = replace(kept[name], status=status)
        else:
            problem, key = words[status]
            todo = f"If the publisher printed it so, name the country in '{key}' of the layout."
            breaches.append(Breach(name, problem, kept[name].place, f"{code} {shown}", todo))
    return kept, breaches


def report(breaches: list[Breach], faults: Faults) -> None:
    """Note breaches, one fault for each measure and rule."""
    grouped: dict[tuple[str, str], list[Breach]] = {}
    for breach in breaches:
        grouped.setdefault((breach.measure, breach.problem), []).append(breach)
    for (measure, problem), found in grouped.items():
        more = f" (and of {len(found) - 1} more countries)" if len(found) > 1 else ""
        faults.add(found[0].place, f"{measure} {problem}{more}", [one.shown for one in found], found[0].what_to_do)
