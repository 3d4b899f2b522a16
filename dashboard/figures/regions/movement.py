"""How regions moved between two comparable editions, on the countries scored in both."""

from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure, Provenance
from dashboard.figures import breaks
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.regions.choice import KEPT, Choice, Context, known, scores_in
from dashboard.queries import provenance, regions
from dashboard.release import Release
from dashboard.words import listed, plural, signed


def _stem(choice: Choice, what: str) -> str:
    return f"{choice.index}_{choice.from_edition}-{choice.to_edition}_{choice.measure}_{what}_{choice.scheme}"


def _both_editions(release: Release, choice: Choice) -> dict[str, Provenance]:
    """One provenance for rows that are made from two editions."""
    found = list(provenance.of_editions(release, choice.index, [choice.from_edition, choice.to_edition]).values())

    def said(texts: Iterable[str | None]) -> str:
        return "; ".join(dict.fromkeys(text for text in texts if text))

    both = Provenance(
        source=said(part.source for part in found),
        source_url=found[-1].source_url,
        licence=said(part.licence for part in found) or None,
    )
    return {f"{choice.from_edition}-{choice.to_edition}": both}


def _movements(release: Release, choice: Choice) -> pl.DataFrame:
    found = frame_of(regions.movements(release, choice.scheme, choice.index, choice.measure))
    # The chosen region stands first; the others follow by how they moved.
    return (
        found.filter(pl.col("from_edition") == choice.from_edition, pl.col("to_edition") == choice.to_edition)
        .sort(pl.col("region") != choice.region, maintain_order=True)
        .with_row_index("sort_order", offset=1)
    )


@lru_cache(maxsize=KEPT)
def movement(release: Release, choice: Choice, theme: Theme) -> Figure:
    """Each region's change on the same countries beside the change of its mean on whoever was scored."""
    seen = known(release, choice)
    editions = (choice.from_edition, choice.to_edition)
    frame = _labelled(_movements(release, choice), seen)
    own = frame.filter(pl.col("region") == choice.region)
    title = _finding(own.row(0, named=True) if own.height else None, choice, seen)
    return Figure(
        name=_stem(choice, "movement"),
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
        provenance=_both_editions(release, choice),
        spec=charts.movement_dots(
            theme=theme,
            value_title="Change in points",
        ),
        drawn_columns=("sort_order", "region_label", "change", "naive_change", "label"),
        alt=f"Dot plot of {plural(frame.height, 'region')}. {title}."[:250],
        notes=(
            *_coming_and_going(_members(release, choice), choice, seen),
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


@lru_cache(maxsize=KEPT)
def _members(release: Release, choice: Choice) -> pl.DataFrame:
    """Members of the chosen region scored in at least one of the two editions, the largest rise first."""

    def scored(edition: str, suffix: str) -> pl.DataFrame:
        frame = scores_in(release, choice, edition).filter("is_drawn")
        return frame.select(
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


def _coming_and_going(frame: pl.DataFrame, choice: Choice, seen: Context) -> tuple[str, ...]:
    """Members scored in one of the two editions only: what sets the two figures apart."""
    said = []
    for column, edition in (("value_from", choice.to_edition), ("value_to", choice.from_edition)):
        names = frame.filter(pl.col(column).is_null())["country"].to_list()
        if names:
            said.append(f"{seen.region}, scored in {edition} only: {listed(names)}.")
    return tuple(said)


@lru_cache(maxsize=KEPT)
def member_movement(release: Release, choice: Choice) -> Figure:
    """How each member of the chosen region moved, as a table."""
    seen = known(release, choice)
    frame = _members(release, choice)
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
        name=f"{_stem(choice, 'members')}_{choice.region}",
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
        provenance=_both_editions(release, choice),
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
