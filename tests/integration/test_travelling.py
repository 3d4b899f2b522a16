"""Releases travel through a store: what is published arrives, and whatever is wrong, the former release serves."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest

from benchmarks.soak.folders import demo_folder
from benchmarks.soak.standing import fingerprints, release_leftovers
from dashboard import release as door
from etl.__main__ import main
from etl.build import build
from etl.errors import StoreError, UsageError
from etl.release import publish
from etl.release.releases import DATABASE, MANIFEST, current_id, file_sha256
from etl.travel import arrival
from etl.travel.packing import POINTER, Item, PackingList, Pointer, pack
from etl.travel.rounds import LONGEST_WAIT_S, go_on, waits
from etl.travel.store import open_store
from tests.mock_s3 import mock_s3, new_bucket

ROOT = Path(__file__).resolve().parents[2]
_numbers = count()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Releases of the machine that builds: an older one and a newer one, which serves."""
    folder = demo_folder(tmp_path_factory.mktemp("host") / "data")
    for mark in (17.1, 17.2):
        folder.mark(mark)
        build(folder.data, folder.releases, lambda line: None)
    return folder.releases


@pytest.fixture(scope="module")
def older_and_newer(host: Path) -> tuple[str, str]:
    newer = current_id(host) or ""
    [older] = [path.name for path in host.iterdir() if path.is_dir() and path.name != newer]
    return older, newer


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with mock_s3() as endpoint:
        yield endpoint


@dataclass
class Journey:
    """A host, a store and a replica."""

    host: Path
    store: str
    replica: Path

    def publish(self, *arguments: str) -> int:
        return main(["--releases-dir", str(self.host), "publish", "--to", self.store, *arguments])

    def follow(self, *arguments: str) -> int:
        return main(["--releases-dir", str(self.replica), "follow", "--once", "--from", self.store, *arguments])

    @property
    def folder(self) -> Path:
        """The store, where it is one on this disk."""
        return Path(self.store.removeprefix("file://"))

    @property
    def published(self) -> Path:
        """The release in the store that the pointer names."""
        fields = json.loads((self.folder / POINTER).read_bytes())
        return self.folder / Pointer(fields["release"], fields["list_sha256"]).folder

    def name(self, packing: PackingList) -> None:
        """Make the pointer lead to a packing list, as somebody would who may write to the store."""
        (self.folder / packing.pointer.folder).mkdir(parents=True, exist_ok=True)
        (self.folder / packing.pointer.folder / "files.json").write_bytes(packing.text)
        (self.folder / POINTER).write_bytes(packing.pointer.text)


@pytest.fixture
def journey(host: Path, tmp_path: Path) -> Journey:
    return Journey(host, f"file://{tmp_path / 'store'}", tmp_path / "replica")


@pytest.fixture(scope="module")
def once_served(host: Path, older_and_newer: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    journey = Journey(host, f"file://{folder / 'store'}", folder / "replica")
    assert journey.publish(older_and_newer[0]) == journey.follow() == journey.publish() == 0
    return folder


@pytest.fixture
def served(journey: Journey, once_served: Path) -> Journey:
    """The replica serves the older release; the newer one is published."""
    shutil.copytree(once_served, journey.replica.parent, dirs_exist_ok=True)
    return journey


def test_a_release_travels_through_s3_byte_for_byte_and_only_once(
    host: Path, s3: str, tmp_path: Path, older_and_newer: tuple[str, str], capsys: pytest.CaptureFixture[str]
):
    journey = Journey(host, new_bucket("travel"), tmp_path / "replica")
    newer = older_and_newer[1]
    assert journey.publish() == journey.follow() == 0
    assert current_id(journey.replica) == newer
    assert fingerprints(journey.replica / newer) == fingerprints(host / newer)
    capsys.readouterr()

    assert journey.publish() == journey.follow() == 0
    told = capsys.readouterr().out
    assert "sent 0 files, 0.0 MB; the pointer named already" in told
    assert f"nothing changed: release {newer} goes on serving" in told

    # What is missing is sent again, and nothing else.
    store = open_store(journey.store)
    store.files.rm(f"{store.root}/{pack(host / newer).pointer.folder}/tables/score.csv")
    assert journey.follow() == 0  # it serves already
    assert journey.publish() == 0
    assert "sent 1 files" in capsys.readouterr().out


def test_publishing_an_older_release_moves_all_machines_back(served: Journey, older_and_newer: tuple[str, str]):
    older, newer = older_and_newer
    assert served.follow() == 0 and current_id(served.replica) == newer
    assert served.publish(older) == 0
    assert served.follow() == 0 and current_id(served.replica) == older
    assert served.publish() == 0
    assert served.follow() == 0 and current_id(served.replica) == newer


def test_old_releases_go_as_the_build_removes_them(served: Journey, older_and_newer: tuple[str, str]):
    assert served.follow("--keep", "1") == 0
    assert [path.name for path in served.replica.iterdir() if path.is_dir()] == [older_and_newer[1]]


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _repacked(journey: Journey, change: Callable[[Path], None]) -> None:
    """Publish a folder that was changed on purpose, with sizes and hashes that are right."""
    change(journey.published)
    (journey.published / "files.json").unlink()
    packing = replace(pack(journey.published), release_id=journey.published.parent.name)
    moved = journey.folder / packing.pointer.folder
    journey.published.rename(moved)
    journey.name(packing)


def _manifest(**changes: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / MANIFEST
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), encoding="utf-8")

    return change


def _no_database(folder: Path) -> None:
    (folder / DATABASE).write_bytes(b"no database" * 1000)


def _with_name(name: str) -> Callable[[Journey], None]:
    def harm(journey: Journey) -> None:
        real = pack(journey.host / (current_id(journey.host) or ""))
        content = b"from the store\n"
        journey.name(replace(real, items=(*real.items, Item(name, len(content), file_sha256(Path(os.devnull))))))
        with suppress(OSError, ValueError):  # some names cannot be given to a file here
            (journey.published / name).write_bytes(content)

    return harm


def _listed(change: Callable[[PackingList], PackingList]) -> Callable[[Journey], None]:
    return lambda journey: journey.name(change(pack(journey.host / (current_id(journey.host) or ""))))


def _pointer(text: str) -> Callable[[Journey], None]:
    return lambda journey: (journey.folder / POINTER).write_text(text, encoding="utf-8") and None


_HARMS: dict[str, tuple[Callable[[Journey], object], str]] = {
    "a byte of a table is flipped": (lambda j: _flipped(j.published / "tables/score.csv"), "its SHA-256 differs"),
    "a byte of the database is flipped": (lambda j: _flipped(j.published / DATABASE), "its SHA-256 differs"),
    "a byte of the packing list is flipped": (lambda j: _flipped(j.published / "files.json"), "its SHA-256 differs"),
    "a file is cut": (lambda j: os.truncate(j.published / DATABASE, 4096), "4,096 bytes"),
    "a file is empty": (lambda j: os.truncate(j.published / DATABASE, 0), "0 bytes"),
    "a file is longer": (lambda j: os.truncate(j.published / "tables/score.csv", 10**6), "1,000,000 bytes"),
    "a file is missing": (lambda j: (j.published / "tables/score.csv").unlink(), "tables/score.csv of"),
    "the packing list is missing": (lambda j: (j.published / "files.json").unlink(), "which is not there"),
    "the release is missing": (lambda j: shutil.rmtree(j.published), "which is not there"),
    "the pointer is missing": (lambda j: (j.folder / POINTER).unlink(), "Nothing was published"),
    "the pointer is empty": (_pointer(""), "The pointer cannot be read"),
    "the pointer is no object": (_pointer("[1]"), "not of the form"),
    "the pointer is deeply nested": (_pointer("[" * 4000), "The pointer cannot be read"),
    "the pointer has another layout": (_pointer('{"layout": 2}'), "layout 2"),
    "the pointer leads elsewhere": (
        _pointer(json.dumps({"layout": 1, "release": "../../etc", "list_sha256": "0" * 64})), "names no release",
    ),
    "the list has too many files": (
        _listed(lambda real: replace(real, items=real.items * 20)), "files; a replica takes 2,000 at most",
    ),
    "the list has a file twice": (_listed(lambda real: replace(real, items=real.items * 2)), "a file twice"),
    "the list lacks the database": (
        _listed(lambda real: replace(real, items=tuple(i for i in real.items if i.name != DATABASE))), "lacks atlas",
    ),
    "the release is too large": (
        _listed(lambda real: replace(real, items=(*real.items, Item("big", 2**60, "0" * 64)))), "larger than",
    ),
    "the list is of another release": (
        lambda j: j.name(replace(pack(j.host / (current_id(j.host) or "")), release_id="19990101-00000000")),
        "is missing in",
    ),
    "the layout is older": (lambda j: _repacked(j, _manifest(schema_version=1)), "has the layout 1"),
    "the release says it is another": (lambda j: _repacked(j, _manifest(id="19990101-00000000")), "says that it is"),
    "rows are missing": (lambda j: _repacked(j, _manifest(row_counts={"score": 1})), "not what the build makes"),
    "the manifest says nothing": (lambda j: _repacked(j, _manifest(row_counts=None)), "cannot be used"),
    "the database is none": (lambda j: _repacked(j, _no_database), "not what the build makes"),
    **{
        f"a name is {name!r:.30}": (_with_name(name), "would not lie in the release")
        for name in (
            "../outside", "tables/../../outside", "/etc/outside", "a/b/c", "tables//x", ".hidden", "tables/.hidden",
            "..", "tables\\..\\outside", "C:outside", "nul\0", "new\nline", "", "tables/", "x" * 300, "\u202egnp.exe",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("harm", _HARMS)
def test_whatever_is_wrong_in_the_store_the_former_release_serves(
    harm: str, served: Journey, older_and_newer: tuple[str, str], capsys: pytest.CaptureFixture[str]
):
    do_harm, told = _HARMS[harm]
    do_harm(served)
    before = fingerprints(served.replica)

    assert served.follow() == 9
    assert told in capsys.readouterr().err
    assert current_id(served.replica) == older_and_newer[0]
    assert release_leftovers(served.replica) == []
    assert {**before, ".lock": ""} == {**fingerprints(served.replica), ".lock": ""}
    assert not [path for path in served.replica.parent.rglob("outside") if served.folder not in path.parents]


def test_what_is_damaged_in_the_store_is_sent_again_when_asked_for(served: Journey, older_and_newer: tuple[str, str]):
    _flipped(served.published / "tables/score.csv")
    assert served.publish() == 0 and served.follow() == 9
    assert served.publish("--again") == 0 and served.follow() == 0
    assert current_id(served.replica) == older_and_newer[1]


def test_a_damaged_release_is_not_published(journey: Journey, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    journey.host = Path(shutil.copytree(journey.host, tmp_path / "host"))
    os.truncate(journey.host / (current_id(journey.host) or "") / "tables/score.csv", 3)
    assert journey.publish() == 2
    assert "does not hold the files" in capsys.readouterr().err
    assert not journey.folder.exists()


def test_one_name_for_two_releases_is_never_mixed(served: Journey, older_and_newer: tuple[str, str], tmp_path: Path):
    """Two hosts built the same figures on one day: the id is the same, the bytes are not."""
    newer = older_and_newer[1]
    other = Path(shutil.copytree(served.host, tmp_path / "other"))
    _manifest(built_at="2026-01-01T00:00:00Z")(other / newer)
    first = served.published
    assert Journey(other, served.store, served.replica).publish() == 0
    assert first.is_dir() and served.published != first
    assert served.follow() == 0
    assert fingerprints(served.replica / newer) == fingerprints(other / newer)
    # What readers read from is never exchanged under them.
    assert served.publish() == 0
    assert served.follow() == 9
    assert fingerprints(served.replica / newer) == fingerprints(other / newer)


@pytest.mark.parametrize("trouble", ["no room", "no room at the end"])
def test_a_full_disk_keeps_the_former_release(
    trouble: str, served: Journey, older_and_newer: tuple[str, str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    def full(*arguments: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if trouble == "no room":
        monkeypatch.setattr(arrival.shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(1, 1, 0))
    else:
        monkeypatch.setattr(publish, "_sync", full)
    assert served.follow() == 4
    assert "follow again; the former release goes on serving" in capsys.readouterr().err
    monkeypatch.undo()
    assert current_id(served.replica) == older_and_newer[0] and release_leftovers(served.replica) == []
    assert served.follow() == 0 and current_id(served.replica) == older_and_newer[1]


def test_a_store_that_is_down_or_refuses_is_named(
    host: Path, s3: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    nowhere = Journey(host, "s3://nobody/atlas", tmp_path / "replica")
    assert nowhere.follow("--endpoint-url", "http://127.0.0.1:9") == 8
    assert "does not give or take s3://nobody/atlas/current.json" in capsys.readouterr().err
    assert nowhere.publish() == 9  # there is no such bucket
    assert "There is no s3://nobody/atlas" in capsys.readouterr().err
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    assert nowhere.follow() == 8
    assert "credentials" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["", "bucket/folder", "s3://", "nobody://x", "simplecache::s3://a/b"])
def test_what_is_no_address_of_a_store_is_said(address: str, journey: Journey, capsys: pytest.CaptureFixture[str]):
    journey.store = address
    assert journey.follow() == journey.publish() == 2
    assert "store" in capsys.readouterr().err.lower()


def test_passwords_in_an_address_are_not_written_out():
    assert open_store("memory://user:secret@place/x").address == "memory://place/x"


@pytest.mark.parametrize("release", ["20260101-00000000", "../x", ""])
def test_what_is_no_release_here_is_not_published(release: str, journey: Journey):
    assert journey.publish(release) == 2
    assert not journey.folder.exists()


def test_followers_and_publishers_at_once_do_no_harm(served: Journey, older_and_newer: tuple[str, str]):
    older, newer = older_and_newer
    with ThreadPoolExecutor() as pool:
        codes = {*pool.map(lambda number: served.follow(), range(3))}
        assert codes <= {0, 3} and 0 in codes
        assert {*pool.map(served.publish, (older, newer, older, newer))} == {0}
    assert served.follow() == 0
    assert current_id(served.replica) in older_and_newer and release_leftovers(served.replica) == []


def test_rounds_go_on_after_trouble_and_ask_less_often():
    told: list[str] = []
    waited: list[float] = []
    outcomes = iter([StoreError("down"), StoreError("down"), None, None])

    def follow_once() -> None:
        if problem := next(outcomes):
            raise problem

    go_on(follow_once, 60, told.append, waited.append, iter([None] * 4))
    assert len(told) == 2 and all("goes on serving" in line for line in told)
    assert [round(seconds / 60) for seconds in waited] == [2, 4, 1, 1]
    assert all(waits(60, failures) <= LONGEST_WAIT_S * 1.1 for failures in range(2_000))
    assert waits(3600, 5) >= 3600 * 0.9


def test_rounds_end_when_they_can_never_work():
    def follow_once() -> NoReturn:
        raise UsageError("no store")

    with pytest.raises(UsageError):
        go_on(follow_once, 60, lambda line: None, lambda seconds: None)


def test_a_dashboard_shows_what_was_followed(
    served: Journey, older_and_newer: tuple[str, str], monkeypatch: pytest.MonkeyPatch
):
    older, newer = older_and_newer
    (served.replica.parent / "releases").symlink_to(served.replica)
    monkeypatch.setenv("ATLAS_DATA_DIR", str(served.replica.parent))
    monkeypatch.setattr(door, "_door", door._Door())
    monkeypatch.setattr(door, "LOOK_INTERVAL_S", 0.0)
    assert door.current().id == older
    assert served.follow() == 0
    assert door.current().id == newer
