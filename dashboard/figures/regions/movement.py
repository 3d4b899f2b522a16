"""How regions moved between two comparable editions, on the countries scored in both."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures import breaks
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.regions.choice import KEPT, Choice, Context, known
from dashboard.figures.regions.member_movement import both_editions, coming_and_going, followed, movement_stem
from dashboard.kept import kept
from dashboard.queries import regions
from dashboard.release import Release
from dashboard.words import plural, signed


def _movements(release: Release, choice: Choice) -> pl.DataFrame:
    found = frame_of(regions.movements(release, choice.scheme, choice.index, choice.measure))
    # The chosen region stands first; the others follow by how they moved.
    return (
        found.filter(pl.col("from_edition") == choice.from_edition, pl.col("to_edition") == choice.to_edition)
        .sort(pl.col("region") != choice.region, maintain_order=True)
        .with_row_index("sort_order", offset=1)
    )


@kept(maxsize=KEPT)
def movement(release: Release, choice: Choice, theme: Theme) -> Figure:
    """Each region's change on the same countries beside the change of its mean on whoever was scored."""
    seen = known(release, choice)
    editions = (choice.from_edition, choice.to_edition)
    frame = _labelled(_movements(release, choice), seen)
    own = frame.filter(pl.col("region") == choice.region)
    title = _finding(own.row(0, named=True) if own.height else None, choice, seen)
    return Figure(
        name=movement_stem(choice, "movement"),
        title=title,
        subtitle=f"{seen.edition.name}, {seen.in_words}, {seen.unit}, {editions[0]} to {editions[1]}. "
        "Change of the unweighted mean. Filled dot: the countries scored in both; hollow: whoever was scored in each.",
        frame=table_of(frame),
        columns=(
            Column("region_label", "Region"),
            Column("change_written", "Same countries", "number"),
            Column("constant_count", "Scored in both", "number"),
            Column("naive_written", "All countries of each edition", "number"),
            Column("from_count", f"Scored in {editions[0]}", "number"),
            Column("to_count", f"Scored in {editions[1]}", "number"),
        ),
        file_columns=(
            "region_scheme", "region", "region_label", "index_id", "measure_id", "measure", "unit", "from_edition",
            "to_edition", "change", "constant_count", "mean_from", "mean_to", "naive_change", "from_count",
            "to_count", "break_kind",
        ),
        provenance=both_editions(release, choice),
        spec=charts.movement_dots(
            theme=theme,
            value_title="Change in points",
        ),
        drawn_columns=("sort_order", "region_label", "change", "naive_change", "label"),
        alt=f"Dot plot of {plural(frame.height, 'region')}. {title}."[:250],
        notes=(
            *coming_and_going(followed(release, choice), choice, seen),
            *breaks.notes(release, choice.index, _years_between(release, choice)),
        ),
        is_table_open=True,
    )  # fmt: skip


def _years_between(release: Release, choice: Choice) -> list[str]:
    known_editions = regions.segments(release, choice.index, choice.measure)
    return [year for year in known_editions if choice.from_edition <= year <= choice.to_edition]


def _labelled(frame: pl.DataFrame, seen: Context) -> pl.DataFrame:
    def written(column: str, decimals: int) -> list[str | None]:
        return [None if value is None else signed(value, decimals) for value in frame[column]]

    counts = [plural(count, "country", "countries") for count in frame["constant_count"]]
    labels = zip(written("change", seen.decimals), counts, strict=True)
    return frame.with_columns(
        pl.Series("label", [f"{change} ({count})" for change, count in labels], dtype=pl.String),
        pl.Series("change_written", written("change", seen.edition.decimals), dtype=pl.String),
        pl.Series("naive_written", written("naive_change", seen.edition.decimals), dtype=pl.String),
        pl.lit(seen.measure.label).alias("measure"),
        pl.lit(seen.measure.unit).alias("unit"),
    )


def _finding(own: dict[str, float] | None, choice: Choice, seen: Context) -> str:
    """What the chosen region did, and what a mean on changing membership would have said."""
    when = f"from {choice.from_edition} to {choice.to_edition}"
    if own is None or own["change"] is None:
        return f"No country of {seen.region} has a figure in both {choice.from_edition} and {choice.to_edition}"
    count = plural(int(own["constant_count"]), "country", "countries")
    told = f"{seen.region} moved {signed(own['change'], seen.decimals)} {when} on the {count} scored in both editions"
    if own["from_count"] == own["to_count"] == own["constant_count"]:
        return told
    return f"{told}; counting whoever was scored would show {signed(own['naive_change'], seen.decimals)}"
