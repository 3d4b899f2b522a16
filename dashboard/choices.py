"""What a filter is set to: the rules that hold for a page run and for a page that is read without one."""

from collections.abc import Callable, Collection, Mapping, MutableMapping, Sequence

from dashboard.export.handout import Filter
from dashboard.permalink import LONGEST_TEXT


def one_of(asked: str | None, options: Collection[str], default: str) -> str:
    """The code asked for, if it is offered, else the default."""
    return asked if asked is not None and asked in options else default


def unknown_of(asked: Sequence[str], options: Collection[str]) -> list[str]:
    """Codes asked for that are not offered; the empty one says that the list was cleared."""
    return [code for code in asked if code and code not in options]


def several_of(asked: Sequence[str], options: Collection[str], default: Sequence[str]) -> tuple[str, ...]:
    """The codes asked for that are offered, in the order asked, none twice.

    A list that the reader cleared stays empty; one of which nothing is offered does not.
    """
    known = tuple(dict.fromkeys(code for code in asked if code in options))
    return known or (tuple(default) if unknown_of(asked, options) else ())


def typed_text(text: str) -> str:
    """A text that a reader typed: stripped, of at most ``LONGEST_TEXT`` characters."""
    return text.strip()[:LONGEST_TEXT]


def asked_pair(asked: Callable[[str], str], parameters: MutableMapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """Two editions that an address asks to compare, unchecked; noted, so that a link of the view asks for them again.

    Parameters
    ----------
    asked : callable
        What the address says of a parameter; empty where it says nothing.
    parameters : mutable mapping of str to tuple of str
        Where the view notes what it shows.
    """
    start, end = typed_text(asked("from_edition")), typed_text(asked("to_edition"))
    if start and end:
        parameters.update(from_edition=(start,), to_edition=(end,))
    return start, end


def in_words(
    parameter: str, label: str, value: str | Sequence[str], options: Mapping[str, str] | None = None
) -> Filter:
    """What a filter is set to, in words.

    Parameters
    ----------
    parameter : str
        Name in the URL.
    label : str
        Name on the page.
    value : str or sequence of str
        One code, several codes, or a text.
    options : mapping of str to str, optional
        Labels by code; none for a text.
    """
    if isinstance(value, str):
        return Filter(parameter, label, options[value] if options else value or "empty")
    return Filter(parameter, label, "; ".join((options or {})[code] for code in value) or "none")
