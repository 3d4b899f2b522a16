"""Ranks: what the SQL of the marts computes is what a naive reference computes."""

from collections.abc import Iterator, Sequence
from functools import cache

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.release.marts import SQL_FOLDER

COUNTRIES = [f"C{number:02d}" for number in range(12)]
STATUSES = pl.DataFrame(
    {"status": ["normal", "published_zero_for_missing"], "is_drawn": [True, False]},
)
MEMBERS = pl.DataFrame(
    [("s", "even", "Even", code, None, None) for code in COUNTRIES[::2]]
    + [("s", "odd", "Odd", code, "2021", None) for code in COUNTRIES[1::2]],
    schema=["scheme", "region", "region_label", "country_code", "valid_from_edition", "valid_to_edition"],
    orient="row",
)


@cache
def open_database() -> duckdb.DuckDBPyConnection:
    """One for all examples: opening one costs more than ranking twelve countries."""
    return duckdb.connect(config={"threads": 1})


@pytest.fixture(scope="module", autouse=True)
def closed_database() -> Iterator[None]:
    # Not handed to the tests: Hypothesis would keep it alive beyond the end of the interpreter.
    yield
    open_database().close()
    open_database.cache_clear()


#: Within how many points scores count as close.
BAND_POINTS = 0.5
RANK_BAND = (SQL_FOLDER / "26_rank_band.sql").read_text(encoding="utf-8")

#: Few values, so that ties are common; the status says whether the figure counts.
SCORES = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.1, 0.30000000000000004, 0.3, 1.5, 99.0]),
        st.sampled_from(["normal", "normal", "normal", "published_zero_for_missing"]),
    ),
    min_size=1,
    max_size=len(COUNTRIES),
)


def ranked(
    scores: Sequence[tuple[float, str]],
    *,
    direction: str | None = "higher",
    published: Sequence[int | None] | None = None,
    values_rounded: bool = False,
    unit_with_band: str = "points",
    sql: str = "SELECT * FROM score ORDER BY country_code",
) -> list[dict[str, object]]:
    frames = {
        "input_score": pl.DataFrame(
            {
                "source_id": "x",
                "edition": "2020",
                "measure_id": "total",
                "country_code": COUNTRIES[: len(scores)],
                "value": [value for value, _ in scores],
                "rank_published": pl.Series(published or [None] * len(scores), dtype=pl.Int32),
                "status": [status for _, status in scores],
                "note": pl.Series([None] * len(scores), dtype=pl.String),
                "origin": "bundle",
                "retrieved_on": pl.Series([None] * len(scores), dtype=pl.Date),
            }
        ),
        "edition": pl.DataFrame(
            {"index_id": "x", "source_id": "x", "edition": "2020", "framework": "f", "segment": 1}
        ).with_columns(values_rounded=values_rounded),
        "measure": pl.DataFrame(
            {"index_id": "x", "framework": "f", "measure_id": "total", "level": "total", "unit": "points"}
        ).with_columns(direction=pl.lit(direction, pl.String)),
        "closeness": pl.DataFrame({"index_id": "x", "unit": unit_with_band, "band_points": BAND_POINTS}),
        "status": STATUSES,
        "region_member": MEMBERS,
    }
    database = open_database()
    for name, frame in frames.items():
        database.register(name, frame.to_arrow())
    database.execute("CREATE OR REPLACE TABLE score AS " + (SQL_FOLDER / "04_score.sql").read_text(encoding="utf-8"))
    view = (SQL_FOLDER / "05_member_score.view.sql").read_text(encoding="utf-8")
    database.execute(f"CREATE OR REPLACE TEMP VIEW member_score AS {view}")
    rows: list[dict[str, object]] = database.sql(sql).pl().to_dicts()
    return rows


def naive_ranks(values: Sequence[float | None], direction: str | None) -> list[int | None]:
    """Standard competition: one more than the number of those strictly better."""
    if direction is None:
        return [None] * len(values)
    better = (lambda a, b: a > b) if direction == "higher" else (lambda a, b: a < b)
    counted = [value for value in values if value is not None]
    return [None if value is None else 1 + sum(better(other, value) for other in counted) for value in values]


@settings(max_examples=40, deadline=None)
@given(scores=SCORES, direction=st.sampled_from(["higher", "lower", None]))
def test_ranks_are_those_of_a_standard_competition(scores: list[tuple[float, str]], direction: str | None) -> None:
    rows = ranked(scores, direction=direction)
    expected = naive_ranks([value if status == "normal" else None for value, status in scores], direction)
    count = sum(rank is not None for rank in expected)

    assert [row["rank"] for row in rows] == expected
    assert [row["rank_computed"] for row in rows] == expected
    assert [row["rank_of"] for row in rows] == [None if rank is None else count for rank in expected]
    assert [row["is_tied"] for row in rows] == [None if rank is None else expected.count(rank) > 1 for rank in expected]


@settings(max_examples=20, deadline=None)
@given(scores=SCORES)
def test_ranks_within_a_region_count_only_its_members(scores: list[tuple[float, str]]) -> None:
    sql = (SQL_FOLDER / "06_region_rank.sql").read_text(encoding="utf-8")
    found = {row["country_code"]: row for row in ranked(scores, sql=sql)}
    # The odd region begins in 2021, so in 2020 it has no member.
    even = [value if status == "normal" else None for value, status in scores][::2]
    expected = naive_ranks(even, "higher")

    assert set(found) == {COUNTRIES[2 * place] for place, rank in enumerate(expected) if rank is not None}
    for place, rank in enumerate(expected):
        if rank is not None:
            row = found[COUNTRIES[2 * place]]
            assert (row["region"], row["rank"]) == ("even", rank)
            assert row["rank_of"] == len(found)
            assert row["is_tied"] == (expected.count(rank) > 1)


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(1, 7)), values_rounded=st.booleans())
def test_the_publishers_order_holds_where_values_are_rounded(order: list[int], values_rounded: bool) -> None:
    rows = ranked([(50.0, "normal")] * 6, published=order, values_rounded=values_rounded)

    assert [row["rank"] for row in rows] == order
    assert not any(row["is_tied"] for row in rows)
    assert [row["rank_computed"] for row in rows] == (order if values_rounded else [1] * 6)


def test_a_published_rank_that_differs_is_kept_and_noted() -> None:
    rows = ranked([(3.0, "normal"), (2.0, "normal"), (1.0, "normal")], published=[2, 1, 3])

    assert [(row["rank"], row["rank_published"], row["rank_computed"]) for row in rows] == [
        (2, 2, 1),
        (1, 1, 2),
        (3, 3, 3),
    ]
    assert rows[0]["note"] == "Published rank 2; recomputed from the published scores: 1."
    assert rows[2]["note"] is None


@pytest.mark.parametrize("direction", ["higher", "lower"])
def test_one_unit_in_the_last_place_is_no_tie(direction: str) -> None:
    rows = ranked([(0.3, "normal"), (0.30000000000000004, "normal")], direction=direction)

    assert sorted(row["rank"] for row in rows) == [1, 2]  # type: ignore[type-var]


#: Tenths, so that many lie within half a point of each other and some exactly half a point away.
CLOSE_SCORES = st.lists(
    st.tuples(
        st.integers(0, 60).map(lambda tenths: tenths / 10), st.sampled_from(["normal", "normal", STATUSES[1, 0]])
    ),
    min_size=1,
    max_size=len(COUNTRIES),
)


@settings(max_examples=25, deadline=None)
@given(scores=CLOSE_SCORES, direction=st.sampled_from(["higher", "lower"]))
def test_a_band_holds_the_ranks_of_all_that_lie_within_the_points_and_of_no_other(
    scores: list[tuple[float, str]], direction: str
) -> None:
    places = {row["country_code"]: row for row in ranked(scores, direction=direction)}
    bands = ranked(scores, direction=direction, sql=RANK_BAND)
    counted = {code: row for code, row in places.items() if row["rank"] is not None}

    assert {row["country_code"] for row in bands} == set(counted)
    for band in bands:
        own = counted[band["country_code"]]
        tenths = round(own["value"] * 10)  # type: ignore[operator]
        near = [row["rank"] for row in counted.values() if abs(round(row["value"] * 10) - tenths) <= 5]  # type: ignore[operator]
        first, last = band["band_first_rank"], band["band_last_rank"]

        assert (first, last, band["band_count"]) == (min(near), max(near), len(near))  # type: ignore[type-var]
        assert first <= own["rank"] <= last  # type: ignore[operator]
        # Contiguous: whoever stands between the ends is within the points, those who share a rank together.
        between = [row["rank"] for row in counted.values() if first <= row["rank"] <= last]  # type: ignore[operator]
        assert sorted(between) == sorted(near)  # type: ignore[type-var]


@settings(max_examples=20, deadline=None)
@given(scores=CLOSE_SCORES)
def test_countries_that_share_a_rank_share_their_band(scores: list[tuple[float, str]]) -> None:
    rank_of = {row["country_code"]: row["rank"] for row in ranked(scores)}
    ends: dict[object, set[tuple[object, object]]] = {}
    for band in ranked(scores, sql=RANK_BAND):
        ends.setdefault(rank_of[band["country_code"]], set()).add((band["band_first_rank"], band["band_last_rank"]))

    assert all(len(found) == 1 for found in ends.values())


def test_no_band_is_given_where_nobody_said_how_many_points_are_close() -> None:
    assert ranked([(3.0, "normal"), (2.9, "normal")], unit_with_band="another unit", sql=RANK_BAND) == []
    assert ranked([(3.0, "normal"), (2.9, "normal")], direction=None, sql=RANK_BAND) == []
