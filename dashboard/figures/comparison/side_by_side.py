"""All measures of a framework, country beside country."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.comparison.choice import KEPT, Choice, Context, known, name_of, scores, stem
from dashboard.figures.emphasis import number_label
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import provenance, statuses
from dashboard.release import Release
from dashboard.words import NO_FIGURE, listed, plural, unit_words

FILE_COLUMNS = (
    "country_code", "country", "index_id", "edition", "measure_id", "measure", "level", "value", "unit", "rank",
    "rank_of", "is_tied", "status", "note",
)  # fmt: skip


@kept(maxsize=KEPT)
def pillars(release: Release, choice: Choice, theme: Theme) -> Figure:
    """The total and the pillars of an edition, a dot for each country."""
    seen = known(release, choice)
    rows = scores(release, choice).filter(pl.col("level").is_in(["total", "pillar"]) & pl.col("is_drawn"))
    # A total on another scale than its pillars (2019: 0 to 11) cannot stand in the same row of marks.
    scale = rows.filter(pl.col("level") == "pillar")["scale_max"].max()
    frame = rows.filter(pl.col("scale_max") == scale) if scale is not None else rows
    names = frame.unique("country_code", maintain_order=True).sort("series_index")["country"].to_list()
    unit = unit_words(frame["unit"][0]) if frame.height else seen.unit
    title = _pillar_finding(frame.filter(pl.col("level") == "pillar"), choice, seen)
    return Figure(
        name=stem(choice, "pillars"),
        title=title,
        subtitle=f"{seen.edition.name} {choice.edition}, {unit}. Total and pillars.",
        frame=table_of(frame),
        columns=(
            Column("measure", "Measure"),
            Column("country", "Country"),
            Column("value", f"Score, {unit}", "number", seen.edition.decimals),
            Column("rank_label", "Rank"),
            Column("rank_of", "of", "number"),
        ),
        file_columns=FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        spec=charts.measure_compare_dots(theme=theme, value_title=unit, countries=names, domain=_domain(frame)),
        drawn_columns=(
            "measure", "sort_order", "country", "value", "value_label", "series_index",
        ),
        alt=f"Dot plot of {plural(frame['measure_id'].n_unique(), 'measure')} for {listed(names)}. {title}."[:250],
    )  # fmt: skip


def _domain(frame: pl.DataFrame) -> tuple[float, float]:
    """The whole scale; further where a value was published above its maximum."""
    return 0.0, max([1.0] if frame.is_empty() else [*frame["scale_max"], *frame["value"]])


def _pillar_finding(frame: pl.DataFrame, choice: Choice, seen: Context) -> str:
    """Who scores highest on most pillars, and where the first country stands best and worst against the others."""
    if frame.is_empty():
        return "No figure published for the pillars of these countries"
    best = frame.filter(pl.col("value") == pl.col("value").max().over("measure_id"))
    led = best.group_by("country").agg(pl.len()).sort("len", "country", descending=[True, False])
    most = led["len"][0]
    leaders = led.filter(pl.col("len") == most)["country"].to_list()
    pillar_count = frame["measure_id"].n_unique()
    highest = f"{listed(leaders)} {'scores' if len(leaders) == 1 else 'each score'} highest on " + (
        f"all {pillar_count} pillars" if most == pillar_count else f"{most} of {pillar_count} pillars"
    )
    others = frame.filter(pl.col("country_code") != choice.first)
    own = frame.filter(pl.col("country_code") == choice.first).join(
        others.group_by("measure_id").agg(pl.col("value").median().alias("median")), on="measure_id"
    )
    if own.is_empty() or own.height < 2:
        return highest if others.height else f"{seen.country}: {plural(frame.height, 'pillar')}"
    own = own.with_columns((pl.col("value") - pl.col("median")).alias("lead")).sort("lead")
    worst, strongest = own.row(0, named=True), own.row(-1, named=True)
    return (
        f"{highest}; against the others {seen.country} does best on {strongest['measure']} "
        f"and worst on {worst['measure']}"
    )


@kept(maxsize=KEPT)
def all_measures(release: Release, choice: Choice) -> Figure:
    """Every measure of the framework as a table with a column for each country; the file is one value to a row."""
    seen = known(release, choice)
    frame = scores(release, choice)
    measures = frame["measure_id"].n_unique()
    return Figure(
        name=stem(choice, "measures"),
        title=f"{plural(measures, 'measure')}, {plural(len(choice.countries), 'country', 'countries')} side by side",
        subtitle=f"{seen.edition.name} {choice.edition}. Each measure in its own unit, in the order of the index.",
        frame=table_of(frame),
        columns=(
            Column("measure", "Measure"),
            *(Column(code, name_of(release, code), "number") for code in choice.countries),
            Column("level", "Level"),
            Column("unit", "Unit"),
        ),
        file_columns=FILE_COLUMNS,
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        notes=_status_notes(release, frame),
        layout=table_of(_side_by_side(frame, choice, seen)),
    )  # fmt: skip


def _side_by_side(frame: pl.DataFrame, choice: Choice, seen: Context) -> pl.DataFrame:
    """One row for each measure, one column for each country; what is not as it should be has a star."""
    star = pl.when(pl.col("status") != statuses.NORMAL).then(pl.lit("*")).otherwise(pl.lit(""))
    written = number_label("value", seen.edition.decimals)
    cells = frame.with_columns(
        pl.when("is_drawn").then(written + star).otherwise(pl.lit(f"{NO_FIGURE}*")).alias("cell"),
        pl.col("level").str.to_titlecase(),
        pl.col("unit").map_elements(unit_words, return_dtype=pl.String),
    )
    wide = cells.pivot(
        "country_code", index=["measure_id", "measure", "level", "unit", "sort_order"], values="cell"
    ).sort("sort_order")
    absent = [code for code in choice.countries if code not in wide.columns]
    return wide.with_columns(pl.lit(None, pl.String).alias(code) for code in absent)


def _status_notes(release: Release, frame: pl.DataFrame) -> tuple[str, ...]:
    """What the star means, for every status that occurs."""
    said = statuses.explanations(release)
    odd = [status for status in frame["status"].unique().sort() if status != statuses.NORMAL]
    return tuple(f"* {said[status]}" for status in odd)
