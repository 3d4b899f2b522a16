"""Scores, ranks and summaries of the readiness indexes.

An edition is asked for once, whole: planning a query of several joins takes DuckDB longer than reading an edition,
and a reader who changes country, measure or region stays in it. What a page needs is cut out of the kept answer
with Polars.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from dashboard.queries import geography
from dashboard.queries.cuts import ByCountry, Row
from dashboard.queries.geography import WORLD
from dashboard.queries.readiness import Measure, editions, index_labels, measures
from dashboard.queries.statements import answer
from dashboard.release import Release

# Editions times region schemes: about 150.
_EDITIONS_KEPT = 512


@dataclass(frozen=True)
class Summary:
    """What the scores of some countries look like."""

    scored_count: int
    mean: float
    median: float
    q1: float
    q3: float
    min: float
    max: float
    best_country_code: str
    worst_country_code: str
    member_count: int | None = None


def _frame(release: Release, name: str, **parameters: str) -> pl.DataFrame:
    frame = pl.from_arrow(answer(release, name, **parameters))
    assert isinstance(frame, pl.DataFrame)
    return frame


@lru_cache(maxsize=_EDITIONS_KEPT)
def _scores(release: Release, index: str, year: str) -> pl.DataFrame:
    """Scores of an edition, measure by measure, each in the order of its ranking."""
    return _frame(release, "edition_scores", index=index, edition=year)


def ranked_rows(release: Release, index: str, year: str, measure_id: str) -> list[Row]:
    """Every country with a score of a measure, in the order of the ranking."""
    return _scores(release, index, year).filter(pl.col("measure_id") == measure_id).to_dicts()


@lru_cache(maxsize=64)
def _scores_by_country(release: Release, index: str, year: str) -> ByCountry:
    return ByCountry(_scores(release, index, year))


def of_country(release: Release, index: str, year: str, country: str) -> list[Row]:
    """Every score of one country in an edition, with ranks and closeness band; empty where it has none."""
    return _scores_by_country(release, index, year).rows(country)


@lru_cache(maxsize=_EDITIONS_KEPT)
def _region_ranks(release: Release, index: str, year: str, scheme: str) -> pl.DataFrame:
    """Ranks inside the regions of a scheme, for every measure of an edition."""
    return _frame(release, "edition_region_ranks", index=index, edition=year, scheme=scheme)


def ranking(release: Release, index: str, year: str, measure_id: str, scheme: str, region: str) -> pl.DataFrame:
    """Every country with a score, in the order of the ranking.

    Parameters
    ----------
    release : Release
        What to ask.
    index, year, measure_id : str
        Whose scores.
    scheme, region : str
        Members of the region are marked and carry their rank in it.

    Returns
    -------
    polars.DataFrame
        One row a country: code, name, value, ranks, status, note, ``is_member``, ``region_rank``.
    """
    return _ranked(release, index, year, scheme, region, pl.col("measure_id") == measure_id)


def _ranked(release: Release, index: str, year: str, scheme: str, region: str, which: pl.Expr) -> pl.DataFrame:
    """Some scores of an edition with the ranks inside a region."""
    inside = _region_ranks(release, index, year, scheme).filter(which, pl.col("region") == region).drop("region")
    return (
        _scores(release, index, year)
        .filter(which)
        .join(inside, on=["measure_id", "country_code"], how="left", maintain_order="left")
        .with_columns(pl.col("region_rank").is_not_null().alias("is_member"))
    )


@lru_cache(maxsize=8)
def _points(release: Release) -> pl.DataFrame:
    return _frame(release, "map_points")


def places(release: Release) -> list[Row]:
    """Every country and territory, by name, with the point for it on a map."""
    return _points(release).to_dicts()


def map_places(release: Release, index: str, year: str, measure_id: str, scheme: str, region: str) -> pl.DataFrame:
    """Every country and territory, by name, with its score or null and the point for it on a map."""
    scored = ranking(release, index, year, measure_id, scheme, region).drop("country", "iso_numeric")
    shown = pl.when("is_drawn").then("value").alias("value")
    members = geography.region_members(release, scheme, region)["country_code"].to_pylist()
    return (
        _points(release)
        .join(scored, on="country_code", how="left", maintain_order="left")
        .with_columns(shown, pl.col("country_code").is_in(members).alias("is_member"))
    )


@lru_cache(maxsize=256)
def _measure_scores(release: Release, index: str, measure_id: str) -> pl.DataFrame:
    return _frame(release, "measure_scores", index=index, measure=measure_id)


def trend(release: Release, index: str, of: Measure, countries: tuple[str, ...]) -> pl.DataFrame:
    """Scores of some countries over the editions that have the measure on the same scale."""
    return _measure_scores(release, index, of.measure_id).filter(
        pl.col("country_code").is_in(countries), pl.col("scale_max") == of.max
    )


@lru_cache(maxsize=64)
def _history_by_country(release: Release, index: str, measure_id: str) -> ByCountry:
    return ByCountry(_measure_scores(release, index, measure_id))


def history(release: Release, index: str, of: Measure, country: str) -> list[Row]:
    """Scores of one country over the editions that have the measure on the same scale, the oldest first."""
    rows = _history_by_country(release, index, of.measure_id).rows(country)
    return [row for row in rows if row["scale_max"] == of.max]


@lru_cache(maxsize=_EDITIONS_KEPT)
def _world_summaries(release: Release, index: str, year: str) -> pl.DataFrame:
    return _frame(release, "edition_world_summaries", index=index, edition=year)


@lru_cache(maxsize=_EDITIONS_KEPT)
def _region_summaries(release: Release, index: str, year: str, scheme: str) -> pl.DataFrame:
    return _frame(release, "edition_region_summaries", index=index, edition=year, scheme=scheme)


def summary(
    release: Release, index: str, year: str, measure_id: str, scheme: str = "", region: str = WORLD
) -> Summary | None:
    """What the scores look like in a region or in all the world; none where nothing is scored."""
    found = _summaries(release, index, year, measure_id, "" if region == WORLD else scheme).get(region)
    return found if found is not None and found.scored_count else None


@lru_cache(maxsize=_EDITIONS_KEPT)
def _summaries(release: Release, index: str, year: str, measure_id: str, scheme: str) -> Mapping[str, Summary]:
    """What the scores of a measure look like in every region of a scheme; without a scheme, in all the world."""
    if scheme:
        found = _region_summaries(release, index, year, scheme)
    else:
        found = _world_summaries(release, index, year).with_columns(pl.lit(WORLD).alias("region"))
    rows = found.filter(pl.col("measure_id") == measure_id).drop("measure_id").to_dicts()
    return {row.pop("region"): Summary(**row) for row in rows}


@lru_cache(maxsize=64)
def _region_ranks_by_country(release: Release, index: str, year: str, scheme: str) -> ByCountry:
    return ByCountry(_region_ranks(release, index, year, scheme))


def place_in_region(
    release: Release, index: str, year: str, measure_id: str, scheme: str, region: str, country: str
) -> Row | None:
    """The rank of one country inside a region, of how many, and whether it is tied; none where it has no rank there."""
    found = _region_ranks_by_country(release, index, year, scheme).rows(country)
    return next((row for row in found if row["region"] == region and row["measure_id"] == measure_id), None)


def breakdown(
    release: Release, index: str, year: str, country: str, scheme: str, region: str, levels: tuple[str, ...]
) -> list[Row]:
    """One country's scores of the measures on some levels, beside region and world.

    Returns
    -------
    list of dict
        One row a measure, each pillar before its dimensions.
    """
    own = {row["measure_id"]: row for row in of_country(release, index, year, country)}
    places = {
        row["measure_id"]: row
        for row in _region_ranks_by_country(release, index, year, scheme).rows(country)
        if row["region"] == region
    }
    unplaced = dict.fromkeys(("region_rank", "region_rank_of", "region_is_tied"))
    return [
        own[found["measure_id"]] | found | unplaced | places.get(found["measure_id"], {})
        for found in _described(release, index, year, scheme, region, levels)
        if found["measure_id"] in own
    ]


@lru_cache(maxsize=256)
def _described(
    release: Release, index: str, year: str, scheme: str, region: str, levels: tuple[str, ...]
) -> tuple[Row, ...]:
    """The measures on some levels with what is known of them in the region and in the world."""
    shown = [found for found in measures(release, index, year) if found.level in levels]
    described = pl.DataFrame(
        [(found.measure_id, found.label, found.level, found.unit, found.pillar_label) for found in _nested(shown)],
        schema=["measure_id", "measure", "level", "unit", "parent"],
        orient="row",
    )
    world = _world_summaries(release, index, year).select(
        "measure_id", world_min="min", world_median="median", world_max="max"
    )
    inside = (
        _region_summaries(release, index, year, scheme)
        .filter(pl.col("region") == region)
        .select("measure_id", region_median="median", region_scored_count="scored_count")
    )
    both = described.join(world, on="measure_id", how="left", maintain_order="left")
    return tuple(both.join(inside, on="measure_id", how="left", maintain_order="left").to_dicts())


def _nested(shown: list[Measure]) -> list[Measure]:
    """Each pillar, then its dimensions."""
    order = {found.label: position for position, found in enumerate(shown) if not found.pillar_label}
    return sorted(shown, key=lambda found: order.get(found.pillar_label or found.label, len(order)))


def prepare(release: Release) -> None:
    """Ask for every edition now, so that no reader waits for DuckDB when choosing one.

    About 500 small queries, 250,000 rows kept.
    """
    for index in index_labels(release):
        for found in editions(release, index):
            measures(release, index, found.edition)
            _scores(release, index, found.edition)
            _world_summaries(release, index, found.edition)
            for scheme in geography.scheme_labels(release):
                _region_ranks(release, index, found.edition, scheme)
                _region_summaries(release, index, found.edition, scheme)
