"""Workbooks and CSV files of scores: countries down, measures across, laid out as source.toml declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from etl.reading.tables import Rows, read_csv, read_sheets
from etl.sources import Reading, Tables
from etl.sources.country_codes import read_country_codes
from etl.sources.score_columns import locate
from etl.sources.score_layout import ScoreLayout, Sheet, read_score_layout
from etl.sources.score_ranks import check_ranks
from etl.sources.score_rows import Place, Row, SheetReader
from etl.sources.score_rules import Breach, Score, applied, report

_COLUMNS = ("country_code", "measure_id", "value", "rank_published", "status", "note")

Places = Mapping[Place, tuple[int, Row]]


@dataclass
class _Found:
    """What the sheets read so far hold."""

    scores: dict[Place, dict[str, Score]] = field(default_factory=dict)
    also: dict[str, list[dict[str, str | None]]] = field(default_factory=dict)


def _note(sheet: Sheet, measure: str, labels: Mapping[str, str]) -> str | None:
    if measure not in sheet.notes:
        return sheet.note
    text = sheet.notes[measure]
    for name, value in labels.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _read_scores(page: SheetReader, places: Places, found: _Found) -> None:
    sheet = page.sheet
    for place, (number, row) in places.items():
        scores = found.scores.setdefault(place, {})
        labels = {name: page.text(row, column).strip() for name, column in sheet.labels.items()}
        for measure, column in sheet.measures.items():
            value = page.number(number, row, column)
            if value is not None and measure in scores:
                page.faults.note(number, column, f"a second value of {measure} for one country", place[1])
            elif value is not None:
                where = page.rows.where(number, column)
                scores[measure] = Score(*value, where, sheet.status, _note(sheet, measure, labels))
        for table, columns in sheet.also.items():
            filled = {ours: labels[name] or None for ours, name in columns.items()}
            edition = place[0] or page.reading.file.edition
            found.also.setdefault(table, []).append({"edition": edition, "country_code": place[1], **filled})


def _read_ranks(page: SheetReader, places: Places, found: _Found) -> None:
    sheet = page.sheet
    if sheet.rank is None:
        return
    for place, (number, row) in places.items():
        score = found.scores.get(place, {}).get(sheet.ranked)
        if score is None:
            page.faults.note(number, sheet.rank, f"a rank for a country without {sheet.ranked}", place[1])
            continue
        if page.layout.rules.no_total_note is not None and score.value == 0:
            continue
        rank = page.number(number, row, sheet.rank)
        if rank is None or rank[0] < 1 or rank[0] != int(rank[0]):
            page.faults.note(number, sheet.rank, "not a rank", page.text(row, sheet.rank))
        elif score.rank and score.rank != str(int(rank[0])):
            page.faults.note(number, sheet.rank, "not the rank of the other sheet", f"{place[1]}: {rank[1]}")
        else:
            found.scores[place][sheet.ranked] = replace(score, rank=str(int(rank[0])))
    scored = {place for place, scores in found.scores.items() if sheet.ranked in scores}
    unranked = sorted(code for _, code in scored - set(places))
    if unranked:
        page.reading.faults.add(page.rows.place, f"countries with {sheet.ranked} are missing", unranked)


def _check_ranks(page: SheetReader, found: _Found) -> None:
    sheet = page.sheet
    ranked = {code: scores[sheet.ranked] for (_, code), scores in found.scores.items() if sheet.ranked in scores}
    if sheet.rank is not None:
        place = page.rows.where(sheet.header_rows[-1], sheet.rank)
        check_ranks(ranked, sheet, place, page.reading.faults)


def _compare(page: SheetReader, places: Places, found: _Found) -> None:
    for measure, column in page.sheet.compared.items():
        for place, (number, row) in places.items():
            again, score = page.number(number, row, column), found.scores.get(place, {}).get(measure)
            if again and score and abs(again[0] - score.value) > page.sheet.compared_within:
                shown = f"{place[1]}: {again[1]}, elsewhere {score.text}"
                page.faults.note(number, column, f"not the {measure} of the other sheet", shown)


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


def _check_whole(reading: Reading, layout: ScoreLayout, found: _Found) -> None:
    missing = sorted(set(layout.editions) - {edition or "" for edition, _ in found.scores})
    if missing and not reading.faults.violations:
        reading.faults.add("", "editions are missing", missing, f"Expected: {', '.join(layout.editions)}.")
    if not found.scores and not reading.faults.violations:
        reading.faults.add("", "no country was found")
    reading.faults.stop_if_any()


def _frame(reading: Reading, layout: ScoreLayout, found: _Found) -> pl.DataFrame:
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
    found = _Found()
    pages = [(page, page.places()) for page in _readers(reading, layout)]
    for step in (_read_scores, _read_ranks, _compare):
        for page, places in pages:
            step(page, places, found)
    for page, _ in pages:
        page.faults.report(reading.faults)
    _check_whole(reading, layout, found)
    for page, _ in pages:
        _check_ranks(page, found)
    also = {name: pl.DataFrame(rows).cast(pl.String) for name, rows in found.also.items()}
    return {"score": _frame(reading, layout, found), **{name: frame.sort(pl.all()) for name, frame in also.items()}}
