"""The finding of the claims page, by rule."""

from collections import Counter
from collections.abc import Sequence

from dashboard.claims.verdicts import Kind
from dashboard.figures.claims.checked import Checked
from dashboard.words import count, listed, plural

_ONE = {
    Kind.CONFIRMED: "is confirmed",
    Kind.DIFFERS: "differs",
    Kind.OTHER_EDITION: "holds for another edition",
    Kind.CONFLICT: "meets sources in conflict",
    Kind.UNCHECKED: "cannot be checked",
}
_MANY = {
    Kind.CONFIRMED: "are confirmed",
    Kind.DIFFERS: "differ",
    Kind.OTHER_EDITION: "hold for another edition",
    Kind.CONFLICT: "meet sources in conflict",
    Kind.UNCHECKED: "cannot be checked",
}


def finding(checked: Sequence[Checked], about: str = "") -> str:
    """``6 of 15 published claims are confirmed, 2 hold for another edition and 7 cannot be checked``.

    Parameters
    ----------
    checked : sequence of Checked
        The claims.
    about : str
        What they are about, with a space before it; empty where it is anything.
    """
    if not checked:
        return f"No published claim{about} is held here"
    counts = Counter(each.verdict.kind for each in checked)
    if len(counts) == 1:
        kind = checked[0].verdict.kind
        if len(checked) == 1:
            return f"The one published claim{about} {_ONE[kind]}"
        return f"All {count(len(checked))} published claims{about} {_MANY[kind]}"
    confirmed = finding_of(Kind.CONFIRMED, checked, about)
    others = [kind for kind in Kind if counts[kind] and kind is not Kind.CONFIRMED]
    return listed([confirmed, *(f"{count(counts[kind])} {_verb(kind, counts[kind])}" for kind in others)])


def finding_of(kind: Kind, checked: Sequence[Checked], about: str = "") -> str:
    """How many of some claims have one verdict: ``6 of 15 published claims are confirmed``."""
    found = sum(each.verdict.kind is kind for each in checked)
    return (
        f"{count(found) if found else 'None'} of {plural(len(checked), 'published claim')}{about} {_verb(kind, found)}"
    )


def _verb(kind: Kind, found: int) -> str:
    return (_MANY if found > 1 else _ONE)[kind]
