"""Building: nothing half done is ever served, and what a stopped build leaves is cleaned."""

import errno
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import duckdb
import pytest

from etl.__main__ import main
from etl.build import build
from etl.disk import LOCK
from etl.errors import PublishError, VerificationError
from etl.release import publish
from etl.release.releases import DATABASE, POINTER, current_id, file_sha256
from etl.release.verify import open_read_only
from tests.unit.tiny_data import edit, write_tiny_data

ROOT = Path(__file__).resolve().parent.parent.parent

#: Runs a build that stops at a named function until a line arrives on its input.
STALLED = """
import sys
from pathlib import Path
from etl import build
from etl.release import publish
from etl.__main__ import main

def stall(*arguments):
    print("stalled", flush=True)
    sys.stdin.readline()
    return original(*arguments)

module, name = {"verify": (build, "verify_release"), "point": (publish, "point_to")}[sys.argv[1]]
original = getattr(module, name)
setattr(module, name, stall)
sys.exit(main(["--data-dir", sys.argv[2], "build"]))
"""


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_tiny_data(tmp_path_factory.mktemp("built"))
    assert main(["--data-dir", str(folder), "build"]) == 0
    return folder


@pytest.fixture
def data(built_once: Path, tmp_path: Path) -> Path:
    """Tiny data with a release that serves."""
    return shutil.copytree(built_once, tmp_path / "data")


def change(data: Path) -> None:
    edit(data / "figures/demo/scores_2021.csv", "PAK,total,50", "PAK,total,50.5")


def serving(data: Path) -> str:
    """Id of the release that serves, after reading a figure from it."""
    release_id = current_id(data / "releases")
    assert release_id
    with open_read_only(data / "releases" / release_id / DATABASE) as connection:
        assert connection.execute("SELECT count(*) FROM score").fetchall() == [(8,)]
    return release_id


def folders(data: Path) -> set[str]:
    return {path.name for path in (data / "releases").iterdir()} - {LOCK, POINTER}


def start_stalled(data: Path, where: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", STALLED, where, str(data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    for line in process.stdout:
        if line == "stalled\n":
            return process
    pytest.fail("the build ended before it stalled")


def end(process: subprocess.Popen[str], signal_number: int | None = None) -> int:
    if signal_number is not None:
        process.send_signal(signal_number)
    process.communicate("\n", timeout=60)
    return process.returncode


def test_a_build_publishes_a_release_that_says_what_it_is(data: Path) -> None:
    release_id = serving(data)
    manifest = json.loads((data / "releases" / release_id / "release.json").read_text(encoding="utf-8"))

    assert re.fullmatch(r"\d{8}-[0-9a-f]{8}", release_id)
    assert manifest["id"] == release_id
    assert release_id.endswith(manifest["inputs_sha256"][:8])
    assert manifest["row_counts"]["score"] == 8
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", manifest["built_at"])
    assert manifest["database_sha256"] == file_sha256(data / "releases" / release_id / DATABASE)
    assert folders(data) == {release_id}


def test_the_same_inputs_are_not_built_twice(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = serving(data)

    assert main(["--data-dir", str(data), "build"]) == 0
    assert "nothing changed" in capsys.readouterr().out
    assert folders(data) == {first}

    assert main(["--data-dir", str(data), "build", "--force"]) == 0
    assert serving(data) == f"{first}-2"
    assert folders(data) == {first, f"{first}-2"}


def test_a_damaged_release_is_built_again(data: Path) -> None:
    first = serving(data)
    database = data / "releases" / first / DATABASE
    database.write_bytes(database.read_bytes()[:-4096])

    assert build(data, data / "releases", print).outcome == "built"
    assert serving(data) == f"{first}-2"


def test_inputs_changed_and_changed_back_serve_the_former_release_again(data: Path) -> None:
    first, scores = serving(data), data / "figures/demo/scores_2021.csv"
    change(data)
    assert build(data, data / "releases", print).outcome == "built"
    assert serving(data) != first

    edit(scores, "50.5", "50")
    assert build(data, data / "releases", print).outcome == "restored"
    assert serving(data) == first


def test_a_violation_leaves_the_former_release_serving(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = serving(data)
    edit(data / "figures/demo/scores_2021.csv", "PAK,total,50", "PAK,total,500")

    assert main(["--data-dir", str(data), "build"]) == 1
    assert "demo 2021, score.value" in capsys.readouterr().err
    assert main(["--data-dir", str(data), "check"]) == 1
    assert serving(data) == first
    assert folders(data) == {first}


def test_a_headline_figure_that_does_not_come_out_stops_the_release(data: Path) -> None:
    first = serving(data)
    edit(data / "reference/anchors.csv", "40.22,3,3,oxford,south,2,2", "40.23,3,4,oxford,south,1,2")

    with pytest.raises(VerificationError) as caught:
        build(data, data / "releases", print)

    for fault in ("value is 40.22, published is 40.23", "rank is 3 of 3, not 3 of 4", "rank is 2 of 2, not 1 of 2"):
        assert fault in str(caught.value)
    assert serving(data) == first
    assert folders(data) == {first}


def no_space(*arguments: object, **options: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["write_manifest", "_sync", "point_to"])
def test_a_full_disk_leaves_the_former_release_serving(data: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    first = serving(data)
    change(data)

    with monkeypatch.context() as patch:
        patch.setattr(publish, step, no_space)
        with pytest.raises(PublishError, match="No space left on device"):
            build(data, data / "releases", print)

    assert serving(data) == first
    assert folders(data) == {first}


@pytest.mark.parametrize("failure", [duckdb.IOException, duckdb.TransactionException, duckdb.FatalException])
def test_a_disk_that_is_full_when_the_tables_are_committed_is_told_in_a_sentence(
    data: Path, monkeypatch: pytest.MonkeyPatch, failure: type[duckdb.Error]
) -> None:
    first = serving(data)
    change(data)

    def full(*arguments: object) -> NoReturn:
        raise failure("Failed to commit: Could not write file atlas.duckdb.wal: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("etl.build._write_about_itself", full)
        with pytest.raises(PublishError, match="could not be written: No space left on device"):
            build(data, data / "releases", print)

    assert serving(data) == first
    assert folders(data) == {first}


def test_a_disk_that_fails_after_the_switch_is_told_with_the_release_that_serves(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = serving(data)
    change(data)
    usual = publish._sync

    def fails_once_the_pointer_moved(path: Path) -> None:
        if current_id(data / "releases") != first:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        usual(path)

    with monkeypatch.context() as patch:
        patch.setattr(publish, "_sync", fails_once_the_pointer_moved)
        with pytest.raises(PublishError) as caught:
            build(data, data / "releases", print)

    assert serving(data) != first
    assert f"Release {serving(data)} serves now, but the disk did not confirm it" in str(caught.value)
    assert "the former release goes on serving" not in str(caught.value)


def test_an_old_release_that_cannot_be_removed_does_not_undo_the_new_one(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, lines = serving(data), list[str]()
    change(data)

    def refuse(*arguments: object, **options: object) -> NoReturn:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(publish, "remove_old", refuse)

    assert build(data, data / "releases", lines.append).outcome == "built"
    assert serving(data) != first
    assert lines[-1] == "old releases could not be removed (Permission denied); the next time tries again"


def test_a_disk_that_fills_while_duckdb_writes_is_reported(data: Path) -> None:
    first = serving(data)
    change(data)

    def limit_file_size() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    result = subprocess.run(
        [sys.executable, "-m", "etl", "--data-dir", str(data), "build"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=limit_file_size,
    )

    assert (result.returncode, "Traceback" in result.stderr) == (4, False), result.stderr
    assert "the former release goes on serving" in result.stderr
    assert serving(data) == first
    assert folders(data) == {first}


@pytest.mark.parametrize("where", ["verify", "point"])
def test_a_killed_build_leaves_the_former_release_serving_and_its_leftovers_are_cleaned(data: Path, where: str) -> None:
    first = serving(data)
    change(data)
    process = start_stalled(data, where)

    assert end(process, signal.SIGKILL) == -signal.SIGKILL
    assert serving(data) == first
    assert len(folders(data)) == 2
    lines: list[str] = []
    # Killed before its folder had its name, the release is built again; killed after, it only has to be pointed to.
    assert build(data, data / "releases", lines.append).outcome == {"verify": "built", "point": "restored"}[where]
    assert any("left by a build that was stopped" in line for line in lines) == (where == "verify")
    assert folders(data) == {first, serving(data)}
    assert serving(data) != first


def test_of_two_builds_at_once_one_wins_and_the_other_says_so(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = serving(data)
    change(data)
    process = start_stalled(data, "verify")

    assert main(["--data-dir", str(data), "build"]) == 3
    assert f"Another build is running (process {process.pid})" in capsys.readouterr().err
    assert serving(data) == first

    assert end(process) == 0
    assert serving(data) != first


def test_only_the_newest_releases_are_kept(data: Path) -> None:
    releases, first = data / "releases", serving(data)
    for number in range(12):
        folder = releases / f"20200101-0000000{number:x}"
        folder.mkdir()
        os.utime(folder, (number, number))

    assert len(publish.remove_old(releases, kept=3)) == 10
    assert folders(data) == {first, "20200101-0000000b", "20200101-0000000a"}

    publish.point_to(releases, "20200101-0000000a")
    os.utime(releases / "20200101-0000000a", (0, 0))
    publish.remove_old(releases, kept=1)
    assert folders(data) == {first, "20200101-0000000a"}


def test_a_build_keeps_as_many_releases_as_it_is_told(data: Path) -> None:
    first = serving(data)
    for name in ("aaaaaaaa", "bbbbbbbb"):
        (data / "releases" / f"20200101-{name}").mkdir()
        os.utime(data / "releases" / f"20200101-{name}", (0, 0))
    change(data)

    assert main(["--data-dir", str(data), "build", "--keep", "2"]) == 0
    assert folders(data) == {first, serving(data)}


@pytest.mark.parametrize("text", ["0", "many", "1.5", "٣"])
def test_a_number_of_releases_that_makes_no_sense_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["build", "--keep", text])
    assert refused.value.code == 2
    assert "is no whole number from 1" in capsys.readouterr().err


def forbid_source(data: Path) -> None:
    edit(
        data / "figures/demo/source.toml",
        'title = "Demo index"\nredistribution = "allowed"',
        'title = "Demo index"\nredistribution = "forbidden"',
    )


def forbid_edition(data: Path) -> None:
    edit(
        data / "figures/demo/source.toml",
        'countries_with_total = 4\nredistribution = "allowed"',
        'countries_with_total = 4\nredistribution = "forbidden"',
    )


@pytest.mark.parametrize(("forbid", "score_rows"), [(forbid_source, 0), (forbid_edition, 4)])
def test_files_leave_out_what_may_not_be_passed_on(data: Path, forbid: Callable[[Path], None], score_rows: int) -> None:
    forbid(data)
    build(data, data / "releases", print)
    tables = data / "releases" / serving(data) / "tables"

    def lines(name: str) -> int:
        return len((tables / f"{name}.csv").read_text(encoding="utf-8").splitlines()) - 1

    assert lines("score") == score_rows
    assert (lines("region_rank") > 0) == (lines("world_summary") > 0) == (score_rows > 0)
    assert lines("region_movement") == 0
    assert lines("source") == 3
    assert lines("audit_result") == 4


def test_counts_over_a_source_that_may_not_be_passed_on_stand_in_no_file(data: Path) -> None:
    edit(data / "figures/review/source.toml", 'redistribution = "facts-only"', 'redistribution = "forbidden"')
    build(data, data / "releases", print)
    tables = data / "releases" / serving(data) / "tables"

    for name in ("initiative", "initiative_summary", "challenge_evidence"):
        assert len((tables / f"{name}.csv").read_text(encoding="utf-8").splitlines()) == 1, name


def test_text_that_a_spreadsheet_would_run_is_escaped_and_numbers_are_not(data: Path) -> None:
    tables = data / "releases" / serving(data) / "tables"
    text = (tables / "initiative.csv").read_text(encoding="utf-8")

    assert ",'=HYPERLINK(A1)," in text
    assert ",31.558,-74.35," in text


def test_wrong_use_is_told_apart(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(tmp_path / "nowhere"), "check"]) == 2
    assert "--data-dir" in capsys.readouterr().err
    assert main(["--data-dir", str(data), "diff", "20010101-00000000", "current"]) == 2
    assert serving(data) in capsys.readouterr().err
    with pytest.raises(SystemExit) as caught:
        main(["bild"])
    assert caught.value.code == 2


def test_a_releases_folder_that_cannot_be_written_is_reported(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "in-the-way").write_text("a file")

    assert main(["--data-dir", str(data), "--releases-dir", str(data / "in-the-way"), "build"]) == 4
    assert "correct the permissions" in capsys.readouterr().err
