"""How far the first country is from the leader, the median and its region."""

from typing import Any

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.comparison.choice import KEPT, Choice, Context, drawn_totals, known, name_of, row_of, stem
from dashboard.figures.frames import table_of_rows
from dashboard.kept import kept
from dashboard.queries import geography, provenance, scores
from dashboard.queries.cuts import Row
from dashboard.release import Release
from dashboard.words import number, plural, signed

_FILE_COLUMNS = (
    "country_code", "country", "index_id", "edition", "measure_id", "measure", "value", "unit", "reference",
    "label", "reference_country_code", "reference_country", "reference_value", "gap", "region_scheme", "region",
    "scored_count", "status", "note",
)  # fmt: skip
_DRAWN_COLUMNS = ("sort_order", "label", "gap", "gap_label", "reference_label")


@kept(maxsize=KEPT)
def gaps(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Bars from the first country's score to the leader's and the median's, of the world and of the region.

    Returns
    -------
    Figure or None
        None where the first country has no total in the edition.
    """
    seen = known(release, choice)
    own = row_of(drawn_totals(release, choice), choice.first)
    if own is None:
        return None
    rows = _rows(_references(release, choice, seen), own, seen)
    title = _finding(rows, own, seen)
    columns = (
        Column("label", "Compared with"),
        Column("reference_value", "Score", "number", seen.edition.decimals),
        Column("gap_written", f"{seen.country} against it", "number"),
        Column("scored_count", "Countries counted", "number"),
    )
    return Figure(
        name=stem(choice, f"gap-{choice.region}"),
        title=title,
        subtitle=f"{seen.measured}. {seen.country} has {number(own['value'], seen.decimals)}; "
        "bars to the left: behind, to the right: ahead.",
        frame=table_of_rows(rows, _FILE_COLUMNS, _DRAWN_COLUMNS, (column.name for column in columns)),
        columns=columns,
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        spec=charts.gap_bars(
            theme=theme,
            value_title=f"Difference in points, {seen.unit}",
            extent=max(abs(gap) for gap in [*(row["gap"] for row in rows), 0.01]),
        ),
        drawn_columns=_DRAWN_COLUMNS,
        alt=f"Bar chart of {plural(len(rows), 'difference')}. {title}."[:250],
    )


def _references(release: Release, choice: Choice, seen: Context) -> list[dict[str, Any]]:
    """Whom the first country is measured against; a leader is left out where it is the country itself."""
    found: list[dict[str, Any]] = []
    where = (choice.index, choice.edition, "total")
    groups = [("", geography.WORLD, "all countries")]
    if choice.region != geography.WORLD:
        groups.append((choice.scheme, choice.region, seen.region))
    for scheme, region, name in groups:
        summary = scores.summary(release, *where, scheme, region)
        if summary is None:
            continue
        about = {"region_scheme": scheme or None, "region": region, "scored_count": summary.scored_count}
        best = summary.best_country_code
        if best != choice.first:
            found.append(about | {
                "reference": "leader", "reference_country_code": best, "reference_country": name_of(release, best),
                "reference_value": summary.max, "label": f"Leader of {name}: {name_of(release, best)}",
            })  # fmt: skip
        found.append(about | {
            "reference": "median", "reference_country_code": None, "reference_country": None,
            "reference_value": summary.median, "label": f"Median of {name} ({summary.scored_count})",
        })  # fmt: skip
    return found


def _rows(references: list[dict[str, Any]], own: Row, seen: Context) -> list[Row]:
    kept = (
        "country_code", "country", "index_id", "edition", "measure_id", "measure", "value", "unit", "status", "note",
    )  # fmt: skip
    rows = []
    for order, reference in enumerate(references, start=1):
        gap = own["value"] - reference["reference_value"]
        rows.append({key: own[key] for key in kept} | reference | {
            "sort_order": order, "gap": gap, "gap_label": signed(gap, seen.decimals),
            "gap_written": signed(gap, seen.edition.decimals),
            "reference_label": number(reference["reference_value"], seen.decimals),
        })  # fmt: skip
    return rows


def _finding(rows: list[Row], own: Row, seen: Context) -> str:
    """Where the country stands against the leader, and against the median nearest home."""
    median = [row for row in rows if row["reference"] == "median"][-1]
    among = "all countries" if median["region"] == geography.WORLD else seen.region
    gap = median["gap"]
    side = "above" if gap > 0 else "below" if gap < 0 else "at"
    by = f"{number(abs(gap), seen.decimals)} points {side}" if gap else side
    leading = [row for row in rows if row["reference"] == "leader" and row["region"] == geography.WORLD]
    if not leading:
        return f"{seen.country} leads the world and is {by} the median of {among}"
    leader = leading[0]
    behind = number(abs(leader["gap"]), seen.decimals)
    return (
        f"{own['country']} is {behind} points behind the leader ({leader['reference_country']}) and {by} "
        f"the median of {among}"
    )
