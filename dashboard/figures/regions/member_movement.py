"""Members of a region between two comparable editions: who was scored in both, who came and who went."""

import polars as pl

from dashboard.figure import Column, Figure, Provenance, together
from dashboard.figures.frames import table_of
from dashboard.figures.regions.choice import KEPT, Choice, Context, known
from dashboard.kept import kept
from dashboard.queries import geography, provenance, scores
from dashboard.release import Release
from dashboard.words import listed, plural, signed


def movement_stem(choice: Choice, what: str) -> str:
    """Start of a file name of a movement."""
    return f"{choice.index}_{choice.from_edition}-{choice.to_edition}_{choice.measure}_{what}_{choice.scheme}"


def both_editions(release: Release, choice: Choice) -> dict[str, Provenance]:
    """One provenance for rows that are made from two editions."""
    found = provenance.of_editions(release, choice.index, [choice.from_edition, choice.to_edition])
    return {f"{choice.from_edition}-{choice.to_edition}": together(list(found.values()))}


@kept(maxsize=KEPT)
def followed(release: Release, choice: Choice) -> pl.DataFrame:
    """Members of the chosen region scored in at least one of the two editions, the largest rise first."""
    members = geography.region_members(release, choice.scheme, choice.region)["country_code"].to_pylist()
    rows = scores.trend(release, choice.index, known(release, choice).measure, tuple(members))

    def scored(edition: str, suffix: str) -> pl.DataFrame:
        return rows.filter(pl.col("edition") == edition).select(
            "country_code",
            "country",
            pl.col("value").alias(f"value_{suffix}"),
            pl.col("status").alias(f"status_{suffix}"),
        )

    both = scored(choice.from_edition, "from").join(
        scored(choice.to_edition, "to"), on=["country_code", "country"], how="full", coalesce=True
    )
    return both.with_columns((pl.col("value_to") - pl.col("value_from")).alias("change")).sort(
        "change", "country", descending=[True, False], nulls_last=True
    )


def coming_and_going(frame: pl.DataFrame, choice: Choice, seen: Context) -> tuple[str, ...]:
    """Members scored in one of the two editions only: what sets the two figures apart."""
    said = []
    for column, edition in (("value_from", choice.to_edition), ("value_to", choice.from_edition)):
        names = frame.filter(pl.col(column).is_null())["country"].to_list()
        if names:
            said.append(f"{seen.region}, scored in {edition} only: {listed(names)}.")
    return tuple(said)


@kept(maxsize=KEPT)
def member_movement(release: Release, choice: Choice) -> Figure:
    """How each member of the chosen region moved, as a table."""
    seen = known(release, choice)
    frame = followed(release, choice)
    written = [None if value is None else signed(value, seen.edition.decimals) for value in frame["change"]]
    frame = frame.with_columns(
        pl.Series("change_written", written, dtype=pl.String),
        *(
            pl.lit(value).alias(name)
            for name, value in (
                ("region_scheme", choice.scheme), ("region", choice.region), ("region_label", seen.region),
                ("index_id", choice.index), ("measure_id", choice.measure), ("measure", seen.measure.label),
                ("unit", seen.measure.unit), ("from_edition", choice.from_edition), ("to_edition", choice.to_edition),
            )
        ),
    )  # fmt: skip
    return Figure(
        name=f"{movement_stem(choice, 'members')}_{choice.region}",
        title=_member_finding(frame, choice, seen),
        subtitle=f"{seen.edition.name}, {seen.in_words}, {seen.unit}.",
        frame=table_of(frame),
        columns=(
            Column("country", "Country"),
            Column("value_from", choice.from_edition, "number", seen.edition.decimals),
            Column("value_to", choice.to_edition, "number", seen.edition.decimals),
            Column("change_written", "Change", "number"),
        ),
        file_columns=(
            "country_code", "country", "region_scheme", "region", "region_label", "index_id", "measure_id", "measure",
            "unit", "from_edition", "to_edition", "value_from", "value_to", "change", "status_from", "status_to",
        ),
        provenance=both_editions(release, choice),
    )  # fmt: skip


def _member_finding(frame: pl.DataFrame, choice: Choice, seen: Context) -> str:
    both = frame.filter(pl.col("change").is_not_null())
    if both.is_empty():
        return f"No country of {seen.region} can be followed"
    first, last = both.row(0, named=True), both.row(-1, named=True)
    risen = both.filter(pl.col("change") > 0).height
    return (
        f"{risen} of {plural(both.height, 'country', 'countries')} rose; "
        f"{first['country']} {signed(first['change'], seen.decimals)}, "
        f"{last['country']} {signed(last['change'], seen.decimals)}"
    )
