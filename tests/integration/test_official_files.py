"""Parsing a real official file gives exactly the bundled figures.

The files are other people's and not part of the project: where the folder with copies of them is absent, these tests
are skipped. ``tests/unit/test_sources_*.py`` read small files of the same layouts everywhere.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

import polars as pl
import pytest

from etl.figures import read_figures
from etl.frames import EDITION, SOURCE
from etl.metadata.catalogue import OfficialFile
from etl.metadata.source_files import read_catalogue
from etl.schema import read_schema
from etl.sources import Reading, Tables, find_parser

ROOT = Path(__file__).resolve().parents[2]
COPIES = ROOT.parent / "shared" / "raw"
CATALOGUE = read_catalogue(ROOT / "data" / "figures")

#: Numbers of ours that identify a row; the rest of the row is compared.
OURS = frozenset({"audit_id", "initiative_id", "fact_id"})

#: Where the bundle differs from the copy, as ``checked_note`` explains: (source, table, edition) -> how many rows
#: only the bundle has, how many only the copy has.
EXPLAINED: Mapping[tuple[str, str, str | None], tuple[int, int]] = {
    ("us-omb-2024", "initiative_prior", None): (2, 2),
    ("us-omb-2024", "initiative_attribute", None): (8, 8),
    ("eu-jrc-aiwatch-2021", "initiative", None): (11, 11),
    ("fi-helsinki-ai-register-2021", "initiative", None): (1, 1),
    ("gov-web-performance", "audit_result", None): (326, 0),
    ("gsa-site-scanning-2025-01", "audit_result", None): (0, 8),
    ("lu-full-audits", "audit_result", None): (8, 0),
    ("lu-pdf-crawl", "audit_result", None): (0, 3),
    ("section508-fy2025", "audit_result", None): (1, 0),
}


@cache
def official_copies() -> Mapping[str, Path]:
    """Copies of official files by SHA-256; skips the test where there are none."""
    manifest = COPIES / "MANIFEST.csv"
    if not manifest.is_file():
        pytest.skip("the folder ../shared/raw with copies of the official files is absent, as in every user's clone")
    with manifest.open(encoding="utf-8", newline="") as lines:
        return {row["sha256"]: COPIES / row["file"] for row in csv.DictReader(lines)}


def was_adopted(source_id: str, file: OfficialFile) -> bool:
    """Whether the bundled figures were taken from a snapshot, which has a day of retrieval."""
    source = CATALOGUE[source_id]
    days = {edition.edition: edition.retrieved_on for edition in source.editions}
    return (source.retrieved_on if file.edition is None else days[file.edition]) is not None


def read_copy(source_id: str, file: OfficialFile) -> Tables:
    """Parse the copy that the block of a file names by its SHA-256."""
    assert file.checked_sha256
    path = official_copies().get(file.checked_sha256)
    if path is None and was_adopted(source_id, file):
        pytest.skip(f"{source_id} {file.id} was adopted from a snapshot; only who fetched it has the copy")
    assert path, f"{source_id} {file.id}: no copy has the checked_sha256 of the block"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file.checked_sha256, f"{path.name} is not what it was"
    return find_parser(file.parser)(Reading(source_id, file, (path,), ROOT / "data" / "reference"))


@cache
def bundled() -> Mapping[str, pl.DataFrame]:
    """The figures of data/figures as text, with the edition of every row."""
    return read_figures(ROOT / "data", read_schema()).frames


def units() -> Iterator[tuple[str, str | None, tuple[OfficialFile, ...]]]:
    """Source, edition and the checked files that feed it; files without an edition stand together."""
    for source in CATALOGUE.values():
        # Classifications are compared with reviewed tables: test_official_readiness.py.
        checked = [file for file in source.official_files if file.checked_sha256 and source.family != "classification"]
        for edition, files in groupby(sorted(checked, key=lambda file: file.edition or ""), lambda file: file.edition):
            yield source.id, edition, tuple(files)


def rows_of(table: str, frame: pl.DataFrame, columns: list[str]) -> Counter[tuple[object, ...]]:
    """Rows of a frame, in no order; a real number is compared as such, as a release holds it."""
    real = [column.name for column in read_schema().tables[table].columns if column.type == "real"]
    numbers = pl.col([name for name in columns if name in real]).cast(pl.Float64)
    return Counter(frame.select(columns).with_columns(numbers).iter_rows())


def is_complete(source_id: str, edition: str | None) -> bool:
    """Whether a copy of every file of a source that has this edition (or none) was checked."""
    of_unit = [file for file in CATALOGUE[source_id].official_files if file.edition == edition]
    return all(file.checked_sha256 for file in of_unit)


def compare(source_id: str, edition: str | None, table: str, parsed: pl.DataFrame) -> None:
    """Compare what was parsed with the bundled rows of the same source, table and editions."""
    bundle = bundled()[table].filter(pl.col(SOURCE) == source_id)
    columns = [column.name for column in read_schema().tables[table].named("file") if column.name not in OURS]
    if edition is not None:
        bundle = bundle.filter(pl.col(EDITION) == edition)
    elif read_schema().tables[table].named("edition"):
        columns.append("edition")
        bundle = bundle.filter(pl.col("edition").is_in(parsed["edition"].unique().to_list()))
    expected, found = rows_of(table, bundle, columns), rows_of(table, parsed, columns)
    missing, new = expected - found, found - expected
    if not is_complete(source_id, edition):
        missing.clear()  # rows of files of which no copy is at hand
    counts = (missing.total(), new.total())
    examples = f"only in the bundle: {list(missing)[:3]}; only in the official file: {list(new)[:3]}"
    assert counts == EXPLAINED.get((source_id, table, edition), (0, 0)), f"{table}, {counts}: {examples}"
    assert found.total(), f"{table}: nothing was read"


@pytest.mark.parametrize(
    ("source_id", "edition", "files"), [pytest.param(*unit, id=f"{unit[0]}-{unit[1] or 'files'}") for unit in units()]
)
def test_an_official_file_says_what_the_bundle_says(
    source_id: str, edition: str | None, files: tuple[OfficialFile, ...]
) -> None:
    parsed = [read_copy(source_id, file) for file in files]
    for table in sorted({name for tables in parsed for name in tables}):
        compare(source_id, edition, table, pl.concat([tables[table] for tables in parsed if table in tables]))


def test_where_the_bundle_differs_a_sentence_says_why() -> None:
    for source_id, _, edition in EXPLAINED:
        files = [file for file in CATALOGUE[source_id].official_files if file.edition == edition]
        assert any(file.checked_note for file in files), f"{source_id} {edition}: no checked_note"
