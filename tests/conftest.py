"""One release of the real data for the whole run, however many processes share the work, and a server on it."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from etl.build import build
from tests.sessions import served

ROOT = Path(__file__).resolve().parent.parent

# Machines are noisy: no test fails for being slow.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--long`` runs the long form of tests that have one."""
    parser.addoption("--long", action="store_true", help="run the long form of tests that have one")


@pytest.fixture(scope="session")
def release_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the server wants it (ATLAS_DATA_DIR): its ``releases/current`` names a fresh release."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "release-of-the-real-data"
    folder.mkdir(exist_ok=True)
    with (folder / "one-builds-the-others-wait").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (folder / "releases" / "current").exists():
            build(ROOT / "data", folder / "releases", lambda line: None)
    return folder


@pytest.fixture(scope="session")
def release_folder(release_dir: Path) -> Path:
    """The folder of the release itself: atlas.duckdb, release.json, tables/."""
    return release_dir / "releases" / (release_dir / "releases" / "current").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server writes."""
    return tmp_path_factory.mktemp("server") / "server.log"


@pytest.fixture(scope="session")
def server(release_dir: Path, server_log: Path) -> Iterator[str]:
    """Address of a running server, without a slash at the end; ``release_dir`` is its data folder."""
    with served(release_dir, log=server_log) as (address, _):
        yield address
