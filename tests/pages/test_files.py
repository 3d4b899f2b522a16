"""The CSV of every chart holds exactly the drawn rows, says where they are from, and is safe to open."""

import csv
import io
import math
import re
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.export.csv import PROVENANCE_COLUMNS, csv_bytes, file_name
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
]

_RELEASE = "20260101-abcdef01"


@pytest.mark.parametrize(("page", "query"), _VIEWS)
def test_files_of_a_page(page: str, query: str, release_dir: Path, monkeypatch: pytest.MonkeyPatch):
    test, figures = run_page(monkeypatch, release_dir, page, query)
    assert not test.exception
    assert figures, "the page shows something that can be taken away"
    assert len({figure.name for figure in figures}) == len(figures), "file names differ"
    for figure in figures:
        _check(figure)


def _check(figure: Figure) -> None:
    data = csv_bytes(figure, _RELEASE)
    assert data.startswith(b"\xef\xbb\xbf")
    assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]*\.csv", file_name(figure, _RELEASE)), figure.name
    frame = pd.read_csv(io.BytesIO(data), keep_default_na=False, dtype=str)
    assert tuple(frame.columns) == (*figure.file_columns, *PROVENANCE_COLUMNS)
    assert len(frame) == figure.frame.num_rows
    for column in figure.file_columns:
        _same_values(figure.frame[column], frame[column].tolist(), f"{figure.name}: {column}")
    if len(frame):
        assert set(frame["release"]) == {_RELEASE}
        assert (frame["source"] != "").all()
    if figure.spec is not None and figure.frame.num_rows:
        assert figure.drawn.num_rows == figure.frame.num_rows
        assert 40 <= len(figure.alt) <= 250, (len(figure.alt), figure.alt)


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


def test_numbers_are_not_escaped():
    assert b",-1.0," in csv_bytes(_figure(["a", "b"]), _RELEASE)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice: apt-get install libreoffice-calc")
def test_libreoffice_reads_accents_and_runs_nothing(release_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    _, figures = run_page(monkeypatch, release_dir, "readiness", "country=CIV&region=world")
    table = next(figure for figure in figures if figure.frame.num_rows > 150 and "name" not in figure.file_columns)
    source = tmp_path / file_name(table, _RELEASE)
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
