"""Where the initiatives are, as far as their places are known."""

import math
from typing import Any

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.initiatives.choice import ALL, KEPT, Choice, context, counted, stem
from dashboard.kept import kept
from dashboard.queries import geography, provenance
from dashboard.release import Release
from dashboard.words import count, plural

# The view is a third wider than the places, and never narrower than so many degrees.
_MARGIN, _LEAST_SPAN = 1.3, 2.5
_CENTROIDS = (
    "A point is the middle of a city, or of a Dutch municipality, never the site itself (the exception is the IT Park "
    "of Nepal). Initiatives in one place share a point."
)
_BORDERS = "Lines on the map are de facto, as Natural Earth draws them, and imply no position on any border."


def _points(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each place with its number of initiatives and their kinds."""
    place = ["country_code", "country", "latitude", "longitude"]
    kinds = (
        rows.group_by(*place, "kind_plural")
        .len()
        .sort("len", "kind_plural", descending=[True, False])
        .group_by(*place, maintain_order=True)
        .agg(pl.format("{}: {}", "kind_plural", "len").str.join(", ").alias("kind_label"))
    )
    return (
        rows.group_by(*place)
        .agg(
            pl.col("city").drop_nulls().mode().sort().first().alias("city"),
            pl.len().cast(pl.Int64).alias("place_count"),
        )
        .join(kinds, on=place, nulls_equal=True)
        .with_columns(pl.format("{}, {}", pl.col("city").fill_null("Place not named"), "country").alias("label"))
        .sort("place_count", "label", descending=[True, False])
    )


@kept(maxsize=KEPT)
def places(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Places as points sized by their number of initiatives; none where no place is known."""
    known = context(release, choice)
    rows = counted(release, choice)
    placed = rows.filter(pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null())
    if placed.is_empty():
        return None
    frame = _points(placed)
    first = frame.row(0, named=True)
    elsewhere = rows.height - placed.height
    where = first["city"] or first["label"]
    title = f"{count(placed.height)} of {plural(rows.height, 'initiative')}{known.within} can be placed, "
    if frame.height == 1:
        title += f"in {where}"
    else:
        title += f"in {frame.height} places; the most, {first['place_count']}, are in {where}"
    return Figure(
        name=stem(choice, "places"),
        title=title,
        subtitle="One point a place, sized by its number of initiatives. "
        f"{plural(elsewhere, 'initiative')} without a known place not drawn.",
        frame=table_of(frame),
        columns=(
            Column("label", "Place"),
            Column("place_count", "Initiatives", "number"),
            Column("kind_label", "Kinds"),
        ),
        file_columns=("country_code", "country", "city", "latitude", "longitude", "place_count", "kind_label"),
        provenance=provenance.of_sources(release, [*placed["source_id"].unique().sort(), "geonames"]),
        spec=_map_spec(release, choice, frame, theme),
        drawn_columns=("city", "label", "kind_label", "place_count", "longitude", "latitude"),
        alt=f"Map of {plural(frame.height, 'place')}. {title}.",
        notes=(_CENTROIDS, _BORDERS),
        row_limit=100,
    )


def _map_spec(release: Release, choice: Choice, frame: pl.DataFrame, theme: Theme) -> dict[str, Any]:
    """The map of one country framed on its places: outlines reach as far as islands overseas."""
    code = _numeric_codes(release).get(choice.country) if choice.country != ALL else None
    if code is None:
        return charts.place_map(theme=theme)
    west, east = frame["longitude"].sort().to_list()[0], frame["longitude"].sort().to_list()[-1]
    south, north = frame["latitude"].sort().to_list()[0], frame["latitude"].sort().to_list()[-1]
    # Mercator at scale 1: a degree is one radian at the equator and grows with the latitude.
    middle = (south + north) / 2
    across = math.radians(max(east - west, _LEAST_SPAN)) * _MARGIN
    down = math.radians(max(north - south, _LEAST_SPAN)) / math.cos(math.radians(middle)) * _MARGIN
    spec = charts.place_map(theme=theme, numeric_codes=(code,))
    spec["projection"] = {
        "type": "mercator",
        "center": [(west + east) / 2, middle],
        "scale": {"expr": f"min(width / {across:.5f}, map_height / {down:.5f})"},
        "translate": {"expr": "[width / 2, map_height / 2]"},
        "clipExtent": {"expr": "[[0, 0], [width, map_height]]"},
    }
    return spec


@kept(maxsize=8)
def _numeric_codes(release: Release) -> dict[str, str]:
    rows = frame_of(geography.countries(release)).select("country_code", "iso_numeric").drop_nulls()
    return dict(rows.iter_rows())
