"""What the reader of the country page chose, and what every part of the page needs to know of it."""

from dataclasses import dataclass

import polars as pl

from dashboard.figures.frames import frame_of
from dashboard.figures.readiness.choice import Choice as ScoreChoice
from dashboard.kept import kept
from dashboard.queries import country, geography
from dashboard.release import Release
from dashboard.words import the

#: How many answers each figure function keeps.
KEPT = 512


@dataclass(frozen=True)
class Choice:
    """What the reader of the country page chose, as codes."""

    country: str
    scheme: str


@dataclass(frozen=True)
class Context:
    """Names that every part of a choice needs.

    Attributes
    ----------
    country : str
        Name of the country.
    in_sentence : str
        The same with its article where English wants one.
    region, region_label : str
        The region of the scheme that the country belongs to; all the world where it is in none.
    """

    country: str
    in_sentence: str
    region: str
    region_label: str

    @property
    def has_region(self) -> bool:
        """Whether the scheme puts the country into a region."""
        return self.region != geography.WORLD


@kept(maxsize=KEPT)
def context(release: Release, choice: Choice) -> Context:
    """Look up what the codes of a choice stand for."""
    name = geography.country_labels(release)[choice.country]
    region = geography.home_region(release, choice.scheme, choice.country)
    label = geography.region_choices(release, choice.scheme)[region]
    return Context(name, the(name), region, label)


@kept(maxsize=KEPT)
def totals(release: Release, choice: Choice) -> pl.DataFrame:
    """The total in every edition of every index, the newest first; null where the country is left out."""
    return frame_of(country.scores(release, choice.country, choice.scheme))


@kept(maxsize=KEPT)
def newest(release: Release, choice: Choice) -> pl.DataFrame:
    """The newest total of each index that has one which may be drawn."""
    drawn = totals(release, choice).filter(pl.col("value").is_not_null() & pl.col("is_drawn"))
    return drawn.unique("index_id", keep="first", maintain_order=True)


@kept(maxsize=KEPT)
def score_choice(release: Release, choice: Choice) -> ScoreChoice | None:
    """The newest total of the first index that scores the country, as a choice of the readiness page."""
    found = newest(release, choice)
    if found.is_empty():
        return None
    first = found.row(0, named=True)
    region = context(release, choice).region
    return ScoreChoice(first["index_id"], first["edition"], "total", choice.scheme, region, choice.country)
