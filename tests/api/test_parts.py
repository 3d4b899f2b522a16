"""A long answer is asked for in parts, and nobody can tell."""

import polars as pl
import pytest

from dashboard.datasets import DATASETS, Question, empty_frame, frames
from dashboard.release import Release


def _rows(release: Release, name: str, limit: int | None = None, offset: int = 0) -> pl.DataFrame:
    dataset = DATASETS[name]
    found = frames(Question(dataset, release, (), True, limit, offset), 1000)
    return pl.concat([empty_frame(dataset, release), *found]).select(dataset.key)


@pytest.mark.parametrize("name", ["scores", "rankings"])
def test_an_answer_is_the_same_however_many_parts_it_is_made_of(
    release: Release, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _rows(release, name)
    assert whole.height > 40_000
    assert whole.is_unique().all()
    # Each measure of an edition by itself: its rows are more than a part may hold.
    monkeypatch.setattr("dashboard.datasets.rows._PART_ROWS", 1)
    assert _rows(release, name).equals(whole)


@pytest.mark.parametrize(("offset", "limit"), [(0, 1), (194, 3), (5_000, 12_345), (43_000, None), (10_000_000, 5)])
def test_any_stretch_of_it_may_be_asked_for(release: Release, offset: int, limit: int | None) -> None:
    assert _rows(release, "scores", limit, offset).equals(_rows(release, "scores").slice(offset, limit))
