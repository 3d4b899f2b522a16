"""Official files made from the bundled figures, in the form in which their publishers serve them.

What is read from them unharmed is what is bundled, so a test can harm them and see what is noticed.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from etl.metadata.catalogue import Catalogue, OfficialFile
from etl.metadata.source_folders import read_sources
from etl.sources.score_layout import Sheet, read_score_layout

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
REFERENCE = DATA / "reference"

#: Rows of a sheet or CSV file.
Grid = list[list[Any]]


@cache
def catalogue() -> Catalogue:
    return read_sources(DATA)


def official_file(source_id: str, file_id: str) -> OfficialFile:
    return next(file for file in catalogue()[source_id].official_files if file.id == file_id)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def _names() -> Mapping[str, dict[str, str]]:
    """List of spellings to code to spelling, without those that stand for several countries."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows(REFERENCE / "country_aliases.csv"):
        found.setdefault(row["source"], {}).setdefault(row["country_code"], row["name_as_published"])
    return found


def _name(code: str, lists: str) -> str:
    own = [names[code] for source, names in _names().items() if source.startswith(lists) and code in names]
    return own[0] if own else next(names[code] for names in _names().values() if code in names)


def _scores(source_id: str, edition: str) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in _rows(DATA / "figures" / source_id / f"scores_{edition}.csv"):
        found.setdefault(row["country_code"], {})[row["measure_id"]] = row
    return found


def _sheet_rows(sheet: Sheet, source_id: str, edition: str, *, is_text: bool) -> Iterator[list[Any]]:
    measured = {**sheet.measures, **sheet.compared}
    for code, figures in _scores(source_id, edition).items():
        row: dict[str, Any] = {sheet.country: _name(code, sheet.names or f"{source_id.upper()} {edition}")}
        for measure, column in measured.items():
            value = figures[measure]["value"] if measure in figures else ("0" if is_text else "N/A")
            row[column] = value if is_text or value == "N/A" else float(value)
        if sheet.rank:
            rank = figures.get(sheet.ranked, {}).get("rank_published", "")
            row[sheet.rank] = rank if is_text or not rank else int(rank)
        if sheet.edition:
            row[sheet.edition] = edition
        yield [row[column] for column in sheet.read]


def _grid(sheet: Sheet, source_id: str, edition: str, *, is_text: bool) -> Grid:
    above: Grid = [[None] * len(sheet.read) for _ in range(max(sheet.header_rows) - 1)]
    return [*above, list(sheet.read), *_sheet_rows(sheet, source_id, edition, is_text=is_text)]


def score_grids(source_id: str, edition: str) -> dict[str, Grid]:
    """Sheets of an edition of an index: name to rows; the one of a CSV file has no name."""
    file = official_file(source_id, edition)
    layout = read_score_layout(file.layout, source_id)
    is_text = file.format == "csv"
    return {sheet.name or "": _grid(sheet, source_id, edition, is_text=is_text) for sheet in layout.sheets}


def csv_bytes(grid: Grid, encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(grid)
    return text.getvalue().encode(encoding)


def workbook(grids: Mapping[str, Grid]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, grid in grids.items():
        sheet = book.create_sheet(name)
        for row in grid:
            sheet.append(row)
    return book


def workbook_bytes(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def world_bank_answer() -> list[Any]:
    """The one page of an answer with all indicators."""
    indicators = {measure: code for code, measure in official_file("wdi", "indicators").layout["indicators"].items()}
    records = [
        {
            "indicator": {"id": indicators[row["measure_id"]], "value": row["measure_id"]},
            "country": {"id": row["country_code"][:2], "value": row["country_code"]},
            "countryiso3code": row["country_code"],
            "date": row["year"],
            "value": json.loads(row["value"]),
            "unit": "",
            "obs_status": "",
            "decimal": 0,
        }
        for row in _rows(DATA / "figures" / "wdi" / "context.csv")
        if row["measure_id"] in indicators
    ]
    return [{"page": 1, "pages": 1, "per_page": 20000, "total": len(records), "sourceid": "2"}, records]


def json_bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
