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


def finding(checked: Sequence[Checked]) -> str:
    """``6 of 15 published claims are confirmed, 2 hold for another edition and 7 cannot be checked``."""
    if not checked:
        return "No published claim held here is of this choice"
    counts = Counter(each.verdict.kind for each in checked)
    if len(counts) == 1:
        kind = checked[0].verdict.kind
        whole = "The one published claim" if len(checked) == 1 else f"All {plural(len(checked), 'published claim')}"
        return f"{whole} {(_ONE if len(checked) == 1 else _MANY)[kind]}"
    confirmed = counts.pop(Kind.CONFIRMED, 0)
    first = f"{count(confirmed) if confirmed else 'None'} of {plural(len(checked), 'published claim')}"
    parts = [f"{first} {(_ONE if confirmed in {0, 1} else _MANY)[Kind.CONFIRMED]}"]
    parts += [f"{count(counts[kind])} {(_ONE if counts[kind] == 1 else _MANY)[kind]}" for kind in Kind if counts[kind]]
    return listed(parts)
