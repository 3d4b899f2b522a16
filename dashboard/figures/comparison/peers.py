"""The countries suggested for comparison, with the figure that makes them so."""

from collections.abc import Sequence

from dashboard.figure import Column, Figure
from dashboard.figures.comparison.choice import KEPT, Choice, Context, known
from dashboard.figures.comparison.nearest import suggested
from dashboard.figures.frames import table_of_rows
from dashboard.kept import kept
from dashboard.queries import comparison, geography, provenance
from dashboard.queries.cuts import Row
from dashboard.release import Release
from dashboard.words import count, listed, number, rank, sentence_case, unit_words

_FILE_COLUMNS = (
    "country_code", "country", "value", "unit", "year", "income_group", "index_id", "edition", "rank", "rank_of",
    "is_tied",
)  # fmt: skip
_CONTEXT_WORDS = {"population": "population", "gdp": "GDP per head at purchasing power parity"}


@kept(maxsize=KEPT)
def suggestions(release: Release, choice: Choice) -> Figure:
    """The countries suggested, with the figure that makes them so and its year."""
    seen = known(release, choice)
    rows = [row | {"rank_label": _place(row)} for row in suggested(release, choice)]
    by_context = choice.peers in _CONTEXT_WORDS
    decimals = 0 if by_context else seen.edition.decimals
    what = _CONTEXT_WORDS.get(choice.peers, seen.in_words)
    unit = unit_words(rows[0]["unit"]) if rows else seen.unit
    columns = (
        Column("country", "Country"),
        Column("value", f"{sentence_case(what.split(' at ')[0])}, {unit}", "number", decimals),
        Column("year", "Year", "code"),
        Column("income_group", "World Bank income group"),
        Column("rank_label", f"Rank, {seen.edition.short_name} {choice.edition}"),
    )
    sources = provenance.of_sources(release, ["wdi"]) if by_context else {}
    return Figure(
        name=f"{choice.index}_{choice.edition}_peers-{choice.peers}_{choice.first.lower()}",
        title=_finding([row["country"] for row in rows], choice, seen),
        subtitle=_basis(rows, choice, seen, what),
        frame=table_of_rows(rows, _FILE_COLUMNS, ("own_value",), (column.name for column in columns)),
        columns=columns,
        file_columns=_FILE_COLUMNS,
        provenance=sources | provenance.of_editions(release, choice.index, [choice.edition]),
    )


def _place(row: Row) -> str | None:
    return None if row["rank"] is None else rank(row["rank"], row["is_tied"])


def _finding(names: Sequence[str], choice: Choice, seen: Context) -> str:
    kind = comparison.PEER_KINDS[choice.peers]
    if not names:
        return f"{kind}: no figure published for {seen.country}, so no country can be suggested"
    group = " in the same income group" if choice.peers == "income" else ""
    if choice.peers == "region" and choice.region != geography.WORLD:
        group = f" in {seen.region}"
    what = _CONTEXT_WORDS.get(choice.peers, "score").split(" at ")[0]
    return f"Nearest to {seen.country} in {what}{group}: {listed(names[:3])}"


def _basis(rows: Sequence[Row], choice: Choice, seen: Context, what: str) -> str:
    """What the country itself has, and who could be suggested."""
    if not rows:
        return "Choose another way to suggest countries above."
    own, year = rows[0]["own_value"], rows[0]["year"]
    if choice.peers in _CONTEXT_WORDS:
        figure = f"{seen.country}: {count(round(own))} {rows[0]['unit']} in {year}. Nearest in ratio."
    elif own is None:
        figure = f"{seen.country} has no score in {year}: the highest ranked are listed."
    else:
        figure = f"{seen.country}: {number(own, seen.edition.decimals)} in {year}."
    where = ""
    if choice.peers == "region":
        where = "All countries. " if choice.region == geography.WORLD else f"{seen.region}. "
    return f"{where}{sentence_case(what)}. {figure} Only countries with a score in {choice.edition}."
