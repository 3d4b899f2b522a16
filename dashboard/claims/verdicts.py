"""The verdict on a claim, by rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dashboard.claims.dates import ALWAYS, is_same_time
from dashboard.claims.evidence import Evidence
from dashboard.claims.numbers import Claimed


class Kind(StrEnum):
    """What can be said of a claim."""

    CONFIRMED = "confirmed"
    DIFFERS = "differs"
    OTHER_EDITION = "other-edition"
    CONFLICT = "conflict"
    UNCHECKED = "unchecked"

    @property
    def label(self) -> str:
        """The verdict in words."""
        return _LABELS[self]


_LABELS = {
    Kind.CONFIRMED: "Confirmed",
    Kind.DIFFERS: "Differs",
    Kind.OTHER_EDITION: "Holds for another edition",
    Kind.CONFLICT: "Sources conflict",
    Kind.UNCHECKED: "Cannot be checked",
}


@dataclass(frozen=True)
class Verdict:
    """What the figures held say of a claim, and which of them.

    Attributes
    ----------
    kind : Kind
        The verdict.
    here : tuple of Evidence
        Figures of the claimed time from others than the claim's own study; where there is none of that time, those
        without a date.
    elsewhere : tuple of Evidence
        Figures of another time with the claimed number.
    beside : tuple of Evidence
        Other figures from others: of other times, or without a date.
    own : tuple of Evidence
        Figures of the claim's own study, which are never evidence.
    """

    kind: Kind
    here: tuple[Evidence, ...] = ()
    elsewhere: tuple[Evidence, ...] = ()
    beside: tuple[Evidence, ...] = ()
    own: tuple[Evidence, ...] = ()

    @property
    def deciding(self) -> tuple[Evidence, ...]:
        """The figures that made the verdict."""
        if self.kind is Kind.UNCHECKED:
            return ()
        return (*self.here, *self.elsewhere) if self.kind is Kind.OTHER_EDITION else self.here


def _kind(claimed: Claimed, here: list[Evidence], loose: list[Evidence], elsewhere: list[Evidence]) -> Kind:
    """The verdict from the figures of the claimed time, those that are not firm, and those that hold at other times."""
    firm = {found.agrees(claimed) for found in here}
    soft = {found.agrees(claimed) for found in loose}
    if True in firm | soft and False in (firm or soft):
        return Kind.CONFLICT
    if firm == {True} or (not firm and soft == {True}):
        return Kind.CONFIRMED
    if elsewhere:
        return Kind.OTHER_EDITION
    if firm:
        return Kind.DIFFERS
    return Kind.CONFLICT if soft else Kind.UNCHECKED


def decide(claimed: Claimed, when: str | None, evidence: Iterable[Evidence], own_study: str = "") -> Verdict:
    """Hold a claimed number against the figures there are.

    Parameters
    ----------
    claimed : Claimed
        The number.
    when : str or None
        Edition or date that it is claimed of.
    evidence : iterable of Evidence
        Every figure of the same thing, of all editions, dates and sources.
    own_study : str
        Code of the study that makes the claim: its own figures are set aside.
    """
    found = tuple(evidence)
    own = tuple(each for each in found if own_study and each.source_id == own_study)
    outside = [each for each in found if each not in own]
    here = [each for each in outside if each.is_firm and is_same_time(when, each.when)]
    # Without a date it may be of the claimed time; a recomputed rank counts for its own edition only.
    loose = [each for each in outside if not each.is_firm and (not each.when or is_same_time(when, each.when))]
    other = [each for each in outside if each.is_firm and each not in here and each.when != ALWAYS]
    elsewhere = [each for each in other if each.agrees(claimed)]
    kind = _kind(claimed, here, loose, elsewhere)
    speaking = _speaking(claimed, kind, here, loose)
    return Verdict(
        kind,
        tuple(speaking),
        tuple(elsewhere) if kind is Kind.OTHER_EDITION else (),
        tuple(each for each in (*loose, *other) if each not in speaking and each not in elsewhere),
        own,
    )


def _speaking(claimed: Claimed, kind: Kind, here: list[Evidence], loose: list[Evidence]) -> list[Evidence]:
    """The figures of the claimed time that the verdict rests on."""
    if kind is Kind.CONFLICT:
        return [*here, *loose]
    if kind is Kind.CONFIRMED:
        return [each for each in (here or loose) if each.agrees(claimed)]
    return here
