"""Breaks between editions: why two of them may not be compared, and how a trend draws that."""

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard import charts
from dashboard.kept import kept
from dashboard.notice import Notice
from dashboard.queries import readiness, scores
from dashboard.release import Release
from dashboard.words import listed, lower_first, number, sentence_case, signed


@kept(maxsize=64)
def _steps(release: Release, index: str) -> tuple[dict[str, Any], ...]:
    return tuple(readiness.steps(release, index).to_pylist())


def _within(release: Release, index: str, editions: Iterable[str]) -> list[dict[str, Any]]:
    shown = set(editions)
    return [step for step in _steps(release, index) if {step["from_edition"], step["to_edition"]} <= shown]


def reason_between(release: Release, index: str, from_edition: str, to_edition: str) -> str:
    """Why two editions cannot be compared: the reason of the hard break between them; empty where there is none."""
    first, last = sorted((from_edition, to_edition))
    hard = [
        lower_first(step["reason"])
        for step in _steps(release, index)
        if step["kind"] == "hard" and first <= step["from_edition"] and step["to_edition"] <= last
    ]
    return listed(hard)


def reason_beside(release: Release, index: str, edition: str, *, later: bool) -> str:
    """Why an edition cannot be compared with the next one, or the one before; empty where it can."""
    end = "from_edition" if later else "to_edition"
    hard = [step for step in _steps(release, index) if step["kind"] == "hard" and step[end] == edition]
    return lower_first(hard[0]["reason"]) if hard else ""


def cautions(release: Release, index: str, edition: str) -> list[str]:
    """What stands between an edition and its neighbours, in sentences."""
    said = []
    for step in _steps(release, index):
        ends = [step["from_edition"], step["to_edition"]]
        if step["kind"] == "hard" and edition in ends:
            ends.remove(edition)
            said.append(f"Not comparable with {ends[0]}: {lower_first(step['reason'])}.")
    return said


def on_another_scale(release: Release, index: str, measure: readiness.Measure) -> tuple[str, ...]:
    """Which editions have a measure on another scale and are not drawn for that, in a sentence; nothing where none."""
    other = [
        edition.edition
        for edition in readiness.editions(release, index)
        for found in readiness.measures(release, index, edition.edition)
        if found.measure_id == measure.measure_id and found.max != measure.max
    ]
    return (f"Not drawn, because the scale was another: {listed(sorted(other))}.",) if other else ()


def notes(release: Release, index: str, editions: Iterable[str]) -> tuple[str, ...]:
    """Why some of the editions shown are not joined, and what to keep in mind where they are."""
    shown = _within(release, index, editions)
    hard = tuple(
        f"{step['from_edition']} and {step['to_edition']} cannot be compared: {lower_first(step['reason'])}."
        for step in shown
        if step["kind"] == "hard"
    )
    soft = [f"{step['from_edition']}\u2013{step['to_edition']}" for step in shown if step["kind"] == "soft"]
    if not soft:
        return hard
    if len(soft) > 3:
        return (*hard, "Compare with care: the method was revised before every edition shown.")
    return (*hard, f"Compare with care, the method was revised: {listed(soft)}.")


def drawn(release: Release, index: str, editions: Iterable[str]) -> tuple[charts.Break, ...]:
    """The breaks between the editions of a trend, as the chart needs them."""
    return tuple(
        charts.Break(
            int(step["from_edition"]),
            int(step["to_edition"]),
            step["kind"],
            "Not|comparable" if step["kind"] == "hard" else step["reason"],
        )
        for step in _within(release, index, editions)
        if step["kind"] != "none"
    )


def after(segments: Mapping[str, int], edition: str) -> list[str]:
    """Later editions that may be compared with one."""
    segment = segments.get(edition)
    return [other for other, own in segments.items() if own == segment and other > edition]


def before(segments: Mapping[str, int], edition: str) -> list[str]:
    """Earlier editions that may be compared with one."""
    segment = segments.get(edition)
    return [other for other, own in segments.items() if own == segment and other < edition]


def nearest_pair(segments: Mapping[str, int], edition: str, asked_from: str, asked_to: str) -> tuple[str, str]:
    """The pair that keeps most of what was asked for; else one that ends in the edition shown; else the last."""
    if later := after(segments, asked_from):
        return asked_from, edition if edition in later and not asked_to else later[-1]
    if earlier := before(segments, asked_to):
        return earlier[0] if asked_from else earlier[-1], asked_to
    for end in (asked_from, edition, *list(segments)[::-1]):
        if earlier := before(segments, end):
            return earlier[-1], end
        if later := after(segments, end):
            return end, later[0]
    raise AssertionError("there is a pair")


def asked_change(
    release: Release, index: str, of: readiness.Measure, country: str, start: str, end: str
) -> list[Notice]:
    """What a reader is told who asks by address for the change between two editions.

    Parameters
    ----------
    release : Release
        What to ask.
    index : str
        Code of the index.
    of : Measure
        What changed.
    country : str
        Code of the country.
    start, end : str
        What the URL asks for, unchecked; may be empty.

    Returns
    -------
    list of Notice
        The change; or why it cannot be told, and the nearest that can with its link. Empty where nothing was asked.
    """
    if not start or not end or start == end:
        return []
    start, end = sorted((start, end))
    rows = scores.history(release, index, of, country)
    values, segments = ({row["edition"]: row[name] for row in rows} for name in ("value", "segment"))
    are_editions = {start, end} <= {found.edition for found in readiness.editions(release, index)}
    if are_editions and (reason := reason_between(release, index, start, end)):
        said = f"{start} and {end} cannot be compared: {reason}."
        if len(set(segments.values())) == len(segments):
            return [Notice(f"{said} No two editions with this figure can be.")]
        near = nearest_pair(segments, end, start, end)
        return [Notice(f"{said} The nearest that can: {_change(values, *near)}", *way_to(*near))]
    if absent := [f"\u201c{edition[:20]}\u201d" for edition in (start, end) if edition not in values]:
        return [Notice(f"No figure to compare is held for {listed(absent, 'or')}.")]
    return [Notice(sentence_case(_change(values, start, end)))]


def way_to(start: str, end: str) -> tuple[str, dict[str, str]]:
    """Label and parameters of a link to the same page, asked about two editions that can be compared."""
    return f"Compare {start} with {end} instead", {"edition": end, "from_edition": start, "to_edition": end}


def _change(values: Mapping[str, float], start: str, end: str) -> str:
    was, now = values[start], values[end]
    decimals = 1 if max(abs(was), abs(now)) > 1 else 3
    return f"from {start} to {end} the score went from {number(was, decimals)} to {number(now, decimals)} " + (
        f"({signed(now - was, decimals)})."
    )
