"""How many people a country has, and how rich it is."""

from types import MappingProxyType

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.country.choice import KEPT, Choice, context
from dashboard.figures.frames import frame_of, table_of
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import country, provenance
from dashboard.release import Release
from dashboard.words import number, sentence_case

#: Measures of context in the order of the table, with their names.
MEASURES = MappingProxyType(
    {
        "population": "Population",
        "gdp_current_usd": "Gross domestic product",
        "gdp_per_capita_current_usd": "Gross domestic product per person",
        "gdp_per_capita_ppp": "The same at purchasing power parity",
    }
)
_BILLION = 1e9


def people(value: float) -> str:
    """``1.45 billion``, ``251.3 million``, ``812,000``: a population in words."""
    if value >= _BILLION:
        return f"{number(value / _BILLION, 2)} billion"
    return f"{number(value / 1e6)} million" if value >= 1e6 else number(round(value, -3) if value >= 1e4 else value, 0)


@kept(maxsize=KEPT)
def newest(release: Release, choice: Choice) -> dict[str, tuple[float, int]]:
    """The newest value of each measure and its year."""
    rows = country.context(release, choice.country).to_pylist()
    return {row["measure_id"]: (row["value"], row["year"]) for row in rows}


@kept(maxsize=KEPT)
def surroundings(release: Release, choice: Choice) -> Figure | None:
    """Population and gross domestic product with year and source; none where nothing is held."""
    frame = frame_of(country.context(release, choice.country))
    if frame.is_empty():
        return None
    known = context(release, choice)
    order = list(MEASURES)
    frame = frame.with_columns(
        pl.col("measure_id").replace_strict(dict(MEASURES)).alias("measure"),
        pl.col("measure_id").replace_strict({code: at for at, code in enumerate(order)}).alias("place"),
        pl.lit(choice.country).alias("country_code"),
        pl.lit(known.country).alias("country"),
        pl.col("value").map_elements(in_format(_in_words), pl.String).alias("value_label"),
        pl.lit("normal").alias("status"),
    ).sort("place")
    return Figure(
        name=f"context_{choice.country.lower()}",
        title=_finding(release, choice),
        subtitle="Newest figure of each measure.",
        frame=table_of(frame),
        columns=(
            Column("measure", "Measure"),
            Column("value_label", "Value"),
            Column("unit", "Unit"),
            Column("year", "Year", "code"),
            Column("note", "Series"),
        ),
        file_columns=("country_code", "country", "measure_id", "measure", "year", "value", "unit", "status", "note"),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
    )


def _in_words(value: float) -> str:
    return f"{number(value / _BILLION)} billion" if value >= _BILLION * 2 else number(value, 0)


def _finding(release: Release, choice: Choice) -> str:
    known, found = context(release, choice), newest(release, choice)
    said = []
    if "population" in found:
        value, year = found["population"]
        said.append(f"{people(value)} people in {year}")
    if "gdp_per_capita_current_usd" in found:
        value, year = found["gdp_per_capita_current_usd"]
        said.append(f"a gross domestic product of {number(value, 0)} US dollars per person in {year}")
    return sentence_case(f"{known.in_sentence} has {' and '.join(said)}") if said else f"Context of {known.in_sentence}"
