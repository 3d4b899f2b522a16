"""What the reader of the readiness page chose, and what its codes stand for."""

from dataclasses import dataclass, replace

import polars as pl

from dashboard.figures.emphasis import emphasis, number_label, rank_label
from dashboard.kept import kept
from dashboard.queries import geography, readiness, scores
from dashboard.release import Release
from dashboard.words import unit_words

#: How many answers each figure function keeps.
KEPT = 512


@dataclass(frozen=True)
class Choice:
    """What the reader of the readiness page chose, as codes."""

    index: str
    edition: str
    measure: str
    scheme: str
    region: str
    country: str

    @property
    def of_all(self) -> "Choice":
        """The same choice without its country, for what does not depend on it: another country costs nothing there."""
        return replace(self, country="")


@dataclass(frozen=True)
class Context:
    """Names and formats that every figure of a choice needs."""

    country: str
    region: str
    edition: readiness.Edition
    measure: readiness.Measure
    decimals: int

    @property
    def domain(self) -> tuple[float, float]:
        """The whole scale of the measure."""
        return self.measure.min or 0.0, self.measure.max or 1.0

    @property
    def measured(self) -> str:
        """``Government AI Readiness Index 2025, total score, scale 0–100``."""
        return f"{self.edition.name} {self.edition.edition}, {self.in_words}, {self.unit}"

    @property
    def in_words(self) -> str:
        """The measure in a sentence: ``total score``; names of parts stay as published.

        A total that is called by the name of its index is just ``total``: the index stands beside it.
        """
        if self.measure.level != "total":
            return self.measure.label
        return self.measure.label.lower() if "score" in self.measure.label.lower() else "total"

    @property
    def unit(self) -> str:
        """The unit in words: ``scale 0–100``."""
        return unit_words(self.measure.unit)


@kept(maxsize=KEPT)
def context(release: Release, choice: Choice) -> Context:
    """Look up what the codes of a choice stand for."""
    edition = readiness.edition(release, choice.index, choice.edition)
    return Context(
        country=geography.country_labels(release)[choice.country] if choice.country else "",
        region=geography.region_choices(release, choice.scheme)[choice.region],
        edition=edition,
        measure=readiness.measure(release, choice.index, choice.edition, choice.measure),
        # Two digits where the index asks for them would crowd a chart: scores on 0-100 are shown with one.
        decimals=1 if edition.decimals == 2 else min(edition.decimals, 3),
    )


@kept(maxsize=KEPT)
def scored(release: Release, of_all: Choice) -> pl.DataFrame:
    """Every country with a score, in the order of the ranking, members of the region marked."""
    return scores.ranking(release, of_all.index, of_all.edition, of_all.measure, of_all.scheme, of_all.region)


@kept(maxsize=KEPT)
def ranked(release: Release, of_all: Choice) -> pl.DataFrame:
    """Every country with a score, labelled; several figures of a page cut their rows out of it."""
    return labelled(scored(release, of_all), of_all, context(release, of_all))


@kept(maxsize=KEPT)
def emphasised(release: Release, choice: Choice) -> pl.DataFrame:
    """Every country with a score, labelled, the chosen one brought forward."""
    return ranked(release, choice.of_all).with_columns(emphasis(choice.country))


def stem(choice: Choice, what: str) -> str:
    """Start of a file name: dataset, edition, measure, what, region."""
    return f"{choice.index}_{choice.edition}_{choice.measure}_{what}_{choice.region}"


def _told_note() -> pl.Expr:
    """The note where there is something to know: a status that is not normal, or a rank printed wrong."""
    odd = (pl.col("status") != "normal") | (pl.col("rank_published") != pl.col("rank_computed"))
    return pl.when(odd).then("note").alias("told_note")


def _band_label() -> pl.Expr:
    """The closeness band of each row in words: ``77th to 86th``, or the one rank."""
    first, last = (rank_label(name).name.keep() for name in ("band_first_rank", "band_last_rank"))
    is_one = pl.col("band_first_rank") == pl.col("band_last_rank")
    return pl.when(is_one).then(first).otherwise(pl.format("{} to {}", first, last)).alias("band_label")


def labelled(frame: pl.DataFrame, choice: Choice, known: Context) -> pl.DataFrame:
    """The frame with what marks and files need: labels, measure, unit, region."""
    return frame.with_columns(
        rank_label(),
        rank_label("region_rank", "region_is_tied"),
        _told_note(),
        _band_label(),
        number_label("value", known.decimals),
        pl.lit(known.measure.label).alias("measure"),
        pl.lit(known.measure.unit).alias("unit"),
        pl.lit(choice.scheme).alias("region_scheme"),
        pl.when("is_member").then(pl.lit(choice.region)).alias("region"),
    )
