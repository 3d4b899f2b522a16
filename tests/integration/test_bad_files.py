"""Bad files, every one refused with a reason, at a bounded cost, and nothing of them published."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.build import build
from etl.diff import compare, release_file
from etl.reading.child import Nursery, Outcome
from etl.reading.order import GIB, Order
from etl.release.releases import file_sha256
from etl.schema import read_schema
from tests.bad_files import BAD_FILES, BadFile
from tests.offered import figures, offer, read_small, rounds, unrefused, write_small_data
from tests.official_forms import (
    REFERENCE,
    csv_bytes,
    json_bytes,
    official_file,
    score_grids,
    workbook,
    workbook_bytes,
    world_bank_answer,
)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


def _read(nursery: Nursery, bad: BadFile, folder: Path) -> Outcome:
    path = folder / f"{bad.source}{bad.suffix}"
    path.write_bytes(bad.make(bad.editions[0]))
    return nursery.read(Order(bad.source, official_file(bad.source, bad.editions[0]), (path,), REFERENCE))


def test_there_are_many_and_each_has_a_name():
    assert len(BAD_FILES) >= 80
    assert len({bad.name for bad in BAD_FILES}) == len(BAD_FILES)


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.name)
def test_a_bad_file_is_refused_with_its_reason_and_costs_little(bad: BadFile, nursery: Nursery, tmp_path: Path):
    outcome = _read(nursery, bad, tmp_path)
    assert outcome.spent.memory_bytes <= GIB
    assert outcome.spent.cpu_seconds <= 31
    if outcome.error is None:
        assert bad.is_for_the_rules, "it was read"
    else:
        said = str(outcome.error)
        assert re.search(bad.says, said, re.DOTALL), said
        assert f"{bad.source}{bad.suffix}" in said
        assert outcome.tables == {}


def test_the_files_they_are_made_from_are_read_as_the_bundle_says(nursery: Nursery, tmp_path: Path):
    good = {
        ("egdi", "2022"): csv_bytes(score_grids("egdi", "2022")[""]),
        ("gairi", "2022"): workbook_bytes(workbook(score_grids("gairi", "2022"))),
        ("wdi", "indicators"): json_bytes(world_bank_answer()),
    }
    for (source, file_id), content in good.items():
        path = tmp_path / f"{source}.part"
        path.write_bytes(content)
        outcome = nursery.read(Order(source, official_file(source, file_id), (path,), REFERENCE))
        assert outcome.error is None
        assert sum(frame.height for frame in outcome.tables.values()) > 900


def test_a_sheet_that_lies_about_its_extent_is_read_to_its_end(nursery: Nursery, tmp_path: Path):
    content = workbook_bytes(workbook(score_grids("gairi", "2022")))
    path = tmp_path / "2022.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B3"', old.read(name)))
    outcome = nursery.read(Order("gairi", official_file("gairi", "2022"), (path,), REFERENCE))
    assert outcome.error is None
    assert outcome.tables["score"].height == 2533


def _sample() -> list[BadFile]:
    """All that only the rules of a source can refuse, and some of the others; benchmarks/soak offers every one."""
    others = [bad for bad in BAD_FILES if not bad.is_for_the_rules]
    # What is quoted of these reaches the release that says why they are not used.
    quoted = [bad for bad in others if bad.name in {"replacement-character", "control-character"}]
    return list(dict.fromkeys([*(bad for bad in BAD_FILES if bad.is_for_the_rules), *quoted, *others[::12]]))


def test_of_bad_files_nothing_reaches_the_figures_of_a_build(tmp_path: Path):
    data = write_small_data(tmp_path / "data")
    bundled = figures(read_small(data))
    for offered in rounds(_sample()):
        offer(data, offered)
        inputs = read_small(data)
        assert unrefused(inputs, offered) == []
        assert inputs.used.replacements == ()
        assert all(frame.equals(bundled[name]) for name, frame in figures(inputs).items())


def test_a_build_with_bad_files_changes_no_figure_and_no_byte_of_the_release_before(tmp_path: Path):
    data = write_small_data(tmp_path / "data")
    releases = data / "releases"
    first = build(data, releases, lambda line: None).release_id
    before = _digests(releases / first)
    offered = next(rounds(_sample()))
    offer(data, offered)
    result = build(data, releases, lambda line: None)
    assert len(result.refused) >= len(offered)
    assert _digests(releases / first) == before
    changes = compare(release_file(releases, first), release_file(releases, result.release_id), read_schema())
    assert {change.table for change in changes} <= {"official_file"}  # which says that they are not used, and why


def _digests(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): file_sha256(path) for path in folder.rglob("*") if path.is_file()}
