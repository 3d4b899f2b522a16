"""What makes up a score."""

from collections.abc import Sequence

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures import closeness
from dashboard.figures.frames import table_of_rows
from dashboard.figures.readiness.choice import KEPT, Choice, Context, context, stem
from dashboard.kept import kept
from dashboard.queries import geography, provenance, readiness, scores
from dashboard.queries.cuts import Row
from dashboard.release import Release
from dashboard.words import number, plural, rank, signed, unit_words

_FILE_COLUMNS = (
    "country_code", "country", "index_id", "edition", "measure_id", "measure", "level", "value", "unit", "rank",
    "rank_of", "is_tied", *closeness.COLUMNS, "compared_median", "difference", "region_rank", "region_rank_of",
    "world_min", "world_median", "world_max", "status", "note",
)  # fmt: skip
_DRAWN_COLUMNS = ("measure", "parent", "sort_order", "value", "value_label", "region_median", "best_value")


@kept(maxsize=KEPT)
def breakdown(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """What makes up the total: pillars and dimensions beside the median of the region.

    Returns
    -------
    Figure or None
        None where the country has no score in the edition.
    """
    known = context(release, choice)
    rows = _compared(release, choice, known)
    if not rows:
        return None
    is_world = choice.region == geography.WORLD
    unit, domain = _scale(release, choice, known, rows)
    among = "all countries" if is_world else known.region
    title = _breakdown_finding(rows, known, among)
    columns = (
        Column("measure", "Measure"),
        Column("level", "Level"),
        Column("value", known.country, "number", known.decimals),
        Column("compared_median", f"Median of {among}", "number", known.decimals),
        Column("rank_label", "Rank", "number"),
        Column("rank_of", "of", "number"),
    )
    return Figure(
        name=stem(choice, f"breakdown-{choice.country.lower()}"),
        title=title,
        subtitle=f"{known.edition.name} {choice.edition}, {unit}. Pillars, and under each its dimensions.",
        frame=table_of_rows(rows, _FILE_COLUMNS, _DRAWN_COLUMNS, (column.name for column in columns)),
        columns=columns,
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        spec=charts.breakdown_dots(
            theme=theme,
            value_title=unit,
            country_label=known.country,
            median_label=f"Median of {'all' if is_world else 'region'}",
            best_label="Best of all",
            domain=domain,
            decimals=known.decimals,
        ),
        drawn_columns=_DRAWN_COLUMNS,
        alt=f"Dot plot of {plural(len(rows), 'measure')}. {title}.",
    )


def _compared(release: Release, choice: Choice, known: Context) -> list[Row]:
    """The parts of the country's score, each with the median it is measured against and how far off it is."""
    rows = scores.breakdown(
        release, choice.index, choice.edition, choice.country, choice.scheme, choice.region, ("pillar", "dimension")
    )
    against = "world_median" if choice.region == geography.WORLD else "region_median"
    for place, row in enumerate(rows, start=1):
        # The chart calls whatever the country is measured against the median of its region.
        row["compared_median"] = row["region_median"] = row[against]
        row["best_value"] = row["world_max"]
        row["sort_order"] = place
        row["difference"] = None if row[against] is None else row["value"] - row[against]
        row["value_label"] = number(row["value"], known.decimals)
        row["rank_label"] = None if row["rank"] is None else rank(row["rank"], row["is_tied"])
    return rows


def _scale(release: Release, choice: Choice, known: Context, rows: Sequence[Row]) -> tuple[str, tuple[float, float]]:
    """Unit and range of the parts where they share one, which need not be that of the total."""
    measures = readiness.measures(release, choice.index, choice.edition)
    shown = {row["measure_id"] for row in rows}
    scales = {(found.unit, found.min, found.max) for found in measures if found.measure_id in shown}
    if len(scales) != 1:
        return known.unit, known.domain
    [(unit, low, high)] = scales
    return unit_words(unit), (low or 0.0, known.domain[1] if high is None else high)


def _breakdown_finding(rows: Sequence[Row], known: Context, among: str) -> str:
    told = sorted((row for row in rows if row["difference"] is not None), key=lambda row: row["difference"])
    if not told:
        return f"What makes up the score of {known.country}"
    worst, best = told[0], told[-1]
    return (
        f"Against the median of {among}, {known.country} is strongest on {best['measure']} "
        f"({signed(best['difference'], known.decimals)}) and weakest on {worst['measure']} "
        f"({signed(worst['difference'], known.decimals)})"
    )
