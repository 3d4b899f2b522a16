"""A browser, and servers to look at with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import browser
from tests.pages.dated import write_dated
from tests.sessions import served

# A busy machine may take longer than the 5 s that Playwright waits for.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def address(server: str) -> str:
    """Where the server answers; files with a server of their own say another one."""
    return server


@pytest.fixture(scope="module")
def dated(release_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose newest release has older ones beside it."""
    folder = tmp_path_factory.mktemp("dated")
    with served(write_dated(folder / "data", release_folder), log=folder / "server.log") as (address, _):
        yield address


# Not of the session: Playwright's event loop would stand in the way of tests that start one of their own.
@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    """One browser for a file of tests."""
    with browser() as started:
        yield started
