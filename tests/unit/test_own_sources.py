"""Folders of one's own: data/own holds sources like those of the bundle, without being part of it."""

import json
from pathlib import Path

import pytest

from etl.errors import CatalogueError, ContractError
from etl.figures import MAX_FILE_BYTES
from etl.inputs import read_inputs
from etl.metadata.catalogue import OfficialFile
from etl.metadata.source_folders import own_paths, read_sources
from etl.release.fingerprint import fingerprint
from etl.schema import read_schema
from tests.unit.tiny_data import FILES, edit

SOURCE = """\
id = "ours"
family = "initiatives"
title = "Our inventory"
redistribution = "allowed"
citation = "Ours."
parsing = "own"
"""
RESULTS = '\n[[files]]\nid = "axe"\nparser = "no_such_parser"\nformat = "json"\npath = "results/*.json"\n'
HEADER = FILES["figures/review/initiatives.csv"].splitlines()[0]
ROW = "ours-1,PAK,,,,,Our zone,strategy,national,,,active,2024,,,,,en,false"


@pytest.fixture
def ours(tiny_data: Path) -> Path:
    folder = tiny_data / "own/ours"
    folder.mkdir(parents=True)
    (folder / "source.toml").write_text(SOURCE)
    (folder / "initiatives.csv").write_text(f"{HEADER}\n{ROW}\n")
    return folder


def test_a_source_of_ones_own_is_read_without_stating_its_rows(tiny_data: Path, ours: Path) -> None:
    inputs = read_inputs(tiny_data, read_schema())

    assert inputs.catalogue["ours"].place == "own"
    assert inputs.catalogue["demo"].place == "figures"
    assert inputs.frames["initiative"].filter(source_id="ours")["name"].to_list() == ["Our zone"]


def test_it_keeps_the_contract_as_the_bundle_does(tiny_data: Path, ours: Path) -> None:
    edit(ours / "initiatives.csv", "ours-1,PAK", "pak-one,ZZZ")

    with pytest.raises(ContractError) as caught:
        read_inputs(tiny_data, read_schema())

    assert "ours, initiative.country_code: not in country.country_code" in str(caught.value)
    assert "key shared with another row" in str(caught.value)


def test_it_may_not_take_the_id_of_a_bundled_source(tiny_data: Path, ours: Path) -> None:
    ours.rename(ours.parent / "demo")
    edit(ours.parent / "demo/source.toml", 'id = "ours"', 'id = "demo"')

    with pytest.raises(CatalogueError, match="own/demo: the bundle has a source of this id already"):
        read_sources(tiny_data)


def test_files_that_a_parser_reads_are_no_tables(tiny_data: Path, ours: Path) -> None:
    (ours / "source.toml").write_text(SOURCE + RESULTS)
    for name in ("b.json", "a.json", "notes.txt"):
        (ours / "results").mkdir(exist_ok=True)
        (ours / "results" / name).write_text("{}")
    source = read_sources(tiny_data)["ours"]

    assert [path.name for path in own_paths(tiny_data, source, source.files[0])] == ["a.json", "b.json"]
    with pytest.raises(ContractError) as caught:  # there is no parser of this name
        read_inputs(tiny_data, read_schema())
    assert "no table is read" not in str(caught.value)

    (ours / "strange.txt").write_text("?")
    with pytest.raises(ContractError, match=r"strange\.txt: no table is read from a file of this name"):
        read_inputs(tiny_data, read_schema())


@pytest.mark.parametrize("path", ["../demo/scores_2020.csv", "/etc/passwd", "results/../../x"])
def test_a_path_stays_inside_the_folder_of_its_source(tiny_data: Path, ours: Path, path: str) -> None:
    (ours / "source.toml").write_text(SOURCE + RESULTS.replace("results/*.json", path))

    with pytest.raises(CatalogueError, match="must stay inside the folder of the source"):
        read_sources(tiny_data)


def test_a_file_has_one_place_and_an_id_of_its_own(tiny_data: Path, ours: Path) -> None:
    (ours / "source.toml").write_text(SOURCE + RESULTS + 'url = "https://example.org/x"\n' + RESULTS)

    with pytest.raises(CatalogueError) as caught:
        read_sources(tiny_data)

    assert "file axe: a file has a url or a path, not both" in str(caught.value)
    assert "two official files have the id 'axe'" in str(caught.value)


def test_a_large_file_of_ones_own_need_not_be_split(tiny_data: Path, ours: Path) -> None:
    rows = [ROW.replace("ours-1", f"ours-{number}").replace("Our zone", "Z" * 90) for number in range(28_000)]
    (ours / "initiatives.csv").write_text("\n".join([HEADER, *rows, ""]))

    assert (ours / "initiatives.csv").stat().st_size > MAX_FILE_BYTES
    assert read_inputs(tiny_data, read_schema()).frames["initiative"].height == 28_002


def test_the_fingerprint_covers_what_is_ours_and_what_was_fetched(tiny_data: Path, ours: Path) -> None:
    seen = {fingerprint(tiny_data)}
    edit(ours / "initiatives.csv", "Our zone", "Our zones")
    seen.add(fingerprint(tiny_data))
    receipt = tiny_data / "snapshots/demo/2020/receipt.json"
    receipt.parent.mkdir(parents=True)
    told = {
        "url": "https://example.org/2020.csv",
        "final_url": "https://example.org/2020.csv",
        "retrieved_at": "2026-11-23T01:00:00+00:00",
        "confirmed_at": "2026-11-23T01:00:00+00:00",
        "parts": [["2020.csv", "0" * 64]],
        "byte_count": 1,
    }
    receipt.write_text(json.dumps(told))
    seen.add(fingerprint(tiny_data))
    assert len(seen) == 3

    receipt.write_text(json.dumps({**told, "confirmed_at": "2026-11-24T01:00:00+00:00"}))
    assert fingerprint(tiny_data) in seen, "a publisher that says 'not modified' makes no other release"
    receipt.write_text(json.dumps({**told, "parts": [["2020.csv", "1" * 64]]}))
    assert fingerprint(tiny_data) not in seen


def test_an_official_file_says_where_it_is(tiny_data: Path) -> None:
    source = read_sources(tiny_data)["demo"]

    assert own_paths(tiny_data, source, OfficialFile("x", "csv", "csv", url="https://example.org/")) == ()
