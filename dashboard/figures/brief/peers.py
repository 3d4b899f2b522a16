"""A country beside the countries nearest to it: bars, and lines over the editions."""

from dataclasses import replace

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures import readiness as scores
from dashboard.figures.brief.choice import KEPT, score
from dashboard.figures.comparison.nearest import nearest
from dashboard.figures.frames import table_of
from dashboard.figures.readiness.choice import Choice as ScoreChoice
from dashboard.figures.readiness.choice import Context, context, emphasised, stem
from dashboard.figures.readiness.ranking import RANK_FILE_COLUMNS
from dashboard.kept import kept
from dashboard.queries import geography, provenance
from dashboard.release import Release
from dashboard.words import listed, number, plural

#: Fewer peers in the region than this, and they are sought in all the world.
_FEWEST = 4
_BARS, _LINES = 6, 3


def _near(release: Release, wanted: ScoreChoice) -> tuple[str, ...]:
    """The countries whose score is nearest: of the region, and of all the world where the region has too few."""
    asked = (wanted.index, wanted.edition, wanted.country, wanted.scheme)
    found = nearest(release, "region", *asked, wanted.region)
    if len(found) < _FEWEST:
        found = nearest(release, "score", *asked, geography.WORLD)
    return tuple(row["country_code"] for row in found[:_BARS])


@kept(maxsize=KEPT)
def figures(release: Release, code: str, theme: Theme) -> tuple[Figure, ...]:
    """Peers and trend; nothing where no index scores the country."""
    found = score(release, code)
    if found is None:
        return ()
    near = _near(release, found.choice)
    return (
        peers(release, found.choice, near, theme),
        scores.trend(release, found.choice, (code, *near[:_LINES]), theme),
    )


@kept(maxsize=KEPT)
def peers(release: Release, wanted: ScoreChoice, near: tuple[str, ...], theme: Theme) -> Figure:
    """Bars of a country and its nearest, in the order of the ranking."""
    known = context(release, wanted)
    frame = (
        emphasised(release, wanted)
        .filter(pl.col("country_code").is_in([wanted.country, *near]) & pl.col("is_drawn"))
        .with_row_index("sort_order", offset=1)
    )
    title = _finding(frame, wanted, known)
    return Figure(
        name=stem(replace(wanted, region=wanted.country.lower()), "peers"),
        title=title,
        subtitle=f"{known.measured}. The nearest by score {_among(frame, wanted, known)}; at the left the rank.",
        frame=table_of(frame),
        columns=(
            Column("country", "Country"),
            Column("rank_label", f"Rank of {known.edition.countries_with_total}"),
            Column("value", f"{known.measure.label}, {known.unit}", "number", known.edition.decimals),
        ),
        file_columns=RANK_FILE_COLUMNS,
        provenance=provenance.of_editions(release, wanted.index, [wanted.edition]),
        spec=charts.ranking_bars(theme=theme, value_title=known.unit, domain=known.domain),
        drawn_columns=(
            "country_code", "country", "value", "value_label", "rank_label", "emphasis", "sort_order", "is_drawn",
        ),
        alt=f"Bars of {plural(frame.height, 'country', 'countries')} by {known.in_words}. {title}."[:250],
    )  # fmt: skip


def _among(frame: pl.DataFrame, wanted: ScoreChoice, known: Context) -> str:
    """Where the peers were sought."""
    is_home = wanted.region != geography.WORLD and frame["is_member"].all()
    return f"in {known.region}" if is_home else "in all the world"


def _finding(frame: pl.DataFrame, wanted: ScoreChoice, known: Context) -> str:
    """Between whom the country stands."""
    rows = frame.to_dicts()
    at = next(place for place, row in enumerate(rows) if row["country_code"] == wanted.country)
    beside = [*rows[at - 1 : at], *rows[at + 1 : at + 2]]
    told = [f"{row['country']} ({number(row['value'], known.decimals)})" for row in beside]
    return f"Next to {known.country} ({number(rows[at]['value'], known.decimals)}): {listed(told)}"
