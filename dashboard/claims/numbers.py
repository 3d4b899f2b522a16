"""Read a claimed number as people write it: ``40.22``, ``40,22``, ``13 of 16``, ``=12th``, ``8.2 billion EUR``.

What a reader typed may hold anything. It is either read, with a remark on how where that is not obvious, or refused
with a sentence that says how to write it.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_HOW_VALUE = "Write a number such as 40.22."
_HOW_RANK = "Write a rank such as 13, 13 of 16 or =12th."
_MAGNITUDES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
# Longer numbers are no scores and no counts, and would only cost time.
_MOST_DIGITS = 15
_LONGEST = 80
_SPACES_AND_MARKS = str.maketrans("", "", "\u2009\u202f\u00a0 '\u2019_\u066c")
_ALIKE = str.maketrans({"\u066b": ".", "\u2212": "-", "\uff0c": ",", "\uff0e": ".", "\uff1d": "=", "\u2044": "/"})

_NUMBER = r"[-+]?[0-9][0-9.,]*|[-+]?[.,][0-9]+"
_VALUE = re.compile(
    rf"(?P<number>{_NUMBER})(?P<magnitude>thousand|million|billion|trillion)?(?P<unit>%|percent|points?|[a-z]{{3}})?"
)
_RANK = re.compile(
    r"(?P<tie>=|joint|tied|t)?(?:rank|no\.?|#|n\u00ba)?(?P<place>[0-9]{1,6})(?:st|nd|rd|th|\.|\u00ba)?(?P<tie_after>=)?"
    r"(?:(?:of|/|outof|among)(?P<of>[0-9]{1,6})(?:countries|economies)?)?"
)
_OF = re.compile(rf"(?P<part>.+?)(?:of|/|outof)(?P<of>{_NUMBER})")


@dataclass(frozen=True)
class Claimed:
    """A number that somebody claims.

    Attributes
    ----------
    text : str
        In its own words.
    value : decimal.Decimal
        With as many digits as were claimed: ``40.20`` claims more than ``40.2``.
    of : int, optional
        How many were ranked or counted, where that is claimed too.
    is_tied : bool
        Whether a shared rank is claimed.
    remark : str
        How it was read, where that is not obvious.
    """

    text: str
    value: Decimal
    of: int | None = None
    is_tied: bool = False
    remark: str = ""

    @property
    def step(self) -> Decimal:
        """One unit of the last digit claimed."""
        exponent = self.value.as_tuple().exponent
        assert isinstance(exponent, int)
        return Decimal(1).scaleb(exponent)


@dataclass(frozen=True)
class Misread:
    """A text that is no such number, and what to do."""

    text: str
    reason: str


def _plain(text: str) -> str:
    """The text with digits of every script as 0 to 9, in lower case, without spaces and marks between digits."""
    written = "".join(str(unicodedata.decimal(character, character)) for character in text)
    return written.translate(_ALIKE).translate(_SPACES_AND_MARKS).strip().lower()


def _separated(number: str) -> tuple[str, str] | None:
    """A number with a decimal point, and a remark; none where its separators contradict each other."""
    commas, points = number.count(","), number.count(".")
    if commas and points:
        decimal, thousands = (",", ".") if number.rfind(",") > number.rfind(".") else (".", ",")
        if number.count(decimal) > 1:
            return None
        plain = number.replace(thousands, "").replace(decimal, ".")
        return plain, f"Read as {plain}."
    if commas > 1 or points > 1:
        mark = "," if commas else "."
        if not re.fullmatch(rf"[-+]?[0-9]{{1,3}}(?:\{mark}[0-9]{{3}})+", number):
            return None
        plain = number.replace(mark, "")
        return plain, f"Read as {plain}."
    if commas:
        plain = number.replace(",", ".")
        return plain, f"Read as {plain}: the comma stands for the decimal point."
    return number, ""


def _decimal(number: str) -> tuple[Decimal, str] | None:
    if sum(character.isdigit() for character in number) > _MOST_DIGITS:
        return None
    found = _separated(number)
    return (Decimal(found[0]), found[1]) if found else None


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "\u2026"


def read_value(text: str, most: float | None = None) -> Claimed | Misread:
    """A score, count, year or amount.

    Parameters
    ----------
    text : str
        As claimed, in any notation.
    most : float, optional
        End of the scale: ``40.22 of 100`` is then a score, and ``13 of 16`` is not.
    """
    plain = _plain(text[:_LONGEST])
    whole: int | None = None
    if most is not None and (parts := _OF.fullmatch(plain)):
        scale = _decimal(parts["of"])
        if scale is None or scale[0] != Decimal(repr(most)):
            return Misread(text, f"\u201c{_shortened(text)}\u201d reads like a rank, not like a score up to {most:g}.")
        plain = parts["part"]
    elif parts := _OF.fullmatch(plain):
        plain = parts["part"]
        whole = int(parts["of"]) if parts["of"].isdigit() and len(parts["of"]) <= _MOST_DIGITS else None
        if whole is None:
            return Misread(text, f"\u201c{_shortened(text)}\u201d is not a part of a whole. Write it as 12 of 50.")
    found = _VALUE.fullmatch(plain)
    read = _decimal(found["number"]) if found else None
    if found is None or read is None:
        return Misread(text, f"\u201c{_shortened(text)}\u201d is not a number. {_HOW_VALUE}")
    value = read[0].scaleb(_MAGNITUDES.get(found["magnitude"] or "", 0))
    return Claimed(text.strip(), value, whole, remark=read[1])


def read_rank(text: str) -> Claimed | Misread:
    """A rank, alone or with how many were ranked.

    Parameters
    ----------
    text : str
        ``13``, ``13 of 16``, ``13/16``, ``=12th``, ``joint 12th``.
    """
    plain = _plain(text[:_LONGEST])
    found = _RANK.fullmatch(plain)
    if found is None:
        if _VALUE.fullmatch(plain):
            return Misread(text, f"A rank is a whole number; \u201c{_shortened(text)}\u201d reads like a score.")
        return Misread(text, f"\u201c{_shortened(text)}\u201d is not a rank. {_HOW_RANK}")
    place, of = int(found["place"]), int(found["of"]) if found["of"] else None
    if place < 1 or (of is not None and of < place):
        return Misread(text, f"There is no rank \u201c{_shortened(text)}\u201d. {_HOW_RANK}")
    return Claimed(text.strip(), Decimal(place), of, bool(found["tie"] or found["tie_after"]))
