"""How many initiatives of each kind are on record."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.frames import table_of
from dashboard.figures.initiatives.choice import KEPT, Choice, context, counted, selection, stem
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import provenance
from dashboard.release import Release
from dashboard.words import count, plural

_STATUSES = ("active", "planned", "retired", "unknown")


def by_kind(release: Release, choice: Choice) -> pl.DataFrame:
    """Initiatives of each kind and status, the most frequent kind first."""
    rows = counted(release, choice)
    return (
        rows.group_by("kind", "kind_label", "kind_plural")
        .agg(
            pl.len().cast(pl.Int64).alias("initiative_count"),
            *((pl.col("status") == status).sum().alias(f"{status}_count") for status in _STATUSES),
        )
        .sort("initiative_count", "kind_plural", descending=[True, False])
    )


@kept(maxsize=KEPT)
def kind_counts(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Bars of the kinds; none where fewer than two kinds are there to be compared."""
    frame = by_kind(release, choice)
    if frame.height < 2:
        return None
    known = context(release, choice)
    frame = frame.with_columns(
        pl.lit(None if choice.country == "all" else choice.country, dtype=pl.String).alias("country_code"),
        pl.col("initiative_count").map_elements(in_format(count), return_dtype=pl.String).alias("count_label"),
        pl.lit("region").alias("emphasis"),
        pl.int_range(1, pl.len() + 1).alias("sort_order"),
    )
    total = int(frame["initiative_count"].sum())
    first = frame.row(0, named=True)
    title = (
        f"{first['kind_plural']} are the most frequent of {plural(frame.height, 'kind')}{known.within}: "
        f"{count(first['initiative_count'])} of {count(total)}"
    )
    return Figure(
        name=stem(choice, "kinds"),
        title=title,
        subtitle="Initiatives on record by kind. A record says what sources report, not all that there is.",
        frame=table_of(frame),
        columns=(
            Column("kind_plural", "Kind"),
            Column("initiative_count", "Initiatives", "number"),
            Column("active_count", "Active", "number"),
            Column("planned_count", "Planned", "number"),
            Column("retired_count", "Retired", "number"),
            Column("unknown_count", "Status not stated", "number"),
        ),
        file_columns=(
            "country_code", "kind", "kind_label", "initiative_count", "active_count", "planned_count",
            "retired_count", "unknown_count",
        ),
        provenance=provenance.of_sources(release, counted(release, choice)["source_id"]),
        spec=charts.category_bars(theme=theme, value_title="Initiatives on record"),
        drawn_columns=("kind_plural", "initiative_count", "count_label", "sort_order", "emphasis"),
        drawn_as={"kind_plural": "category_label", "initiative_count": "count"},
        alt=f"Bars of {plural(frame.height, 'kind')} of initiatives. {title}.",
        notes=_notes(release, choice),
    )  # fmt: skip


def _notes(release: Release, choice: Choice) -> tuple[str, ...]:
    rows = selection(release, choice)
    said = [
        f"Listed, not counted, because it sums up several: {row['name']}."
        for row in rows.filter("is_aggregate").to_dicts()
    ]
    twins = rows.filter(pl.col("possible_duplicate_of").is_not_null()).height
    if twins:
        said.append(
            f"{plural(twins, 'row is', 'rows are')} marked in the list as possibly the same as another and counted."
        )
    return tuple(said)
