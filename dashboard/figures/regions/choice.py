"""What the reader of the regions page chose, and what its codes stand for."""

from dataclasses import dataclass
from typing import Self

import polars as pl

from dashboard.figures import readiness as one_country
from dashboard.figures.frames import frame_of
from dashboard.figures.readiness.choice import KEPT, Context, context
from dashboard.figures.regions.pairs import Pair
from dashboard.kept import kept
from dashboard.queries import geography, regions, scores
from dashboard.release import Release

__all__ = ["KEPT", "Choice", "Context", "known", "ranges", "scores_in", "stem"]


@dataclass(frozen=True)
class Choice:
    """What the reader of the regions page chose, as codes; the editions of a movement are empty where there is none."""

    index: str
    edition: str
    measure: str
    scheme: str
    region: str
    country: str
    from_edition: str
    to_edition: str

    @classmethod
    def of(
        cls, index: str, edition: str, measure: str, scheme: str, region: str, country: str, pair: Pair | None
    ) -> Self:
        """A choice with the editions of a pair, where there is one."""
        ends = (pair.from_edition, pair.to_edition) if pair else ("", "")
        return cls(index, edition, measure, scheme, region, country, *ends)


def known(release: Release, choice: Choice) -> Context:
    """Names and formats: of the region, the edition and the measure."""
    return context(
        release,
        one_country.Choice(choice.index, choice.edition, choice.measure, choice.scheme, choice.region, choice.country),
    )


def stem(choice: Choice, what: str) -> str:
    """Start of a file name: dataset, edition, measure, what, scheme."""
    return f"{choice.index}_{choice.edition}_{choice.measure}_{what}_{choice.scheme}"


@kept(maxsize=KEPT)
def ranges(release: Release, choice: Choice) -> pl.DataFrame:
    """Every region of the scheme that has a scored member, the highest mean first."""
    labels = geography.region_labels(release, choice.scheme)
    names = geography.place_labels(release)
    found = frame_of(regions.summaries(release, choice.scheme, choice.index, choice.edition))
    return (
        found.filter(pl.col("measure_id") == choice.measure)
        .with_columns(
            pl.lit(choice.scheme).alias("region_scheme"),
            pl.lit(choice.index).alias("index_id"),
            pl.lit(choice.edition).alias("edition"),
            pl.col("region").replace_strict(labels, default=None).alias("region_label"),
            (pl.col("max") - pl.col("min")).alias("spread"),
            pl.col("best_country_code").replace_strict(names, default=None).alias("best_country"),
            pl.col("worst_country_code").replace_strict(names, default=None).alias("worst_country"),
        )
        .sort("mean", "region_label", descending=[True, False])
        .with_row_index("sort_order", offset=1)
    )


@kept(maxsize=KEPT)
def scores_in(release: Release, choice: Choice, edition: str) -> pl.DataFrame:
    """Members of the chosen region in an edition, in the order of their ranks, those without a score last."""
    members = frame_of(geography.region_members(release, choice.scheme, choice.region))
    ranked = scores.ranking(release, choice.index, edition, choice.measure, choice.scheme, choice.region)
    return (
        members.join(ranked.drop("country"), on="country_code", how="left")
        .with_columns(
            pl.lit(choice.scheme).alias("region_scheme"),
            pl.lit(choice.region).alias("region"),
            pl.lit(geography.region_labels(release, choice.scheme)[choice.region]).alias("region_label"),
            pl.lit(choice.index).alias("index_id"),
            pl.lit(edition).alias("edition"),
            pl.lit(choice.measure).alias("measure_id"),
            pl.col("is_drawn").fill_null(value=False),
        )
        .sort("region_rank", "value", "country", descending=[False, True, False], nulls_last=True)
    )
