"""Ranks that cannot be those of the values beside them."""

from types import SimpleNamespace

import polars as pl
import pytest

from etl.frames import EDITION, SOURCE
from etl.metadata.limits import SourceLimits
from etl.rules.rank_rules import check_ranks


def _violations(ranks: list[int | None], limit: int = 2) -> list[str]:
    count = len(ranks)
    frame = pl.DataFrame(
        {
            SOURCE: ["demo"] * count,
            EDITION: ["2020"] * count,
            "edition": ["2020"] * count,
            "measure_id": ["total"] * count,
            "country_code": [f"C{number:02}" for number in range(count)],
            "value": [100.0 - number for number in range(count)],
            "rank_published": pl.Series(ranks, dtype=pl.Int32),
        }
    )
    source = SimpleNamespace(id="demo", rules=SourceLimits(rank_shift_limit=limit))
    return [str(violation) for violation in check_ranks({"demo": source}, {"score": frame})]


@pytest.mark.parametrize("ranks", [[1, 2, 3, 4], [1, 1, 3, 4], [3, 2, 1, 4], [1, None, 2, 3]])
def test_ranks_that_follow_the_values_up_to_small_corrections_are_right(ranks: list[int | None]):
    assert _violations(ranks) == []


@pytest.mark.parametrize("rank", [0, -1, 5, 9999])
def test_a_rank_beyond_the_number_of_the_ranked_is_named(rank: int):
    [said] = _violations([1, 2, 3, rank])
    assert "a rank that nobody can have in 1 row" in said
    assert f"C03 total: rank {rank}, 4 by its value" in said


def test_ranks_out_of_order_are_named():
    [said] = _violations([4, 3, 2, 1])
    assert "a rank far from where the value stands in 2 rows" in said
    assert "C00 total: rank 4, 1 by its value" in said
