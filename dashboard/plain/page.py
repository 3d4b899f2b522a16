"""What a plain page is: words and figures as a page of the dashboard says them, and what machines are told of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dashboard.export.handout import Offer
from dashboard.figure import Figure, Provenance
from dashboard.menu import Entry
from dashboard.permalink import permalink
from dashboard.reading import Parameters, Reading, Said, read_page
from dashboard.release import Release


@dataclass(frozen=True)
class View:
    """A page of the dashboard, read at an address."""

    entry: Entry
    release: Release
    reading: Reading

    @cached_property
    def address(self) -> str:
        """Address of the view, relative to the atlas, with every choice and the release."""
        return permalink(self.entry.address, self.reading.parameters, self.release.id)

    @cached_property
    def newest(self) -> str:
        """The same without the release."""
        return permalink(self.entry.address, self.reading.parameters)

    def offer(self, figure: Figure) -> Offer:
        """A figure of the view with its files."""
        return Offer(figure, self.release.id, "", tuple(self.reading.filters), self.address)


def view(entry: Entry, release: Release, asked: Parameters) -> View:
    """Read a page of the dashboard."""
    return View(entry, release, read_page(entry, release, asked))


class Part(NamedTuple):
    """One piece of a plain page, and the view it is from."""

    said: Said
    view: View


class Crumb(NamedTuple):
    """A page above this one: its name and its address, relative to the atlas."""

    name: str
    address: str


@dataclass(frozen=True)
class Told:
    """What machines are told of a page beyond its words.

    Attributes
    ----------
    places : tuple of str
        Names of what it is about on the map.
    years : tuple of str
        Years its figures are from.
    api : str
        Where the data API gives the same, relative to the atlas; empty where it does not.
    """

    places: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    api: str = ""


@dataclass(frozen=True)
class Plain:
    """One plain page.

    Attributes
    ----------
    address : str
        Relative to the atlas: ``plain/country/PAK``.
    name : str
        What it is called in the path above it: ``Pakistan``.
    finding, lede : str
        Its title and the line under it.
    above : tuple of Crumb
        The pages above it.
    twin : str
        The view of the dashboard that says the same, relative to the atlas.
    parts : tuple of Part
        What stands under the heading.
    told : Told
        What machines are told.
    """

    address: str
    name: str
    finding: str
    lede: str
    release: Release
    above: tuple[Crumb, ...]
    twin: str
    parts: tuple[Part, ...]
    told: Told = field(default_factory=Told)

    @property
    def shown(self) -> Iterable[tuple[View, Figure]]:
        """Its figures, each with its view."""
        return ((part.view, part.said.told[0]) for part in self.parts if part.said.piece == "show")

    @property
    def sources(self) -> tuple[Provenance, ...]:
        """Where its figures are from, each once."""
        found = (each for _, figure in self.shown for each in figure.provenance.values())
        return tuple(dict.fromkeys(found))


def parts(found: View, *, only: Iterable[Figure] | None = None) -> tuple[Part, ...]:
    """All that a view says, or some figures of it alone."""
    if only is None:
        return tuple(Part(said, found) for said in found.reading.said)
    return tuple(Part(Said("show", (figure,)), found) for figure in only)


def words(found: View, piece: str, *told: object) -> Part:
    """A piece of our own between those of a view."""
    return Part(Said(piece, told), found)
