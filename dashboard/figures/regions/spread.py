"""Every region of a scheme: mean, median, spread, ends and coverage."""

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.emphasis import number_label
from dashboard.figures.frames import table_of
from dashboard.figures.regions.choice import KEPT, Choice, Context, known, ranges, stem
from dashboard.kept import kept
from dashboard.queries import geography, provenance, scores
from dashboard.release import Release
from dashboard.words import listed, number, plural, sentence_case


@kept(maxsize=KEPT)
def spread(release: Release, choice: Choice, theme: Theme) -> Figure:
    """Each region as a range from its lowest to its highest score, with quartiles, median and mean."""
    seen = known(release, choice)
    frame = _labelled(ranges(release, choice), choice, seen)
    title = _finding(frame, seen)
    scheme = geography.scheme_labels(release)[choice.scheme]
    return Figure(
        name=stem(choice, "regions"),
        title=title,
        subtitle=f"{seen.measured}. {scheme}. Bar: the middle half of the countries; line: from the lowest to the "
        "highest; tick: median; diamond: unweighted mean, each country counting once.",
        frame=table_of(frame),
        columns=(
            Column("region_label", "Region"),
            Column("mean", "Mean", "number", seen.edition.decimals),
            Column("median", "Median", "number", seen.edition.decimals),
            Column("spread", "Highest less lowest", "number", seen.edition.decimals),
            Column("best", "Highest"),
            Column("worst", "Lowest"),
            Column("scored_count", "Countries scored", "number"),
            Column("member_count", "of", "number"),
        ),
        file_columns=(
            "region_scheme", "region", "region_label", "index_id", "edition", "measure_id", "measure", "unit", "mean",
            "median", "q1", "q3", "min", "max", "spread", "best_country_code", "best_country", "worst_country_code",
            "worst_country", "scored_count", "member_count",
        ),
        provenance=provenance.of_editions(release, choice.index, [choice.edition]),
        spec=charts.region_ranges(
            theme=theme,
            value_title=sentence_case(seen.unit),
            domain=_domain(frame, seen),
        ),
        drawn_columns=(
            "sort_order", "region_label", "min", "q1", "median", "mean", "q3", "max", "scored_count", "label",
            "emphasis",
        ),
        alt=f"Range chart of {plural(frame.height, 'region')} by {seen.in_words}. {title}."[:250],
        notes=(*_uncovered(release, frame, choice), *world_mean(release, choice)),
    )  # fmt: skip


def _domain(frame: pl.DataFrame, seen: Context) -> tuple[float, float]:
    """The whole scale; further where a value was published above its maximum."""
    low, high = seen.domain
    highest = frame["max"].max()
    return low, max(high, float(highest)) if isinstance(highest, float) else high


def _labelled(frame: pl.DataFrame, choice: Choice, seen: Context) -> pl.DataFrame:
    def ends(country: str, value: str) -> pl.Expr:
        return pl.when(pl.col(country).is_not_null()).then(
            pl.format("{} ({})", pl.col(country), number_label(value, seen.decimals))
        )

    return frame.with_columns(
        pl.format(
            "{}, {} of {}", number_label("mean", seen.decimals), pl.col("scored_count"), pl.col("member_count")
        ).alias("label"),
        pl.when(pl.col("region") == choice.region).then(pl.lit("chosen")).otherwise(pl.lit("region")).alias("emphasis"),
        ends("best_country", "max").alias("best"),
        ends("worst_country", "min").alias("worst"),
        pl.lit(seen.measure.label).alias("measure"),
        pl.lit(seen.measure.unit).alias("unit"),
    )


def _finding(frame: pl.DataFrame, seen: Context) -> str:
    """The highest and the lowest mean, and where countries of one region lie furthest apart."""
    if frame.height < 2:
        return f"Mean and spread of {plural(frame.height, 'region')}"
    first, last = frame.row(0, named=True), frame.row(-1, named=True)
    widest = frame.sort("spread").row(-1, named=True)
    return (
        f"{first['region_label']} has the highest mean ({number(first['mean'], seen.decimals)}), "
        f"{last['region_label']} the lowest ({number(last['mean'], seen.decimals)}); "
        f"countries lie furthest apart in {widest['region_label']}"
    )


def _uncovered(release: Release, frame: pl.DataFrame, choice: Choice) -> tuple[str, ...]:
    """Regions of the scheme without any scored country."""
    labels = geography.region_labels(release, choice.scheme)
    shown = set(frame["region"])
    absent = [label for region, label in labels.items() if region not in shown]
    return (f"No figure published for any country of {listed(absent, 'or')}.",) if absent else ()


def world_mean(release: Release, choice: Choice) -> tuple[str, ...]:
    """The mean of all countries, in a sentence; none where there is none."""
    world = scores.summary(release, choice.index, choice.edition, choice.measure)
    if world is None:
        return ()
    decimals = known(release, choice).decimals
    return (f"All {plural(world.scored_count, 'country', 'countries')} average {number(world.mean, decimals)}.",)
