"""Strategies, laws and dated counts of a country."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.country.choice import KEPT, Choice
from dashboard.figures.country.started import kind_in_sentence
from dashboard.figures.frames import frame_of, table_of
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import country, provenance
from dashboard.release import Release
from dashboard.words import listed, number, plural, sentence_case

_LISTED = "listed"
# Parts of measure codes that are written in capitals.
_CAPITALS = frozenset({"ai", "hec", "nccs", "ncai", "ncbc", "ncra", "stp", "stpi", "stz"})


@kept(maxsize=KEPT)
def strategies(release: Release, choice: Choice) -> Figure | None:
    """Strategies, laws, policies and funding by year; none where there is none."""
    frame = frame_of(country.strategies(release, choice.country))
    if frame.is_empty():
        return None
    frame = frame.with_columns(pl.col("status").str.to_titlecase().alias("status_label"))
    return Figure(
        name=f"initiatives_strategies_{choice.country.lower()}",
        title=_strategy_finding(frame),
        subtitle="National AI strategies as a list of many countries names them, and strategies, laws, policies and "
        "funding on record here. A year listed can differ from the year of adoption.",
        frame=table_of(frame),
        columns=(
            Column("name", "Name", link="source_url"),
            Column("what", "Kind"),
            Column("year", "Year", "code"),
            Column("status_label", "Status"),
        ),
        file_columns=("country_code", "country", "year", "name", "what", "basis", "status", "record_id", "source_id"),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        row_limit=40,
    )


def _strategy_finding(frame: pl.DataFrame) -> str:
    national = frame.filter(pl.col("basis") == _LISTED)
    others = frame.filter(pl.col("basis") != _LISTED)
    kinds = others.group_by("what", "what_plural").len().sort(["len", "what"], descending=[True, False])
    told = [
        plural(quantity, kind_in_sentence(one), kind_in_sentence(many)) for one, many, quantity in kinds.iter_rows()
    ]
    rest = f" On record besides: {listed(told)}" if told else ""
    if national.is_empty():
        return f"No national AI strategy is listed.{rest}"
    first = national.sort("year", nulls_last=True).row(0, named=True)
    year = f" for {first['year']}" if first["year"] is not None else ""
    return f"A national AI strategy is listed{year}: {first['name']}.{rest}"


@kept(maxsize=KEPT)
def counts(release: Release, choice: Choice) -> Figure | None:
    """Counts as published with their date, conflicting ones side by side; none where there is none."""
    frame = frame_of(country.counts(release, choice.country))
    if frame.is_empty():
        return None
    frame = _marked(frame).with_columns(
        pl.col("measure").map_elements(measure_words, pl.String).alias("measure_label"),
        pl.col("value").map_elements(in_format(_in_words), pl.String).alias("value_label"),
        pl.col("as_of").fill_null("Not stated").alias("as_of_label"),
        pl.concat_str(
            pl.when("is_conflicting").then(pl.lit("Another source gives another value.")),
            "note",
            separator=" ",
            ignore_nulls=True,
        ).alias("remark"),
    )
    return Figure(
        name=f"initiatives_published-counts_{choice.country.lower()}",
        title=_counts_finding(frame),
        subtitle="Counts as their sources print them, oldest first; values that differ for the same date stand side by "
        "side. Editions of one register are never added.",
        frame=table_of(frame),
        columns=(
            Column("measure_label", "What is counted"),
            Column("value_label", "Value", "number"),
            Column("unit", "Unit"),
            Column("as_of_label", "As of"),
            Column("source_title", "Source", link="source_url"),
            Column("remark", "Note"),
        ),
        file_columns=(
            "country_code", "country", "measure", "value", "unit", "as_of", "comparison_group", "is_conflicting",
            "note", "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        row_limit=60,
    )  # fmt: skip


def _marked(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows that another source contradicts: same measure, another value, the same date or none."""
    frame = frame.with_row_index("at")
    pairs = frame.join(frame, on="measure", suffix="_other").filter(
        (pl.col("value") != pl.col("value_other"))
        & (pl.col("as_of").is_null() | pl.col("as_of_other").is_null() | (pl.col("as_of") == pl.col("as_of_other")))
    )
    return frame.with_columns(pl.col("at").is_in(pairs["at"].implode()).alias("is_conflicting")).drop("at")


def measure_words(code: str) -> str:
    """A code of a count in words: ``Software technology parks``, ``NCAI labs``."""
    if ": " in code:
        return code.replace("register_entries: ", "Entries of ")
    words = [word.upper() if word in _CAPITALS else word for word in code.split("_")]
    return sentence_case(" ".join(words))


def _in_words(value: float) -> str:
    return f"{number(value / 1e9, 2)} billion" if value >= 1e9 else number(value, 0)


def _counts_finding(frame: pl.DataFrame) -> str:
    told = f"{plural(frame.height, 'dated count is', 'dated counts are')} published"
    disputed = frame.filter("is_conflicting")
    if disputed.is_empty():
        return told
    things = disputed["measure_label"].n_unique()
    first = disputed.filter(pl.col("measure_label") == disputed["measure_label"][0])
    values = " or ".join(first.sort("value")["value_label"].unique(maintain_order=True))
    example = f"{kind_in_sentence(first['measure_label'][0])} ({values})"
    return f"{told}; sources disagree on {plural(things, 'thing')}, such as {example}"
