"""Scores over editions, broken where an index was rebuilt."""

from collections.abc import Sequence

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures import breaks
from dashboard.figures.frames import table_of_rows
from dashboard.figures.readiness.choice import KEPT, Choice, Context, context, scored
from dashboard.kept import kept
from dashboard.notice import Notice
from dashboard.queries import geography, provenance, scores
from dashboard.queries.cuts import Row
from dashboard.release import Release
from dashboard.words import number, plural, rank, rank_of, signed

_PEERS = 5
_FILE_COLUMNS = (
    "country_code", "country", "index_id", "edition", "segment", "measure_id", "measure", "value", "unit", "rank",
    "rank_of", "is_tied", "region_scheme", "region", "region_rank", "region_rank_of", "status", "note",
)  # fmt: skip
_DRAWN_COLUMNS = (
    "country_code", "country", "edition", "edition_year", "segment", "value", "value_label", "emphasis", "is_last",
)  # fmt: skip


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
    rows = _emphasised(release, choice, countries, known)
    years = tuple(sorted({row["edition"] for row in rows}))
    title = _trend_finding(rows, choice, known)
    columns = (
        Column("country", "Country"),
        Column("edition", "Edition", "code"),
        Column("value", f"Value, {known.unit}", "number", known.edition.decimals),
        Column("rank_label", "Rank", "number"),
        Column("rank_of", "of", "number"),
        *([Column("region_rank_label", f"Rank in {known.region}")] if choice.region != geography.WORLD else []),
    )
    return Figure(
        name=f"{choice.index}_{choice.measure}_trend_{choice.country.lower()}",
        title=title,
        subtitle=f"{known.edition.name}, {known.in_words}, {known.unit}, {plural(len(years), 'edition')}.",
        frame=table_of_rows(rows, _FILE_COLUMNS, _DRAWN_COLUMNS, (column.name for column in columns)),
        columns=columns,
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, years),
        provenance_column="edition",
        spec=charts.trend_lines(
            theme=theme,
            edition_years=[int(year) for year in years],
            breaks=breaks.drawn(release, choice.index, years),
            value_title=known.unit,
            domain=known.domain,
        ),
        drawn_columns=_DRAWN_COLUMNS,
        alt=f"Line chart over {plural(len(years), 'edition')}. {title}.",
        notes=(
            *breaks.on_another_scale(release, choice.index, known.measure),
            *breaks.notes(release, choice.index, years),
        ),
    )


def _emphasised(release: Release, choice: Choice, countries: tuple[str, ...], known: Context) -> list[Row]:
    """Every score of the countries, by name and edition; the chosen country is brought forward."""
    names = geography.place_labels(release)
    found: list[Row] = []
    for code in sorted(countries, key=lambda code: names[code]):
        rows = scores.history(release, choice.index, known.measure, code)
        for row in rows:
            row["measure"] = known.measure.label
            row["value_label"] = number(row["value"], known.decimals)
            row["rank_label"] = None if row["rank"] is None else rank(row["rank"], row["is_tied"])
            row.update(_in_region(release, choice, known, row))
            row["is_last"] = row is rows[-1]
            # Peers are drawn thin, in the tone of the region.
            row["emphasis"] = "chosen" if code == choice.country else "region"
        found += rows
    return found


def _in_region(release: Release, choice: Choice, known: Context, row: Row) -> Row:
    """Where a country stood in the chosen region in the edition of a row; nulls where it has no place there."""
    measure_id = known.measure.measure_id
    place = scores.place_in_region(
        release, choice.index, row["edition"], measure_id, choice.scheme, choice.region, row["country_code"]
    )
    found = place or dict.fromkeys(("region_rank", "region_rank_of", "region_is_tied"))
    return {
        "region_scheme": choice.scheme,
        "region": choice.region if place else None,
        "region_rank": found["region_rank"],
        "region_rank_of": found["region_rank_of"],
        "region_rank_label": place and rank_of(place["region_rank"], place["region_rank_of"], place["region_is_tied"]),
    }


def _trend_finding(rows: Sequence[Row], choice: Choice, known: Context) -> str:
    """The movement of the chosen country within the newest framework that has two editions of it."""
    own = [row for row in rows if row["country_code"] == choice.country]
    if not own:
        return f"{known.country} has no figure in any edition"
    segments = [row["segment"] for row in own]
    longer = [segment for segment in segments if segments.count(segment) > 1]
    if not longer:
        value = number(own[-1]["value"], known.decimals)
        return f"{known.country} has {value} in {own[-1]['edition']}; no earlier edition is comparable"
    first, *_, last = (row for row in own if row["segment"] == longer[-1])
    return (
        f"{known.country} went from {number(first['value'], known.decimals)} in {first['edition']} to "
        f"{number(last['value'], known.decimals)} in {last['edition']} "
        f"({signed(last['value'] - first['value'], known.decimals)})"
    )


def asked_change(release: Release, choice: Choice, start: str, end: str) -> list[Notice]:
    """What to say to a reader whose address asks for the change between two editions."""
    measure = context(release, choice).measure
    return breaks.asked_change(release, choice.index, measure, choice.country, start, end)
