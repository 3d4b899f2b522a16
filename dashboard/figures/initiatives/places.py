"""Where the initiatives are, as far as their places are known."""

from functools import lru_cache

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.initiatives.choice import ALL, KEPT, Choice, context, counted, stem
from dashboard.queries import geography, provenance
from dashboard.release import Release
from dashboard.words import plural

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


@lru_cache(maxsize=KEPT)
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
    title = f"{placed.height:,} of {plural(rows.height, 'initiative')}{known.within} can be placed, "
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
        spec=charts.place_map(theme=theme, numeric_codes=_outline(release, choice)),
        drawn_columns=("city", "label", "kind_label", "place_count", "longitude", "latitude"),
        alt=f"Map of {plural(frame.height, 'place')}. {title}.",
        notes=(_CENTROIDS, _BORDERS),
        row_limit=100,
    )


@lru_cache(maxsize=8)
def _numeric_codes(release: Release) -> dict[str, str]:
    rows = frame_of(geography.countries(release)).select("country_code", "iso_numeric").drop_nulls()
    return dict(rows.iter_rows())


def _outline(release: Release, choice: Choice) -> tuple[str, ...]:
    """The country to outline; none where all countries are drawn."""
    code = _numeric_codes(release).get(choice.country) if choice.country != ALL else None
    return (code,) if code else ()
