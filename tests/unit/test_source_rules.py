"""One violation of each kind is seeded into every source that has an official file, and every one is caught."""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise

import polars as pl
import pytest

from etl.errors import Violation
from etl.figures import RawFigures, read_figures
from etl.frames import SOURCE
from etl.inputs import _Reader
from etl.metadata.source_folders import read_sources
from etl.replacing.origin import Used
from etl.rules.frozen import read_frozen
from etl.schema import read_schema
from tests.conftest import ROOT

DATA = ROOT / "data"
CATALOGUE = read_sources(DATA)
Frame = pl.DataFrame
Seed = Callable[[Frame], Frame | None]

#: Tables whose rows are figures; their sources are tested through the one that has most rows.
TABLES = ("score", "audit_result", "initiative", "initiative_prior", "context")


@cache
def bundle() -> Mapping[str, Frame]:
    frames = dict(read_figures(DATA, read_schema()).frames)
    frames["score"] = pl.concat([frames["score"], made_up_scores()], how="diagonal")
    return frames


def made_up_scores() -> Frame:
    """Scores of the index that is never bundled: every country and measure of the real ones."""
    frozen = read_frozen(DATA / "reference").filter(source_id="aipi")
    countries = frozen.filter(column="country_code")["value"]
    rows = []
    for measure, count in frozen.filter(column="measure_id")["value", "row_count"].iter_rows():
        top = 0.8 if measure == "total" else 0.2
        short = countries[len(countries) - count :]
        rows += [(code, measure, str(top * (place + 1) / count)) for place, code in enumerate(short)]
    frame = pl.DataFrame(rows, schema=["country_code", "measure_id", "value"], orient="row")
    told = {"status": "normal", "edition": "2023", "source_id": "aipi", SOURCE: "aipi", "_edition": "2023"}
    return frame.with_columns(pl.lit(value).alias(name) for name, value in told.items())


@cache
def main_table(source_id: str) -> str:
    counts = {name: bundle()[name].filter(pl.col(SOURCE) == source_id).height for name in TABLES}
    return max(counts, key=lambda name: counts[name])


def violations(source_id: str, table: str, frame: Frame) -> list[Violation]:
    """What the rules say of one source whose rows of a table are these."""
    frames = {
        name: rows.filter(pl.col(SOURCE) == source_id) if read_schema().tables[name].place == "figures" else rows
        for name, rows in bundle().items()
    }
    frozen = read_frozen(DATA / "reference").filter(pl.col("source_id") == source_id)
    counts = {(source_id, name): count for name, count in (CATALOGUE[source_id].row_counts or {}).items()}
    raw = RawFigures({**frames, table: frame}, counts, ())
    reader = _Reader(DATA, read_schema(), {source_id: CATALOGUE[source_id]}, raw, frozen)
    _, found = reader.checked(Used())
    return [violation for violation in found if violation.source == source_id]


def rows_of(source_id: str, table: str) -> Frame:
    return bundle()[table].filter(pl.col(SOURCE) == source_id)


def replaced(column: str, value: str) -> Seed:
    """The first row gets another value."""

    def seed(frame: Frame) -> Frame:
        return frame.with_columns(
            pl.when(pl.int_range(pl.len()) == 0).then(pl.lit(value)).otherwise(column).alias(column)
        )

    return seed


def with_new_country(frame: Frame) -> Frame:
    known = set(frame["country_code"])
    return replaced("country_code", next(code for code in bundle()["country"]["country_code"] if code not in known))(
        frame
    )


def dropped(column: str) -> Seed:
    """Every row with the first value of a column is gone; None where the column has only one."""

    def seed(frame: Frame) -> Frame | None:
        values = frame[column].drop_nulls().unique().sort()
        return frame.filter(pl.col(column).ne_missing(values[0])) if len(values) > 1 else None

    return seed


def scaled(factor: float) -> Seed:
    def seed(frame: Frame) -> Frame:
        return frame.with_columns((pl.col("value").cast(pl.Float64) * factor).cast(pl.String).alias("value"))

    return seed


def cut(frame: Frame) -> Frame:
    return frame.sample(fraction=0.6, seed=1)


def doubled(frame: Frame) -> Frame:
    return pl.concat([frame, frame.head(1)])


def multiplied(identifier: str) -> Seed:
    """Three times as many rows, each with an identifier of its own."""

    def seed(frame: Frame) -> Frame:
        more = [frame.with_columns(pl.format("{}-{}", identifier, pl.lit(copy)).alias(identifier)) for copy in "ab"]
        return pl.concat([frame, *more])

    return seed


def jumped(frame: Frame) -> Frame | None:
    """In the newest edition the last countries stand where the first did; None where none came before it."""
    editions = sorted(frame["edition"].unique())
    if len(editions) == 1:
        return None
    index = CATALOGUE[frame[SOURCE][0]]
    framework = {item.edition: item.framework for item in index.editions}
    newest = next((b for a, b in pairwise(editions) if framework[a] == framework[b]), None)
    is_low = (pl.col("edition") == newest) & (pl.col("measure_id") == "total")
    totals = frame.filter(is_low).with_columns(pl.col("value").cast(pl.Float64)).sort("value")
    top = totals["value"].max()
    low = is_low & pl.col("country_code").is_in(totals["country_code"].head(3).to_list())
    return frame.with_columns(pl.when(low).then(pl.lit(str(top))).otherwise("value").alias("value"))


def leapt(frame: Frame) -> Frame:
    """One country's value of the last year is ten times what it was."""
    last = pl.struct("country_code", "measure_id", "year").rank("ordinal", descending=True) == 1
    return frame.with_columns(
        pl.when(last).then((pl.col("value").cast(pl.Float64) * 10).cast(pl.String)).otherwise("value").alias("value")
    )


EVERYWHERE: dict[str, tuple[Seed, str, str]] = {
    "an unknown country": (replaced("country_code", "ZZZ"), "country_code", "not in country.country_code"),
    "a country that was never there": (with_new_country, "country_code", "reference/frozen.csv does not have"),
    "a country that is gone": (dropped("country_code"), "country_code", "values of reference/frozen.csv are missing"),
    "too few rows": (cut, "", "of them must be there"),
    "a row twice": (doubled, "", "key shared with another row"),
}
SCORES: dict[str, tuple[Seed, str, str]] = {
    "an unknown edition": (replaced("edition", "1999"), "score.edition", "metadata"),
    "an unknown measure": (replaced("measure_id", "x_new"), "score.measure_id", "framework of the edition"),
    "a measure that is gone": (dropped("measure_id"), "score.measure_id", "values of reference/frozen.csv are missing"),
    "a value beyond the range": (replaced("value", "100000"), "score.value", "outside the range"),
    "a value that is no number": (replaced("value", "n/a"), "score.value", "not a finite number"),
    "not a number": (replaced("value", "nan"), "score.value", "not a finite number"),
    "another unit": (scaled(0.01), "score.value", "never reach 30% of their range"),
    "an unknown status": (replaced("status", "odd"), "score.status", "not in status.status"),
    "a jump": (jumped, "score.value", "moved by more than"),
}
AUDITS: dict[str, tuple[Seed, str, str]] = {
    "an unknown metric": (replaced("metric_id", "x_new"), "audit_result.metric_id", "not in audit_metric.metric_id"),
    "a metric that was never there": (
        replaced("metric_id", "wave_alerts"),
        "audit_result.metric_id",
        "reference/frozen",
    ),
    "a metric that is gone": (dropped("metric_id"), "audit_result.metric_id", "are missing"),
    "another tool": (replaced("tool", "Other tool 1.0"), "audit_result.tool", "reference/frozen.csv does not have"),
    "a value beyond its unit": (replaced("value", "-250"), "audit_result.value", "not "),
    "a value that is no number": (replaced("value", "n/a"), "audit_result.value", "not a finite number"),
    "another unit": (scaled(0.01), "audit_result.value", "far from the one that was reviewed"),
    "a date of another form": (replaced("audited_from", "May 2025"), "audit_result.audited_from", "not of the form"),
    "an unknown level": (replaced("level", "galaxy"), "audit_result.level", "not among the values allowed"),
    "rows in many copies": (multiplied("audit_id"), "audit_result", "times as many may be there"),
}
INVENTORIES: dict[str, tuple[Seed, str, str]] = {
    "an unknown kind": (replaced("kind", "x_new"), "kind", "not in initiative_kind.kind"),
    "a kind that was never there": (replaced("kind", "law"), "kind", "reference/frozen.csv does not have"),
    "an unknown status": (replaced("status", "odd"), "status", "not among the values allowed"),
    "a year as a spreadsheet counts days": (replaced("start_year", "45291"), "start_year", "above 2100"),
    "a name that is gone": (replaced("name", None), "name", "missing in 1 row"),  # type: ignore[arg-type]
    "mojibake": (replaced("name", "Caf\ufffd"), "name", "damaged text"),
    "rows in many copies": (multiplied("initiative_id"), "", "times as many may be there"),
}
CONTEXT: dict[str, tuple[Seed, str, str]] = {
    "an unknown measure": (replaced("measure_id", "x_new"), "context.measure_id", "not among the values allowed"),
    "a measure that is gone": (dropped("measure_id"), "context.measure_id", "are missing"),
    "a value below zero": (replaced("value", "-5"), "context.value", "below 0"),
    "another unit": (scaled(0.001), "context.value", "far from the one that was reviewed"),
    "a jump": (leapt, "context.value", "times those of the year before"),
}
KINDS = {
    "score": SCORES,
    "audit_result": AUDITS,
    "initiative": INVENTORIES,
    "initiative_prior": INVENTORIES,
    "context": CONTEXT,
}
#: Where a kind cannot be seeded: a source of one country, one metric, one edition, or figures with no unit to mistake.
NOT_THERE = {"a country that is gone", "a metric that is gone", "a jump", "another unit"}

SOURCES = sorted(
    source.id
    for source in CATALOGUE.values()
    if source.official_files and source.family in {"readiness", "context", "accessibility", "initiatives"}
)


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_bundled_figures_keep_their_rules(source_id: str) -> None:
    table = main_table(source_id)

    assert violations(source_id, table, rows_of(source_id, table)) == []
    assert read_frozen(DATA / "reference").filter(source_id=source_id).height


@pytest.mark.parametrize("source_id", SOURCES)
def test_one_violation_of_each_kind_is_caught(source_id: str) -> None:
    table = main_table(source_id)
    kinds = EVERYWHERE | KINDS[table]
    missed = []
    for kind, (seed, column, problem) in kinds.items():
        frame = seed(rows_of(source_id, table))
        found = [] if frame is None else violations(source_id, table, frame)
        caught = [item for item in found if column in item.column and problem in item.problem and item.what_to_do]
        if not caught and not (frame is None and kind in NOT_THERE):
            missed.append((kind, [f"{item.column}: {item.problem}" for item in found]))
    assert not missed


@pytest.mark.parametrize("source_id", [name for name in SOURCES if CATALOGUE[name].editions])
def test_indexes_have_limits_for_jumps_and_units(source_id: str) -> None:
    rules = CATALOGUE[source_id].rules

    assert rules.jump_limit is not None
    assert rules.median_jump_share is not None
    assert rules.smallest_peak_share is not None
