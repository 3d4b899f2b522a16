"""Which countries the reader compares, and what the codes stand for."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.figures import readiness as one_country
from dashboard.figures.readiness.choice import KEPT, Context, context
from dashboard.kept import kept
from dashboard.queries import geography, readiness
from dashboard.queries import scores as queries
from dashboard.queries.cuts import Row
from dashboard.release import Release
from dashboard.words import number, rank

__all__ = ["KEPT", "Choice", "Context", "drawn_totals", "known", "labelled", "name_of", "row_of", "scores", "stem"]


@dataclass(frozen=True)
class Choice:
    """What the reader of the comparison chose, as codes; the first country is compared with the others."""

    index: str
    edition: str
    countries: tuple[str, ...]
    peers: str
    scheme: str
    region: str

    @property
    def first(self) -> str:
        """The country that is compared with the others."""
        return self.countries[0]

    @property
    def others(self) -> tuple[str, ...]:
        """The countries it is compared with."""
        return self.countries[1:]


def known(release: Release, choice: Choice) -> Context:
    """Names and formats: of the first country, the region, the edition and its total score."""
    return context(
        release,
        one_country.Choice(choice.index, choice.edition, "total", choice.scheme, choice.region, choice.first),
    )


def name_of(release: Release, code: str) -> str:
    """Name of a country."""
    return geography.country_labels(release)[code]


def stem(choice: Choice, what: str) -> str:
    """Start of a file name: dataset, edition, what, countries."""
    return f"{choice.index}_{choice.edition}_{what}_{'-'.join(choice.countries).lower()}"


@kept(maxsize=64)
def _measures(release: Release, index: str, edition: str) -> Mapping[str, Row]:
    """What is said of each measure of an edition, with its place in the order of the framework."""
    return {
        found.measure_id: {
            "measure": found.label, "level": found.level, "unit": found.unit, "scale_max": found.max,
            "sort_order": place,
        }
        for place, found in enumerate(readiness.measures(release, index, edition), start=1)
    }  # fmt: skip


def labelled(row: Row, decimals: int) -> Row:
    """A row with its value and its rank in words."""
    row["value_label"] = None if row["value"] is None else number(row["value"], decimals)
    row["rank_label"] = None if row["rank"] is None else rank(row["rank"], row["is_tied"])
    return row


@kept(maxsize=KEPT)
def scores(release: Release, choice: Choice) -> tuple[Row, ...]:
    """Every score of the chosen countries, with labels and their place in the order chosen (``series_index``).

    In the order of the framework, and in each measure in that of the countries. Read only: the rows are kept.
    """
    described, decimals = _measures(release, choice.index, choice.edition), known(release, choice).decimals
    found = [
        labelled(row | described[row["measure_id"]] | {"series_index": place}, decimals)
        for place, code in enumerate(choice.countries)
        for row in queries.of_country(release, choice.index, choice.edition, code)
    ]
    return tuple(sorted(found, key=lambda row: (row["sort_order"], row["series_index"])))


@kept(maxsize=KEPT)
def drawn_totals(release: Release, choice: Choice) -> tuple[Row, ...]:
    """Total scores of the chosen countries, the highest first; countries without one are absent."""
    found = [row for row in scores(release, choice) if row["level"] == "total" and row["is_drawn"]]
    return tuple(sorted(found, key=lambda row: (row["rank"] is None, row["rank"] or 0, -row["value"])))


def row_of(rows: tuple[Row, ...], country: str) -> Row | None:
    """The first row of a country; none where it has none."""
    return next((row for row in rows if row["country_code"] == country), None)
