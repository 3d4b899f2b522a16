"""Copies of official files that were harmed in one place: the short form of benchmarks/soak/flips.py."""

import random
from pathlib import Path

import pytest

from benchmarks.soak.flips import Sound, Tally, try_file
from etl.reading.child import Nursery
from etl.reading.order import GIB
from tests.official_forms import (
    csv_bytes,
    json_bytes,
    official_file,
    score_grids,
    workbook,
    workbook_bytes,
    world_bank_answer,
)


def _contents() -> dict[tuple[str, str], tuple[int, bytes]]:
    return {
        ("egdi", "2022"): (100, csv_bytes(score_grids("egdi", "2022")[""])),
        ("gairi", "2022"): (40, workbook_bytes(workbook(score_grids("gairi", "2022")))),
        ("wdi", "indicators"): (15, json_bytes(world_bank_answer())),
    }


@pytest.mark.parametrize(("source", "file_id"), [("egdi", "2022"), ("gairi", "2022"), ("wdi", "indicators")])
def test_of_harmed_copies_nothing_is_published(source: str, file_id: str, tmp_path: Path):
    count, content = _contents()[source, file_id]
    file = official_file(source, file_id)
    sound = Sound(source, file, content, f"{source}.{file.format}")
    nursery, tally = Nursery(), Tally()
    try:
        try_file(sound, count, random.Random(7), nursery, [tally], tmp_path)
    finally:
        nursery.close()
    assert tally.offered == count
    assert tally.refused_by_receipt == count
    assert tally.refused + tally.equal + tally.different == count
    assert tally.without_place == tally.ended == tally.unforeseen == 0
    assert tally.most_memory_bytes <= GIB
    if file.format == "xlsx":  # its members carry checksums: what is read is what was written
        assert tally.different == 0
