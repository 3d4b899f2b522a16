"""Each way to break the contract is found, with source, edition, column and values."""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.errors import ContractError, Violation
from etl.inputs import read_inputs
from etl.schema import read_schema
from tests.unit.tiny_data import edit

SCORES, DEMO, AUDITS = "figures/demo/scores_2020.csv", "figures/demo/source.toml", "figures/hosts/audits.csv"
SITES, INITIATIVES = "figures/hosts/sites.csv", "figures/review/initiatives.csv"

#: file, old text, new text; source, edition, column and problem of the violation; one of the values shown
SEEDED = [
    (SCORES, "40.22", "forty", "demo", "2020", "score.value", "not a finite number", "'forty'"),
    (SCORES, "40.22", "NaN", "demo", "2020", "score.value", "not a finite number", "'NaN'"),
    (SCORES, "40.22", "inf", "demo", "2020", "score.value", "not a finite number", "'inf'"),
    (SCORES, "40.22", "1e999", "demo", "2020", "score.value", "not a finite number", "'1e999'"),
    (SCORES, "40.22", "", "demo", "2020", "score.value", "missing in 1 row", "(empty)"),
    (SCORES, "40.22", "140.22", "demo", "2020", "score.value", "outside the range", "'PAK total 140.22'"),
    (SCORES, "40.22", "-0.1", "demo", "2020", "score.value", "outside the range", "'PAK total -0.1'"),
    (SCORES, "41.5,,normal", "41.5,,above_maximum_as_published", "demo", "2020", "score.status", "not above", "PAK"),
    (SCORES, "41.5,,normal", "41.5,1.5,normal", "demo", "2020", "score.rank_published", "not a whole", "'1.5'"),
    (SCORES, "41.5,,normal", "41.5,0,normal", "demo", "2020", "score.rank_published", "below 1", "'0'"),
    (SCORES, "41.5,,normal", "41.5,,strange", "demo", "2020", "score.status", "not in status.status", "'strange'"),
    (SCORES, "IND,total", "ZZZ,total", "demo", "2020", "score.country_code", "not in country", "'ZZZ'"),
    (SCORES, "IND,total", "Ind,total", "demo", "2020", "score.country_code", "not in country", "'Ind'"),
    (SCORES, "PAK,p_one", "PAK,p_two", "demo", "2020", "score.measure_id", "framework", "'p_two'"),
    (SCORES, "IND,total", "CHN,total", "demo", "2020", "score.index_id", "key shared", "2020 / total / CHN"),
    (SCORES, "IND,total", "IND,p_one", "demo", "2020", "score.country_code", "2 countries have a total, 3", ""),
    (SCORES, "sheet one", "sheet\ufffdone", "demo", "2020", "score.note", "damaged text", "sheet"),
    (SCORES, "IND,total,63.67,2,normal,\n", "", "demo", None, "scores_2020.csv", "3 rows read, 4 stated", ""),
    (SCORES, "63.67,2,normal,", "63.67,2", "demo", "2020", "scores_2020.csv", "another number of cells", "line 3"),
    (SCORES, "40.22,3", "40,22,3", "demo", "2020", "scores_2020.csv", "another number of cells", "line 4"),
    (SCORES, "sheet one", '"sheet', "demo", "2020", "scores_2020.csv", "not readable as CSV", ""),
    (SCORES, "measure_id,value", "measure_id,score", "demo", "2020", "scores_2020.csv", "are missing", "value"),
    (SCORES, "measure_id,value", "measure_id,score", "demo", "2020", "scores_2020.csv", "columns are unknown", "score"),
    (SCORES, "country_code,", "\ufeffcountry_code,", "demo", "2020", "scores_2020.csv", "byte order mark", ""),
    (DEMO, '"scores_2020.csv" = 4\n', "", "demo", None, "scores_2020.csv", "none stated", ""),
    (DEMO, '"scores_2021.csv" = 4', '"scores_2022.csv" = 4', "demo", None, "scores_2022.csv", "no rows read", ""),
    (DEMO, 'edition = "2021"\nfr', 'edition = "2022"\nfr', "demo", "2021", "score.edition", "metadata", "'2021'"),
    (DEMO, 'edition = "2021"\nfr', 'edition = "2022"\nfr', "demo", "2022", "score.country", "0 countries have", ""),
    (DEMO, 'family = "readiness"', 'family = "weather"', "demo", None, "source.family", "allowed", "'weather'"),
    (DEMO, "https://example.org/2020.csv", "ftp://example.org/", "demo", None, "edition.data_url", "http", "ftp"),
    (DEMO, 'id = "demo"\nlabel', 'id = "else"\nlabel', "demo", "2020", "edition.framework", "not a framework", "demo"),
    (DEMO, 'parent_id = "total"', 'parent_id = "sum"', "demo", None, "measure.parent_id", "not a measure", "sum"),
    (DEMO, 'to_edition = "2021"', 'to_edition = "2020"', "demo", None, "series_break.to", "consecutive", "2020"),
    (DEMO, 'kind = "soft"', 'kind = "squishy"', "demo", None, "series_break.kind", "allowed", "'squishy'"),
    (AUDITS, "84.9,1,pages", "84.9,-1,pages", "hosts", None, "audit_result.sample_count", "below 0", "'-1'"),
    (AUDITS, "site,false,failed", "site,no,failed", "hosts", None, "audit_result.is_derived", "neither true", "'no'"),
    (AUDITS, "2024,2025,years", "May,2025,years", "hosts", None, "audit_result.audited_from", "the form", "May"),
    (AUDITS, "a2,", "a1,", "hosts", None, "audit_result.audit_id", "key shared with another row in 2 rows", "'a1'"),
    (SITES, "https://www.pakistan", "javascript:x", "hosts", None, "audit_site.url", "not an http", "javascript:x"),
    (INITIATIVES, "31.558", "131.558", "review", None, "initiative.latitude", "above 90", "131.558"),
    (INITIATIVES, "pak-two,", "pak-2,", "reference/initiative_duplicates.csv", None,
     "initiative_duplicate.possible_duplicate_of", "not in initiative.initiative_id", "'pak-two'"),
    ("figures/review/challenge_evidence.csv", "review,", "nobody,", "review", None, "challenge_evidence.study_id",
     "not in study.study_id", "'nobody'"),
    ("reference/country_aliases.csv", "Demo 2021,India,IND", "Demo 2021,India,PAK", "reference/country_aliases.csv",
     None, "country_alias.name_as_published", "more than one country", "India"),
    ("reference/country_aliases.csv", "Demo 2021,India", "Demo 2020,India", "reference/country_aliases.csv", None,
     "country_alias.source", "key shared", "India"),
    ("reference/map_points.csv", "30.5167,hosts", "30.5167,nobody", "reference/map_points.csv", None,
     "map_point.source_id", "not in source.source_id", "'nobody'"),
]  # fmt: skip


def violations_of(data: Path) -> tuple[Violation, ...]:
    with pytest.raises(ContractError) as caught:
        read_inputs(data, read_schema())
    return caught.value.violations


def find(violations: tuple[Violation, ...], column: str, problem: str) -> Violation:
    return next(v for v in violations if v.column.startswith(column) and problem in v.problem)


def test_the_tiny_data_keep_the_contract(tiny_data: Path) -> None:
    inputs = read_inputs(tiny_data, read_schema())

    assert inputs.frames["score"].height == 8
    assert inputs.frames["country_alias"]["name_as_published"].to_list()[1] == "Pakistan "
    assert inputs.frames["country"].filter(country_code="NAM")["iso2"].item() == "NA"


@pytest.mark.parametrize(
    ("file", "old", "new", "source", "edition", "column", "problem", "value"),
    SEEDED,
    ids=[f"{seed[5]}: {seed[6]}" for seed in SEEDED],
)
def test_a_seeded_violation_is_found(
    tiny_data: Path,
    file: str,
    old: str,
    new: str,
    source: str,
    edition: str | None,
    column: str,
    problem: str,
    value: str,
) -> None:
    edit(tiny_data / file, old, new)

    found = find(violations_of(tiny_data), column, problem)

    assert (found.source, found.edition) == (source, edition)
    assert value in ", ".join(found.first_values)
    assert found.what_to_do


def test_a_status_lets_a_published_value_above_the_maximum_pass(tiny_data: Path) -> None:
    edit(tiny_data / SCORES, "70.84,1,normal", "170.84,1,above_maximum_as_published")

    assert read_inputs(tiny_data, read_schema()).frames["score"]["value"].max() == 170.84


def test_a_new_edition_needs_one_block_and_one_file(tiny_data: Path) -> None:
    scores = "country_code,measure_id,value,rank_published,status,note\nPAK,total,55.5,,normal,\n"
    (tiny_data / "figures/demo/scores_2022.csv").write_text(scores)
    block = """[[editions]]
edition = "2022"
framework = "demo"
countries_with_total = 1
redistribution = "allowed"
values_rounded = false

[[series_breaks]]"""
    edit(tiny_data / DEMO, "[[series_breaks]]", block)
    edit(tiny_data / DEMO, "[row_counts]", '[row_counts]\n"scores_2022.csv" = 1')

    assert read_inputs(tiny_data, read_schema()).frames["score"].filter(edition="2022")["value"].item() == 55.5


def add_unknown_file(data: Path) -> None:
    (data / "figures/demo/notes.txt").write_text("hello")


def remove_reference(data: Path) -> None:
    (data / "reference/cities.csv").unlink()


def write_latin_1(data: Path) -> None:
    (data / SITES).write_bytes((data / SITES).read_text(encoding="utf-8").replace("portal,", "é,").encode("latin-1"))


def write_too_much(data: Path) -> None:
    (data / SITES).write_text("x" * 4_000_001)


def write_an_error_page(data: Path) -> None:
    (data / SITES).write_text("<!doctype html>\n<title>404</title>\n")


@pytest.mark.parametrize(
    ("spoil", "source", "column", "problem"),
    [
        (add_unknown_file, "demo", "notes.txt", "no table is read from a file of this name"),
        (remove_reference, "reference/cities.csv", "cities.csv", "the file is missing"),
        (write_latin_1, "hosts", "sites.csv", "not readable as CSV"),
        (write_too_much, "hosts", "sites.csv", "4000001 bytes"),
        (write_an_error_page, "hosts", "sites.csv", "columns are missing"),
    ],
)
def test_a_spoilt_file_is_found(
    tiny_data: Path, spoil: Callable[[Path], None], source: str, column: str, problem: str
) -> None:
    spoil(tiny_data)

    assert find(violations_of(tiny_data), column, problem).source == source


def test_all_violations_are_listed_at_once_with_their_first_five_values(tiny_data: Path) -> None:
    (tiny_data / SCORES).write_text(
        "country_code,measure_id,value,rank_published,status,note\n"
        + "".join(f"Z{letter}Z,total,{101 + number},,odd,\n" for number, letter in enumerate("ABCDEFG"))
    )
    edit(tiny_data / SITES, "https://", "gopher://")

    violations = violations_of(tiny_data)
    text = str(ContractError(violations))

    assert len(violations) == 6
    for column in ("score.value", "score.status", "score.country_code", "scores_2020.csv", "audit_site.url"):
        assert column in text
    assert find(violations, "score.country_code", "not in").first_values == (
        "'ZAZ'",
        "'ZBZ'",
        "'ZCZ'",
        "'ZDZ'",
        "'ZEZ'",
    )
    assert "in 7 rows" in text
