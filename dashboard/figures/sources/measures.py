"""What a readiness index measures."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.sources.labels import DIRECTIONS, NOT_STATED
from dashboard.kept import kept
from dashboard.queries import holdings, provenance
from dashboard.release import Release
from dashboard.words import plural, unit_words


@kept(maxsize=32)
def measures(release: Release, index: str) -> Figure:
    """Measures of an index with unit, range, weight and direction."""
    found = holdings.indexes(release)[index]
    frame = frame_of(holdings.measures(release, index)).with_columns(
        pl.format("{}\u2013{}", _short("min"), _short("max")).alias("range"),
        pl.when(pl.col("weight").is_not_null())
        .then(pl.format("{}% ({})", _short(pl.col("weight") * 100), pl.col("weight_basis").fill_null("published")))
        .when(pl.col("level") != "total")
        .then(pl.lit(NOT_STATED))
        .alias("weight_label"),
        pl.col("direction").replace(DIRECTIONS).fill_null("No order").alias("direction_label"),
        pl.col("unit").map_elements(unit_words, pl.String).alias("unit_label"),
        pl.col("level").str.to_titlecase().alias("level_label"),
        pl.col("definition").fill_null(NOT_STATED).alias("definition_label"),
    )
    stated = frame["definition"].count()
    return Figure(
        name=f"{index}_measures",
        title=f"{plural(frame.height, 'measure')} in {plural(frame['framework'].n_unique(), 'framework')}; "
        + (f"{stated} with a definition of the source" if stated else "no source that was read states a definition"),
        subtitle=f"{found['name']}: what is measured, in which unit and range, and with which weight.",
        frame=table_of(frame),
        columns=(
            Column("measure", "Measure"),
            Column("level_label", "Level"),
            Column("parent", "Part of"),
            Column("editions", "Editions", "code"),
            Column("unit_label", "Unit"),
            Column("range", "Range"),
            Column("weight_label", "Weight within its part"),
            Column("direction_label", "Direction"),
            *([Column("definition_label", "Definition")] if stated else []),
        ),
        file_columns=(
            "index_id", "framework", "framework_label", "editions", "measure_id", "measure", "level", "parent",
            "unit", "min", "max", "weight", "weight_basis", "direction", "definition",
        ),
        provenance=provenance.of_metadata(provenance.of_sources(release, [found["source_id"]])),
    )  # fmt: skip


def _short(value: str | pl.Expr) -> pl.Expr:
    """A number without needless digits: ``0``, ``0.25``, ``100``."""
    number = pl.col(value) if isinstance(value, str) else value
    return number.round(2).cast(pl.String).str.replace(r"\.?0+$", "")
