"""Who leads, and who stands beside the chosen country."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures import closeness
from dashboard.figures.frames import row_of, table_of
from dashboard.figures.readiness.choice import KEPT, Choice, Context, context, emphasised, ranked, stem
from dashboard.kept import kept
from dashboard.queries import geography, provenance
from dashboard.release import Release
from dashboard.words import number, plural, rank_of

#: Where the numbers of a figure stand that draws every ranked country.
ALL_RANKS_TABLE = "The numbers stand in the table \u201cAll figures\u201d below."
# More rows than this are not drawn as bars; the table has them all.
_MOST_BARS = 60
_LEADERS, _NEIGHBOURS = 10, 8


def _drawn_ranks(frame: pl.DataFrame, choice: Choice) -> tuple[pl.DataFrame, str]:
    """The rows of the ranking chart, and how to say which they are."""
    is_placed = pl.col("rank").is_not_null() & pl.col("is_drawn")
    if choice.region != geography.WORLD:
        return frame.filter(is_placed & pl.col("is_member")), ""
    placed = frame.filter(is_placed)
    if placed.height <= _MOST_BARS:
        return placed, ""
    placed = placed.with_row_index("position")
    at = placed.filter(pl.col("country_code") == choice.country)["position"].to_list()
    near = pl.col("position") < _LEADERS
    if not at:
        return placed.filter(near), f"The first {_LEADERS} of {placed.height}."
    near |= (pl.col("position").cast(pl.Int64) - at[0]).abs() <= _NEIGHBOURS
    return placed.filter(near), f"The first {_LEADERS} and those around the chosen country, of {placed.height}."


RANK_FILE_COLUMNS = (
    "country_code", "country", "index_id", "edition", "measure_id", "measure", "value", "unit", "rank",
    "rank_of", "is_tied", "rank_published", "rank_computed", *closeness.COLUMNS, "region_scheme", "region",
    "region_rank", "region_rank_of", "status", "note",
)  # fmt: skip


@kept(maxsize=KEPT)
def ranking(release: Release, choice: Choice, theme: Theme) -> Figure:
    """Sorted bars of the region, or of the leaders and the neighbours in the world's ranking."""
    known = context(release, choice)
    rows, which = _drawn_ranks(emphasised(release, choice), choice)
    is_near, shaded = _near(rows, choice, known)
    frame = rows.with_row_index("sort_order", offset=1).with_columns(is_near=is_near)
    title = _ranking_finding(frame, choice, known)
    return Figure(
        name=stem(choice, "ranking"),
        title=title,
        subtitle=f"{known.measured}. {which or known.region + '.'} At the left the rank in the world.{shaded}",
        frame=table_of(frame),
        columns=rank_columns(known, choice),
        file_columns=RANK_FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        spec=charts.ranking_bars(theme=theme, value_title=known.unit, domain=known.domain),
        drawn_columns=(
            "country_code", "country", "value", "value_label", "rank_label", "emphasis", "sort_order",
            "is_drawn", "is_near",
        ),
        alt=f"Ranking of {plural(frame.height, 'country', 'countries')} by {known.measure.label}. {title}.",
        notes=_rank_notes(frame),
    )  # fmt: skip


def _near(frame: pl.DataFrame, choice: Choice, known: Context) -> tuple[pl.Expr, str]:
    """Whether a score is too close to the chosen country's for its rank to say much, and how to say what is shaded."""
    own, points = row_of(frame, choice.country), known.measure.band_points
    if own is None or points is None:
        return pl.lit(None, pl.Boolean), ""
    told = f" Shaded: within {closeness.points(points)} of {known.country}."
    # A little wider: 0.7531 and 0.7431 are 0.01 apart, although their binary numbers are not.
    return (pl.col("value") - own["value"]).abs() <= points + 1e-9, told


def _ranking_finding(frame: pl.DataFrame, choice: Choice, known: Context) -> str:
    if frame.is_empty():
        return f"No country of {known.region} has a figure"
    first = frame.row(0, named=True)
    where = "the world" if choice.region == geography.WORLD else known.region
    finding = f"{first['country']} leads {where} with {number(first['value'], known.decimals)}"
    own = row_of(frame, choice.country)
    if own is None or own["country_code"] == first["country_code"]:
        return finding
    prefix = "" if choice.region == geography.WORLD else "region_"
    place = rank_of(own[prefix + "rank"], own[prefix + "rank_of"], own[prefix + "is_tied"])
    return f"{finding}; {known.country} is {place} with {number(own['value'], known.decimals)}"


def _rank_notes(frame: pl.DataFrame) -> tuple[str, ...]:
    """Cautions about rows that are not as they should be."""
    odd = frame.filter(
        ((pl.col("rank_published") != pl.col("rank_computed")) | (pl.col("status") != "normal"))
        & pl.col("note").is_not_null()
    )
    return tuple(f"{row['country']}: {row['note']}" for row in odd.head(4).to_dicts())


def _world_columns(known: Context) -> tuple[Column, ...]:
    columns = [
        Column("country", "Country"),
        Column("rank_label", f"Rank of {known.edition.countries_with_total}"),
        Column("value", f"{known.measure.label}, {known.unit}", "number", known.edition.decimals),
    ]
    if known.measure.band_points is not None:
        columns.append(Column("band_label", f"Ranks within {closeness.points(known.measure.band_points)}"))
    return tuple(columns)


def rank_columns(known: Context, choice: Choice) -> tuple[Column, ...]:
    """Columns of a table of ranks."""
    if choice.region == geography.WORLD:
        return _world_columns(known)
    return (*_world_columns(known), Column("region_rank_label", f"Rank in {known.region}"))


def all_ranks(release: Release, choice: Choice) -> Figure:
    """Every scored country, as a table.

    It is the same table whatever the region, whose ranks stand under the ranking and in the files: a browser takes
    longer to read two hundred rows again than to draw all charts.
    """
    return _all_ranks(release, choice.of_all)


@kept(maxsize=KEPT)
def _all_ranks(release: Release, choice: Choice) -> Figure:
    known = context(release, choice)
    frame = ranked(release, choice)
    return Figure(
        name=stem(choice, "all-ranks"),
        title=f"All {plural(frame.height, 'country', 'countries')} with a figure",
        subtitle=known.measured,
        frame=table_of(frame),
        columns=(*_world_columns(known), Column("told_note", "Note")),
        file_columns=RANK_FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
    )
