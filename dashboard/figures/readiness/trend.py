"""Scores over editions, broken where an index was rebuilt."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures import breaks
from dashboard.figures.emphasis import emphasis, number_label
from dashboard.figures.frames import table_of
from dashboard.figures.readiness.choice import KEPT, Choice, Context, context, scored
from dashboard.kept import kept
from dashboard.queries import geography, provenance, readiness, scores
from dashboard.release import Release
from dashboard.words import listed, number, plural, signed

_PEERS = 5


@kept(maxsize=KEPT)
def peers(release: Release, choice: Choice) -> tuple[str, ...]:
    """The chosen country and those beside it in the ranking of its region."""
    frame = scored(release, choice.of_all)
    if choice.region != geography.WORLD:
        frame = frame.filter("is_member")
    codes: list[str] = frame.filter(pl.col("rank").is_not_null())["country_code"].to_list()
    if choice.country not in codes:
        return (choice.country, *codes[: _PEERS - 1])
    at = codes.index(choice.country)
    start = max(0, min(at - _PEERS // 2, len(codes) - _PEERS))
    near = [code for code in codes[start : start + _PEERS] if code != choice.country]
    return (choice.country, *near)


@kept(maxsize=KEPT)
def trend(release: Release, choice: Choice, countries: tuple[str, ...], theme: Theme) -> Figure:
    """Lines over the editions of an index, broken where it was rebuilt.

    Parameters
    ----------
    release : Release
        What to draw from.
    choice : Choice
        Index and measure; the chosen country is drawn thick.
    countries : tuple of str
        Whom to draw, the chosen one first.
    theme : {'light', 'dark'}
        Colours.
    """
    known = context(release, choice)
    frame = scores.trend(release, choice.index, known.measure, countries)
    frame = _trend_frame(frame, choice, known)
    years = tuple(sorted(frame["edition"].unique().to_list()))
    title = _trend_finding(frame, choice, known)
    return Figure(
        name=f"{choice.index}_{choice.measure}_trend_{choice.country.lower()}",
        title=title,
        subtitle=f"{known.edition.name}, {known.in_words}, {known.unit}, "
        f"{plural(len(years), 'edition')}.",
        frame=table_of(frame),
        columns=(
            Column("country", "Country"),
            Column("edition", "Edition", "code"),
            Column("value", f"Value, {known.unit}", "number", known.edition.decimals),
            Column("rank", "Rank", "number"),
            Column("rank_of", "of", "number"),
        ),
        file_columns=(
            "country_code", "country", "index_id", "edition", "segment", "measure_id", "measure", "value", "unit",
            "rank", "rank_of", "is_tied", "status", "note",
        ),
        provenance=provenance.of_editions(release, choice.index, years),
        provenance_column="edition",
        spec=charts.trend_lines(
            theme=theme,
            edition_years=[int(year) for year in years],
            breaks=breaks.drawn(release, choice.index, years),
            value_title=known.unit,
            domain=known.domain,
        ),
        drawn_columns=(
            "country_code", "country", "edition", "edition_year", "segment", "value", "value_label", "emphasis",
            "is_last",
        ),
        alt=f"Line chart over {plural(len(years), 'edition')}. {title}.",
        notes=(*_left_out(release, choice, years), *breaks.notes(release, choice.index, years)),
    )  # fmt: skip


def _trend_frame(frame: pl.DataFrame, choice: Choice, known: Context) -> pl.DataFrame:
    return frame.with_columns(
        # Peers are drawn thin, in the tone of the region.
        pl.lit(value=True).alias("is_member"),
        number_label("value", known.decimals),
        (pl.col("edition") == pl.col("edition").max().over("country_code")).alias("is_last"),
        pl.lit(known.measure.label).alias("measure"),
        pl.lit(known.measure.unit).alias("unit"),
    ).with_columns(emphasis(choice.country))


def _trend_finding(frame: pl.DataFrame, choice: Choice, known: Context) -> str:
    """The movement of the chosen country within the newest framework that has two editions of it."""
    own = frame.filter(pl.col("country_code") == choice.country).sort("edition")
    if own.is_empty():
        return f"{known.country} has no figure in any edition"
    segments = own.group_by("segment", maintain_order=True).agg(pl.col("edition"), pl.col("value"))
    longer = segments.filter(pl.col("edition").list.len() > 1)
    if longer.is_empty():
        last = own.row(-1, named=True)
        value = number(last["value"], known.decimals)
        return f"{known.country} has {value} in {last['edition']}; no earlier edition is comparable"
    row = longer.row(-1, named=True)
    first_year, last_year = row["edition"][0], row["edition"][-1]
    change = row["value"][-1] - row["value"][0]
    return (
        f"{known.country} went from {number(row['value'][0], known.decimals)} in {first_year} to "
        f"{number(row['value'][-1], known.decimals)} in {last_year} ({signed(change, known.decimals)})"
    )


def _left_out(release: Release, choice: Choice, years: tuple[str, ...]) -> tuple[str, ...]:
    """Editions that have the measure on another scale."""
    other = [
        edition.edition
        for edition in readiness.editions(release, choice.index)
        if edition.edition not in years
        and choice.measure in readiness.measure_labels(release, choice.index, edition.edition)
    ]
    if not other:
        return ()
    return (f"Not drawn, because the scale was another: {listed(sorted(other))}.",)
