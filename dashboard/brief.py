"""A country brief: what a page, a sheet of paper and a PDF say of one country, from the same data.

Made by ``dashboard.figures.brief``; drawn by ``dashboard.components.brief`` and ``dashboard.export.brief_pdf``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.figure import Figure


@dataclass(frozen=True)
class Way:
    """The view in which a number stands.

    Attributes
    ----------
    page : str
        Name of the page in the menu.
    parameters : tuple of pairs of str
        Every filter of the view with its value.
    """

    page: str
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """Some words of a sentence; those with a number know the view in which it stands."""

    text: str
    way: Way | None = None


#: One sentence, in parts.
Sentence = tuple[Part, ...]


def sentence(*parts: str | tuple[str, Way] | None) -> Sentence:
    """A sentence of words and of numbers with their ways; what is None or empty is left out."""
    there = (part for part in parts if part)
    return tuple(Part(part) if isinstance(part, str) else Part(*part) for part in there)


def in_words(said: Iterable[Part]) -> str:
    """The words of a sentence."""
    return "".join(part.text for part in said)


# Compared by identity, as figures are.
@dataclass(frozen=True, eq=False)
class Brief:
    """All that one page says of a country.

    Attributes
    ----------
    country_code, country : str
        Whom it is about.
    title, lede : str
        The finding, and the line under it: date and release.
    sentences : tuple of Sentence
        Five: readiness, movement, accessibility, initiatives, barriers.
    figures : tuple of Figure
        The country beside its peers, and its trend; none where no index scores it.
    cautions : tuple of str
        What to keep in mind.
    """

    country_code: str
    country: str
    title: str
    lede: str
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    cautions: tuple[str, ...]

    @property
    def name(self) -> str:
        """Stem of its file name."""
        return f"country-brief_{self.country_code.lower()}"
