"""Dates as published: ``2022``, ``2022-12``, ``2018-19``, with a day or not known at all."""

import re

from dashboard.words import day

#: Date of a figure that does not change with time, such as the year in which something was founded.
ALWAYS = "*"

_SPAN = re.compile(r"(?P<first>[0-9]{4})-(?P<last>[0-9]{2}|[0-9]{4})")
_LAST_MONTH = 12


def _span(date: str) -> tuple[int, int] | None:
    """First and last year of ``2018-19`` or ``2021-2027``; none of a month such as ``2018-12``."""
    found = _SPAN.fullmatch(date)
    if found is None:
        return None
    first, last = int(found["first"]), int(found["last"])
    # Two digits are a month, or else a year of the same century.
    if len(found["last"]) == 2:
        if 1 <= last <= _LAST_MONTH:
            return None
        last += first // 100 * 100
    return (first, last) if last >= first else None


def is_same_time(asked: str | None, held: str | None) -> bool:
    """Whether two dates speak of the same time, as exactly as the coarser of them.

    Parameters
    ----------
    asked, held : str or None
        A date that is not known is the same as none.
    """
    if ALWAYS in {asked, held}:
        return True
    if not asked or not held:
        return False
    spans = [_span(date) or (int(date[:4]), int(date[:4])) for date in (asked, held)]
    if any(_span(date) for date in (asked, held)):
        return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]
    length = min(len(asked), len(held))
    return asked[:length] == held[:length]


def date_words(date: str | None) -> str:
    """A date for people: ``2022``, ``June 2020``, ``30 July 2025``, ``2018\u201319``, ``no date given``."""
    if not date or date == ALWAYS:
        return "no date given"
    if _span(date):
        return date.replace("-", "\u2013")
    if len(date) == len("2020-06"):
        return day(f"{date}-01").removeprefix("1 ")
    return day(date) if len(date) > len("2020-06") else date
