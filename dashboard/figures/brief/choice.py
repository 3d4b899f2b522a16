"""Whom a brief is about, and the score it speaks of."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.figures import country
from dashboard.figures.brief.ways import SCHEME
from dashboard.figures.country.choice import Context, newest, score_choice, totals
from dashboard.figures.country.choice import context as country_context
from dashboard.figures.readiness import Choice as ScoreChoice
from dashboard.figures.readiness.choice import context as score_context
from dashboard.kept import kept
from dashboard.queries import readiness
from dashboard.release import Release

#: How many briefs are kept.
KEPT = 512


@dataclass(frozen=True)
class Score:
    """The newest total of the first index that scores a country.

    Attributes
    ----------
    choice : ScoreChoice
        The view of the readiness page in which it stands.
    row : dict of str to Any
        What the release holds of it: value, ranks, band, status.
    decimals : int
        Digits with which it is written.
    """

    choice: ScoreChoice
    row: dict[str, Any]
    decimals: int


def names(release: Release, code: str) -> Context:
    """What the country is called, and its region."""
    return country_context(release, country.Choice(code, SCHEME))


@kept(maxsize=KEPT)
def score(release: Release, code: str) -> Score | None:
    """The score that a brief speaks of; none where no index scores the country."""
    asked = country.Choice(code, SCHEME)
    found = score_choice(release, asked)
    if found is None:
        return None
    row = newest(release, asked).filter(pl.col("index_id") == found.index).row(0, named=True)
    return Score(found, row, score_context(release, found).decimals)


@kept(maxsize=KEPT)
def comparable(release: Release, code: str) -> tuple[dict[str, Any], ...]:
    """Totals of the newest run of editions that may be compared and score the country twice, the oldest first."""
    found = score(release, code)
    if found is None:
        return ()
    index = found.choice.index
    segments = {edition.edition: edition.segment for edition in readiness.editions(release, index)}
    rows = totals(release, country.Choice(code, SCHEME)).filter(
        (pl.col("index_id") == index) & pl.col("value").is_not_null() & pl.col("is_drawn")
    )
    runs: dict[int, list[dict[str, Any]]] = {}
    for row in rows.sort("edition").to_dicts():
        runs.setdefault(segments[row["edition"]], []).append(row)
    longer = [run for _, run in sorted(runs.items()) if len(run) > 1]
    return tuple(longer[-1]) if longer else ()
