"""Figures of one method as their sources print them, in a table and never in a ranking."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import KEPT, Choice, context, stem
from dashboard.figures.frames import frame_of, table_of
from dashboard.formats import in_format
from dashboard.kept import kept
from dashboard.queries import accessibility, provenance
from dashboard.release import Release
from dashboard.words import number, plural

#: Metrics that a chart of the same page draws already.
_DRAWN_ELSEWHERE = ("manual_conformance_rate_mean",)


@kept(maxsize=64)
def names_published(release: Release, method: str) -> frozenset[str]:
    """Codes of the countries that a table of the method names."""
    rows = frame_of(accessibility.published(release)).filter(pl.col("method") == method)
    return frozenset(rows["country_code"].drop_nulls())


def published_rows(release: Release, choice: Choice) -> pl.DataFrame:
    """The rows of a method in the chosen region, the chosen country's first, whole-web figures last."""
    known = context(release, choice)
    is_own = pl.col("country_code") == choice.country
    rows = frame_of(accessibility.published(release)).filter(
        pl.col("method") == choice.method, ~pl.col("metric_id").is_in(_DRAWN_ELSEWHERE)
    )
    if known.members is not None:
        rows = rows.filter(is_own | pl.col("country_code").is_in(list(known.members)))
    return rows.sort(is_own.fill_null(value=False), ~pl.col("is_context"), descending=True, maintain_order=True)


def _as_printed(value: float) -> str:
    """A value with as many digits as its source gives, two at most."""
    digits = next(places for places in range(3) if places == 2 or round(value, places) == round(value, 2))
    return number(value, digits)


def labelled(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with what a table says of each: what was looked at, on how many, when."""
    sample = pl.when(pl.col("sample_count").is_not_null()).then(
        pl.format("{} {}", "sample_count", pl.col("sample_unit").fill_null(""))
    )
    audited = pl.coalesce("audited_to", "audited_from").fill_null("Undated")
    remark = pl.when(pl.col("is_context")).then(pl.lit("whole web, not government only"))
    status = pl.when(pl.col("status") != "normal").then(pl.col("status_label").str.to_lowercase())
    said = pl.concat_str("unit", remark, status, separator="; ", ignore_nulls=True)
    return rows.with_columns(
        pl.concat_str("subnational", "organisation", "url_or_host", separator=", ", ignore_nulls=True).alias("subject"),
        sample.alias("sample_label"),
        audited.alias("audited_on"),
        pl.col("value").map_elements(in_format(_as_printed), return_dtype=pl.String).alias("value_label"),
        pl.format("{} ({})", "measure", said).alias("measure_label"),
    )


PUBLISHED_COLUMNS = (
    Column("country", "Country"),
    Column("subject", "Of what"),
    Column("measure_label", "Measure (unit)"),
    Column("value_label", "Value", "number"),
    Column("sample_label", "Sample"),
    Column("tool", "Tool or procedure"),
    Column("audited_on", "Date"),
    Column("publisher", "Source", link="source_address"),
)
PUBLISHED_FILE_COLUMNS = (
    "audit_id", "country_code", "country", "subnational", "organisation", "url_or_host", "level", "method",
    "metric_id", "measure", "value", "unit", "sample_count", "sample_unit", "tool", "standard", "audited_from",
    "audited_to", "date_precision", "is_derived", "is_context", "status", "note", "source_id",
)  # fmt: skip


def _sources_to_explain(frame: pl.DataFrame, choice: Choice) -> list[str]:
    """The sources of the chosen country, or the largest ones where it has none."""
    own = frame.filter(pl.col("country_code") == choice.country)["source_id"].unique(maintain_order=True).to_list()
    return own or frame["source_id"].value_counts(sort=True)["source_id"].head(3).to_list()


@kept(maxsize=KEPT)
def published(release: Release, choice: Choice) -> Figure | None:
    """Every other figure of the method in the region, the chosen country's first; none where there is none."""
    known = context(release, choice)
    frame = labelled(published_rows(release, choice))
    if frame.is_empty():
        return None
    own = frame.filter(pl.col("country_code") == choice.country).height
    of_country = f", {own} of {known.country}" if own else ""
    return Figure(
        name=f"{stem(choice, 'published')}_{choice.country.lower() or 'all'}",
        title=f"{plural(frame.height, 'figure')} as the sources print them{of_country}",
        subtitle="Tools, samples and dates differ from row to row: read each by itself. They are no ranking and no "
        "trend.",
        frame=table_of(frame),
        columns=PUBLISHED_COLUMNS,
        file_columns=PUBLISHED_FILE_COLUMNS,
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        notes=cautions.of_sources(release, _sources_to_explain(frame, choice)),
        row_limit=120,
    )
