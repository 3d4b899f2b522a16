"""The files of every figure hold exactly the drawn rows, say where they are from, and are safe to open."""

import csv
import datetime
import io
import json
import math
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frictionless import Package
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard.export.csv import PROVENANCE_COLUMNS, csv_bytes
from dashboard.export.formats import FORMATS, formats_of
from dashboard.export.handout import Filter, Offer
from dashboard.figure import Figure, Provenance
from dashboard.menu import ENTRIES
from tests.pages.shown import run_page

_VIEWS = [(entry.name, "") for entry in ENTRIES] + [
    ("readiness", "country=LKA&index=gairi&edition=2020&measure=total&scheme=oxford&region=south-and-central-asia"),
    ("readiness", "country=FSM&index=egdi&edition=2003&measure=hci&scheme=un-region&region=world"),
    ("readiness", "country=CIV&index=gtmi&edition=2022&measure=total&scheme=group&region=oecd"),
    ("compare_countries", "countries=PAK&countries=TUR&countries=CIV&index=egdi&edition=2024"),
    ("compare_regions", "scheme=wb-income&index=egdi&edition=2018&measure=osi"),
    ("country", "country=LUX"),
    ("country", "country=XKX"),
    ("accessibility", "country=LUX&method=manual_conformance"),
    ("accessibility", "country=USA&method=automated_count"),
    ("accessibility", "country=USA&method=self_report"),
    ("accessibility", "country=IND&method=other_study"),
    ("initiatives", "country=NLD"),
    ("initiatives", "country=IND"),
    ("sources", "part=indexes"),
    ("sources", "part=coverage"),
]

_RELEASE = "20260101-abcdef01"
_LINK = "https://atlas.example.org/readiness?country=PAK&release=20260101-abcdef01"
_FILTERS = (Filter("country", "Country", "Pakistan"),)


@pytest.mark.parametrize(("page", "query"), _VIEWS)
def test_files_of_a_page(
    page: str, query: str, release_dir: Path, release_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    test, figures = run_page(monkeypatch, release_dir, page, query)
    assert not test.exception
    assert figures, "the page shows something that can be taken away"
    assert len({figure.name for figure in figures}) == len(figures), "file names differ"
    for figure in figures:
        _check(figure)
        _all_formats_hold_the_same(figure, release_folder.name)


def _check(figure: Figure) -> None:
    data = csv_bytes(figure, _RELEASE)
    assert data.startswith(b"\xef\xbb\xbf")
    assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]*\.csv", Offer(figure, _RELEASE).file_name("csv")), figure.name
    frame = pd.read_csv(io.BytesIO(data), keep_default_na=False, dtype=str)
    assert tuple(frame.columns) == (*figure.file_columns, *PROVENANCE_COLUMNS)
    assert len(frame) == figure.frame.num_rows
    for column in figure.file_columns:
        _same_values(figure.frame[column], frame[column].tolist(), f"{figure.name}: {column}")
    if len(frame):
        assert set(frame["release"]) == {_RELEASE}
        assert (frame["source"] != "").all()
    if figure.spec is not None and figure.frame.num_rows:
        for key in _keys(figure.spec):
            assert len(set(figure.drawn[key].to_pylist())) == figure.drawn.num_rows, f"{key}: a mark would be left out"
        assert figure.drawn.num_rows == figure.frame.num_rows
        assert 40 <= len(figure.alt) <= 250, (len(figure.alt), figure.alt)


def _keys(spec: dict[str, Any]) -> set[str]:
    """The columns by which marks are known again."""
    layers = (view.get("encoding", {}) for view in spec["layer"])
    return {encoding["key"]["field"] for encoding in layers if "key" in encoding}


def _same_values(column: pa.ChunkedArray, written: list[str], where: str) -> None:
    is_text = pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
    for value, text in zip(column.to_pylist(), written, strict=True):
        if value is None:
            assert text == "", where
        elif is_text:
            assert text in {value, "'" + value}, where
            assert not re.match(r"[=+\-@\t\r\n]", text), where
        elif isinstance(value, float):
            assert math.isclose(float(text), value, rel_tol=1e-12), where
        elif isinstance(value, bool):
            assert text == str(value).lower(), where
        else:
            assert text == str(value), where


def _all_formats_hold_the_same(figure: Figure, release_id: str) -> None:
    """Drawn frame, CSV, workbook and zip: the same rows, and each file says what it is."""
    offer = Offer(figure, release_id, _LINK, _FILTERS)
    data = csv_bytes(figure, release_id)[3:]
    with zipfile.ZipFile(io.BytesIO(FORMATS["zip"].make(offer))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert parts["data.csv"] == data
    _check_descriptions(figure, parts)
    _check_workbook(figure, FORMATS["xlsx"].make(offer))


def _check_descriptions(figure: Figure, parts: dict[str, bytes]) -> None:
    told, package = json.loads(parts["metadata.json"]), json.loads(parts["datapackage.json"])
    assert told["row_count"] == figure.frame.num_rows
    assert [column["name"] for column in told["columns"]] == [*figure.file_columns, *PROVENANCE_COLUMNS]
    unsaid = [column["name"] for column in told["columns"] if not column["meaning"]]
    assert not unsaid, f"{figure.name}: say in dashboard/export/columns.toml what these columns hold: {unsaid}"
    assert told["filters"] == [{"parameter": "country", "label": "Country", "value": "Pakistan"}]
    assert told["cautions"] == list(figure.notes)
    assert [source["source"] for source in told["sources"]]
    assert package["homepage"] == _LINK
    readme = parts["README.md"].decode()
    for heading in ("Filters", "Columns", "Cautions", "How to cite", "Sources and licences"):
        assert f"\n## {heading}\n" in readme
    assert "- Country: Pakistan (`country`)" in readme
    assert _LINK in readme


def _check_workbook(figure: Figure, body: bytes) -> None:
    book = load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["Data", "Notes"]
    sheet = book["Data"]
    assert sheet.freeze_panes == "A2"
    heads = [cell.value for cell in sheet[1]]
    assert heads == [*figure.file_columns, *PROVENANCE_COLUMNS]
    assert sheet.max_row == figure.frame.num_rows + 1
    for at, name in enumerate(figure.file_columns, start=1):
        cells = next(sheet.iter_cols(at, at, 2, max(2, sheet.max_row)))
        for value, cell in zip(figure.frame[name].to_pylist(), cells, strict=False):
            _same_cell(value, cell, f"{figure.name}: {name}")
    notes = [value for row in book["Notes"].iter_rows(values_only=True) for value in row if value]
    for part in (figure.subtitle, _LINK, "Pakistan", *figure.notes):
        assert not part or " ".join(part.split()) in notes, part
    assert any(value.startswith("@misc{atlas-") for value in notes)


def _same_cell(value: object, cell, where: str) -> None:
    assert cell.data_type != "f", where
    if isinstance(value, float):
        assert math.isclose(cell.value, value, rel_tol=1e-14), where
    elif isinstance(value, datetime.date):
        assert cell.value.isoformat().startswith(value.isoformat()[:10]), where
    else:
        # An empty text is an empty cell.
        assert cell.value == (value if value != "" else None), where
        assert not isinstance(value, int | float) or cell.data_type in {"n", "b"}, where


def test_the_frictionless_validator_accepts_the_zips(release_dir: Path, monkeypatch: pytest.MonkeyPatch):
    for page in ("readiness", "country", "initiatives", "accessibility"):
        _, figures = run_page(monkeypatch, release_dir, page, "country=PAK")
        for figure in figures:
            _validate(FORMATS["zip"].make(Offer(figure, _RELEASE, _LINK, _FILTERS)))


def _validate(body: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(body)) as archive:
        archive.extractall(folder)
        report = Package(str(Path(folder) / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])


def test_the_validator_refuses_a_zip_whose_rows_were_changed():
    body = FORMATS["zip"].make(Offer(_figure(["a", "b"]), _RELEASE))
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"-1.0", b"minus one"))
    with pytest.raises(AssertionError, match="type-error"):
        _validate(changed.getvalue())


_COUNTRIES = st.sampled_from(["PAK", "IND", "USA", "LUX", "XKX", "TUV", "CIV", "NLD", "EUU", "FSM", "TWN"])
_FILTER_VALUES = {
    "country": _COUNTRIES,
    "countries": _COUNTRIES,
    "index": st.sampled_from(["gairi", "egdi", "gtmi"]),
    "edition": st.sampled_from(["2003", "2018", "2020", "2022", "2023", "2024", "2025"]),
    "measure": st.sampled_from(["total", "hci", "osi", "p_government"]),
    "scheme": st.sampled_from(["oxford", "un-region", "wb-income", "group", "wb-region"]),
    "region": st.sampled_from(["world", "south-and-central-asia", "asia", "oecd", "low-income"]),
    "method": st.sampled_from(["automated_score", "automated_count", "manual_conformance", "self_report"]),
    "kind": st.sampled_from(["all", "technology_park", "ai_use_case", "national_centre"]),
    "category": st.sampled_from(["all", "data", "skills"]),
    "study_country": st.sampled_from(["all", "PAK"]),
    "part": st.sampled_from(["sources", "indexes", "audits", "places"]),
    "source": st.sampled_from(["gairi", "egdi", "aipi", "natural-earth"]),
}


@given(
    page=st.sampled_from([entry.name for entry in ENTRIES]),
    chosen=st.fixed_dictionaries({}, optional=_FILTER_VALUES),
)
@example(page="sources", chosen={"part": "places"})
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_filtered_every_file_holds_what_is_drawn(
    page: str, chosen: dict[str, str], release_dir: Path, release_folder: Path
):
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    with pytest.MonkeyPatch.context() as patch:
        test, figures = run_page(patch, release_dir, page, query)
        assert not test.exception
        for figure in figures:
            _check(figure)
            _all_formats_hold_the_same(figure, release_folder.name)


def _figure(texts: list[str | None]) -> Figure:
    values = [float(at) - 1 for at in range(len(texts))]
    frame = pl.DataFrame({"name": texts, "value": values}, schema_overrides={"name": pl.String})
    source = {"one": Provenance("=Source", "https://example.org/?a=1,2", "CC BY 4.0")}
    return Figure("name", "t", "s", frame.to_arrow(), (), ("name", "value"), source)


@given(st.lists(st.none() | st.text(), min_size=1, max_size=8))
def test_any_text_survives_and_none_starts_a_formula(texts: list[str | None]):
    rows = list(csv.DictReader(io.StringIO(csv_bytes(_figure(texts), _RELEASE)[3:].decode(), newline="")))
    assert len(rows) == len(texts)
    for text, row in zip(texts, rows, strict=True):
        assert row["name"] in {text or "", "'" + (text or "")}
        assert not row["name"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert row["source"] == "'=Source"


@given(st.lists(st.none() | st.text(st.characters(codec="utf-8")), min_size=1, max_size=8))
@settings(max_examples=40)
def test_no_text_of_a_workbook_is_run_turned_into_a_number_or_into_a_link(texts: list[str | None]):
    odd = ["=1+1", "+1", "-1", "@SUM(A1)", "1e5", "007", "https://example.org/", "TRUE", "{=1}", "x" * 40_000]
    body = FORMATS["xlsx"].make(Offer(_figure([*texts, *odd]), _RELEASE))
    sheet = load_workbook(io.BytesIO(body))["Data"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert len(cells) == len(texts) + len(odd)
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert [cell.value for cell in cells[len(texts) : -1]] == odd[:-1]
    assert "cut" in cells[-1].value
    assert not any(cell.hyperlink for cell in cells)


def test_numbers_are_not_escaped():
    assert b",-1.0," in csv_bytes(_figure(["a", "b"]), _RELEASE)


def test_a_table_has_no_picture_and_a_chart_has():
    assert set(formats_of(Offer(_figure(["a"]), _RELEASE))) == {"csv", "xlsx", "zip"}
    assert [name for name, found in FORMATS.items() if found.is_picture] == ["png", "svg"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice: apt-get install libreoffice-calc")
def test_libreoffice_reads_accents_and_runs_nothing(release_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    _, figures = run_page(monkeypatch, release_dir, "readiness", "country=CIV&region=world")
    table = next(figure for figure in figures if figure.frame.num_rows > 150 and "name" not in figure.file_columns)
    source = tmp_path / Offer(table, _RELEASE).file_name("csv")
    source.write_bytes(csv_bytes(table, _RELEASE))
    subprocess.run(
        # Without a window LibreOffice does not ask for the encoding: 76 is UTF-8, as its dialog offers it.
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--infilter=CSV:44,34,76,1", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    again = pd.read_csv(next((tmp_path / "out").glob("*.csv")), keep_default_na=False, dtype=str)
    assert again["country"].tolist() == table.frame["country"].to_pylist()
    assert "T\u00fcrkiye" in again["country"].tolist()
