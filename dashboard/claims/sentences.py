"""What a verdict means, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from dashboard.claims.dates import ALWAYS, date_words
from dashboard.claims.evidence import Evidence
from dashboard.claims.numbers import Claimed
from dashboard.claims.verdicts import Kind, Verdict
from dashboard.words import count, listed, number, plural, rank, rank_of

Form = Literal["score", "rank", "count", "year"]

_SHORT: Mapping[Form, str] = MappingProxyType({"score": "score", "rank": "rank", "count": "figure", "year": "year"})
# A score is shown with as many digits as were claimed, and at least so many where it has them.
_DIGITS = 4
_NAMED_AMOUNTS = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"))


@dataclass(frozen=True)
class Topic:
    """What a claim is about, as far as its sentences need it.

    Attributes
    ----------
    subject : str
        ``score``, ``rank in South and Central Asia``, ``figure``, ``year``.
    form : {'score', 'rank', 'count', 'year'}
        How its numbers are written.
    when : str, optional
        Edition or date that the claim names.
    apart : mapping of str to str
        Editions that cannot be compared with that one, with the reason.
    """

    subject: str
    form: Form
    when: str | None
    apart: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def _digits(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _amount(value: Decimal, unit: str) -> str:
    for size, name in _NAMED_AMOUNTS:
        if value >= size:
            large = (value / size).normalize()
            return f"{number(float(large), _digits(large))} {name} {unit}"
    return f"{number(float(value), _digits(value.normalize()))} {unit}".strip()


def told(found: Evidence, form: Form, digits: int = 0) -> str:
    """A figure as it is written.

    Parameters
    ----------
    found : Evidence
        The figure.
    form : {'score', 'rank', 'count', 'year'}
        How to write it.
    digits : int
        Digits after the point that were claimed of a score.
    """
    if form == "score":
        return number(float(found.value), min(_digits(found.value.normalize()), max(digits, _DIGITS)))
    if form == "rank":
        position = int(found.value)
        return rank(position, found.is_tied) if found.of is None else rank_of(position, found.of, found.is_tied)
    if form == "year":
        return str(int(found.value))
    of = "" if found.of is None else f" of {count(found.of)}"
    return _amount(found.value, "" if of else found.unit) + of


def told_claimed(claimed: Claimed, form: Form) -> str:
    """The claimed number as it is written; counts and amounts in the words of the claim."""
    if form == "score":
        return number(float(claimed.value), _digits(claimed.value))
    if form == "rank":
        position = int(claimed.value)
        return rank(position, claimed.is_tied) if claimed.of is None else rank_of(
            position, claimed.of, claimed.is_tied
        )  # fmt: skip
    return claimed.text


def _from(found: Evidence, form: Form) -> str:
    """Who says so, where several sources can; with what the source says of the figure."""
    if form in {"score", "rank"}:
        return ""
    return f" ({found.publisher}{': ' + found.note if found.note else ''})"


def _of(when: str | None) -> str:
    return "" if not when or when == ALWAYS else f" of {date_words(when)}"


def sentence(claimed: Claimed, verdict: Verdict, topic: Topic) -> str:
    """Why the verdict is what it is: our value, and where the claimed one is from."""
    said = {
        Kind.CONFIRMED: _confirmed,
        Kind.DIFFERS: _differs,
        Kind.OTHER_EDITION: _other_edition,
        Kind.CONFLICT: _conflict,
        Kind.UNCHECKED: _unchecked,
    }[verdict.kind](claimed, verdict, topic)
    return f"{said} {claimed.remark}".strip()


def _held(claimed: Claimed, found: Evidence, topic: Topic) -> str:
    """``In 2022 the score is 40.2205``."""
    what = f"{topic.subject} is {told(found, topic.form, _digits(claimed.value))}{_from(found, topic.form)}"
    is_dated = found.when and found.when != ALWAYS
    return f"In {date_words(found.when)} the {what}" if is_dated else f"The {what}"


def _confirmed(claimed: Claimed, verdict: Verdict, topic: Topic) -> str:
    found = verdict.here[0]
    said = _held(claimed, found, topic)
    digits = _digits(claimed.value)
    if topic.form == "score" and found.value != claimed.value:
        said += f", which is {told_claimed(claimed, topic.form)} to {plural(digits, 'decimal')}"
    if topic.form == "rank" and found.is_tied and not claimed.is_tied:
        said += ", shared with another country"
    recomputed = [each for each in verdict.beside if each.is_recomputed and each.when == found.when]
    if recomputed:
        said += f". The published scores themselves give {told(recomputed[0], topic.form)}"
    if not found.when:
        said += ". The source gives no date"
    if len(verdict.here) > 1:
        said += f". So say {listed([each.publisher for each in verdict.here[1:]])}"
    return f"{said}."


def _differs(claimed: Claimed, verdict: Verdict, topic: Topic) -> str:
    found = verdict.here[0]
    said = _held(claimed, found, topic)
    if topic.form == "rank" and found.value == claimed.value:
        if claimed.of not in {None, found.of}:
            return f"{said}: the place is right, but {count(found.of or 0)} were ranked, not {count(claimed.of or 0)}."
        return f"{said}: the place is right, but no other country shares it."
    others = [told(each, topic.form) + _from(each, topic.form) for each in verdict.here[1:]]
    also = f" and, by another source, {listed(others)}" if others else ""
    rounds = " The publisher gives no more digits." if found.is_coarser_than(claimed) else ""
    return f"{said}{also}, not {told_claimed(claimed, topic.form)}.{rounds}"


def _other_edition(claimed: Claimed, verdict: Verdict, topic: Topic) -> str:
    in_order = sorted(verdict.elsewhere, key=lambda each: each.when or "")
    times = listed([date_words(each.when) + _from(each, topic.form) for each in in_order])
    was = f"{told_claimed(claimed, topic.form)} was the {_SHORT[topic.form]} of {times}"
    if not verdict.here:
        return f"No {topic.subject}{_of(topic.when)} is held; {was}.{_breaks(verdict, topic)}"
    return f"{_held(claimed, verdict.here[0], topic)}; {was}.{_breaks(verdict, topic)}"


def _breaks(verdict: Verdict, topic: Topic) -> str:
    """That the two editions cannot be compared, where a hard break lies between them."""
    said = [
        f" {each.when} and {topic.when} cannot be compared ({topic.apart[each.when]})."
        for each in verdict.elsewhere
        if each.when and each.when in topic.apart
    ]
    return "".join(said[:1])


def _conflict(claimed: Claimed, verdict: Verdict, topic: Topic) -> str:
    if any(each.is_recomputed for each in verdict.here):
        first, other = verdict.here[0], next(each for each in verdict.here if each.is_recomputed)
        return (
            f"The publisher printed {told(first, topic.form)}{_of(first.when)}; the scores it published give "
            f"{told(other, topic.form)}."
        )
    values = [
        f"{each.publisher} gives {told(each, topic.form)} ({date_words(each.when)}"
        f"{'; ' + each.note if each.note else ''})"
        for each in verdict.here
    ]
    return f"The claim says {told_claimed(claimed, topic.form)}; {listed(values)}."


def _unchecked(claimed: Claimed, verdict: Verdict, topic: Topic) -> str:
    what = f"{topic.subject}{_of(topic.when)}"
    if verdict.beside:
        held = _dated(verdict.beside, topic)
        another = " from another source" if verdict.own else ""
        return f"Missing: a {what}{another}. Held of other times: {held}."
    if verdict.own:
        same = "" if all(each.agrees(claimed) for each in verdict.own) else f" It gives {_dated(verdict.own, topic)}."
        return f"Missing: another source. The only {topic.subject} held is from the study itself.{same}"
    return f"Missing: a {what}. No source held here has one."


def _dated(found: Sequence[Evidence], topic: Topic) -> str:
    """``14 parks (April 2018) and 43 parks (May 2024)``."""
    in_order = sorted(found, key=lambda each: each.when or "")
    return listed([
        told(each, topic.form) + ("" if each.when == ALWAYS else f" ({date_words(each.when)})") for each in in_order
    ])  # fmt: skip
