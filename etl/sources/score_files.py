"""Workbooks and CSV files of scores: countries down, measures across, laid out as source.toml declares."""

from __future__ import annotations

import polars as pl

from etl.reading.tables import Rows, read_csv, read_sheets
from etl.sources import Reading, Tables
from etl.sources.country_codes import read_country_codes
from etl.sources.score_columns import locate
from etl.sources.score_layout import ScoreLayout, Sheet, read_score_layout
from etl.sources.score_rows import SheetReader
from etl.sources.score_rules import Breach, applied, report
from etl.sources.score_tables import Found, check_order, compare, read_ranks, read_scores

_COLUMNS = ("country_code", "measure_id", "value", "rank_published", "status", "note")


def _pages(reading: Reading, layout: ScoreLayout) -> list[tuple[Sheet, Rows]]:
    path = reading.paths[0]
    if layout.sheets[0].name is None:
        return [(layout.sheets[0], read_csv(path, reading.faults, encoding=layout.encoding))]
    names = list(dict.fromkeys(sheet.name for sheet in layout.sheets if sheet.name))
    found = read_sheets(path, [*names, *layout.other_sheets], reading.faults)
    return [(sheet, found[sheet.name]) for sheet in layout.sheets if sheet.name in found]


def _readers(reading: Reading, layout: ScoreLayout) -> list[SheetReader]:
    codes = read_country_codes(reading.reference)
    located = [(sheet, rows, locate(rows, sheet, reading.faults)) for sheet, rows in _pages(reading, layout)]
    return [
        SheetReader(reading, layout, sheet, rows, columns, codes)
        for sheet, rows, columns in located
        if set(sheet.read) <= set(columns)
    ]


def _check_whole(reading: Reading, layout: ScoreLayout, found: Found) -> None:
    missing = sorted(set(layout.editions) - {edition or "" for edition, _ in found.scores})
    if missing and not reading.faults.violations:
        reading.faults.add("", "editions are missing", missing, f"Expected: {', '.join(layout.editions)}.")
    if not found.scores and not reading.faults.violations:
        reading.faults.add("", "no country was found")
    reading.faults.stop_if_any()


def _frame(reading: Reading, layout: ScoreLayout, found: Found) -> pl.DataFrame:
    rows: list[tuple[str | None, ...]] = []
    breaches: list[Breach] = []
    for (edition, code), scores in found.scores.items():
        kept, broken = applied(code, scores, layout)
        breaches += broken
        for measure, score in kept.items():
            rows.append((edition, code, measure, score.text, score.rank, score.status, score.note))
    report(breaches, reading.faults)
    reading.faults.stop_if_any()
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("edition", *_COLUMNS), pl.String), orient="row")
    frame = frame.sort("edition", "country_code", "measure_id")
    return frame if layout.editions else frame.drop("edition")


def parse(reading: Reading) -> Tables:
    """Read a workbook or CSV file of scores.

    Parameters
    ----------
    reading : Reading
        The file and its block.

    Returns
    -------
    Tables
        ``score``, and the tables that ``also`` names.

    Raises
    ------
    UnreadableError
        Names everything in the file that is not as declared.
    """
    layout = read_score_layout(reading.file.layout, f"{reading.source}, file {reading.file.id}")
    found = Found()
    pages = [(page, page.places()) for page in _readers(reading, layout)]
    for step in (read_scores, read_ranks, compare):
        for page, places in pages:
            step(page, places, found)
    for page, _ in pages:
        page.faults.report(reading.faults)
    _check_whole(reading, layout, found)
    for page, _ in pages:
        check_order(page, found)
    also = {name: pl.DataFrame(rows).cast(pl.String) for name, rows in found.also.items()}
    return {"score": _frame(reading, layout, found), **{name: frame.sort(pl.all()) for name, frame in also.items()}}
