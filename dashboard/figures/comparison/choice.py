"""Which countries the reader compares, and what the codes stand for."""

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from dashboard.figures import readiness as one_country
from dashboard.figures.emphasis import number_label, rank_label
from dashboard.figures.frames import frame_of
from dashboard.figures.readiness.choice import KEPT, Context, context
from dashboard.queries import comparison, geography
from dashboard.release import Release

__all__ = ["KEPT", "Choice", "Context", "drawn_totals", "known", "name_of", "scores", "stem"]


@dataclass(frozen=True)
class Choice:
    """What the reader of the comparison chose, as codes; the first country is compared with the others."""

    index: str
    edition: str
    countries: tuple[str, ...]
    peers: str
    scheme: str
    region: str

    @property
    def first(self) -> str:
        """The country that is compared with the others."""
        return self.countries[0]

    @property
    def others(self) -> tuple[str, ...]:
        """The countries it is compared with."""
        return self.countries[1:]


def known(release: Release, choice: Choice) -> Context:
    """Names and formats: of the first country, the region, the edition and its total score."""
    return context(
        release,
        one_country.Choice(choice.index, choice.edition, "total", choice.scheme, choice.region, choice.first),
    )


def name_of(release: Release, code: str) -> str:
    """Name of a country."""
    return geography.country_labels(release)[code]


def stem(choice: Choice, what: str) -> str:
    """Start of a file name: dataset, edition, what, countries."""
    return f"{choice.index}_{choice.edition}_{what}_{'-'.join(choice.countries).lower()}"


@lru_cache(maxsize=KEPT)
def scores(release: Release, choice: Choice) -> pl.DataFrame:
    """Every score of the chosen countries, with labels and their place in the order chosen (``series_index``)."""
    frame = frame_of(comparison.measures(release, choice.index, choice.edition, choice.countries))
    places = {code: place for place, code in enumerate(choice.countries)}
    return frame.with_columns(
        pl.col("country_code").replace_strict(places, return_dtype=pl.Int32).alias("series_index"),
        number_label("value", known(release, choice).decimals),
        rank_label(),
    ).sort("sort_order", "series_index")


def drawn_totals(release: Release, choice: Choice) -> pl.DataFrame:
    """Total scores of the chosen countries, the highest first; countries without one are absent."""
    frame = scores(release, choice).filter((pl.col("level") == "total") & pl.col("is_drawn"))
    return frame.sort("rank", "value", descending=[False, True], nulls_last=True)
