"""The short form of benchmarks/soak: whatever stops a build or a fetch, a whole release serves and nothing is left."""

import errno
import os
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

from benchmarks.soak import publishing
from benchmarks.soak.folders import demo_folder
from benchmarks.soak.small_disk import can_mount
from etl.__main__ import main


def test_killed_at_any_moment_the_former_or_the_new_stands_and_the_next_run_cleans_up(tmp_path: Path) -> None:
    found = publishing.kills(tmp_path, is_short=True)

    assert publishing.bad_of(found) == []
    assert found["kills"] >= 9
    assert found["fetches"]["left_after_whole_runs"] == found["builds of a few rows"]["left_after_whole_runs"] == 0


@pytest.mark.skipif(not can_mount(), reason="this machine allows no mounts of one's own, so there is no small disk")
def test_a_disk_without_room_leaves_what_was_there_and_the_next_run_has_no_trouble(tmp_path: Path) -> None:
    found = publishing.full_disk(tmp_path, is_short=True)

    assert publishing.bad_of(found) == []
    assert found["full_disks"] == 7
    assert found["builds of a few rows"]["exit_codes"] == {"4": 4}


def test_of_many_builds_at_once_one_wins_and_the_others_say_so(tmp_path: Path) -> None:
    found = publishing.at_once(tmp_path, is_short=True)

    assert publishing.bad_of(found) == []
    assert found["outcomes"]["won"] == 1
    assert sum(found["outcomes"].values()) == 4


def test_every_read_is_of_one_release_while_others_are_published_and_removed(tmp_path: Path) -> None:
    found = publishing.reads(tmp_path, is_short=True)

    assert publishing.bad_of(found) == []
    assert found["reads"] >= 200
    assert found["releases_read"] > 2
    assert found["reads_after_removal"] > 0


def test_publishers_and_followers_killed_at_any_moment_leave_a_whole_release_serving(tmp_path: Path) -> None:
    found = publishing.travels(tmp_path, is_short=True)

    assert publishing.bad_of(found) == []
    assert found["kills"] >= 3
    assert found["publishers and followers"]["left_after_whole_runs"] == 0


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="this system has no files in memory")
def test_no_room_for_temporary_files_is_not_taken_for_a_fault_of_an_official_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else the bundled figures would be published in the place of newer ones until there is room again."""

    def full(*arguments: object, **options: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert main(["--data-dir", str(demo_folder(tmp_path, is_read=True).data), "build"]) == 0
    assert "demo 2020: 5 rows of score from its official files" in capsys.readouterr().out
