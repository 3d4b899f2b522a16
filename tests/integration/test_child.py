"""What a parser may do to the process that asked for it: nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.errors import CatalogueError, UnreadableError
from etl.metadata.catalogue import OfficialFile
from etl.reading.child import ENVIRONMENT, Nursery, Outcome, read_official
from etl.reading.order import GIB, MIB, Limits, Order

ROOT = Path(__file__).resolve().parents[2]
SMALL = Limits(memory_bytes=GIB, cpu_seconds=2, wall_seconds=60.0, answer_bytes=20 * MIB)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery("tests.hostile_parsers")
    yield nursery
    nursery.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    return path


def _order(path: Path, does: str, limits: Limits = SMALL) -> Order:
    file = OfficialFile("2024", "hostile", "csv", {"does": does}, edition="2024")
    return Order("gairi", file, (path,), ROOT / "data" / "reference", limits)


def _read(nursery: Nursery, path: Path, does: str, limits: Limits = SMALL) -> Outcome:
    return nursery.read(_order(path, does, limits))


def test_tables_come_back_as_they_were_read(nursery: Nursery, path: Path):
    outcome = _read(nursery, path, "good")
    assert outcome.error is None
    assert outcome.tables["score"].to_dicts() == [{"value": "1"}, {"value": None}, {"value": "é"}]
    assert outcome.tables["none"].columns == ["a"]


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("array", "reading needs more than 1 GB of memory"),
        ("frame", "reading needs more than 1 GB of memory"),
        ("endless", "file.csv, row 99: reading took longer than 2 s of CPU time"),
        ("segfault", "the reader crashed (SIGSEGV)"),
        ("abort", "the reader crashed (SIGABRT)"),
        ("killed", "the reader crashed (SIGKILL)"),
        ("leaves", "the reader ended with exit code 3"),
        ("exits", "the reader failed: SystemExit"),
        ("surprised", "the reader failed: IndexError: list index out of range"),
        ("deep", "the reader failed: RecursionError"),
        ("network", "a reader of official files may not: socket"),
        ("program", "a reader of official files may not: subprocess"),
        ("writes", "a reader of official files may not: open"),
        ("numbers", "table 'score' holds more than text"),
        ("much", "96.9 MB were read out of it; at most 20 MB"),
    ],
)
def test_the_end_of_a_child_is_a_violation_that_names_the_file(nursery: Nursery, path: Path, does: str, said: str):
    outcome = _read(nursery, path, does)
    assert isinstance(outcome.error, UnreadableError)
    assert said in str(outcome.error)
    assert str(outcome.error).startswith("gairi 2024, file.csv")
    assert outcome.tables == {}
    assert outcome.spent.memory_bytes <= GIB
    assert outcome.spent.cpu_seconds <= SMALL.cpu_seconds + 1


def test_memory_that_grows_slowly_ends_at_the_limit_and_names_the_row(nursery: Nursery, path: Path):
    outcome = _read(nursery, path, "memory", Limits(memory_bytes=400 * MIB))
    assert "gairi 2024, file.csv, row 12: reading needs more than 400 MB of memory" in str(outcome.error)
    assert outcome.spent.memory_bytes <= 400 * MIB


def test_a_child_that_waits_for_ever_is_ended_by_the_clock(nursery: Nursery, path: Path):
    started = time.monotonic()
    outcome = _read(nursery, path, "asleep", Limits(wall_seconds=0.5))
    assert "reading took longer than 0.5 s on the clock" in str(outcome.error)
    assert time.monotonic() - started < 30


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="namespaces are Linux's")
def test_a_child_has_no_network_even_for_code_below_python(nursery: Nursery, path: Path):
    if subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system does not let a process leave the network")
    [row] = _read(nursery, path, "raw_network").tables["seen"].to_dicts()
    assert row == {"errno": "101"}  # network is unreachable


def test_a_child_knows_nothing_of_the_environment(
    nursery: Nursery, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    names = set(_read(nursery, path, "environment").tables["environment"]["name"])
    assert names == set(ENVIRONMENT)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="threads are counted in /proc")
def test_the_process_that_forks_runs_on_one_thread(nursery: Nursery, path: Path):
    assert _read(nursery, path, "good").error is None
    threads = Path(f"/proc/{nursery.process_id}/task").iterdir()
    names = [(thread / "comm").read_text(encoding="utf-8").strip() for thread in threads]
    assert (
        len([name for name in names if name != "polars-ooc-clea"]) == 1
    )  # Polars has one that sleeps until something is spilled


def test_what_is_wrong_with_the_block_is_raised_as_such(nursery: Nursery, path: Path):
    assert isinstance(_read(nursery, path, "misused").error, CatalogueError)


def test_a_parser_that_does_not_exist_is_named(path: Path):
    file = OfficialFile("2024", "no_such_parser", "csv")
    with pytest.raises(CatalogueError, match="no_such_parser"):
        read_official("gairi", file, [path], ROOT / "data" / "reference")


def test_the_next_file_is_read_when_the_nursery_died(path: Path):
    nursery = Nursery("tests.hostile_parsers")
    try:
        assert _read(nursery, path, "good").error is None
        assert nursery.process_id is not None
        os.kill(nursery.process_id, signal.SIGKILL)
        assert "the reader crashed (SIGKILL)" in str(_read(nursery, path, "good").error)
        assert _read(nursery, path, "good").error is None
    finally:
        nursery.close()


def test_nothing_goes_on_when_the_parent_is_killed(path: Path):
    program = f"""
from pathlib import Path
from tests.integration.test_child import Limits, Nursery, _order
import threading, time
nursery = Nursery("tests.hostile_parsers")
order = _order(Path({str(path)!r}), "asleep", Limits())
threading.Thread(target=nursery.read, args=(order,), daemon=True).start()
while nursery.process_id is None: time.sleep(0.01)
time.sleep(2)
print(nursery.process_id, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert parent.stdout is not None
    nursery_id = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    for _ in range(100):
        if not _is_alive(nursery_id):
            break
        time.sleep(0.1)
    assert not _is_alive(nursery_id)


def _is_alive(process_id: int) -> bool:
    status = Path(f"/proc/{process_id}/status")
    return status.exists() and "State:\tZ" not in status.read_text(encoding="utf-8")
