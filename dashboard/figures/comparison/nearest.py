"""Which countries are most like one country, by rule."""

import polars as pl

from dashboard.figures.comparison.choice import KEPT, Choice
from dashboard.figures.frames import frame_of, row_of
from dashboard.kept import kept
from dashboard.queries import comparison, geography, readiness, scores
from dashboard.release import Release

#: How many countries are suggested, and how many of them are shown while the reader has chosen none.
_SUGGESTED, _SHOWN = 7, 4


@kept(maxsize=KEPT)
def nearest(
    release: Release, kind: str, index: str, edition: str, country: str, scheme: str, region: str
) -> pl.DataFrame:
    """The nearest countries with a total in the edition, the nearest first, with the figure that makes them so.

    Parameters
    ----------
    release : Release
        What to ask.
    kind : str
        A code of ``comparison.PEER_KINDS``.
    index, edition : str
        Whose totals count.
    country : str
        Whom to find peers of.
    scheme, region : str
        Where to look, for the kind ``region``.
    """
    total = readiness.measure(release, index, edition, "total")
    totals = (
        scores.ranking(release, index, edition, total.measure_id, scheme, region)
        .filter("is_drawn")
        .with_columns(pl.lit(total.unit).alias("unit"))
        .join(_income_groups(release), on="country_code", how="left", maintain_order="left")
    )
    if kind in comparison.CONTEXT_OF_KIND:
        values = comparison.context_values(release, comparison.CONTEXT_OF_KIND[kind])
        return _by_ratio(totals, frame_of(values), country)
    own = row_of(totals, country)
    if own is None and kind == "score":
        return _by_score(totals.clear(), None, country)
    return _by_score(_within(release, totals, kind, country, scheme, region), own["value"] if own else None, country)


def _within(release: Release, totals: pl.DataFrame, kind: str, country: str, scheme: str, region: str) -> pl.DataFrame:
    """The countries among which to look."""
    if kind == "income":
        scheme, region = comparison.INCOME_SCHEME, geography.home_region(release, comparison.INCOME_SCHEME, country)
    elif kind == "score" or region == geography.WORLD:
        return totals
    members = geography.region_members(release, scheme, region)["country_code"].to_pylist()
    return totals.filter(pl.col("country_code").is_in(members))


@kept(maxsize=8)
def _income_groups(release: Release) -> pl.DataFrame:
    return frame_of(geography.countries(release)).select("country_code", income_group="wb_income_group")


def _by_score(totals: pl.DataFrame, value: float | None, country: str) -> pl.DataFrame:
    """Without a score of its own, a country is shown the highest ranked."""
    return (
        totals.filter(pl.col("country_code") != country)
        .with_columns(pl.lit(value, pl.Float64).alias("own_value"), pl.col("edition").cast(pl.Int32).alias("year"))
        .sort((pl.col("value") - pl.col("own_value")).abs(), "rank", "country", nulls_last=True)
        .head(_SUGGESTED)
    )


def _by_ratio(totals: pl.DataFrame, context: pl.DataFrame, country: str) -> pl.DataFrame:
    """The year is the last for which the country itself has a figure."""
    own = context.filter(pl.col("country_code") == country).tail(1)
    value = own["value"][0] if own.height else None
    return (
        totals.drop("value", "unit")
        .join(context.filter(pl.col("year").is_in(own["year"].to_list())), on="country_code")
        .filter(pl.col("country_code") != country)
        .with_columns(pl.lit(value, pl.Float64).alias("own_value"))
        .sort((pl.col("value") / pl.col("own_value")).log().abs(), "country")
        .head(_SUGGESTED)
    )


@kept(maxsize=KEPT)
def default_countries(
    release: Release, kind: str, index: str, edition: str, country: str, scheme: str, region: str
) -> tuple[str, ...]:
    """A country and its nearest peers; those of the region where nothing is known to compare it by."""
    found = nearest(release, kind, index, edition, country, scheme, region)
    if found.is_empty():
        found = nearest(release, "region", index, edition, country, scheme, region)
    return (country, *found["country_code"].head(_SHOWN))


def suggested(release: Release, choice: Choice) -> pl.DataFrame:
    """The countries suggested for the first country of a choice."""
    return nearest(release, choice.peers, choice.index, choice.edition, choice.first, choice.scheme, choice.region)
