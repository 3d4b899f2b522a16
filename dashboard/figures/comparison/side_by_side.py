"""All measures of a framework, country beside country."""

from collections.abc import Sequence
from statistics import median

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures import closeness
from dashboard.figures.comparison.choice import KEPT, Choice, Context, known, name_of, scores, stem
from dashboard.figures.frames import table_of_rows
from dashboard.kept import kept
from dashboard.queries import provenance, statuses
from dashboard.queries.cuts import Row
from dashboard.release import Release
from dashboard.words import NO_FIGURE, listed, number, plural, unit_words

FILE_COLUMNS = (
    "country_code", "country", "index_id", "edition", "measure_id", "measure", "level", "value", "unit", "rank",
    "rank_of", "is_tied", *closeness.COLUMNS, "status", "note",
)  # fmt: skip


@kept(maxsize=KEPT)
def pillars(release: Release, choice: Choice, theme: Theme) -> Figure:
    """The total and the pillars of an edition, a dot for each country."""
    seen = known(release, choice)
    rows = [row for row in scores(release, choice) if row["level"] in {"total", "pillar"} and row["is_drawn"]]
    # A total on another scale than its pillars (2019: 0 to 11) cannot stand in the same row of marks.
    scale = max((row["scale_max"] for row in rows if row["level"] == "pillar"), default=None)
    if scale is not None:
        rows = [row for row in rows if row["scale_max"] == scale]
    places = {row["country_code"]: row["country"] for row in rows}
    names = [places[code] for code in choice.countries if code in places]
    unit = unit_words(rows[0]["unit"]) if rows else seen.unit
    title = _pillar_finding([row for row in rows if row["level"] == "pillar"], choice, seen)
    columns = (
        Column("measure", "Measure"),
        Column("country", "Country"),
        Column("value", f"Score, {unit}", "number", seen.edition.decimals),
        Column("rank_label", "Rank"),
        Column("rank_of", "of", "number"),
    )
    drawn = ("measure", "sort_order", "country", "value", "value_label", "series_index")
    return Figure(
        name=stem(choice, "pillars"),
        title=title,
        subtitle=f"{seen.edition.name} {choice.edition}, {unit}. Total and pillars.",
        frame=table_of_rows(rows, FILE_COLUMNS, drawn, (column.name for column in columns)),
        columns=columns,
        file_columns=FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        spec=charts.measure_compare_dots(theme=theme, value_title=unit, countries=names, domain=_domain(rows)),
        drawn_columns=drawn,
        alt=f"Dot plot of {plural(len({row['measure_id'] for row in rows}), 'measure')} for {listed(names)}. {title}."[
            :250
        ],
    )


def _domain(rows: Sequence[Row]) -> tuple[float, float]:
    """The whole scale; further where a value was published above its maximum."""
    return 0.0, max((max(row["scale_max"], row["value"]) for row in rows), default=1.0)


def _pillar_finding(rows: Sequence[Row], choice: Choice, seen: Context) -> str:
    """Who scores highest on most pillars, and where the first country stands best and worst against the others."""
    if not rows:
        return "No figure published for the pillars of these countries"
    pillars_of: dict[str, list[Row]] = {}
    for row in rows:
        pillars_of.setdefault(row["measure"], []).append(row)
    highest = _most_led(pillars_of)
    leads = _leads_on_median(pillars_of, choice.first)
    if len(leads) < 2:
        has_others = any(row["country_code"] != choice.first for row in rows)
        return highest if has_others else f"{seen.country}: {plural(len(rows), 'pillar')}"
    others = {row["country"] for row in rows if row["country_code"] != choice.first}
    against = others.pop() if len(others) == 1 else "the others"
    return f"{highest}; against {against} {seen.country} does best on {leads[-1][1]} and worst on {leads[0][1]}"


def _most_led(pillars_of: dict[str, list[Row]]) -> str:
    """Who scores highest on most pillars, those who share it together."""
    led: dict[str, int] = {}
    for rows in pillars_of.values():
        best = max(row["value"] for row in rows)
        for row in rows:
            if row["value"] == best:
                led[row["country"]] = led.get(row["country"], 0) + 1
    most, of = max(led.values()), len(pillars_of)
    leaders = sorted(name for name, count in led.items() if count == most)
    scores_highest = f"{listed(leaders)} {'scores' if len(leaders) == 1 else 'each score'} highest on"
    return f"{scores_highest} all {of} pillars" if most == of else f"{scores_highest} {most} of {of} pillars"


def _leads_on_median(pillars_of: dict[str, list[Row]], first: str) -> list[tuple[float, str]]:
    """How far the first country is from the median of the others on each pillar, the furthest behind first."""
    leads = []
    for pillar, rows in pillars_of.items():
        own = [row["value"] for row in rows if row["country_code"] == first]
        others = [row["value"] for row in rows if row["country_code"] != first]
        if own and others:
            leads.append((own[0] - median(others), pillar))
    return sorted(leads, key=lambda lead: lead[0])


@kept(maxsize=KEPT)
def all_measures(release: Release, choice: Choice) -> Figure:
    """Every measure of the framework as a table with a column for each country; the file is one value to a row."""
    seen = known(release, choice)
    rows = scores(release, choice)
    measures = len({row["measure_id"] for row in rows})
    columns = (
        Column("measure", "Measure"),
        *(Column(code, name_of(release, code), "number") for code in choice.countries),
        Column("level", "Level"),
        Column("unit", "Unit"),
    )
    return Figure(
        name=stem(choice, "measures"),
        title=f"{plural(measures, 'measure')}, {plural(len(choice.countries), 'country', 'countries')} side by side",
        subtitle=f"{seen.edition.name} {choice.edition}. Each measure in its own unit, in the order of the index.",
        frame=table_of_rows(rows, FILE_COLUMNS),
        columns=columns,
        file_columns=FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        notes=_status_notes(release, rows),
        layout=table_of_rows(_side_by_side(rows, seen), (column.name for column in columns)),
    )


def _side_by_side(rows: Sequence[Row], seen: Context) -> list[Row]:
    """One row for each measure, one column for each country; what is not as it should be has a star."""
    wide: dict[str, Row] = {}
    for row in rows:
        line = wide.setdefault(
            row["measure_id"],
            {"measure": row["measure"], "level": row["level"].title(), "unit": unit_words(row["unit"])},
        )
        star = "" if row["status"] == statuses.NORMAL else "*"
        told = number(row["value"], seen.edition.decimals) + star if row["is_drawn"] else f"{NO_FIGURE}*"
        line[row["country_code"]] = told
    return list(wide.values())


def _status_notes(release: Release, rows: Sequence[Row]) -> tuple[str, ...]:
    """What the star means, for every status that occurs."""
    said = statuses.explanations(release)
    return tuple(f"* {said[status]}" for status in sorted({row["status"] for row in rows} - {statuses.NORMAL}))
