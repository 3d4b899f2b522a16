"""A copy of an official file is used only as long as it is the one that was fetched."""

from pathlib import Path

import pytest

from etl.errors import UnreadableError
from etl.release.releases import file_sha256
from etl.replacing import official
from etl.replacing.official import SNAPSHOT, Copy, damage, parsed
from tests.official_forms import REFERENCE, catalogue, csv_bytes, official_file, score_grids


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    path = tmp_path / "2022.csv"
    path.write_bytes(csv_bytes(score_grids("egdi", "2022")[""]))
    return Copy(catalogue()["egdi"], official_file("egdi", "2022"), SNAPSHOT, ((path, file_sha256(path)),))


def test_one_other_byte_is_noticed_before_anything_is_read(copy: Copy):
    assert list(damage(copy)) == []
    path = copy.paths[0]
    path.write_bytes(path.read_bytes().replace(b"0.43830", b"0.43831", 1))
    [said] = map(str, damage(copy))
    assert "egdi 2022, 2022.csv: not the bytes that were fetched: SHA-256 differs from the receipt" in said


def test_a_file_that_is_replaced_while_it_is_read_is_not_used(copy: Copy, monkeypatch: pytest.MonkeyPatch):
    def read_and_replace(source_id: str, file: object, paths: tuple[Path, ...], reference: Path) -> dict[str, object]:
        paths[0].write_bytes(csv_bytes(score_grids("egdi", "2020")[""]))
        return {}

    monkeypatch.setattr(official, "read_official", read_and_replace)
    with pytest.raises(UnreadableError, match="SHA-256 differs from the receipt"):
        parsed(copy, REFERENCE)
