"""Which countries the reader compares, and what the codes stand for."""

from dataclasses import dataclass

import polars as pl

from dashboard.figures import readiness as one_country
from dashboard.figures.emphasis import number_label, rank_label
from dashboard.figures.frames import frame_of
from dashboard.figures.readiness.choice import KEPT, Context, context
from dashboard.kept import kept
from dashboard.queries import comparison, geography, readiness
from dashboard.release import Release

__all__ = ["KEPT", "Choice", "Context", "drawn_totals", "known", "name_of", "of_chosen", "scores", "stem"]


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


def of_chosen(frame: pl.DataFrame, choice: Choice) -> pl.DataFrame:
    """Rows of the chosen countries, with their place in the order chosen."""
    places = {code: place for place, code in enumerate(choice.countries)}
    return frame.filter(pl.col("country_code").is_in(list(choice.countries))).with_columns(
        pl.col("country_code").replace_strict(places, return_dtype=pl.Int32).alias("series_index")
    )


@kept(maxsize=64)
def _measures(release: Release, index: str, edition: str) -> pl.DataFrame:
    """Measures of an edition, in the order of the framework."""
    return pl.DataFrame(
        [
            (found.measure_id, found.label, found.level, found.unit, found.max)
            for found in readiness.measures(release, index, edition)
        ],
        schema=["measure_id", "measure", "level", "unit", "scale_max"],
        orient="row",
    ).with_row_index("sort_order", offset=1)


@kept(maxsize=KEPT)
def scores(release: Release, choice: Choice) -> pl.DataFrame:
    """Every score of the chosen countries, with labels and their place in the order chosen (``series_index``)."""
    frame = of_chosen(frame_of(comparison.edition_scores(release, choice.index, choice.edition)), choice)
    return (
        frame.join(_measures(release, choice.index, choice.edition), on="measure_id")
        .with_columns(number_label("value", known(release, choice).decimals), rank_label())
        .sort("sort_order", "series_index")
    )


@kept(maxsize=KEPT)
def drawn_totals(release: Release, choice: Choice) -> pl.DataFrame:
    """Total scores of the chosen countries, the highest first; countries without one are absent."""
    frame = scores(release, choice).filter((pl.col("level") == "total") & pl.col("is_drawn"))
    return frame.sort("rank", "value", descending=[False, True], nulls_last=True)
