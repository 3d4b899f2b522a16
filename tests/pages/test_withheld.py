"""Figures that may not be passed on: shown after a fetch, absent from every file, and the page says why."""

import dataclasses
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from dashboard.api.taken import taken
from dashboard.export.csv import csv_bytes
from dashboard.export.formats import FORMATS, formats_of
from dashboard.export.handout import Offer
from dashboard.figure import Figure
from dashboard.queries import readiness
from dashboard.release import Release, open_release
from etl.build import build
from etl.metadata.catalogue import Source
from etl.metadata.source_folders import read_sources
from etl.release.releases import current_id
from etl.rules.frozen import read_frozen
from tests.conftest import ROOT
from tests.pages.shown import run_page, words_of
from tests.unit.placed import place_snapshot

WHY = "publisher does not allow passing them on"


def answers(source: Source) -> Iterator[tuple[str, bytes]]:
    """Made-up answers of the interface, in its form: every country that the real ones have."""
    frozen = read_frozen(ROOT / "data/reference").filter(source_id="aipi", column="country_code")
    for number, file in enumerate(source.official_files):
        is_total = file.layout["measure"] == "total"
        countries = frozen.filter(pl.col("row_count") == 5) if is_total else frozen
        values = {
            code: {"2023": round((0.2 + place / 400) * (1 if is_total else 0.25) + number / 1e4 + 0.0000777, 7)}
            for place, code in enumerate(countries["value"])
        }
        yield file.id, json.dumps({"values": {file.layout["indicator"]: values}, "api": {"version": "1"}}).encode()


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real data with the AI Preparedness Index fetched."""
    data = tmp_path_factory.mktemp("fetched")
    for part in ("figures", "reference"):
        (data / part).symlink_to(ROOT / "data" / part)
    for file_id, body in answers(read_sources(data)["aipi"]):
        place_snapshot(data, "aipi", file_id, {"answer.json": body})
    result = build(data, data / "releases", lambda line: None)
    assert not result.refused
    return data


@pytest.fixture(scope="module")
def folder(fetched: Path) -> Path:
    return fetched / "releases" / str(current_id(fetched / "releases"))


@pytest.fixture(scope="module")
def release(folder: Path) -> Release:
    return open_release(folder)


def test_the_index_is_offered_only_where_it_was_fetched(release: Release, release_folder: Path) -> None:
    assert "aipi" in readiness.index_labels(release)
    assert "aipi" not in readiness.index_labels(open_release(release_folder))


def test_it_is_shown_and_no_file_of_it_is_offered(fetched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, figures = run_page(monkeypatch, fetched, "readiness", "index=aipi&edition=2023&country=SGP&region=world")

    assert not page.exception
    said = words_of(page)
    assert "AI Preparedness Index" in said
    of_index = [
        figure for figure in figures if any("Preparedness" in each.source for each in figure.provenance.values())
    ]
    assert of_index
    for figure in of_index:
        assert figure.frame.num_rows, "the page shows it"
        assert figure.file_frame.num_rows == 0
        assert formats_of(Offer(figure, "20260101-abcdef01")) == {}
        assert WHY in taken(Offer(figure, "20260101-abcdef01"))
        assert b"0777" not in csv_bytes(figure, "20260101-abcdef01")


def test_a_file_of_several_indexes_leaves_it_out(fetched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, figures = run_page(monkeypatch, fetched, "country", "country=SGP")

    assert not page.exception
    [indexes] = [figure for figure in figures if figure.name.startswith("readiness_all-indexes")]
    assert "aipi" in indexes.frame["index_id"].to_pylist()
    text = csv_bytes(indexes, "20260101-abcdef01").decode()
    assert "gairi" in text
    assert "aipi" not in text
    said = taken(Offer(indexes, "20260101-abcdef01"))
    assert "left out of the file" in said
    assert f"Download CSV ({indexes.frame.num_rows - 1} rows)" in said
    # A finding may tell a figure that may not be passed on, so no file of any format repeats it.
    for found in formats_of(Offer(indexes, "20260101-abcdef01")).values():
        assert not found.is_picture
    for part in _parts(Offer(indexes, "20260101-abcdef01")):
        assert indexes.title.encode() not in part


@pytest.mark.parametrize("name", ["overview", "country", "compare_countries", "compare_regions", "readiness"])
def test_no_file_of_any_page_holds_one_of_its_figures(
    name: str, fetched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "index=aipi&edition=2023&country=SGP&countries=SGP&countries=PAK"
    _, figures = run_page(monkeypatch, fetched, name, query)

    assert figures
    for figure in figures:
        # Pictures are drawn from the same rows, and of figures with something held back there are none.
        assert not any(b"0777" in part for part in _parts(_without_pictures(figure))), figure.name


def test_a_claim_about_it_is_checked_and_no_file_holds_the_figure(
    fetched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "part=own&index=aipi&edition=2023&country=SGP&measure=total&kind=value&number=0.99"
    page, figures = run_page(monkeypatch, fetched, "claims", query)

    assert not page.exception
    assert "<h1>Differs: Singapore scored" in words_of(page)
    [figure] = figures
    assert WHY in taken(Offer(figure, "20260101-abcdef01"))
    assert figure.frame.num_rows == 1
    assert figure.file_frame.num_rows == 0
    assert b"0777" not in csv_bytes(figure, "20260101-abcdef01")


def _without_pictures(figure: Figure) -> Offer:
    return Offer(dataclasses.replace(figure, spec=None), "20260101-abcdef01")


def _parts(offer: Offer) -> Iterator[bytes]:
    """Every file of a figure, unpacked."""
    for form in formats_of(offer).values():
        body = form.make(offer)
        if body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                yield from (archive.read(name) for name in archive.namelist())
        else:
            yield body


def test_the_notes_of_every_file_say_what_was_left_out(fetched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, figures = run_page(monkeypatch, fetched, "country", "country=SGP")
    [indexes] = [figure for figure in figures if figure.name.startswith("readiness_all-indexes")]
    offer = Offer(indexes, "20260101-abcdef01")
    assert set(formats_of(offer)) == {"csv", "xlsx", "zip"}
    with zipfile.ZipFile(io.BytesIO(FORMATS["zip"].make(offer))) as archive:
        assert WHY in archive.read("README.md").decode()
        assert WHY in json.loads(archive.read("metadata.json"))["cautions"][0]
    notes = load_workbook(io.BytesIO(FORMATS["xlsx"].make(offer)))["Notes"]
    assert any(WHY in str(value) for row in notes.iter_rows(values_only=True) for value in row)


def test_no_table_of_the_release_holds_one_of_its_figures(folder: Path, release: Release) -> None:
    [held] = release.arrow("SELECT count(*) AS rows FROM score WHERE index_id = 'aipi'").to_pylist()
    assert held["rows"] > 800
    names = {path.stem for path in (folder / "tables").glob("*.parquet")}
    for name in names:
        frame = pl.read_parquet(folder / "tables" / f"{name}.parquet")
        if name in {"readiness_index", "framework", "edition", "measure", "series_break"}:
            continue  # what is said about it may be passed on
        if "index_id" in frame.columns:
            assert "aipi" not in frame["index_id"].to_list(), name
        if "source_id" in frame.columns and name not in {"source", "source_note", "official_file", "figure_file"}:
            assert "aipi" not in frame["source_id"].to_list(), name
        assert len(pl.read_csv(folder / "tables" / f"{name}.csv", infer_schema=False)) == len(frame), name


def test_the_page_of_sources_says_when_it_was_fetched_and_why_it_stands_in_no_file(
    fetched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _ = run_page(monkeypatch, fetched, "sources", "source=aipi")

    said = words_of(page)
    assert "read from the official file, retrieved on 23 November 2026" in said
    assert "Such figures are shown here after they were fetched, and stand in no file" in said
    page, _ = run_page(monkeypatch, fetched, "sources", "part=indexes&index=aipi")
    assert "Yes, fetched on 23 November 2026" in words_of(page)
