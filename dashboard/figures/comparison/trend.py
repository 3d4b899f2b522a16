"""Total scores of the chosen countries over the editions, broken where the index was rebuilt."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures import breaks
from dashboard.figures.comparison.choice import KEPT, Choice, Context, known, of_chosen
from dashboard.figures.emphasis import emphasis, number_label, rank_label
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import provenance, readiness
from dashboard.queries import scores as queries
from dashboard.release import Release
from dashboard.words import listed, number, plural, signed


@kept(maxsize=KEPT)
def history(release: Release, choice: Choice) -> pl.DataFrame:
    """Total scores of the chosen countries in every edition on the same scale, in the order of the editions."""
    total = known(release, choice).measure
    return of_chosen(queries.trend(release, choice.index, total, choice.countries), choice).sort("edition")


@kept(maxsize=KEPT)
def trend(release: Release, choice: Choice, theme: Theme) -> Figure:
    """A line for each country; editions on another scale than the chosen one are left out and named."""
    seen = known(release, choice)
    frame = _labelled(history(release, choice), choice, seen)
    years = sorted(frame["edition"].unique().to_list())
    title = _finding(frame, choice, seen)
    return Figure(
        name=f"{choice.index}_trend_{'-'.join(choice.countries).lower()}",
        title=title,
        subtitle=f"{seen.edition.name}, {seen.in_words}, {seen.unit}. "
        f"{plural(len(years), 'edition')}.",
        frame=table_of(frame),
        columns=(
            Column("country", "Country"),
            Column("edition", "Edition", "code"),
            Column("value", f"Score, {seen.unit}", "number", seen.edition.decimals),
            Column("rank_label", "Rank"),
            Column("rank_of", "of", "number"),
        ),
        file_columns=(
            "country_code", "country", "index_id", "edition", "segment", "measure_id", "measure", "value", "unit",
            "rank", "rank_of", "is_tied", "status", "note",
        ),
        provenance=provenance.of_editions(release, choice.index, years),
        provenance_column="edition",
        spec=_spec(release, choice, seen, years, theme) if years else None,
        drawn_columns=(
            "country", "edition", "edition_year", "segment", "value", "value_label", "emphasis", "is_last",
            "series_index",
        ),
        alt=f"Line chart over {plural(len(years), 'edition')} for "
        f"{plural(frame['country'].n_unique(), 'country', 'countries')}. {title}."[:250],
        notes=(*_left_out_notes(release, choice, seen), *breaks.notes(release, choice.index, years)),
    )  # fmt: skip


def _spec(release: Release, choice: Choice, seen: Context, years: list[str], theme: Theme) -> charts.Spec:
    return charts.trend_lines(
        theme=theme,
        value_title=seen.unit,
        edition_years=[int(year) for year in years],
        breaks=breaks.drawn(release, choice.index, years),
        domain=seen.domain,
        series_count=len(choice.countries) if len(choice.countries) > 1 else 0,
    )


def _labelled(frame: pl.DataFrame, choice: Choice, seen: Context) -> pl.DataFrame:
    return frame.with_columns(
        pl.lit(value=False).alias("is_member"),
        number_label("value", seen.decimals),
        rank_label(),
        (pl.col("edition") == pl.col("edition").max().over("country_code")).alias("is_last"),
        pl.lit(seen.measure.label).alias("measure"),
    ).with_columns(emphasis(choice.first, compared=choice.others))


def _finding(frame: pl.DataFrame, choice: Choice, seen: Context) -> str:
    """How the first country moved in the newest segment with two editions of it, and how many moved up more."""
    own = frame.filter(pl.col("country_code") == choice.first)
    if own.is_empty():
        return f"{seen.country} has no figure in any edition on this scale"
    longer = own.filter(pl.len().over("segment") > 1)
    if longer.is_empty():
        return f"{seen.country} has one figure, of {own['edition'][-1]}: no other edition is comparable"
    segment = longer["segment"].max()
    own = longer.filter(pl.col("segment") == segment)
    start, end = own["edition"][0], own["edition"][-1]
    moved = (
        frame.filter((pl.col("segment") == segment) & pl.col("edition").is_in([start, end]))
        .group_by("country_code")
        .agg((pl.col("value").last() - pl.col("value").first()).alias("change"), pl.len())
        .filter(pl.col("len") == 2)
    )
    change = own["value"][-1] - own["value"][0]
    others = moved.filter(pl.col("country_code") != choice.first)
    told = (
        f"From {start} to {end} {seen.country} moved from {number(own['value'][0], seen.decimals)} to "
        f"{number(own['value'][-1], seen.decimals)} ({signed(change, seen.decimals)})"
    )
    if others.is_empty():
        return told
    better = others.filter(pl.col("change") > change).height
    among = plural(others.height, "other")
    if others.height < len(choice.others):
        among += " scored in both"
    return f"{told}; {better or 'none'} of the {among} rose more"


def _left_out_notes(release: Release, choice: Choice, seen: Context) -> tuple[str, ...]:
    """Editions whose total is on another scale."""
    other = [
        edition.edition
        for edition in readiness.editions(release, choice.index)
        if readiness.measure(release, choice.index, edition.edition, "total").max != seen.measure.max
    ]
    return (f"Not drawn, because the scale was another: {listed(sorted(other))}.",) if other else ()
