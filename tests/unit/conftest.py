from pathlib import Path

import pytest

from tests.unit.tiny_data import write_tiny_data


@pytest.fixture
def tiny_data(tmp_path: Path) -> Path:
    return write_tiny_data(tmp_path / "data")
