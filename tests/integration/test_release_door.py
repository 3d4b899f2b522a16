"""The read side opens a release read-only and hardened, and follows the pointer."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from dashboard import release as door
from dashboard.errors import NoReleaseError


@pytest.fixture
def opened(release_folder: Path) -> door.Release:
    return door.open_release(release_folder)


def test_a_program_that_read_a_release_ends_without_a_word(release_dir: Path):
    program = "from dashboard.release import current; current().arrow('SELECT 1')"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "ATLAS_DATA_DIR": str(release_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (ended.stdout, ended.stderr) == ("", "")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE t (a INT)",
        "DELETE FROM score",
        "UPDATE score SET value = 0",
        "COPY score TO 'stolen.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "EXPORT DATABASE 'out'",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "RESET threads",
        "PRAGMA temp_directory = 'elsewhere'",
    ],
)
def test_everything_but_reading_is_refused(opened: door.Release, statement: str):
    with pytest.raises(duckdb.Error):
        opened.arrow(statement)


def test_python_variables_cannot_be_read(opened: door.Release):
    secret = {"a": [1]}  # noqa: F841
    with pytest.raises(duckdb.Error):
        opened.arrow("SELECT * FROM secret")


def test_values_are_bound_never_pasted(opened: door.Release):
    hostile = "PAK' OR '1'='1"
    rows = opened.arrow("SELECT * FROM country WHERE country_code = $code", {"code": hostile})
    assert rows.num_rows == 0


def test_many_threads_may_ask_at_once(opened: door.Release):
    answers: list[int] = []

    def ask() -> None:
        for _ in range(20):
            answers.append(opened.arrow("SELECT count(*) AS n FROM score").to_pylist()[0]["n"])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 160 and len(set(answers)) == 1


def _release(releases: Path, release_id: str) -> None:
    folder = releases / release_id
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / "atlas.duckdb")) as con:
        con.execute("CREATE TABLE release AS SELECT ? AS release_id", [release_id])
    _point(releases, release_id)


def _point(releases: Path, release_id: str) -> None:
    (releases / "next").write_text(release_id, encoding="utf-8")
    (releases / "next").replace(releases / "current")


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(door, "_door", door._Door())
    monkeypatch.setattr(door, "LOOK_INTERVAL_S", 0.0)
    return tmp_path / "releases"


def _named(release: door.Release) -> str:
    name: str = release.arrow("SELECT release_id FROM release").to_pylist()[0]["release_id"]
    return name


def test_without_a_release_the_reader_is_told_what_to_do(releases: Path):
    with pytest.raises(NoReleaseError, match="python -m etl build"):
        door.current()


def test_a_new_release_is_served_without_a_restart_and_the_old_one_stays_whole(releases: Path):
    _release(releases, "20260101-aaaaaaaa")
    first = door.current()
    _release(releases, "20260102-bbbbbbbb")
    second = door.current()
    assert (_named(first), _named(second)) == ("20260101-aaaaaaaa", "20260102-bbbbbbbb")
    assert door.current() is second, "an unchanged pointer opens nothing"


def test_the_pointer_is_looked_at_well_within_a_minute():
    assert door.LOOK_INTERVAL_S <= 30


@pytest.mark.parametrize("pointer", ["", "\n", "20260101-00000000", "../../etc", "."])
def test_a_bad_pointer_leaves_the_former_release_serving(releases: Path, pointer: str):
    _release(releases, "20260101-aaaaaaaa")
    first = door.current()
    _point(releases, pointer)
    assert door.current() is first


def _older(releases: Path, count: int) -> list[str]:
    """Releases that are kept beside the one that serves, whole, with a manifest each."""
    ids = [f"202501{number:02}-0000000{number}" for number in range(1, count + 1)]
    for release_id in ids:
        _release(releases, release_id)
        (releases / release_id / "release.json").write_text("{}", encoding="utf-8")
    _release(releases, "20260101-aaaaaaaa")
    return ids


def test_few_older_releases_are_open_at_once_and_every_one_answers(releases: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_RELEASES_OPEN", "2")
    ids = _older(releases, 6)
    serving = door.current()
    opened = [found for release_id in ids if (found := door.kept(release_id))]
    for _ in range(2):
        # Those that were closed in between are opened again where they are asked.
        assert [_named(found) for found in opened] == ids
        own = [folder for folder in door._shelf.folders if folder.parent == releases]
        assert len(own) <= 3
        assert serving.folder in own, "the one that serves stays open"


def test_older_releases_may_be_asked_from_many_threads(releases: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_RELEASES_OPEN", "1")
    ids = _older(releases, 5)
    door.current()
    wrong: list[str] = []

    def ask(start: int) -> None:
        for turn in range(20):
            release_id = ids[(start + turn) % len(ids)]
            found = door.kept(release_id)
            if found is None or _named(found) != release_id:
                wrong.append(release_id)

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_older_release_is_hardened_as_well(releases: Path):
    found = door.kept(_older(releases, 1)[0])
    assert found is not None
    with pytest.raises(duckdb.Error):
        found.arrow("SELECT * FROM read_text('/etc/passwd')")
    with pytest.raises(duckdb.Error):
        found.arrow("CREATE TABLE t (a INT)")


@pytest.mark.parametrize(
    "asked", ["", ".", "..", "current", "../20250101-00000001", "20250101-00000001/", "20240101-00000000", "\x00",
              "20250101-0000000" + "1" * 400, "20250101-00000001-" + "1" * 400],
)  # fmt: skip
def test_what_is_no_kept_release_is_none(asked: str, releases: Path):
    _older(releases, 1)
    assert door.kept(asked) is None


def test_a_release_without_a_manifest_or_database_is_not_shown(releases: Path):
    _release(releases, "20250101-00000001")
    assert door.kept("20250101-00000001") is None
    (releases / "20250102-00000002").mkdir()
    (releases / "20250102-00000002" / "release.json").write_text("{}", encoding="utf-8")
    assert door.kept("20250102-00000002") is None
