"""Official files that a person downloaded become snapshots like those that were fetched."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import main
from etl.snapshots import read_snapshot
from tests.servers import declare
from tests.unit.tiny_data import write_tiny_data

ROOT = Path(__file__).resolve().parents[2]
FIRST = b"country,score\nPakistan,40.22\n"
SECOND = b"country,score\nPakistan,41.50\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = write_tiny_data(tmp_path / "data")
    declare(data, None)
    return data


def place(data: Path, content: bytes, name: str = "demo/file", day: str = "2026-11-20") -> int:
    path = data.parent / "download.csv"
    path.write_bytes(content)
    return main(["--data-dir", str(data), "place", name, str(path), "--retrieved-on", day])


def receipt(data: Path) -> dict[str, Any]:
    path = data / "snapshots" / "demo" / "file" / "receipt.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_a_file_without_an_address_is_kept_with_the_day_of_its_download(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place(data, FIRST) == 0

    snapshot = read_snapshot(data / "snapshots", "demo", "file")
    assert snapshot and snapshot.paths[0].read_bytes() == FIRST
    assert str(snapshot.receipt.retrieved_on) == "2026-11-20"
    assert "demo/file: new" in capsys.readouterr().out


def test_the_same_bytes_keep_the_first_day_and_other_bytes_take_the_place(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for content, day in ((FIRST, "2026-11-20"), (FIRST, "2026-11-21"), (FIRST, "2026-11-19")):
        assert place(data, content, day=day) == 0
    assert receipt(data)["retrieved_at"].startswith("2026-11-20")
    assert receipt(data)["confirmed_at"].startswith("2026-11-21")

    assert place(data, SECOND, day="2026-11-22") == 0
    assert receipt(data)["retrieved_at"].startswith("2026-11-22")
    assert "demo/file: changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"<!doctype html><p>Please accept cookies", "HTML or XML, not csv"), (b"", "empty"), (b"%PDF-1.7 a,b", "a PDF")],
)
def test_a_file_of_another_kind_is_refused_and_the_former_stays(
    data: Path, content: bytes, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place(data, FIRST)

    assert place(data, content) != 0
    assert why in capsys.readouterr().err
    snapshot = read_snapshot(data / "snapshots", "demo", "file")
    assert snapshot and snapshot.paths[0].read_bytes() == FIRST
    assert len(list((data / "snapshots" / "demo" / "file").iterdir())) == 2


def test_a_refused_first_file_leaves_nothing(data: Path) -> None:
    assert place(data, b"%PDF-1.7") != 0
    assert not (data / "snapshots" / "demo").exists()


def test_columns_that_are_never_stored_are_left_out(data: Path) -> None:
    declare(data, None, id="people", never_stored=["contact_email"])
    path = data / "figures" / "demo" / "source.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'ignored = ["agency", "use"]\n', encoding="utf-8")

    assert place(data, b"agency,use,contact_email\nDOE,Maps,jane@agency.example\n", "demo/people") == 0
    stored = read_snapshot(data / "snapshots", "demo", "people")
    assert stored and b"jane" not in stored.paths[0].read_bytes()


def test_a_name_of_several_files_or_of_none_is_wrong_use(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    declare(data, None, id="other")

    assert place(data, FIRST, "demo") == 2
    assert "demo/file, demo/other" in capsys.readouterr().err
    assert place(data, FIRST, "nobody/2024") == 2
    assert main(["--data-dir", str(data), "place", "demo/file", "absent.csv", "--retrieved-on", "2026-11-20"]) == 2


def test_a_reader_who_has_seen_enough_lines_gets_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "etl", "fetch", "--offline"]
    done = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, "")
