"""A release of the real data: the headline figures, every family, the documentation inside."""

import csv
import json
import math
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from etl.checksums import family_checksum
from etl.document import DOCUMENT, release_document
from etl.release.load import quoted
from etl.release.verify import open_read_only
from etl.schema import read_schema

ROOT = Path(__file__).resolve().parent.parent.parent
FACTS = ROOT.parent / "shared" / "facts"
FAMILIES: dict[str, Any] = json.loads((ROOT / "data/reference/family_checksums.json").read_text(encoding="utf-8"))[
    "families"
]

#: What the compiled facts call the columns that got another name here.
FACT_NAMES = {
    "country_code": "iso3",
    "note": "source_note",
    "is_derived": "derived",
    "lists_naming_it_count": "lists_naming_it",
    "is_first_in_table": "first_in_this_table",
    "where_reported": "where",
    "benefit_group": "group",
    "maturity_group": "group",
    "audit_group": "group",
    "interview_count": "interviews",
    "entry_count": "entries",
    "organisation_count": "organisations",
    "check_rule": "check",
    "check_key": "key",
    "oxford_region": "gairi_region",
    "region_label": "gairi_region",
}


@pytest.fixture(scope="module")
def release(release_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    # By a name of its own: in one process DuckDB opens a path with one set of settings only, and tests of pages that
    # ran here before may hold it open with the dashboard's.
    path = tmp_path_factory.mktemp("release-content") / "atlas.duckdb"
    path.hardlink_to(release_folder / "atlas.duckdb")
    with open_read_only(path) as connection:
        yield connection


def rows(release: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return release.execute(sql).fetchall()


PAKISTAN = """
SELECT s.edition, round(s.value, 2), s.rank, s.rank_of, r.rank, r.rank_of
FROM score s JOIN region_rank r USING (index_id, edition, measure_id, country_code)
WHERE index_id = 'gairi' AND measure_id = 'total' AND country_code = 'PAK'
  AND scheme = 'oxford' AND region = 'south-and-central-asia'
ORDER BY s.edition
"""


def test_pakistan_stands_where_the_editions_put_it(release: duckdb.DuckDBPyConnection) -> None:
    found = {edition: values for edition, *values in rows(release, PAKISTAN)}

    assert {edition: (rank, of) for edition, (*_, rank, of) in found.items()} == {
        "2020": (13, 17),
        "2021": (13, 16),
        "2022": (9, 18),
        "2023": (8, 18),
        "2024": (9, 18),
        "2025": (8, 18),
    }
    assert found["2021"][:3] == [34.03, 117, 160]
    assert found["2022"][:3] == [40.22, 92, 181]


def test_the_2022_scores_the_review_cites_are_there(release: duckdb.DuckDBPyConnection) -> None:
    sql = """
    SELECT country_code, round(value, 2) FROM score
    WHERE index_id = 'gairi' AND edition = '2022' AND measure_id = 'total' AND country_code IN ('USA', 'IND', 'CHN')
    """
    assert dict(rows(release, sql)) == {"USA": 85.72, "IND": 63.67, "CHN": 70.84}


def test_a_region_moves_on_constant_membership(release: duckdb.DuckDBPyConnection) -> None:
    sql = """
    SELECT round(change, 1), round(naive_change, 1), constant_count, from_count, to_count, break_kind
    FROM region_movement
    WHERE scheme = 'oxford' AND region = 'western-europe' AND index_id = 'gairi' AND measure_id = 'total'
      AND from_edition = '2022' AND to_edition = '2023'
    """
    assert rows(release, sql) == [(0.5, -1.8, 21, 21, 24, "soft")]


def test_no_movement_crosses_a_hard_break(release: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT DISTINCT from_edition, to_edition FROM region_movement WHERE index_id = 'gairi'"
    found = rows(release, sql)

    assert found
    assert all("2020" <= first < last <= "2024" for first, last in found)


def test_hard_breaks_part_the_editions_into_segments(release: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT edition, segment, is_latest FROM edition WHERE index_id = 'gairi' ORDER BY edition"
    found = rows(release, sql)

    assert [segment for _, segment, _ in found] == [1, 2, 2, 2, 2, 2, 3]
    assert [edition for edition, _, is_latest in found if is_latest] == ["2025"]
    steps = dict(rows(release, "SELECT from_edition, kind FROM edition_step WHERE index_id = 'gairi'"))
    assert steps == {"2019": "hard", "2020": "soft", "2021": "soft", "2022": "soft", "2023": "soft", "2024": "hard"}


def test_wrong_published_ranks_are_kept_and_noted(release: duckdb.DuckDBPyConnection) -> None:
    sql = """
    SELECT country_code, rank, rank_published, rank_computed, note FROM score
    WHERE index_id = 'gairi' AND edition = '2020' AND measure_id = 'total' AND rank_published <> rank_computed
    """
    found = {code: values for code, *values in rows(release, sql)}

    assert len(found) == 11
    rank, published, computed, note = found["LKA"]
    assert (rank, published, computed) == (90, 90, 100)
    assert note.endswith("3 decimals). Published rank 90; recomputed from the published scores: 100.")


def test_rounded_editions_keep_the_publishers_order_and_claim_no_tie(release: duckdb.DuckDBPyConnection) -> None:
    sql = """
    SELECT count(*), count(*) FILTER (is_tied), count(*) FILTER (rank_published <> rank_computed)
    FROM score JOIN edition USING (index_id, edition) WHERE values_rounded AND measure_id = 'total'
    """
    assert rows(release, sql) == [(195 + 193, 0, 0)]


def test_zeros_that_stand_for_missing_are_neither_ranked_nor_averaged(release: duckdb.DuckDBPyConnection) -> None:
    [(zeros, ranked)] = rows(
        release, "SELECT count(*), count(rank) FROM score WHERE status = 'published_zero_for_missing'"
    )
    assert (zeros, ranked) == (508, 0)
    sql = "SELECT scored_count FROM world_summary WHERE edition = '2019' AND measure_id = 'n_data_availability'"
    assert rows(release, sql) == [(194 - 105,)]


def test_region_statistics_are_those_of_python(release: duckdb.DuckDBPyConnection) -> None:
    values = [
        value
        for (value,) in rows(
            release,
            """
            SELECT value FROM score JOIN region_member USING (country_code)
            WHERE scheme = 'wb-region' AND region_label = 'South Asia'
              AND index_id = 'egdi' AND edition = '2024' AND measure_id = 'total'
            """,
        )
    ]
    [(count, mean, median, q1, q3, low, high, spread)] = rows(
        release,
        """
        SELECT scored_count, mean, median, q1, q3, min, max, spread FROM region_summary
        WHERE scheme = 'wb-region' AND region_label = 'South Asia'
          AND index_id = 'egdi' AND edition = '2024' AND measure_id = 'total'
        """,
    )
    quartiles = statistics.quantiles(values, n=4, method="inclusive")

    assert count == len(values) == 6
    assert mean == pytest.approx(math.fsum(values) / 6, abs=1e-12)
    assert [q1, median, q3] == pytest.approx(quartiles, abs=1e-12)
    assert (low, high) == (min(values), max(values))
    assert spread == pytest.approx(max(values) - min(values), abs=1e-12)


def test_host_scores_leave_suspected_failed_runs_out_and_count_them(release: duckdb.DuckDBPyConnection) -> None:
    sql = """
    SELECT host_count, excluded_count, is_ranked, rank_of FROM audit_country
    WHERE source_id = 'almanac-2025-sites-eu-plus' AND country_code IN ('ESP', 'CYP') ORDER BY country_code
    """
    assert rows(release, sql) == [(9, 0, False, None), (2864, 1, True, 31)]
    [(hosts,)] = rows(
        release, "SELECT sum(host_count) FROM audit_distribution WHERE country_code = 'ESP' AND subnational IS NULL"
    )
    assert hosts == 2864


def test_aggregates_are_left_out_of_the_initiative_counts(release: duckdb.DuckDBPyConnection) -> None:
    assert rows(release, "SELECT sum(initiative_count) FROM initiative_summary") == [(6232 - 2,)]


def test_forbidden_figures_are_not_in_the_release(release: duckdb.DuckDBPyConnection) -> None:
    assert rows(release, "SELECT has_figures FROM readiness_index WHERE index_id = 'aipi'") == [(False,)]
    assert rows(release, "SELECT count(*) FROM score WHERE index_id = 'aipi'") == [(0,)]


def test_scores_are_stored_in_the_order_pages_read_them(release: duckdb.DuckDBPyConnection) -> None:
    found = rows(release, "SELECT index_id, edition, measure_id, coalesce(rank, 9999) FROM score ORDER BY rowid")
    assert found == sorted(found)


#: Rows that the compiled facts have; the others were held back there, or added here for official files.
OF_THE_FACTS = {
    "measure": "index_id <> 'aipi'",
    "country_alias": "source NOT IN ('Web Almanac 2025', 'gov-web-performance')",
}


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_family_comes_back_whole(release: duckdb.DuckDBPyConnection, name: str) -> None:
    family = FAMILIES[name]
    columns = ", ".join(quoted(column["name"]) for column in family["columns"])
    found = rows(release, f"SELECT {columns} FROM {quoted(name)} WHERE {OF_THE_FACTS.get(name, 'true')}")

    assert len(found) == family["row_count"]
    assert family_checksum(found) == family["sha256"]


def fact_rows(name: str) -> Iterator[list[object]]:
    readers = {"text": str, "number": float, "boolean": lambda text: text in {"yes", "True", "true"}}
    with (FACTS / FAMILIES[name]["facts_file"]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row.get("index_id") == "aipi":
                continue
            cells = []
            for column in FAMILIES[name]["columns"]:
                fact_name = column["name"] if column["name"] in row else FACT_NAMES[column["name"]]
                text = row[fact_name]
                cells.append(readers[column["kind"]](text) if text else None)
            yield cells


@pytest.mark.skipif(not FACTS.is_dir(), reason="the compiled facts are not beside this checkout")
@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_family_is_that_of_the_compiled_facts(release: duckdb.DuckDBPyConnection, name: str) -> None:
    columns = ", ".join(quoted(column["name"]) for column in FAMILIES[name]["columns"])
    found = rows(release, f"SELECT {columns} FROM {quoted(name)} WHERE {OF_THE_FACTS.get(name, 'true')}")

    assert family_checksum(found) == family_checksum(fact_rows(name))


def test_every_table_and_column_says_what_it_is(release: duckdb.DuckDBPyConnection) -> None:
    schema = read_schema()
    columns = {
        (table, column): comment
        for table, column, comment in rows(release, "SELECT table_name, column_name, comment FROM duckdb_columns()")
        if table in schema.tables
    }
    tables = dict(rows(release, "SELECT table_name, comment FROM duckdb_tables()"))

    assert tables == {table.name: table.description for table in schema.tables.values()}
    assert set(columns) == {(table.name, column) for table in schema.tables.values() for column in table.column_names}
    assert all(columns.values())


def test_the_release_counts_its_own_rows(release: duckdb.DuckDBPyConnection, release_folder: Path) -> None:
    holding = dict(rows(release, "SELECT table_name, row_count FROM holding"))
    manifest = json.loads((release_folder / "release.json").read_text(encoding="utf-8"))

    for name, count in holding.items():
        assert rows(release, f"SELECT count(*) FROM {quoted(name)}") == [(count,)]
    assert manifest["row_counts"] == {**holding, "release": 1, "holding": len(holding)}
    assert rows(release, "SELECT release_id FROM release") == [(manifest["id"],)] == [(release_folder.name,)]


def test_a_reader_can_touch_nothing_but_the_release(release: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for sql in (
        "DELETE FROM score",
        f"SELECT * FROM read_csv('{ROOT / 'data/reference/countries.csv'}')",
        f"COPY score TO '{tmp_path / 'score.csv'}'",
    ):
        with pytest.raises(duckdb.Error):
            release.execute(sql)


@pytest.mark.parametrize("name", ["score", "country_alias", "initiative", "audit_result", "source"])
def test_files_hold_the_table(release: duckdb.DuckDBPyConnection, release_folder: Path, name: str) -> None:
    table = release.sql(f"SELECT * FROM {quoted(name)}").pl()
    parquet = pl.read_parquet(release_folder / "tables" / f"{name}.parquet")
    text = (release_folder / "tables" / f"{name}.csv").read_bytes()
    plain = pl.read_csv(text, infer_schema=False)

    assert parquet.equals(table)
    assert not text.startswith(b"\xef\xbb\xbf")
    assert (plain.columns, plain.height) == (table.columns, table.height)
    types = {column.name: column.type for column in read_schema().tables[name].columns}
    for column in plain.columns:
        if types[column] == "text":
            assert not plain[column].str.contains(r"^[=+\-@\t\r]").any()
        if types[column] == "real":
            assert plain[column].cast(pl.Float64).equals(table[column])


def test_the_document_of_the_layout_is_fresh() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == release_document(read_schema()), "run: python -m etl document"


def test_pakistans_ranks_stand_in_the_band_of_those_within_a_point(release: duckdb.DuckDBPyConnection) -> None:
    sql = """
    SELECT b.edition, b.band_points, b.band_first_rank, b.band_last_rank, b.band_count
    FROM rank_band b WHERE index_id = 'gairi' AND measure_id = 'total' AND country_code = 'PAK' ORDER BY edition
    """
    found = {row[0]: row[1:] for row in rows(release, sql)}
    values = rows(release, "SELECT value, rank FROM score WHERE index_id = 'gairi' AND edition = '2024' "
                           "AND measure_id = 'total' AND rank IS NOT NULL")  # fmt: skip
    own = next(value for value, rank in values if rank == 109)
    near = [rank for value, rank in values if abs(value - own) <= 1]

    assert found["2024"] == (1.0, min(near), max(near), len(near))
    assert found["2019"][0] == 0.1


def test_every_ranked_score_of_an_index_with_points_has_a_band_around_its_own_rank(
    release: duckdb.DuckDBPyConnection,
) -> None:
    without = """
    SELECT DISTINCT s.index_id, m.unit FROM score s JOIN measure m USING (index_id, framework, measure_id)
    ANTI JOIN rank_band b USING (index_id, edition, measure_id, country_code) WHERE s.rank_computed IS NOT NULL
    """
    outside = """
    SELECT count(*) FROM rank_band b JOIN score s USING (index_id, edition, measure_id, country_code)
    WHERE s.rank NOT BETWEEN b.band_first_rank AND b.band_last_rank OR b.band_count < 1
    """
    assert rows(release, without) == []
    assert rows(release, outside) == [(0,)]


def test_points_that_count_as_close_are_more_than_the_gap_between_most_neighbours(
    release: duckdb.DuckDBPyConnection,
) -> None:
    sql = """
    WITH gap AS (
      SELECT s.index_id, s.edition, c.band_points,
        value - lag(value) OVER (PARTITION BY s.index_id, s.edition ORDER BY value) AS gap
      FROM score s JOIN measure m USING (index_id, framework, measure_id)
      JOIN closeness c ON c.index_id = s.index_id AND c.unit = m.unit
      WHERE measure_id = 'total'
    )
    SELECT index_id, edition FROM gap GROUP BY ALL HAVING quantile_cont(gap, 0.75) > any_value(band_points)
    """
    assert rows(release, sql) == []
