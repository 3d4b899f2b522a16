"""What is known of the sites of one country, by whatever method, and what is still to be audited."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import KEPT, METHODS
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import accessibility, geography, provenance
from dashboard.release import Release
from dashboard.words import listed, plural

_MOST_NAMED = 3
_METHOD_LABELS = {**METHODS, "sample": "Samples", "to be audited": "To be audited"}


def method_label() -> pl.Expr:
    """The method's name for each row."""
    return pl.col("method").replace_strict(_METHOD_LABELS, default=pl.col("method")).alias("method_label")


def held(release: Release, country: str) -> pl.DataFrame:
    """What is held about a country, whole-web figures and bare sample sizes left out."""
    rows = frame_of(accessibility.coverage(release)).filter(pl.col("country_code") == country)
    return rows.filter(~pl.col("is_context"), pl.col("method") != "sample")


@kept(maxsize=KEPT)
def coverage(release: Release, country: str) -> Figure | None:
    """What is held about the country, one row for each method and source; none where nothing is."""
    rows = held(release, country)
    if rows.is_empty():
        return None
    name = geography.place_labels(release)[country]
    frame = (
        rows.group_by("method", "source_id", "source_title", "source_address", maintain_order=True)
        .agg(
            pl.col("figure_count").sum(),
            pl.col("metric_id").n_unique().alias("metric_count"),
            pl.col("measure").unique(maintain_order=True).head(_MOST_NAMED).str.join("; ").alias("first_measures"),
            pl.col("measure").unique(maintain_order=True).str.join("; ").alias("measures"),
            pl.col("audited_from").min(),
            pl.col("audited_to").max(),
        )
        .with_columns(
            pl.when(pl.col("metric_count") > _MOST_NAMED)
            .then(pl.format("{}; and {} more", "first_measures", pl.col("metric_count") - _MOST_NAMED))
            .otherwise("measures")
            .alias("named_measures")
        )
        .with_columns(method_label(), pl.lit(country).alias("country_code"), pl.lit(name).alias("country"))
    )
    methods = [METHODS[method].lower() for method in METHODS if method in set(frame["method"])]
    return Figure(
        name=f"accessibility_coverage_{country.lower()}",
        title=f"{name} has {plural(int(frame['figure_count'].sum()), 'figure')}: {listed(methods)}",
        subtitle="What is held, by method and source. Figures of different methods are never compared.",
        frame=table_of(frame),
        columns=(
            Column("method_label", "Method"),
            Column("named_measures", "What is measured"),
            Column("figure_count", "Figures", "number"),
            Column("audited_from", "From", "code"),
            Column("audited_to", "to", "code"),
            Column("source_title", "Source", link="source_address"),
        ),
        file_columns=(
            "country_code", "country", "method", "source_id", "measures", "metric_count", "figure_count",
            "audited_from", "audited_to",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
    )  # fmt: skip


@kept(maxsize=KEPT)
def shared_studies(release: Release, country: str) -> Figure | None:
    """Studies over several countries that name the country in their sample; none where there is none."""
    frame = frame_of(accessibility.shared_studies(release)).filter(pl.col("country_code") == country)
    if frame.is_empty():
        return None
    name = geography.place_labels(release)[country]
    return Figure(
        name=f"accessibility_shared-studies_{country.lower()}",
        title=f"{plural(frame.height, 'study covers', 'studies cover')} {name}, but only together with other countries",
        subtitle="What the study says of the countries together cannot be split.",
        frame=table_of(frame),
        columns=(
            Column("source_title", "Study", link="source_address"),
            Column("year", "Year", "code"),
            Column("organisation", "Of what"),
            Column("measure", "Measure"),
            Column("value", "Value", "number"),
            Column("tool", "Tool or procedure"),
            Column("standard", "Standard"),
        ),
        file_columns=(
            "country_code", "country", "audit_id", "organisation", "metric_id", "measure", "value", "unit", "tool",
            "standard", "audited_to", "source_id", "coverage", "note",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        notes=cautions.of_sources(release, frame["source_id"], each=3),
    )  # fmt: skip


@kept(maxsize=KEPT)
def sites(release: Release, country: str) -> Figure | None:
    """Sites of the country that are listed to be audited; none where none is listed."""
    frame = frame_of(accessibility.sites(release)).filter(pl.col("country_code") == country)
    if frame.is_empty():
        return None
    name = geography.place_labels(release)[country]
    twice = plural(frame.filter(pl.col("lists_naming_it_count") > 1).height, "is", "are")
    return Figure(
        name=f"accessibility_sites-to-audit_{country.lower()}",
        title=f"{plural(frame.height, 'public site')} of {name} can be audited next",
        subtitle=f"Addresses from public lists: {twice} named by more than one list. No score is attached to them.",
        frame=table_of(
            frame.with_columns(
                pl.when("is_national_portal")
                .then(pl.lit("National portal"))
                .otherwise(pl.col("organisation").fill_null("Not named"))
                .alias("site")
            )
        ),
        columns=(
            Column("site", "Organisation"),
            Column("level", "Level"),
            Column("url", "Address"),
            Column("lists_naming_it_count", "Lists that name it", "number"),
        ),
        file_columns=(
            "country_code", "country", "organisation", "url", "level", "is_national_portal", "lists_naming_it_count",
            "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        notes=cautions.of_sources(release, frame["source_id"], most=4),
        row_limit=60,
    )  # fmt: skip
