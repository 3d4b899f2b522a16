"""Which countries are most like one country, by rule."""

from collections.abc import Mapping
from math import log

from dashboard.figures.comparison.choice import KEPT, Choice, row_of
from dashboard.kept import kept
from dashboard.queries import comparison, geography, readiness, scores
from dashboard.queries.cuts import Row
from dashboard.release import Release

#: How many countries are suggested, and how many of them are shown while the reader has chosen none.
_SUGGESTED, _SHOWN = 7, 4


@kept(maxsize=KEPT)
def nearest(
    release: Release, kind: str, index: str, edition: str, country: str, scheme: str, region: str
) -> tuple[Row, ...]:
    """The nearest countries with a total in the edition, the nearest first, with the figure that makes them so.

    Parameters
    ----------
    release : Release
        What to ask.
    kind : str
        A code of ``comparison.PEER_KINDS``.
    index, edition : str
        Whose totals count.
    country : str
        Whom to find peers of.
    scheme, region : str
        Where to look, for the kind ``region``.

    Returns
    -------
    tuple of dict
        A row a country; read only, the rows are kept.
    """
    totals = _totals(release, index, edition)
    if kind in comparison.CONTEXT_OF_KIND:
        return _by_ratio(release, totals, comparison.CONTEXT_OF_KIND[kind], country)
    own = row_of(totals, country)
    if own is None and kind == "score":
        return ()
    among = _within(release, totals, kind, country, scheme, region)
    return _by_score(among, own["value"] if own else None, country)


@kept(maxsize=64)
def _totals(release: Release, index: str, edition: str) -> tuple[Row, ...]:
    """Every total of an edition that may be drawn, in the order of the ranking, with unit and income group."""
    total, groups = readiness.measure(release, index, edition, "total"), _income_groups(release)
    return tuple(
        row | {"unit": total.unit, "income_group": groups.get(row["country_code"])}
        for row in scores.ranked_rows(release, index, edition, total.measure_id)
        if row["is_drawn"]
    )


@kept(maxsize=8)
def _income_groups(release: Release) -> Mapping[str, str | None]:
    return {row["country_code"]: row["wb_income_group"] for row in geography.countries(release).to_pylist()}


def _within(
    release: Release, totals: tuple[Row, ...], kind: str, country: str, scheme: str, region: str
) -> tuple[Row, ...]:
    """The countries among which to look."""
    if kind == "income":
        scheme, region = comparison.INCOME_SCHEME, geography.home_region(release, comparison.INCOME_SCHEME, country)
    elif kind == "score" or region == geography.WORLD:
        return totals
    members = geography.member_codes(release, scheme, region)
    return tuple(row for row in totals if row["country_code"] in members)


def _by_score(totals: tuple[Row, ...], value: float | None, country: str) -> tuple[Row, ...]:
    """Without a score of its own, a country is shown the highest ranked."""
    found = [
        row | {"own_value": value, "year": int(row["edition"])} for row in totals if row["country_code"] != country
    ]

    def place(row: Row) -> tuple[float, bool, int, str]:
        distance = 0.0 if value is None else abs(row["value"] - value)
        return distance, row["rank"] is None, row["rank"] or 0, row["country"]

    return tuple(sorted(found, key=place)[:_SUGGESTED])


@kept(maxsize=8)
def _context(release: Release, measure: str) -> Mapping[str, Mapping[int, tuple[float, str]]]:
    """Value and unit of a measure of context, by country and year, the years in order."""
    found: dict[str, dict[int, tuple[float, str]]] = {}
    for row in comparison.context_values(release, measure).to_pylist():
        found.setdefault(row["country_code"], {})[row["year"]] = (row["value"], row["unit"])
    return found


def _by_ratio(release: Release, totals: tuple[Row, ...], measure: str, country: str) -> tuple[Row, ...]:
    """The year is the last for which the country itself has a figure."""
    values = _context(release, measure)
    if country not in values:
        return ()
    year, (own, _) = list(values[country].items())[-1]
    found = []
    for row in totals:
        code = row["country_code"]
        if code != country and year in values.get(code, {}):
            value, unit = values[code][year]
            found.append(row | {"value": value, "unit": unit, "year": year, "own_value": own})
    return tuple(sorted(found, key=lambda row: (abs(log(row["value"] / own)), row["country"]))[:_SUGGESTED])


@kept(maxsize=KEPT)
def default_countries(
    release: Release, kind: str, index: str, edition: str, country: str, scheme: str, region: str
) -> tuple[str, ...]:
    """A country and its nearest peers; those of the region where nothing is known to compare it by."""
    found = nearest(release, kind, index, edition, country, scheme, region)
    if not found:
        found = nearest(release, "region", index, edition, country, scheme, region)
    return (country, *(row["country_code"] for row in found[:_SHOWN]))


def suggested(release: Release, choice: Choice) -> tuple[Row, ...]:
    """The countries suggested for the first country of a choice."""
    return nearest(release, choice.peers, choice.index, choice.edition, choice.first, choice.scheme, choice.region)
