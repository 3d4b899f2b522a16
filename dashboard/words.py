"""How numbers, ranks and lists are written, everywhere the same.

One decimal for scores unless the index asks for more, none for ranks, thousands separated, a real minus sign.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from dashboard import formats

MINUS = "\u2212"
NO_FIGURE = "No figure"
#: Longer sentences are cut at a word.
LONGEST_TEXT = 300
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def number(value: float | None, decimals: int = 1) -> str:
    """A number for people: ``1,234.5``, ``−0.5``, or ``No figure``.

    Parameters
    ----------
    value : float or None
        What to write.
    decimals : int
        Digits after the point.
    """
    if value is None:
        return NO_FIGURE
    # Half up on the digits as written: 66.55 is 66.6, although the binary number lies a little below.
    text = f"{Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    if text.startswith("-"):
        text = MINUS + text[1:] if text.strip("-0.,") else text[1:]
    return _localised(text)


def _localised(plain: str) -> str:
    """A number of plain form as the reader's locale writes it."""
    form = formats.current()
    return plain if form is formats.PLAIN else form.written(plain)


def signed(value: float | None, decimals: int = 1) -> str:
    """A difference with its sign: ``+1.2``, ``−0.3``, ``0.0``."""
    text = number(value, decimals)
    return f"+{text}" if value is not None and value > 0 and is_seen(text) else text


def is_seen(text: str) -> bool:
    """Whether a written number has a digit other than zero."""
    return any(sign in "123456789" for sign in text)


def count(value: int) -> str:
    """A whole number with thousands separated."""
    return _localised(f"{value:,}")


def ordinal(position: int) -> str:
    """``1st``, ``2nd``, ``13th``."""
    teen = 10 <= position % 100 <= 20
    suffix = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(position % 10, "th")
    return f"{count(position)}{suffix}"


def rank(position: int | None, is_tied: bool | None = False) -> str:
    """A rank: ``12th``, or ``=12th`` when it is shared."""
    if position is None:
        return "Not ranked"
    return ("=" if is_tied else "") + ordinal(position)


def rank_of(position: int | None, ranked: int | None, is_tied: bool | None = False) -> str:
    """A rank with how many were ranked: ``=12th of 188``."""
    if position is None:
        return "Not ranked"
    return f"{rank(position, is_tied)} of {count(ranked or 0)}"


def listed(items: Sequence[str], word: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def plural(quantity: int, one: str, many: str | None = None) -> str:
    """``1 host``, ``1,234 hosts``."""
    return f"{count(quantity)} {one if quantity == 1 else many or one + 's'}"


def day(date: str | None) -> str:
    """A date for people: ``22 November 2026``; ``not recorded`` where there is none.

    Parameters
    ----------
    date : str or None
        ISO 8601: year, month and day; what follows is left out.
    """
    if not date:
        return "not recorded"
    year, month, day_of_month = date[:10].split("-")
    return f"{int(day_of_month)} {_MONTHS[int(month) - 1]} {year}"


def file_size(byte_count: int) -> str:
    """``812 B``, ``4.9 kB``, ``20.7 MB``: powers of a thousand, as file managers count."""
    for unit, size in (("MB", 1_000_000), ("kB", 1000)):
        if byte_count >= size:
            return f"{number(byte_count / size)} {unit}"
    return f"{byte_count} B"


def sentence_case(text: str) -> str:
    """The text with its first letter in upper case and the rest untouched."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with its first letter in lower case, to go on in a sentence; an abbreviation stays: ``HEC``."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def shortened(text: str) -> str:
    """A text of at most ``LONGEST_TEXT`` characters, cut at a word."""
    if len(text) <= LONGEST_TEXT:
        return text
    return text[: LONGEST_TEXT - 1].rsplit(" ", 1)[0] + "\u2026"


def unit_words(unit: str) -> str:
    """A unit as a reader reads it: ``scale 0–100`` for ``score 0-100``."""
    words = unit.replace("score 0-", "scale 0-").replace("index 0-", "scale 0-").replace("index points 0-", "points 0-")
    return re.sub(r"(?<=\d)-(?=\d)", "–", words)


# Names that English puts an article before, inside a sentence.
_WITH_ARTICLE = (
    "Bahamas|Comoros|European Union|Gambia|Maldives|Netherlands|Philippines|United Arab Emirates|United Kingdom|"
    "United States|(?:Central African|Dominican) Republic|(?:British |US )?Virgin Islands|"
    "(?:Cayman|Cook|Falkland|Faroe|Marshall|Northern Mariana|Solomon|Turks & Caicos) Islands"
)
_NEEDS_ARTICLE = re.compile(_WITH_ARTICLE)
# Not where one stands already, in a label, in brackets, or as the first words of another name.
_BARE_NAME = re.compile(
    rf"(^|(?<![Tt]he) )({_WITH_ARTICLE})(?![:\w-]| [A-Z])|"
    rf"(?:(?<= (?:in|of|on|to))|(?<= (?:and|for)))( )({_WITH_ARTICLE})(?=:)"
)
_QUOTED = re.compile("(\u201c[^\u201d]*\u201d)")


def the(name: str) -> str:
    """A country's name inside a sentence: ``Pakistan``, ``the United Kingdom``, ``the Maldives``."""
    return f"the {name}" if _NEEDS_ARTICLE.fullmatch(name) else name


@lru_cache(maxsize=4096)
def with_articles(text: str) -> str:
    """Sentences in which every country has the article that English gives it; what is quoted stays as it is.

    Parameters
    ----------
    text : str
        Such as ``United States leads Netherlands``, made of names as labels give them.
    """
    parts = _QUOTED.split(text)
    return "".join(part if part.startswith("\u201c") else _BARE_NAME.sub(_articled, part) for part in parts)


def _articled(found: re.Match[str]) -> str:
    before, name = found.group(1) or found.group(3) or "", found.group(2) or found.group(4)
    begins = found.start() == 0 or found.string[found.start() - 1] in ".?!"
    return f"{before}{'The' if begins else 'the'} {name}"
