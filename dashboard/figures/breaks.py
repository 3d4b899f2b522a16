"""Breaks between editions: why two of them may not be compared, and how a trend draws that."""

from collections.abc import Iterable
from typing import Any

from dashboard import charts
from dashboard.kept import kept
from dashboard.queries import readiness
from dashboard.release import Release
from dashboard.words import listed, lower_first


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
