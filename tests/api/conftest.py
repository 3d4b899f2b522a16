"""The data API on a release of the real data."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import release as door
from dashboard.api.whole import Shelf
from dashboard.release import Release, current
from tests.api.client import Client, answering


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds the answer of another."""
    monkeypatch.setattr("dashboard.api.datasets.SHELF", Shelf())


@pytest.fixture(scope="module")
def release(release_dir: Path) -> Iterator[Release]:
    """The release that the data API answers from."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA_DIR", str(release_dir))
        patch.setattr(door, "_door", door._Door())
        yield current()


@pytest.fixture(scope="module")
def api(release: Release) -> Iterator[Client]:
    """A client of the data API."""
    with answering() as client:
        yield client
