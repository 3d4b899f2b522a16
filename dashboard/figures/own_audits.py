"""One's own audits of a country, tool by tool: rules that failed and the success criteria behind them.

They stand apart from every other figure of accessibility: another tool and other pages give other numbers.
"""

from typing import Any

import polars as pl

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.emphasis import number_label
from dashboard.figures.frames import frame_of, table_of
from dashboard.kept import kept
from dashboard.queries import geography, own_audits, provenance
from dashboard.release import Release
from dashboard.words import count, day, plural

_KEPT = 256
_RULES_DRAWN = 15
_CAUTION = (
    "Own audit: only what this tool can test, on the pages it was given. That no rule fails does not mean that a page "
    "is accessible, and the numbers are not compared with those of other methods."
)
_NEWEST = "Of a page that was audited more than once, the newest audit counts."

_RULES = (
    Column("code", "Rule", "code"),
    Column("failed_page_count", "Pages on which it fails", "number"),
    Column("page_count", "Pages tested", "number"),
    Column("occurrence_count", "Elements that fail", "number"),
    Column("success_criteria", "Success criteria (WCAG 2)", "code"),
)
_CRITERIA = (
    Column("code", "Success criterion", "code"),
    Column("label", "Name"),
    Column("level", "Level", "code"),
    Column("failed_page_count", "Pages on which a rule of it fails", "number"),
    Column("failed_host_count", "Hosts with such a page", "number"),
    Column("occurrence_count", "Elements that fail", "number"),
)


def _said(audit: dict[str, Any]) -> str:
    first, last = (day(on.isoformat() if on else None) for on in (audit["audited_from"], audit["audited_to"]))
    when = f"audited on {first}" if first == last else f"audited from {first} to {last}"
    pages = f"{plural(audit['audited_page_count'], 'page')} on {plural(audit['host_count'], 'host')}"
    return f"Own audit with {audit['engine']} {audit['engine_versions']}, {when}: {pages}"


def _stem(country: str, audit: dict[str, Any], what: str) -> str:
    tool = "".join(letter if letter.isalnum() else "-" for letter in audit["engine"].lower()).strip("-")
    return f"own-audit_{what}_{tool}_{audit['source_id']}_{country.lower()}"


def _rules(release: Release, country: str, found: pl.DataFrame, theme: Theme) -> Figure | None:
    audit, frame = found.row(0, named=True), found.filter(pl.col("kind") == "rule")
    if frame.is_empty():
        return None
    worst = frame.row(0, named=True)
    title = (
        f"{worst['code']} fails on {count(worst['failed_page_count'])} of {plural(worst['page_count'], 'page')}, "
        "more than any other rule"
    )
    drawn = min(frame.height, _RULES_DRAWN)
    frame = frame.with_columns(
        number_label("failed_page_count", 0).alias("value_label"),
        pl.int_range(1, pl.len() + 1).alias("sort_order"),
        pl.lit("region").alias("emphasis"),
    ).head(_RULES_DRAWN)
    return Figure(
        name=_stem(country, audit, "rules"),
        title=title,
        subtitle=f"{_said(audit)}. Pages on which a rule fails, the {plural(drawn, 'rule')} with the most pages.",
        frame=table_of(frame),
        columns=_RULES,
        file_columns=("country_code", "source_id", "engine", *(column.name for column in _RULES)),
        provenance=provenance.of_sources(release, [audit["source_id"]]),
        spec=charts.category_bars(theme=theme, value_title="Pages on which the rule fails"),
        drawn_columns=("code", "failed_page_count", "value_label", "emphasis", "sort_order"),
        drawn_as={"code": "category_label", "failed_page_count": "count", "value_label": "count_label"},
        alt=f"Bars for {plural(drawn, 'rule')} of {audit['engine']}. {title}."[:250],
        notes=(_CAUTION, _NEWEST),
    )


def _criteria(release: Release, country: str, found: pl.DataFrame) -> Figure | None:
    audit, frame = found.row(0, named=True), found.filter(pl.col("kind") == "criterion")
    if frame.is_empty():
        return None
    failed = frame.filter(pl.col("failed_page_count") > 0).height
    return Figure(
        name=_stem(country, audit, "criteria"),
        title=f"Rules of {count(failed)} of the {count(frame.height)} success criteria tested fail on some page",
        subtitle=f"{_said(audit)}. Success criteria of WCAG 2 that a rule of the tool tests.",
        frame=table_of(frame),
        columns=_CRITERIA,
        file_columns=("country_code", "source_id", "engine", *(column.name for column in _CRITERIA)),
        provenance=provenance.of_sources(release, [audit["source_id"]]),
        notes=(_CAUTION, _NEWEST),
    )


@kept(maxsize=_KEPT)
def figures(release: Release, country: str, theme: Theme) -> tuple[Figure, ...]:
    """Rules and success criteria of every own audit of a country; none where there is no audit.

    Parameters
    ----------
    release : Release
        What to ask.
    country : str
        Code of the country.
    theme : {'light', 'dark'}
        Colours.
    """
    if country not in geography.place_labels(release):
        return ()
    held = frame_of(own_audits.findings(release, country)).with_columns(pl.lit(country).alias("country_code"))
    drawn = (
        figure
        for found in held.partition_by("source_id", "engine", maintain_order=True)
        for figure in (_rules(release, country, found, theme), _criteria(release, country, found))
    )
    return tuple(figure for figure in drawn if figure is not None)
