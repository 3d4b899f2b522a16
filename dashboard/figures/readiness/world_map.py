"""The world in five classes."""

from dataclasses import replace
from itertools import pairwise

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.frames import row_of, table_of
from dashboard.figures.readiness.choice import KEPT, Choice, context, labelled, stem
from dashboard.kept import kept
from dashboard.queries import geography, provenance, scores
from dashboard.release import Release
from dashboard.words import count, listed, number, plural

# More names than this are not listed under the map.
_MOST_NAMED = 20


@kept(maxsize=KEPT)
def world_map(release: Release, choice: Choice, theme: Theme, table_elsewhere: str = "") -> Figure:
    """Every country and territory in five classes; those without a figure are hatched."""
    known = context(release, choice)
    classes = _classes(known.domain)
    frame = _places(release, replace(choice.of_all, region=geography.WORLD))
    scored = frame.filter(pl.col("value").is_not_null()).height
    title = (
        f"{plural(scored, 'country has', 'countries have')} a figure; "
        f"{frame.height - scored} of {frame.height} have none"
    )
    return Figure(
        name=stem(choice, "map"),
        title=title,
        subtitle=f"{known.measured}. Circles stand for small countries and territories.",
        frame=table_of(frame),
        columns=(
            Column("country", "Country"),
            Column("value", f"Value, {known.unit}", "number", known.decimals),
            Column("rank_label", "Rank"),
        ),
        file_columns=(
            "country_code", "country", "index_id", "edition", "measure_id", "measure", "value", "unit", "rank",
            "rank_of", "is_tied", "status", "longitude", "latitude",
        ),
        provenance=provenance.of_editions(release, choice.index, [choice.edition])
        | provenance.of_sources(release, ["natural-earth"]),
        table_elsewhere=table_elsewhere,
        spec=charts.world_map(
            theme=theme,
            classes=classes,
            value_title=f"{known.measure.label} {choice.edition}, {known.unit}",
            no_figure_label=f"None: {count(frame.height - scored)}",
            chosen=_outlined(frame, choice.country),
        ),
        drawn_columns=(
            "shape_code", "country", "value_label", "rank_label", "class_label", "dot_longitude", "dot_latitude",
            "is_small",
        ),
        drawn_as={"dot_longitude": "longitude", "dot_latitude": "latitude"},
        alt=f"World map of {known.measure.label} in five classes from {number(known.domain[0], 0)} to "
        f"{number(known.domain[1], 0)}; {title}.",
        notes=(
            *_without(frame),
            "Lines on the map are de facto, as Natural Earth draws them, and imply no position on any border.",
        ),
    )  # fmt: skip


@kept(maxsize=KEPT)
def _places(release: Release, of_all: Choice) -> pl.DataFrame:
    """Every country and territory with its score, its class and the code of its shape, whatever the region."""
    domain = context(release, of_all).domain
    places = scores.map_places(release, of_all.index, of_all.edition, of_all.measure, of_all.scheme, of_all.region)
    return (
        labelled(places, of_all, context(release, of_all))
        .with_columns(
            _class_label(domain, _classes(domain)),
            # Kosovo has no numeric code.
            pl.coalesce("iso_numeric", "country_code").alias("shape_code"),
        )
        # In the order of the other figures of a page, whose names and numbers then need not be sent again.
        .sort("rank", "country", nulls_last=True)
    )


def _outlined(frame: pl.DataFrame, country: str) -> charts.Chosen | None:
    """The chosen country as the map outlines it."""
    own = row_of(frame, country)
    return None if own is None else charts.Chosen(own["shape_code"], own["dot_longitude"], own["dot_latitude"])


def _without(frame: pl.DataFrame) -> tuple[str, ...]:
    """The countries without a figure by name, unless they are many."""
    names = frame.filter(pl.col("value").is_null())["country"].to_list()
    return (f"No figure: {listed(names)}.",) if 0 < len(names) <= _MOST_NAMED else ()


def _classes(domain: tuple[float, float], count: int = 5) -> tuple[str, ...]:
    """Labels of classes of equal width over the whole scale, from low to high."""
    low, high = domain
    limits = [low + (high - low) * step / count for step in range(count + 1)]
    decimals = 0 if high >= 10 else 1
    return tuple(f"{number(start, decimals)}\u2013{number(end, decimals)}" for start, end in pairwise(limits))


def _class_label(domain: tuple[float, float], classes: tuple[str, ...]) -> pl.Expr:
    """The class of each value; a value on a limit belongs to the class above, the maximum to the last."""
    low, high = domain
    position = ((pl.col("value") - low) / (high - low) * len(classes)).floor().clip(0, len(classes) - 1)
    return position.cast(pl.Int64).replace_strict(dict(enumerate(classes)), default=None).alias("class_label")
