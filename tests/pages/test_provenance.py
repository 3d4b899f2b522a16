"""Every figure can be followed to its source, edition, licence, day of retrieval, release and, where read, its hash."""

import re
from pathlib import Path

import pytest

from dashboard import markup
from dashboard.export.csv import PROVENANCE_COLUMNS, tidy
from dashboard.figure import Provenance, together
from dashboard.figures import country, readiness, regions
from dashboard.queries import evidence, provenance
from dashboard.queries import readiness as queries
from dashboard.release import Release, open_release

SHA256 = re.compile(r"[0-9a-f]{64}")


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


def test_every_edition_says_how_it_is_known_and_where_a_file_was_read_which(release: Release) -> None:
    for index in queries.index_labels(release):
        for held in queries.editions(release, index):
            found = provenance.of_editions(release, index, [held.edition])[held.edition]
            assert found.edition == held.edition
            assert found.citation
            assert found.source_check in evidence.CHECKS.values()
            is_compiled = found.source_check == evidence.CHECKS["compiled"]
            assert (found.source_sha256 is None) == is_compiled, (index, held.edition)
            assert found.source_sha256 is None or SHA256.fullmatch(found.source_sha256)


def test_every_source_with_figures_says_how_they_are_known(release: Release) -> None:
    rows = provenance.sources(release).to_pylist()
    known = provenance.of_sources(release, [row["source_id"] for row in rows])
    for row in rows:
        assert (known[row["source_id"]].source_check is None) == (row["origin"] is None), row["source_id"]


def test_the_hash_in_a_file_is_that_of_the_edition_of_the_row(release: Release) -> None:
    choice = readiness.Choice("gairi", "2025", "total", "oxford", "south-and-central-asia", "PAK")
    figure = readiness.trend(release, choice, ("PAK",), "light")
    frame = tidy(figure, release.id)
    assert frame.columns[-len(PROVENANCE_COLUMNS) :] == list(PROVENANCE_COLUMNS)
    for edition, digest, release_id in frame.select("edition", "source_sha256", "release").iter_rows():
        assert digest == provenance.of_editions(release, "gairi", [edition])[edition].source_sha256
        assert release_id == release.id
    hashes = dict(frame.select("edition", "source_sha256").iter_rows())
    assert hashes["2025"] != hashes["2024"] is not None
    assert hashes["2023"] is None


def test_a_movement_names_both_editions(release: Release) -> None:
    pair = regions.pair(release, "gairi", "total", "oxford", "2024", "2022", "2024")
    choice = regions.Choice.of("gairi", "2024", "total", "oxford", "south-and-central-asia", "PAK", pair)
    [found] = regions.member_movement(release, choice).provenance.values()
    assert found.edition == "2022; 2024"
    assert len((found.source_sha256 or "").split("; ")) == 2
    assert found.origin == "bundle"


def test_the_page_shows_what_the_file_says(release: Release) -> None:
    figure = country.readiness(release, country.Choice("PAK", "oxford"), "light")[0]
    said = " ".join(markup.sources(figure))
    for found in figure.provenance.values():
        assert found.source_sha256 is None or found.source_sha256 in said
    assert "Day of retrieval not recorded." in said


def test_rows_of_several_sources_keep_what_is_known_of_each() -> None:
    one = Provenance("A", "https://a.example/", "CC BY 4.0", source_sha256="a" * 64, edition="2020")
    other = Provenance("B", None, None, may_be_passed_on=False, source_check="compiled", edition="2021")
    both = together([one, other])
    assert (both.source, both.edition, both.licence) == ("A; B", "2020; 2021", "CC BY 4.0")
    assert (both.source_sha256, both.source_check, both.may_be_passed_on) == ("a" * 64, "compiled", False)
