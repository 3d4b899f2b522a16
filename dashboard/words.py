"""How numbers, ranks and lists are written, everywhere the same.

One decimal for scores unless the index asks for more, none for ranks, thousands separated, a real minus sign.
"""

from collections.abc import Sequence

MINUS = "\u2212"
NO_FIGURE = "No figure"


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
    text = f"{value:,.{decimals}f}"
    if text.startswith("-"):
        text = MINUS + text[1:] if text.strip("-0.,") else text[1:]
    return text


def signed(value: float | None, decimals: int = 1) -> str:
    """A difference with its sign: ``+1.2``, ``−0.3``, ``0.0``."""
    text = number(value, decimals)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,") else text


def count(value: int) -> str:
    """A whole number with thousands separated."""
    return f"{value:,}"


def ordinal(position: int) -> str:
    """``1st``, ``2nd``, ``13th``."""
    teen = 10 <= position % 100 <= 20
    suffix = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(position % 10, "th")
    return f"{position:,}{suffix}"


def rank(position: int | None, is_tied: bool | None = False) -> str:
    """A rank: ``12th``, or ``=12th`` when it is shared."""
    if position is None:
        return "Not ranked"
    return ("=" if is_tied else "") + ordinal(position)


def rank_of(position: int | None, ranked: int | None, is_tied: bool | None = False) -> str:
    """A rank with how many were ranked: ``=12th of 188``."""
    if position is None:
        return "Not ranked"
    return f"{rank(position, is_tied)} of {ranked:,}"


def listed(items: Sequence[str], word: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def plural(quantity: int, one: str, many: str | None = None) -> str:
    """``1 host``, ``1,234 hosts``."""
    return f"{quantity:,} {one if quantity == 1 else many or one + 's'}"


def sentence_case(text: str) -> str:
    """The text with its first letter in upper case and the rest untouched."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with its first letter in lower case, to go on in a sentence."""
    return text[:1].lower() + text[1:]
