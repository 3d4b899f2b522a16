"""What the tables of a file of scores hold together: figures by country, and what one table says of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from etl.sources.score_layout import Sheet
from etl.sources.score_ranks import check_ranks
from etl.sources.score_rows import Place, Row, SheetReader
from etl.sources.score_rules import Score

Places = Mapping[Place, tuple[int, Row]]


@dataclass
class Found:
    """What the tables read so far hold.

    Attributes
    ----------
    scores : dict
        Edition and country to measure to figure.
    also : dict
        Other release tables and their rows.
    """

    scores: dict[Place, dict[str, Score]] = field(default_factory=dict)
    also: dict[str, list[dict[str, str | None]]] = field(default_factory=dict)


def _note(sheet: Sheet, measure: str, labels: Mapping[str, str]) -> str | None:
    if measure not in sheet.notes:
        return sheet.note
    text = sheet.notes[measure]
    for name, value in labels.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def read_scores(page: SheetReader, places: Places, found: Found) -> None:
    """Take the figures of a table, and the rows of other release tables that it gives."""
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


def read_ranks(page: SheetReader, places: Places, found: Found) -> None:
    """Take the publisher's ranks of a table; a country has a rank where it has a score, and only there."""
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


def check_order(page: SheetReader, found: Found) -> None:
    """Note ranks of a table that do not follow the scores."""
    sheet = page.sheet
    ranked = {code: scores[sheet.ranked] for (_, code), scores in found.scores.items() if sheet.ranked in scores}
    if sheet.rank is not None:
        place = page.rows.where(sheet.header_rows[-1], sheet.rank)
        check_ranks(ranked, sheet, place, page.reading.faults)


def compare(page: SheetReader, places: Places, found: Found) -> None:
    """Note figures of a table that are not those of the table that they repeat."""
    for measure, column in page.sheet.compared.items():
        for place, (number, row) in places.items():
            again, score = page.number(number, row, column), found.scores.get(place, {}).get(measure)
            if again and score and abs(again[0] - score.value) > page.sheet.compared_within:
                shown = f"{place[1]}: {again[1]}, elsewhere {score.text}"
                page.faults.note(number, column, f"not the {measure} of the other sheet", shown)
