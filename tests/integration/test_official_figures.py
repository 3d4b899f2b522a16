"""Figures of official files stand in the place of the bundled ones; a file that is no good changes nothing."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import REFUSED, main
from etl.release.releases import DATABASE, current_id
from etl.release.verify import open_read_only
from tests.unit.placed import place_snapshot
from tests.unit.tiny_data import edit, write_tiny_data

DEMO = "figures/demo/source.toml"
BLOCK = """
[editions.file]
parser = "score_files"
format = "csv"
url = "https://example.org/{edition}.csv"

[editions.file.layout]
missing = [""]

[[editions.file.layout.sheets]]
country = "Country"
rank = "Rank"
measures = {{ total = "Score", p_one = "Pillar" }}
note = "official file"
"""
NEW_EDITION = """
[[editions]]
edition = "2022"
framework = "demo"
countries_with_total = 3
redistribution = "allowed"
values_rounded = false
"""
OF_2020 = "Country,Rank,Score,Pillar\nChina,1,70.5,\nIndia,2,63.67,50\nPakistan,3,40.22,41.5\n"
OF_2022 = "Country,Rank,Score,Pillar\nChina,1,71,60\nIndia,2,65,\nPakistan,3,41,\n"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tiny data whose editions 2020 and 2022 have an official file; 2022 is not in the bundle."""
    data = write_tiny_data(tmp_path_factory.mktemp("official") / "data")
    edit(data / DEMO, 'data_url = "https://example.org/2020.csv"\n', BLOCK.format(edition=2020))
    measures = '[[measures]]\nframework = "demo"\nmeasure_id = "total"'
    edit(data / DEMO, measures, f"{NEW_EDITION}{BLOCK.format(edition=2022)}\n{measures}")
    edit(data / "reference/country_aliases.csv", "Demo 2021,India,IND", "Demo 2021,India,IND\nDemo 2021,China,CHN")
    assert main(["--data-dir", str(data), "build"]) == 0
    return data


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared, tmp_path / "data")


def build(data: Path) -> int:
    return main(["--data-dir", str(data), "build"])


def rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    release_id = current_id(data / "releases")
    assert release_id
    with open_read_only(data / "releases" / release_id / DATABASE) as connection:
        return connection.execute(sql).fetchall()


def test_without_snapshots_the_bundle_stands_and_an_edition_that_only_they_hold_is_absent(data: Path) -> None:
    assert rows(data, "SELECT DISTINCT edition, origin, retrieved_on FROM score ORDER BY 1") == [
        ("2020", "bundle", None),
        ("2021", "bundle", None),
    ]
    assert rows(data, "SELECT edition, is_latest FROM edition ORDER BY 1") == [("2020", False), ("2021", True)]
    assert rows(data, "SELECT file_id, state, sha256 FROM official_file ORDER BY 1") == [
        ("2020", "absent", None),
        ("2022", "absent", None),
    ]


def test_a_snapshot_takes_the_place_of_the_bundled_edition_and_says_when_it_was_retrieved(data: Path) -> None:
    place_snapshot(data, "demo", "2020", {"2020.csv": OF_2020.encode()})

    assert build(data) == 0
    assert rows(data, "SELECT country_code, measure_id, value FROM score WHERE edition = '2020' ORDER BY 1, 2") == [
        ("CHN", "total", 70.5),
        ("IND", "p_one", 50.0),
        ("IND", "total", 63.67),
        ("PAK", "p_one", 41.5),
        ("PAK", "total", 40.22),
    ]
    told = "SELECT DISTINCT edition, origin, retrieved_on::VARCHAR FROM score ORDER BY 1"
    assert rows(data, told) == [("2020", "snapshot", "2026-11-23"), ("2021", "bundle", None)]
    assert rows(data, "SELECT retrieved_on::VARCHAR FROM edition ORDER BY edition") == [("2026-11-23",), (None,)]
    assert rows(data, "SELECT retrieved_on FROM source WHERE source_id = 'demo'") == [(None,)], "only a part was"
    assert rows(
        data,
        "SELECT table_name, edition, origin, retrieved_on::VARCHAR, row_count, evidence FROM figure_file "
        "WHERE source_id = 'demo' ORDER BY 2",
    ) == [("score", "2020", "snapshot", "2026-11-23", 5, "read"), ("score", "2021", "bundle", None, 4, "compiled")]
    [(state, sha256)] = rows(data, "SELECT state, sha256 FROM official_file WHERE file_id = '2020'")
    assert (state, len(sha256)) == ("used", 64)


def test_an_edition_that_only_a_snapshot_holds_is_there_once_it_was_fetched(data: Path) -> None:
    place_snapshot(data, "demo", "2022", {"2022.csv": OF_2022.encode()})

    assert build(data) == 0
    assert rows(data, "SELECT edition, is_latest, row_count FROM edition ORDER BY 1")[-1] == ("2022", True, 4)


def test_figures_that_were_fetched_again_and_are_the_same_do_not_change(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place_snapshot(data, "demo", "2020", {"2020.csv": OF_2020.encode()})
    build(data)
    former = current_id(data / "releases")
    place_snapshot(data, "demo", "2020", {"2020.csv": OF_2020.encode()}, "2026-12-24T00:00:00+00:00")
    build(data)
    capsys.readouterr()

    assert main(["--data-dir", str(data), "diff", str(former), "current"]) == 0
    listed = capsys.readouterr().out
    assert "score (figures)" not in listed
    assert "demo score 2020: retrieved_on 2026-11-23 -> 2026-12-24" in listed


def cut(data: Path) -> None:
    (data / "snapshots/demo/2020/2020.csv").write_bytes(OF_2020.encode()[:-5])


def remove_part(data: Path) -> None:
    (data / "snapshots/demo/2020/2020.csv").unlink()


def spoil_receipt(data: Path) -> None:
    (data / "snapshots/demo/2020/receipt.json").write_text("{")


def move(data: Path) -> None:
    edit(data / DEMO, "https://example.org/2020.csv", "https://example.org/2020-b.csv")


def fetched(text: str) -> Callable[[Path], None]:
    def place(data: Path) -> None:
        place_snapshot(data, "demo", "2020", {"2020.csv": text.encode()})

    return place


REFUSED_FILES = [
    (cut, "2020.csv: not the bytes that were fetched", "python -m etl fetch demo/2020"),
    (remove_part, "2020.csv: the file is missing", "python -m etl fetch demo/2020"),
    (spoil_receipt, "snapshot 2020: its receipt cannot be read", "python -m etl fetch demo/2020"),
    (move, "snapshot 2020: fetched from another address", "'https://example.org/2020.csv'"),
    (fetched("<!doctype html>\n<title>404</title>\n"), "2020.csv", "a web page instead of csv"),
    (fetched(OF_2020.replace("Score", "Points")), "2020.csv", "'Points'"),
    (fetched(OF_2020.replace("India", "Atlantis")), "2020.csv", "'Atlantis'"),
    (fetched(OF_2020.replace("63.67", "sixty")), "2020.csv, row 3", "'sixty'"),
    (fetched(OF_2020.replace("70.5", "170.5")), "score.value", "'CHN total 170.5'"),
    (fetched(OF_2020.replace("Pakistan,3,40.22,41.5\n", "")), "score.country_code", "2 countries have a total, 3"),
    (fetched(OF_2020.replace("40.22", "44.22")), "score.value", "reference/anchors.csv"),
]


@pytest.mark.parametrize(("spoil", "where", "said"), REFUSED_FILES, ids=[said for _, _, said in REFUSED_FILES])
def test_a_file_that_is_no_good_is_refused_and_the_bundled_figures_stand(
    data: Path, spoil: Callable[[Path], None], where: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place_snapshot(data, "demo", "2020", {"2020.csv": OF_2020.encode()})
    place_snapshot(data, "demo", "2022", {"2022.csv": OF_2022.encode()})
    spoil(data)

    assert build(data) == REFUSED
    told = capsys.readouterr()
    assert "demo 2020: its newest official files are NOT used" in told.out
    assert any(line.startswith("- demo 2020") and where in line and said in line for line in told.err.splitlines()), (
        told.err
    )
    assert rows(data, "SELECT edition, origin, count(*) FROM score GROUP BY ALL ORDER BY 1") == [
        ("2020", "bundle", 4),
        ("2021", "bundle", 4),
        ("2022", "snapshot", 4),
    ]
    assert rows(data, "SELECT state FROM official_file WHERE file_id = '2022'") == [("used",)]

    assert build(data) == REFUSED, "the next night says it again, although nothing changed"
    assert where in capsys.readouterr().err


def test_what_was_published_last_stands_when_the_next_files_are_no_good(data: Path) -> None:
    good = OF_2020.replace("63.67", "64.5")
    place_snapshot(data, "demo", "2020", {"good.csv": good.encode()})
    assert build(data) == 0
    before = rows(data, "SELECT * FROM score ORDER BY ALL")

    for night, bad in enumerate((OF_2020.replace("Score", "Points"), OF_2020.replace("70.5", "170.5"))):
        place_snapshot(data, "demo", "2020", {f"{night}.csv": bad.encode()})
        assert build(data) == REFUSED
        assert rows(data, "SELECT * FROM score ORDER BY ALL") == before
    assert rows(data, "SELECT origin, evidence FROM figure_file WHERE edition = '2020'") == [("snapshot", "read")]

    place_snapshot(data, "demo", "2020", {"mended.csv": OF_2020.replace("63.67", "65.5").encode()})
    assert build(data) == 0
    assert rows(data, "SELECT value FROM score WHERE edition = '2020' AND country_code = 'IND' AND value > 60") == [
        (65.5,)
    ]


def test_a_refused_file_is_named_in_the_release(data: Path) -> None:
    place_snapshot(data, "demo", "2020", {"2020.csv": OF_2020.replace("70.5", "170.5").encode()})
    build(data)

    [(state, problem)] = rows(data, "SELECT state, problem FROM official_file WHERE file_id = '2020'")
    assert (state, "outside the range" in problem) == ("refused", True)
    manifest = json.loads((data / "releases" / str(current_id(data / "releases")) / "release.json").read_text())
    assert [problem] == manifest["refused"]


def test_check_says_what_would_be_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place_snapshot(data, "demo", "2020", {"2020.csv": b"\xff\xfe"})

    assert main(["--data-dir", str(data), "check"]) == REFUSED
    assert "demo 2020, 2020.csv" in capsys.readouterr().err


def test_files_of_one_edition_replace_it_together_or_not_at_all(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = BLOCK.format(edition="2020-more").replace("editions.file", "files").replace("[files]", "[[files]]", 1)
    more = more.replace("[[files]]", '[[files]]\nid = "2020-more"\nedition = "2020"')
    more = more.replace(
        'rank = "Rank"\nmeasures = { total = "Score", p_one = "Pillar" }', 'measures = { p_one = "Pillar" }'
    )
    edit(data / DEMO, "[[series_breaks]]", f"{more}\n[[series_breaks]]")
    place_snapshot(data, "demo", "2020", {"2020.csv": OF_2020.encode()})

    assert build(data) == REFUSED
    assert "1 of 2 official files were not fetched. First values: 2020-more." in capsys.readouterr().err

    pillar = "Country,Pillar\nChina,50\n"
    place_snapshot(data, "demo", "2020-more", {"more.csv": pillar.encode()})
    assert build(data) == 0
    assert rows(data, "SELECT count(*) FROM score WHERE edition = '2020'") == [(6,)]


def test_a_file_of_ones_own_is_read_where_its_path_says(data: Path) -> None:
    edit(data / DEMO, 'url = "https://example.org/2022.csv"', 'path = "official/2022.csv"')
    (data / "figures/demo/official").mkdir()
    (data / "figures/demo/official/2022.csv").write_text(OF_2022)

    assert build(data) == 0
    assert rows(data, "SELECT DISTINCT origin, retrieved_on FROM score WHERE edition = '2022'") == [("own", None)]


def test_a_bundle_that_is_wrong_itself_still_stops_the_build(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place_snapshot(data, "demo", "2020", {"2020.csv": OF_2020.encode()})
    edit(data / "figures/demo/scores_2021.csv", "PAK,total,50", "PAK,total,500")

    assert build(data) == 1
    assert "demo 2021, score.value: outside the range" in capsys.readouterr().err
