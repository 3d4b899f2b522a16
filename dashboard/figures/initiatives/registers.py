"""Public registers of AI systems and algorithms."""

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
from dashboard.words import count, plural

TRANSPARENCY = (
    "The size of a register measures transparency, not adoption: it tells what is disclosed. Editions of one register "
    "list many systems again and are never added."
)


@kept(maxsize=KEPT)
def registers(release: Release, choice: Choice, theme: Theme) -> Figure | None:
    """Each edition of the registers of a place by its number of entries; none where there is no register."""
    frame = inside(frame_of(initiatives.register_sizes(release)), context(release, choice))
    frame = frame.filter(pl.col("entry_count").is_not_null()).sort(
        "country", "register", "as_of", descending=[False, False, True]
    )
    if frame.is_empty():
        return None
    latest = frame.unique(["country_code", "register"], keep="first", maintain_order=True)
    largest = latest.sort("entry_count").row(-1, named=True)
    title = (
        f"{largest['register']} of {largest['country']} discloses {count(largest['entry_count'])} entries"
        f"{_among(latest.height)}"
    )
    return Figure(
        name=stem(choice, "registers"),
        title=title,
        subtitle="Entries of each register and edition. What must be entered differs from register to register.",
        frame=table_of(
            frame.with_columns(
                pl.format("{}: {}, {}", "country", "register", "as_of").alias("label"),
                pl.col("entry_count").map_elements(in_format(count), return_dtype=pl.String).alias("count_label"),
                pl.when(pl.struct("country_code", "register", "as_of").is_in(_keys(latest)))
                .then(pl.lit("region"))
                .otherwise(pl.lit("other"))
                .alias("emphasis"),
                pl.int_range(1, pl.len() + 1).alias("sort_order"),
            )
        ),
        columns=(
            Column("register", "Register"),
            Column("country", "Country"),
            Column("as_of", "Edition", "code"),
            Column("entry_count", "Entries", "number"),
            Column("organisation_count", "Organisations", "number"),
            Column("basis", "Basis"),
            Column("publisher", "Source", link="source_address"),
        ),
        file_columns=(
            "country_code", "country", "register", "as_of", "entry_count", "organisation_count", "basis",
            "source_address", "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        spec=charts.category_bars(theme=theme, value_title="Entries; earlier editions in grey"),
        drawn_columns=("label", "entry_count", "count_label", "sort_order", "emphasis"),
        drawn_as={"label": "category_label", "entry_count": "count"},
        alt=f"Bars of the entries of {plural(frame.height, 'register edition')}. {title}.",
        notes=(TRANSPARENCY, *_held_otherwise(release, frame)),
    )  # fmt: skip


def _held_otherwise(release: Release, frame: pl.DataFrame) -> tuple[str, ...]:
    """Editions of which not as many rows are held as are published."""
    tables = (initiatives.initiatives(release), initiatives.prior(release))
    held = pl.concat([frame_of(table).select("source_id") for table in tables]).group_by("source_id").len("held")
    odd = frame.join(held, on="source_id").filter(pl.col("held") != pl.col("entry_count"))
    return tuple(
        f"{row['register']}, {row['as_of']}: {count(row['entry_count'])} entries are published, "
        f"{count(row['held'])} are held."
        for row in odd.to_dicts()
    )


def _keys(latest: pl.DataFrame) -> pl.Series:
    return latest.select(pl.struct("country_code", "register", "as_of")).to_series().implode()


def _among(registers_count: int) -> str:
    return f", the most of {registers_count} registers" if registers_count > 1 else ""
