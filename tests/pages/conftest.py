"""A running server on a real release, shared by the tests of pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sessions import served


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server") / "server.log"


@pytest.fixture(scope="session")
def server(release_dir: Path, server_log: Path) -> Iterator[str]:
    """Address of the server; ``release_dir`` is the data folder that holds the release."""
    with served(release_dir, log=server_log) as (address, _):
        yield address
