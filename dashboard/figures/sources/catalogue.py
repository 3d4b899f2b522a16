"""Every source with its licence, and what may be passed on."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.sources.labels import FAMILIES, REDISTRIBUTION
from dashboard.figures.sources.retrieval import known_by
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import holdings, provenance
from dashboard.release import Release
from dashboard.words import count, day, lower_first, plural


def headline(release: Release, family: str, words: str) -> tuple[str, str]:
    """The finding about the sources that are listed, and how they came here."""
    made = holdings.made(release)
    found = holdings.sources(release, family, words).num_rows
    lede = (
        f"Release {made.release_id}, built on {day(made.built_at)} from figures compiled on {day(made.compiled_on)}. "
        f"{_reread(made)} {_retrieval(made)}"
    )
    if words and not found:
        return f"No source holds the words \u201c{words}\u201d", "Try fewer letters, or another subject."
    if words:
        return f"{plural(found, 'source holds', 'sources hold')} the words \u201c{words}\u201d", lede
    if family != holdings.ALL:
        return f"{count(found)} of {count(made.source_count)} sources are about {_about(family)}", lede
    return f"The figures come from {plural(made.source_count, 'source')}, and each keeps its licence", lede


def _about(family: str) -> str:
    return lower_first(FAMILIES[family])


def _reread(made: holdings.Made) -> str:
    said = f"{count(made.reread_count)} of {count(made.figure_count)} figures were read again from the official files"
    rest = "the others were only compiled from published copies"
    fetched = f" {count(made.fetched_count)} were fetched from their publishers." if made.fetched_count else ""
    return f"{said}; {rest}.{fetched}" if made.reread_count < made.figure_count else f"{said}.{fetched}"


def _retrieval(made: holdings.Made) -> str:
    if made.retrieved_count == 0:
        return "When the copies were retrieved from their publishers is not recorded."
    if made.retrieved_count == made.source_count:
        return "The day each copy was retrieved from its publisher is recorded."
    return f"The day of retrieval is recorded for {count(made.retrieved_count)} of {count(made.source_count)} sources."


@kept(maxsize=256)
def catalogue(release: Release, family: str, words: str) -> Figure | None:
    """The sources of a family that hold some words; nothing when there are none."""
    frame = frame_of(holdings.sources(release, family, words))
    if frame.is_empty():
        return None
    frame = frame.with_columns(
        pl.col("family").replace(FAMILIES).alias("family_label"),
        pl.col("redistribution").replace(REDISTRIBUTION).alias("redistribution_label"),
        pl.struct("evidence", "origin", "retrieved_on")
        .map_elements(in_format(lambda row: known_by(row["evidence"], row["origin"], row["retrieved_on"])), pl.String)
        .alias("known_label"),
    )
    return Figure(
        name="atlas_sources" if family == holdings.ALL else f"atlas_sources_{family}",
        title=_licence_finding(frame),
        subtitle=f"{plural(frame.height, 'source')}, by subject and title. "
        "Figures: rows of data in this release that come from the source.",
        frame=table_of(frame),
        columns=(
            Column("title", "Source", link="homepage_url"),
            Column("publisher", "Publisher"),
            Column("year", "Year", "code"),
            Column("family_label", "Subject"),
            Column("licence", "Licence"),
            Column("redistribution_label", "May figures be passed on?"),
            Column("known_label", "Read again from the official file?"),
            Column("figure_count", "Figures", "number"),
        ),
        file_columns=(
            "source_id", "family", "title", "publisher", "year", "homepage_url", "data_url", "licence_basis",
            "redistribution", "citation", "coverage", "method", "note", "compiled_on", "parsing", "evidence",
            "figure_count",
        ),
        provenance=provenance.of_metadata(provenance.of_sources(release, frame["source_id"].to_list())),
        provenance_column="source_id",
        notes=_withheld(frame),
    )  # fmt: skip


def _licence_finding(frame: pl.DataFrame) -> str:
    allowed = frame.filter(pl.col("redistribution") == "allowed").height
    facts = frame.filter(pl.col("redistribution") == "facts-only").height
    if not allowed and not facts:
        return "What may be passed on is not stated, or not allowed"
    said = f"{plural(allowed, 'source lets', 'sources let')} you pass on figures under a licence"
    return f"{said}; {plural(facts, 'allows', 'allow')} single facts only" if facts else said


def _withheld(frame: pl.DataFrame) -> tuple[str, ...]:
    """Sources that are described here although none of their figures may be kept."""
    held_back = frame.filter((pl.col("redistribution") == "forbidden") & (pl.col("figure_count") == 0))
    return tuple(f"{row['title']} ({row['publisher']}): {row['note']}" for row in held_back.to_dicts())
