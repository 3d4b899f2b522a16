"""What has been started in a country, by kind."""

from collections.abc import Iterable

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure, Provenance
from dashboard.figures.country.choice import KEPT, Choice, Context, context
from dashboard.figures.frames import frame_of, table_of
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import country, provenance
from dashboard.release import Release
from dashboard.words import count, lower_first, plural

_SOURCES_NAMED = 3
_FEWEST_KINDS = 2
_STATUSES = ("active", "planned", "retired", "unknown")


@kept(maxsize=KEPT)
def on_record(release: Release, choice: Choice) -> pl.DataFrame:
    """Every initiative, rows that sum up others marked."""
    return frame_of(country.initiatives(release, choice.country))


@kept(maxsize=KEPT)
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


@kept(maxsize=KEPT)
def kinds(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Bars of how many initiatives of each kind are on record; none where there are not two kinds."""
    rows = counted(release, choice)
    # A single bar says no more than the title of the list.
    if rows["kind"].n_unique() < _FEWEST_KINDS:
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
            pl.col("initiative_count").map_elements(in_format(count), pl.String).alias("count_label"),
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
    if first["initiative_count"] == frame["initiative_count"][1]:
        return f"{plural(total, 'initiative')} of {known.in_sentence}, of {frame.height} kinds, none far ahead"
    return f"{count(first['initiative_count'])} of {count(total)} initiatives of {known.in_sentence} are {kind}"
