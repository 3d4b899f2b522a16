"""Find a site or an organisation among everything audited or listed."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.accessibility.known import method_label
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import accessibility, provenance
from dashboard.release import Release
from dashboard.words import plural

_SHORTEST = 3


@kept(maxsize=256)
def search(release: Release, words: str) -> Figure | None:
    """Sites whose address or organisation holds the words; none where nothing was asked for."""
    if not words:
        return None
    if len(words) < _SHORTEST:
        frame = frame_of(accessibility.search(release, " " * 80)).clear()
    else:
        frame = frame_of(accessibility.search(release, words))
    found = frame["found_count"][0] if frame.height else 0
    frame = frame.with_columns(
        method_label(),
        pl.when(pl.col("status") != "normal").then("status_label").alias("remark"),
        pl.concat_str("country", "subnational", separator=", ", ignore_nulls=True).alias("place"),
        pl.when(pl.col("is_drawn")).then("value").alias("value"),
    )
    return Figure(
        name="accessibility_search",
        title=_finding(words, found, frame.height),
        subtitle="Each row is a figure of its own: methods and tools differ, so rows are listed and not ranked.",
        frame=table_of(frame),
        columns=(
            Column("site", "Site or organisation"),
            Column("organisation", "Organisation"),
            Column("place", "Place"),
            Column("method_label", "Method"),
            Column("measure", "Measure"),
            Column("value", "Value", "number", 1),
            Column("tool", "Tool"),
            Column("audited_on", "Date", "code"),
            Column("remark", "Status"),
        ),
        file_columns=(
            "site", "organisation", "url_or_host", "country_code", "country", "subnational", "method", "metric_id",
            "measure", "value", "unit", "tool", "audited_on", "status", "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
    )  # fmt: skip


def _finding(words: str, found: int, shown: int) -> str:
    quoted = f"\u201c{words}\u201d"
    if len(words) < _SHORTEST:
        return f"Type at least {_SHORTEST} letters to search"
    if not found:
        return f"No audited or listed site has {quoted} in its address or organisation"
    if found > shown:
        return f"{plural(found, 'figure')} of sites with {quoted}; the first {shown} are listed"
    return f"{plural(found, 'figure')} of sites with {quoted} in the address or organisation"
