"""Read a page without a reader: run its script with plain pieces in place of Streamlit's.

A page is a table of contents. What it says can therefore be had for any address without a session: what stands in
the first HTML, before any script runs, and what tests hold true of every figure of every page.
"""

import builtins
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from functools import cache
from types import CodeType, SimpleNamespace
from typing import Any

from dashboard.choices import asked_pair, in_words, one_of, several_of, typed_text
from dashboard.export.handout import Filter
from dashboard.figure import Figure
from dashboard.menu import Entry
from dashboard.release import Release
from dashboard.words import with_articles

Parameters = Mapping[str, Sequence[str]]

_PIECES = "dashboard.components"


@dataclass(frozen=True)
class Said:
    """One piece of a page after its heading, in the order of the page.

    Attributes
    ----------
    piece : str
        Which of ``dashboard.components`` says it; ``show`` for every figure.
    told : tuple
        What it was given, without the page run.
    """

    piece: str
    told: tuple[Any, ...]


class _HeadingReachedError(Exception):
    """Ends a script where nobody wants what stands under its heading."""


@dataclass
class Reading:
    """What a page says.

    Attributes
    ----------
    finding, lede : str
        Its title and the line under it.
    options : dict of str to list of str
        What each filter offers, as codes.
    parameters : dict of str to tuple of str
        Every filter's value, defaults too, in the order of the page.
    filters : list of Filter
        The same in words.
    said : list of Said
        All that stands under the heading, figures and words, in order.
    """

    finding: str = ""
    lede: str = ""
    options: dict[str, list[str]] = field(default_factory=dict)
    parameters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def figures(self) -> list[Figure]:
        """What it shows, in order."""
        return [said.told[0] for said in self.said if said.piece == "show"]

    def note(
        self, parameter: str, label: str, value: str | tuple[str, ...], options: Mapping[str, str] | None = None
    ) -> None:
        """Note what a filter is set to."""
        self.parameters[parameter] = (value,) if isinstance(value, str) else value
        self.filters.append(in_words(parameter, label, value, options))


class _Pieces:
    """Stands in for ``dashboard.components``: filters take what the address says, words are noted."""

    def __init__(self, release: Release, asked: Parameters, *, is_heading_enough: bool) -> None:
        self.reading = Reading()
        self._asked = asked
        self._is_heading_enough = is_heading_enough
        self._view = SimpleNamespace(
            release=release,
            theme="light",
            notices=[],
            chosen=[],
            parameters=self.reading.parameters,
            page="",
            permalink="",
        )

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *told, **_: self._note(name, told)

    def _note(self, piece: str, told: tuple[Any, ...]) -> None:
        if self.reading.finding:
            self.reading.said.append(Said(piece, tuple(each for each in told if each is not self._view)))

    def open_page(self) -> SimpleNamespace:
        return self._view

    def filter_bar(self, _: object) -> nullcontext[None]:
        return nullcontext()

    def wide_place(self) -> nullcontext[None]:
        return nullcontext()

    def asked(self, parameter: str) -> str:
        return next(iter(self._asked.get(parameter, ())), "")

    def asked_pair(self, _: object) -> tuple[str, str]:
        return asked_pair(self.asked, self.reading.parameters)

    def typed(self, _: object, parameter: str, label: str, **__: object) -> str:
        value = typed_text(self.asked(parameter))
        self.reading.note(parameter, label, value)
        return value

    def carry(self, _: object, parameter: str, value: str) -> None:
        self.reading.parameters[parameter] = (value,)

    def first_asked(self, options: Mapping[str, str], default: str, *parameters: str) -> str:
        texts = (text for parameter in parameters for text in self._asked.get(parameter, ()))
        return next((text for text in texts if text in options), default)

    def choose(
        self, _: object, parameter: str, label: str, options: Mapping[str, str], default: str, **__: object
    ) -> str:
        self.reading.options[parameter] = list(options)
        value = one_of(self.asked(parameter), options, default)
        self.reading.note(parameter, label, value, options)
        return value

    def choose_many(
        self, _: object, parameter: str, label: str, options: Mapping[str, str], default: Sequence[str],
        *, most: int | None = None, **__: object,
    ) -> tuple[str, ...]:  # fmt: skip
        self.reading.options[parameter] = list(options)
        chosen = several_of(self._asked.get(parameter, default), options, default)[:most]
        self.reading.note(parameter, label, chosen, options)
        return chosen

    def heading(self, _: object, finding: str, lede: str, *__: object, **___: object) -> None:
        self.reading.finding, self.reading.lede = with_articles(finding), with_articles(lede)
        if self._is_heading_enough:
            raise _HeadingReachedError

    def show(self, _: object, figure: Figure, *__: object, **___: object) -> None:
        self._note("show", (figure,))

    def show_many(self, view: object, *figures: Figure, **__: object) -> None:
        for figure in figures:
            self.show(view, figure)

    show_beside = show_many
    side_by_side = show


@cache
def _script(entry: Entry) -> CodeType:
    return compile(entry.file.read_text(encoding="utf-8"), entry.file.name, "exec")


def read_page(entry: Entry, release: Release, asked: Parameters, *, is_heading_enough: bool = False) -> Reading:
    """What a page says at an address.

    Parameters
    ----------
    entry : Entry
        The page.
    release : Release
        Where its figures are from.
    asked : mapping of str to sequence of str
        Parameters of the address; what a filter does not offer counts as not asked.
    is_heading_enough : bool
        Whether to stop where the heading is known.
    """
    pieces = _Pieces(release, asked, is_heading_enough=is_heading_enough)

    def imported(name: str, *rest: Any) -> Any:
        return pieces if name == _PIECES else builtins.__import__(name, *rest)

    names = {"__name__": entry.name, "__builtins__": vars(builtins) | {"__import__": imported}}
    with suppress(_HeadingReachedError):
        exec(_script(entry), names)
    return pieces.reading
