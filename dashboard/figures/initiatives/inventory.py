"""Counts that others have published, conflicting values side by side."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.initiatives.choice import KEPT, Choice, context, inside, stem
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import initiatives, provenance
from dashboard.release import Release
from dashboard.words import count, listed, plural, sentence_case

_ABBREVIATIONS = frozenset({"ai", "hec", "ncai", "ncbc", "nccs", "ncra", "stp", "stpi", "stz"})
_FILE_COLUMNS = (
    "fact_id", "country_code", "country", "measure", "measure_label", "value", "unit", "as_of", "comparison_group",
    "is_conflicting", "source_address", "note", "source_id",
)  # fmt: skip


def _measure_label(measure: str) -> str:
    """The code of a count as words: ``HEC national centres``."""
    words = [word.upper() if word in _ABBREVIATIONS else word for word in measure.split("_")]
    return sentence_case(" ".join(words))


@kept(maxsize=64)
def _counts(release: Release) -> pl.DataFrame:
    """Every count with whether another value is published for the same thing at the same time."""
    frame = frame_of(initiatives.inventory_counts(release))
    same = ["country_code", "measure"]
    year = pl.col("as_of_year")
    undated = year.is_null().any().over(same)
    # An undated value may be of the same year as any other.
    at_odds = pl.when(undated).then(pl.col("value").n_unique().over(same) > 1)
    return frame.with_columns(
        at_odds.otherwise(pl.col("value").n_unique().over([*same, "as_of_year"]) > 1).alias("is_conflicting"),
        pl.col("measure").map_elements(_measure_label, return_dtype=pl.String).alias("measure_label"),
        pl.col("as_of").fill_null("Undated").alias("as_of_label"),
        pl.col("value")
        .map_elements(in_format(lambda value: count(int(value))), return_dtype=pl.String)
        .alias("value_label"),
    ).with_columns(pl.when("is_conflicting").then(pl.lit("Another value is published")).alias("conflict_label"))


def _rows(release: Release, choice: Choice) -> pl.DataFrame:
    return inside(_counts(release), context(release, choice))


def _drawn_series(rows: pl.DataFrame) -> list[tuple[str, str]]:
    """Two counts of the place that are worth drawing: the one with most values, and one whose values are at odds."""
    series = (
        rows.group_by("country_code", "measure")
        .agg(pl.len(), pl.col("is_conflicting").sum().alias("conflicts"))
        .filter(pl.col("len") > 1)
        .sort("len", "conflicts", "measure", descending=[True, True, False])
    )
    longest = series.head(1)
    at_odds = series.slice(1).filter(pl.col("conflicts") > 0).sort("conflicts", "measure", descending=[True, False])
    return [(code, measure) for code, measure, *_ in pl.concat([longest, at_odds.head(1)]).iter_rows()]


@kept(maxsize=KEPT)
def published_counts(release: Release, choice: Choice, theme: Theme) -> tuple[Figure, ...]:
    """The longest series of counts of one country, and one whose values are at odds; empty for several countries."""
    if not context(release, choice).is_one_country:
        return ()
    rows = _rows(release, choice)
    return tuple(_series(release, rows, code, measure, theme) for code, measure in _drawn_series(rows))


def _series(release: Release, rows: pl.DataFrame, code: str, measure: str, theme: Theme) -> Figure:
    frame = rows.filter(pl.col("country_code") == code, pl.col("measure") == measure).sort(
        "as_of_year", "as_of", "value", nulls_last=True
    )
    first = frame.row(0, named=True)
    title = _finding(frame)
    return Figure(
        name=f"initiatives_published-counts_{code.lower()}_{measure.replace('_', '-')}",
        title=title,
        subtitle=f"Each value as its source gives it, in {first['unit']}. A hollow mark: another value is published "
        "for the same time.",
        frame=table_of(
            frame.with_columns(
                pl.col("publisher").alias("source_label"),
                pl.col("note").fill_null("").alias("label"),
            )
        ),
        columns=(
            Column("as_of_label", "As of"),
            Column("value", sentence_case(first["unit"]), "number"),
            Column("conflict_label", "At odds"),
            Column("publisher", "Source", link="source_address"),
            Column("note", "Note"),
        ),
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        spec=charts.count_dots(theme=theme, value_title=sentence_case(first["unit"])),
        drawn_columns=(
            "as_of_label", "as_of_year", "value", "value_label", "source_label", "label", "is_conflicting",
        ),
        drawn_as={"as_of_label": "as_of"},
        alt=f"Dots of {plural(frame.height, 'published count')} by date. {title}.",
    )  # fmt: skip


def _finding(frame: pl.DataFrame) -> str:
    first, last = frame.row(0, named=True), frame.row(-1, named=True)
    what = f"{first['measure_label']} of {first['country']}"
    if frame["is_conflicting"].all():
        values = listed(frame["value_label"].unique(maintain_order=True).to_list(), "or")
        return f"{what}: {values}, depending on the source"
    return (
        f"{what}: published counts go from {first['value_label']} ({first['as_of_label']}) to {last['value_label']} "
        f"({last['as_of_label']})"
    )


@kept(maxsize=KEPT)
def all_counts(release: Release, choice: Choice) -> Figure | None:
    """Every published count of the place, as a table."""
    frame = _rows(release, choice)
    if frame.is_empty():
        return None
    known = context(release, choice)
    place = "all countries" if known.members is None else known.place
    odd = frame.filter("is_conflicting").height
    conflicts = f"; {odd} have another value beside them" if odd else ""
    return Figure(
        name=stem(choice, "counts"),
        title=f"{plural(frame.height, 'count')} that others publish about {place}{conflicts}",
        subtitle="Counts and targets as their sources give them, none corrected. They do not count the list below.",
        frame=table_of(frame),
        columns=(
            Column("measure_label", "What is counted"),
            *(() if known.is_one_country else (Column("country", "Country"),)),
            Column("value", "Value", "number"),
            Column("unit", "Unit"),
            Column("as_of_label", "As of"),
            Column("conflict_label", "At odds"),
            Column("publisher", "Source", link="source_address"),
            Column("note", "Note"),
        ),
        file_columns=_FILE_COLUMNS,
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
    )
