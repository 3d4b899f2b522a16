"""What audits of a country's public websites are held, method by method."""

from types import MappingProxyType
from typing import Any

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.accessibility.choice import METHODS
from dashboard.figures.country.choice import KEPT, Choice, Context, context
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import accessibility, country, own_audits, provenance
from dashboard.release import Release
from dashboard.words import count, number, plural, sentence_case, the

_FEW_HOSTS = 30
_HOST_SCORE = "lh_site_score"
_MANY = MappingProxyType({"site": "Sites one by one", "organisation": "Organisations one by one"})
_ONE = MappingProxyType({"site": "One site", "organisation": "One organisation", "subnational": "Part of the country"})
_METHOD_LABELS = {**METHODS, "sample": "Size of the sample"}


@kept(maxsize=KEPT)
def held(release: Release, choice: Choice) -> pl.DataFrame:
    """What is held, one row for each method, source, metric and level."""
    return frame_of(country.audits(release, choice.country))


@kept(maxsize=KEPT)
def hosts(release: Release, choice: Choice) -> dict[str, Any] | None:
    """The scores of hosts summed up; none where no host was scored."""
    found = held(release, choice).filter((pl.col("metric_id") == _HOST_SCORE) & pl.col("host_count").is_not_null())
    return found.row(0, named=True) if found.height else None


@kept(maxsize=KEPT)
def as_part(release: Release, choice: Choice) -> dict[str, Any] | None:
    """Scores of a territory's hosts that are counted with a country; none where there are none."""
    rows: list[dict[str, Any]] = country.audited_as_part(release, choice.country).to_pylist()
    return rows[0] if rows else None


def absence(release: Release, choice: Choice) -> tuple[str, ...]:
    """What to say before the audits: that none is held, or none of the country alone."""
    if held(release, choice).height or own_audits.findings(release, choice.country).num_rows:
        return joint(release, choice)
    if part := as_part(release, choice):
        sites = plural(part["host_count"], "public site is", "public sites are")
        whole = the(part["whole_country"])
        return (f"{sites} counted with {whole}, in automated tests of {part['audited_year']}. No other audit is held.",)
    return (
        "No audit of its public websites is held, by any method. That says nothing about the websites themselves.",
        *joint(release, choice),
    )


@kept(maxsize=KEPT)
def joint(release: Release, choice: Choice) -> tuple[str, ...]:
    """Studies that cover the country only together with others, so that nothing can be said of it alone."""
    rows = [row for row in accessibility.shared_studies(release).to_pylist() if row["country_code"] == choice.country]
    named = dict.fromkeys(f"\u201c{row['source_title']}\u201d, {row['publisher']} ({row['year']})" for row in rows)
    return tuple(
        f"One study covers it only together with other countries, and nothing can be said of it alone: {study}."
        for study in named
    )


@kept(maxsize=KEPT)
def audits(release: Release, choice: Choice) -> Figure | None:
    """Every audit held with its figure, methods apart; none where none is held."""
    frame = held(release, choice)
    if frame.is_empty():
        return None
    known = context(release, choice)
    rows = frame.to_dicts()
    frame = frame.with_columns(
        pl.col("method").replace_strict(_METHOD_LABELS, default=pl.col("method")).alias("method_label"),
        pl.Series("value_label", [_value(row) for row in rows], pl.String),
        pl.Series("basis", [_basis(row) for row in rows], pl.String),
        pl.Series("period", [_period(row) for row in rows], pl.String),
        pl.Series("note", [_note(row) for row in rows], pl.String),
    )
    return Figure(
        name=f"accessibility_audits_{choice.country.lower()}",
        title=_finding(frame, hosts(release, choice), known),
        subtitle="One row for each method, source and measure. Automated scores, audits by people and reports of "
        "governments about themselves measure different things and are never mixed.",
        frame=table_of(frame),
        columns=(
            Column("method_label", "Method"),
            Column("metric", "What is measured"),
            Column("value_label", "Figure"),
            Column("basis", "Rests on"),
            Column("period", "When"),
            Column("source_title", "Source"),
        ),
        file_columns=(
            "country_code", "country", "method", "source_id", "metric_id", "metric", "level", "value", "unit",
            "is_mean", "figure_count", "host_count", "excluded_count", "sample_count", "sample_unit", "rank",
            "rank_of", "is_tied", "is_ranked", "audited_from", "audited_to", "tool", "standard", "status", "note",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
        notes=tuple(dict.fromkeys(note for note in frame["note"] if note)),
        row_limit=60,
    )  # fmt: skip


def _value(row: dict[str, Any]) -> str:
    """The figure with its unit; where there are many figures, that the file of the audits has them."""
    if row["value"] is None:
        return f"{count(row['figure_count'])} figures"
    value = float(row["value"])
    text = number(value, 0 if value.is_integer() else 1)
    if row["unit"] == "percent":
        return f"{text}%"
    if row["unit"] == "yes=1 no=0":
        return "Yes" if value else "No"
    return text if row["unit"] == "count" else f"{text} ({row['unit']})"


def _basis(row: dict[str, Any]) -> str:
    if row["is_mean"]:
        return f"Mean of {plural(row['host_count'], 'host')}"
    if row["value"] is None:
        return _MANY.get(row["level"], "Single figures")
    if row["sample_count"]:
        return f"{count(row['sample_count'])} {row['sample_unit'] or 'cases'}"
    return _ONE.get(row["level"], "One figure as published")


def _period(row: dict[str, Any]) -> str:
    """``2019``, ``2023 to 2025``, or that it is not known."""
    ends = dict.fromkeys(end for end in (row["audited_from"], row["audited_to"]) if end)
    return " to ".join(ends) or "Not known"


def _note(row: dict[str, Any]) -> str | None:
    """What must be known of a mean over hosts."""
    if not row["is_mean"]:
        return None
    said = []
    if row["host_count"] < _FEW_HOSTS:
        said.append(f"Fewer than {_FEW_HOSTS} hosts were scored: shown, not ranked.")
    if row["excluded_count"]:
        said.append(f"{plural(row['excluded_count'], 'suspected failed run')} left out.")
    return " ".join(said) or None


def _finding(frame: pl.DataFrame, scored: dict[str, Any] | None, known: Context) -> str:
    if scored is not None:
        return (
            f"{plural(scored['host_count'], 'public site')} of {known.in_sentence} score {number(scored['value'])} of "
            f"100 on average in automated tests; {number(scored['share_ge90_pct'], 0)}% reach 90 or more"
        )
    told = frame.filter(pl.col("method") != "sample")
    methods = told["method"].n_unique()
    figures = plural(int(told["figure_count"].sum()), "audit figure")
    if not methods:
        return sentence_case(f"of {known.in_sentence} no more than the size of a sample is known")
    by = "one method" if methods == 1 else f"{methods} methods that cannot be compared"
    return (
        f"{figures} of public sites of {known.in_sentence} {'is' if figures.startswith('1 ') else 'are'} held, by {by}"
    )
