"""One reader cannot stop the others; the long form is benchmarks/soak/flood.py."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from dashboard.menu import ENTRIES
from tests.floods import ask_and_not_read, flood, probing
from tests.sessions import Session, served

_RERUNS = 3000
_WORST_S = 1.0


@pytest.fixture(scope="module")
def guarded(release_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A server with the limits that stand without any setting, but little patience."""
    log = tmp_path_factory.mktemp("server") / "server.log"
    with served(release_dir, log=log, settings={"ATLAS_PATIENCE_S": "2"}) as found:
        yield found


def test_three_thousand_reruns_on_one_socket_do_not_keep_the_others_waiting(guarded: tuple[str, int]):
    address, _ = guarded

    async def another_reader() -> None:
        await asyncio.sleep(2)
        async with Session(address) as session:
            await session.run("readiness")

    async def both() -> None:
        await asyncio.gather(flood(address, _RERUNS, 6, pages=[page.address for page in ENTRIES]), another_reader())

    # Other tests run beside this one: the better of two is what the server does, the worse what the machine does.
    worst = []
    for _ in range(2):
        with probing(address) as probes:
            asyncio.run(both())
        worst.append(probes.worst_s)
        if probes.worst_s < _WORST_S and not probes.failed:
            return
    pytest.fail(f"The health probe took {worst} s")


def test_whoever_takes_nothing_is_let_go_after_a_while(guarded: tuple[str, int], release_folder: Path):
    address, process_id = guarded
    largest = max((release_folder / "tables").iterdir(), key=lambda path: path.stat().st_size)
    path = f"/data/{release_folder.name}/{largest.name}"
    connections = len(psutil.Process(process_id).net_connections())
    lines = [ask_and_not_read(address, path) for _ in range(10)]
    try:
        end = time.monotonic() + 30
        while len(psutil.Process(process_id).net_connections()) <= connections:
            assert time.monotonic() < end, "No connection was accepted"
            time.sleep(0.05)
        # The reader's side learns nothing: what counts is that the server holds nothing for her.
        while len(psutil.Process(process_id).net_connections()) > connections:
            assert time.monotonic() < end, "A connection is held for somebody who does not read"
            time.sleep(0.2)
    finally:
        for line in lines:
            line.close()
