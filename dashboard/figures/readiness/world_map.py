"""The world in five classes."""

from functools import lru_cache

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of
from dashboard.figures.readiness.choice import KEPT, Choice, context, labelled, stem
from dashboard.queries import provenance, readiness
from dashboard.release import Release
from dashboard.words import number, plural


@lru_cache(maxsize=KEPT)
def world_map(release: Release, choice: Choice, theme: Theme) -> Figure:
    """Every country and territory in five classes; those without a figure are hatched."""
    known = context(release, choice)
    places = frame_of(
        readiness.map_places(
            release, choice.index, choice.edition, choice.measure, choice.scheme, choice.region
        )
    )
    breaks = _class_breaks(known.domain)
    frame = labelled(places, choice, known)
    scored = frame.filter(pl.col("value").is_not_null()).height
    title = (
        f"{plural(scored, 'country has', 'countries have')} a figure; "
        f"{frame.height - scored} of {frame.height} have none"
    )
    return Figure(
        name=stem(choice, "map"),
        title=title,
        subtitle=f"{known.measured}. Circles stand for small countries and territories.",
        frame=frame.to_arrow(),
        columns=(
            Column("country", "Country"),
            Column("value", known.measure.unit, "number", known.decimals),
            Column("rank_label", "Rank"),
        ),
        file_columns=(
            "country_code", "country", "index_id", "edition", "measure_id", "measure", "value", "unit", "rank",
            "rank_of", "is_tied", "status", "longitude", "latitude",
        ),
        provenance=provenance.of_editions(release, choice.index, [choice.edition])
        | provenance.of_sources(release, ["natural-earth"]),
        spec=charts.world_map(theme=theme, breaks=breaks, value_title=known.measure.unit),
        drawn_columns=(
            "country_code", "iso_numeric", "country", "value", "value_label", "rank_label", "longitude",
            "latitude", "emphasis",
        ),
        alt=f"World map of {known.measure.label} in five classes from {number(known.domain[0], 0)} to "
        f"{number(known.domain[1], 0)}; {title}.",
        notes=(
            "Lines on the map are de facto, as Natural Earth draws them, and imply no position on any border.",
        ),
    )  # fmt: skip


def _class_breaks(domain: tuple[float, float], classes: int = 5) -> tuple[float, ...]:
    """Inner limits of classes of equal width over the whole scale."""
    low, high = domain
    return tuple(round(low + (high - low) * step / classes, 4) for step in range(1, classes))
