"""The countries suggested for comparison, with the figure that makes them so."""

from collections.abc import Sequence

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.comparison.choice import KEPT, Choice, Context, known
from dashboard.figures.comparison.nearest import suggested
from dashboard.figures.emphasis import rank_label
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import comparison, geography, provenance
from dashboard.release import Release
from dashboard.words import count, listed, number, sentence_case, unit_words

_CONTEXT_WORDS = {"population": "population", "gdp": "GDP per head at purchasing power parity"}


@kept(maxsize=KEPT)
def suggestions(release: Release, choice: Choice) -> Figure:
    """The countries suggested, with the figure that makes them so and its year."""
    seen = known(release, choice)
    frame = suggested(release, choice).with_columns(rank_label())
    by_context = choice.peers in _CONTEXT_WORDS
    decimals = 0 if by_context else seen.edition.decimals
    what = _CONTEXT_WORDS.get(choice.peers, seen.in_words)
    unit = unit_words(frame["unit"][0]) if frame.height else seen.unit
    sources = provenance.of_sources(release, ["wdi"]) if by_context else {}
    return Figure(
        name=f"{choice.index}_{choice.edition}_peers-{choice.peers}_{choice.first.lower()}",
        title=_finding(frame["country"].to_list(), choice, seen),
        subtitle=_basis(frame, choice, seen, what),
        frame=table_of(frame),
        columns=(
            Column("country", "Country"),
            Column("value", f"{sentence_case(what.split(' at ')[0])}, {unit}", "number", decimals),
            Column("year", "Year", "code"),
            Column("income_group", "World Bank income group"),
            Column("rank_label", f"Rank, {seen.edition.short_name} {choice.edition}"),
        ),
        file_columns=(
            "country_code", "country", "value", "unit", "year", "income_group", "index_id", "edition", "rank",
            "rank_of", "is_tied",
        ),
        provenance=sources | provenance.of_editions(release, choice.index, [choice.edition]),
    )  # fmt: skip


def _finding(names: Sequence[str], choice: Choice, seen: Context) -> str:
    kind = comparison.PEER_KINDS[choice.peers]
    if not names:
        return f"{kind}: no figure published for {seen.country}, so no country can be suggested"
    group = " in the same income group" if choice.peers == "income" else ""
    if choice.peers == "region" and choice.region != geography.WORLD:
        group = f" in {seen.region}"
    what = _CONTEXT_WORDS.get(choice.peers, "score").split(" at ")[0]
    return f"Nearest to {seen.country} in {what}{group}: {listed(names[:3])}"


def _basis(frame: pl.DataFrame, choice: Choice, seen: Context, what: str) -> str:
    """What the country itself has, and who could be suggested."""
    if frame.is_empty():
        return "Choose another way to suggest countries above."
    own, year = frame["own_value"][0], frame["year"][0]
    if choice.peers in _CONTEXT_WORDS:
        figure = f"{seen.country}: {count(round(own))} {frame['unit'][0]} in {year}. Nearest in ratio."
    elif own is None:
        figure = f"{seen.country} has no score in {year}: the highest ranked are listed."
    else:
        figure = f"{seen.country}: {number(own, seen.edition.decimals)} in {year}."
    where = ""
    if choice.peers == "region":
        where = "All countries. " if choice.region == geography.WORLD else f"{seen.region}. "
    return f"{where}{sentence_case(what)}. {figure} Only countries with a score in {choice.edition}."
