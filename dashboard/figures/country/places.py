"""Where initiatives of a country are."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.country.choice import KEPT, Choice, context
from dashboard.figures.country.started import counted, joined, kind_in_sentence
from dashboard.figures.frames import table_of
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import country, provenance
from dashboard.release import Release
from dashboard.words import count, listed, plural

_FEWEST_PLACES = 2


@kept(maxsize=KEPT)
def places(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Where initiatives are, as points; none where fewer than two are known."""
    rows = counted(release, choice)
    placed = rows.filter(pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null())
    outline = country.profile(release, choice.country).iso_numeric
    # One point says no more than the list does.
    if placed.n_unique(["latitude", "longitude"]) < _FEWEST_PLACES or outline is None:
        return None
    by_kind = (
        placed.group_by("latitude", "longitude", "city", "kind_label", "kind_plural")
        .agg(pl.len().alias("quantity"))
        .sort("quantity", "kind_plural", descending=[True, False])
        .with_columns(
            pl.struct("quantity", "kind_label", "kind_plural")
            .map_elements(
                in_format(
                    lambda row: plural(
                        row["quantity"], kind_in_sentence(row["kind_label"]), kind_in_sentence(row["kind_plural"])
                    )
                ),
                pl.String,
            )
            .alias("told")
        )
    )
    frame = (
        by_kind.group_by("latitude", "longitude", "city", maintain_order=True)
        .agg(pl.col("quantity").sum().cast(pl.Int64).alias("place_count"), pl.col("told").str.join(", "))
        .sort("place_count", "city", descending=[True, False])
        .with_columns(
            pl.col("city").fill_null("Place without a name"),
            pl.col("told").alias("kind_label"),
            pl.lit(choice.country).alias("country_code"),
            pl.lit(context(release, choice).country).alias("country"),
        )
        .with_columns(pl.col("city").alias("label"))
    )
    title = _places_finding(frame, rows.height)
    return Figure(
        name=f"initiatives_places_{choice.country.lower()}",
        title=title,
        subtitle="Points stand at the centre of the town, not at the site; larger points hold more initiatives.",
        frame=table_of(frame),
        columns=(
            Column("city", "Town"),
            Column("place_count", "Initiatives", "number"),
            Column("kind_label", "Of which"),
        ),
        file_columns=("country_code", "country", "city", "latitude", "longitude", "place_count", "kind_label"),
        provenance=joined(release, placed["source_id"]) | provenance.of_sources(release, ["geonames", "natural-earth"]),
        spec=charts.place_map(theme=theme, numeric_codes=(outline,)),
        drawn_columns=("city", "label", "kind_label", "place_count", "longitude", "latitude"),
        alt=f"Map of {plural(frame.height, 'place')} with initiatives. {title}.",
        notes=("Lines on the map are de facto, as Natural Earth draws them, and imply no position on any border.",),
    )


def _places_finding(frame: pl.DataFrame, total: int) -> str:
    placed = int(frame["place_count"].sum())
    most = frame.filter(pl.col("place_count") == frame["place_count"].max())
    rest = f"; {count(total - placed)} of {count(total)} have no place" if total > placed else ""
    if most.height > 2:
        return f"{plural(placed, 'initiative')} in {plural(frame.height, 'town')}{rest}"
    verb = "have" if most.height > 1 else "has"
    each = " each" if most.height > 1 else ""
    share = f"{count(most['place_count'][0])} of {count(placed)}{each}"
    return f"{listed(most['city'].to_list())} {verb} the most, {share}{rest}"
