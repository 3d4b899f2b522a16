"""Total scores of the chosen countries over the editions, broken where the index was rebuilt."""

from collections.abc import Sequence

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures import breaks
from dashboard.figures.comparison.choice import KEPT, Choice, Context, known, labelled
from dashboard.figures.frames import table_of_rows
from dashboard.kept import kept
from dashboard.notice import Notice
from dashboard.queries import provenance
from dashboard.queries import scores as queries
from dashboard.queries.cuts import Row
from dashboard.release import Release
from dashboard.words import number, plural, signed

_FILE_COLUMNS = (
    "country_code", "country", "index_id", "edition", "segment", "measure_id", "measure", "value", "unit",
    "rank", "rank_of", "is_tied", "status", "note",
)  # fmt: skip
_DRAWN_COLUMNS = (
    "country", "edition", "edition_year", "segment", "value", "value_label", "emphasis", "is_last", "series_index",
)  # fmt: skip


@kept(maxsize=KEPT)
def history(release: Release, choice: Choice) -> tuple[Row, ...]:
    """Total scores of the chosen countries in every edition on the same scale, in the order of the editions."""
    total = known(release, choice).measure
    found = [
        row | {"series_index": place}
        for place, code in enumerate(choice.countries)
        for row in queries.history(release, choice.index, total, code)
    ]
    return tuple(sorted(found, key=lambda row: (row["edition"], row["country"])))


@kept(maxsize=KEPT)
def trend(release: Release, choice: Choice, theme: Theme) -> Figure:
    """A line for each country; editions on another scale than the chosen one are left out and named."""
    seen = known(release, choice)
    rows = _emphasised(history(release, choice), choice, seen)
    years = sorted({row["edition"] for row in rows})
    title = _finding(rows, choice, seen)
    columns = (
        Column("country", "Country"),
        Column("edition", "Edition", "code"),
        Column("value", f"Score, {seen.unit}", "number", seen.edition.decimals),
        Column("rank_label", "Rank"),
        Column("rank_of", "of", "number"),
    )
    drawn_count = len({row["country"] for row in rows})
    return Figure(
        name=f"{choice.index}_trend_{'-'.join(choice.countries).lower()}",
        title=title,
        subtitle=f"{seen.edition.name}, {seen.in_words}, {seen.unit}. {plural(len(years), 'edition')}.",
        frame=table_of_rows(rows, _FILE_COLUMNS, _DRAWN_COLUMNS, (column.name for column in columns)),
        columns=columns,
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, years),
        provenance_column="edition",
        spec=_spec(release, choice, seen, years, theme) if years else None,
        drawn_columns=_DRAWN_COLUMNS,
        alt=f"Line chart over {plural(len(years), 'edition')} for {plural(drawn_count, 'country', 'countries')}. "
        f"{title}."[:250],
        notes=(
            *breaks.on_another_scale(release, choice.index, seen.measure),
            *breaks.notes(release, choice.index, years),
        ),
    )


def _spec(release: Release, choice: Choice, seen: Context, years: list[str], theme: Theme) -> charts.Spec:
    return charts.trend_lines(
        theme=theme,
        value_title=seen.unit,
        edition_years=[int(year) for year in years],
        breaks=breaks.drawn(release, choice.index, years),
        domain=seen.domain,
        series_count=len(choice.countries) if len(choice.countries) > 1 else 0,
    )


def _emphasised(rows: Sequence[Row], choice: Choice, seen: Context) -> list[Row]:
    """The rows with what marks and files need; the first country is brought forward."""
    last = {row["country_code"]: row["edition"] for row in rows}
    return [
        labelled(
            row
            | {
                "measure": seen.measure.label,
                "is_last": row["edition"] == last[row["country_code"]],
                "emphasis": "chosen" if row["country_code"] == choice.first else "compared",
            },
            seen.decimals,
        )
        for row in rows
    ]


def _finding(rows: Sequence[Row], choice: Choice, seen: Context) -> str:
    """How the first country moved in the newest segment with two editions of it, and how many moved up more."""
    own = [row for row in rows if row["country_code"] == choice.first]
    if not own:
        return f"{seen.country} has no figure in any edition on this scale"
    segments = [row["segment"] for row in own]
    longer = [segment for segment in segments if segments.count(segment) > 1]
    if not longer:
        return f"{seen.country} has one figure, of {own[-1]['edition']}: no other edition is comparable"
    own = [row for row in own if row["segment"] == max(longer)]
    start, end = own[0], own[-1]
    told = (
        f"From {start['edition']} to {end['edition']} {seen.country} moved from "
        f"{number(start['value'], seen.decimals)} to {number(end['value'], seen.decimals)} "
        f"({signed(end['value'] - start['value'], seen.decimals)})"
    )
    changes = _changes(rows, choice.others, start["edition"], end["edition"])
    if not changes:
        return told
    better = sum(change > end["value"] - start["value"] for change in changes)
    if len(choice.others) == 1:
        other = next(row["country"] for row in rows if row["country_code"] == choice.others[0])
        return f"{told}; {other} rose more" if better else f"{told}; {other} did not rise more"
    among = plural(len(changes), "other")
    if len(changes) < len(choice.others):
        among += " scored in both"
    if better == len(changes) > 1:
        return f"{told}; all {among} rose more"
    return f"{told}; {better or 'none'} of the {among} rose more"


def _changes(rows: Sequence[Row], countries: Sequence[str], start: str, end: str) -> list[float]:
    """Between two comparable editions, the change of each country that is scored in both."""
    values = {(row["country_code"], row["edition"]): row["value"] for row in rows}
    both = [code for code in countries if (code, start) in values and (code, end) in values]
    return [values[code, end] - values[code, start] for code in both]


def asked_change(release: Release, choice: Choice, start: str, end: str) -> list[Notice]:
    """What to say to a reader whose address asks for the change of the first country between two editions."""
    if not choice.countries:
        return []
    measure = known(release, choice).measure
    return breaks.asked_change(release, choice.index, measure, choice.first, start, end)
