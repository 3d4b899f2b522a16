"""What has been started in a country: by kind, by place, one by one."""

from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure, Provenance
from dashboard.figures.country.choice import KEPT, Choice, Context, context
from dashboard.figures.frames import frame_of, table_of
from dashboard.queries import country, provenance
from dashboard.release import Release
from dashboard.words import listed, lower_first, plural

_SOURCES_NAMED = 3
_FEWEST_PLACES = 2
_STATUSES = ("active", "planned", "retired", "unknown")


@lru_cache(maxsize=KEPT)
def on_record(release: Release, choice: Choice) -> pl.DataFrame:
    """Every initiative, rows that sum up others marked."""
    return frame_of(country.initiatives(release, choice.country))


@lru_cache(maxsize=KEPT)
def counted(release: Release, choice: Choice) -> pl.DataFrame:
    """Every initiative but the rows that sum up others."""
    return on_record(release, choice).filter(~pl.col("is_aggregate"))


def joined(release: Release, source_ids: Iterable[str]) -> dict[str, Provenance]:
    """One provenance of many sources, for rows that count over all of them."""
    found = list(provenance.of_sources(release, sorted(set(source_ids))).values())
    named = "; ".join(item.source for item in found[:_SOURCES_NAMED])
    rest = len(found) - _SOURCES_NAMED
    more = f"; and {plural(rest, 'more source')}, named in the list of initiatives" if rest > 0 else ""
    licences = list(dict.fromkeys(item.licence for item in found if item.licence))
    told = "; ".join(licences[:_SOURCES_NAMED]) + ("; others" if len(licences) > _SOURCES_NAMED else "")
    return {"all": Provenance(named + more, found[0].source_url if len(found) == 1 else None, told or None)}


def kind_in_sentence(label: str) -> str:
    """The label with a small first letter, unless its first word is an abbreviation."""
    return label if label[:2].isupper() else lower_first(label)


@lru_cache(maxsize=KEPT)
def kinds(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Bars of how many initiatives of each kind are on record; none where there is none."""
    rows = counted(release, choice)
    if rows.is_empty():
        return None
    frame = (
        rows.group_by("country_code", "country", "kind", "kind_label", "kind_plural")
        .agg(
            pl.len().cast(pl.Int64).alias("initiative_count"),
            *((pl.col("status") == status).sum().cast(pl.Int64).alias(f"{status}_count") for status in _STATUSES),
        )
        .sort(["initiative_count", "kind_plural"], descending=[True, False])
        .with_columns(
            pl.int_range(1, pl.len() + 1).alias("sort_order"),
            pl.col("kind_plural").alias("category_label"),
            pl.col("initiative_count").alias("count"),
            pl.col("initiative_count").map_elements(lambda found: f"{found:,}", pl.String).alias("count_label"),
            pl.lit("region").alias("emphasis"),
        )
    )
    title = _kinds_finding(frame, rows.height, context(release, choice))
    return Figure(
        name=f"initiatives_by-kind_{choice.country.lower()}",
        title=title,
        subtitle="Initiatives on record, latest edition of each register. A count says what is on record here, not how "
        "much is done; a register's size measures how open it is.",
        frame=table_of(frame),
        columns=(
            Column("kind_plural", "Kind"),
            Column("initiative_count", "On record", "number"),
            *(Column(f"{status}_count", status.capitalize(), "number") for status in _STATUSES),
        ),
        file_columns=(
            "country_code", "country", "kind", "kind_label", "initiative_count",
            *(f"{status}_count" for status in _STATUSES),
        ),
        provenance=joined(release, rows["source_id"]),
        spec=charts.category_bars(theme=theme, value_title="Initiatives on record"),
        drawn_columns=("category_label", "count", "count_label", "sort_order", "emphasis"),
        alt=f"Bar chart of initiatives by kind, {plural(frame.height, 'kind')}. {title}.",
    )  # fmt: skip


def _kinds_finding(frame: pl.DataFrame, total: int, known: Context) -> str:
    first = frame.row(0, named=True)
    kind = kind_in_sentence(first["kind_plural"])
    if frame.height == 1:
        told = plural(total, kind_in_sentence(first["kind_label"]), kind)
        return f"{told} of {known.in_sentence} {'is' if total == 1 else 'are'} on record, and nothing else"
    if first["initiative_count"] == frame["initiative_count"][1]:
        return f"{plural(total, 'initiative')} of {known.in_sentence} of {frame.height} kinds, none far ahead of the others"
    return f"{first['initiative_count']:,} of {total:,} initiatives of {known.in_sentence} are {kind}"


@lru_cache(maxsize=KEPT)
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
                lambda row: plural(
                    row["quantity"], kind_in_sentence(row["kind_label"]), kind_in_sentence(row["kind_plural"])
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
    rest = f"; {total - placed:,} of {total:,} have no place" if total > placed else ""
    if most.height > 2:
        return f"{plural(placed, 'initiative')} in {plural(frame.height, 'town')}{rest}"
    verb = "have" if most.height > 1 else "has"
    each = " each" if most.height > 1 else ""
    return f"{listed(most['city'].to_list())} {verb} the most, {most['place_count'][0]:,} of {placed:,}{each}{rest}"


@lru_cache(maxsize=KEPT)
def initiatives(release: Release, choice: Choice) -> Figure | None:
    """Every initiative, as a table; none where there is none."""
    frame = on_record(release, choice)
    if frame.is_empty():
        return None
    frame = frame.with_columns(
        pl.concat_str(
            pl.when("is_aggregate").then(pl.lit("Sums up several, not counted.")),
            pl.when(pl.col("possible_duplicate_of").is_not_null()).then(pl.lit("May be the same as another entry.")),
            separator=" ",
            ignore_nulls=True,
        ).alias("note"),
        pl.concat_str("city", "subnational", separator=", ", ignore_nulls=True).alias("place"),
        pl.col("status").str.to_titlecase().alias("status_label"),
    )
    return Figure(
        name=f"initiatives_{choice.country.lower()}",
        title=_list_finding(counted(release, choice)),
        subtitle="As the sources name them. The year is the one that the source calls established, launched, adopted "
        "or approved.",
        frame=table_of(frame),
        columns=(
            Column("name", "Initiative", link="source_url", language="title_lang"),
            Column("kind_label", "Kind"),
            Column("status_label", "Status"),
            Column("start_year", "Since", "code"),
            Column("place", "Place"),
            Column("lead_organisation", "Led by"),
            Column("note", "Note"),
        ),
        file_columns=(
            "initiative_id", "country_code", "country", "name", "title_lang", "kind", "kind_label", "status",
            "start_year", "end_year", "subnational", "city", "latitude", "longitude", "level", "lead_organisation",
            "sector", "amount", "amount_currency", "is_aggregate", "possible_duplicate_of", "note", "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        notes=_cautions(frame),
        row_limit=60,
    )  # fmt: skip


def _list_finding(rows: pl.DataFrame) -> str:
    told = plural(rows.height, "initiative is", "initiatives are")
    dated = rows["start_year"].drop_nulls()
    if dated.is_empty():
        return f"{told} on record, none with a year"
    years = sorted(dated.to_list())
    span = f"from {years[0]} to {years[-1]}" if years[0] != years[-1] else f"{years[0]}"
    return f"{told} on record; {dated.len():,} {'has' if dated.len() == 1 else 'have'} a year, {span}"


def _cautions(frame: pl.DataFrame) -> tuple[str, ...]:
    zones = frame.filter((pl.col("kind") == "special_technology_zone") & (pl.col("country_code") == "PAK"))
    if zones.is_empty():
        return ()
    return (
        "A technology zone counts as active when it is notified or licensed: that does not show that it is occupied.",
    )
