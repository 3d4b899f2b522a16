"""The page of the data API shows addresses that answer, for every dataset."""

from html import unescape
from pathlib import Path

import pytest

from dashboard.datasets import DATASETS
from tests.pages.shown import run_page, words_of


@pytest.mark.parametrize("dataset", ["", "scores", "diffs", "nonsense"])
def test_a_dataset_is_shown_with_its_filters_and_columns(
    dataset: str, release_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, figures = run_page(monkeypatch, release_dir, "api", f"dataset={dataset}" if dataset else "")
    shown = dataset if dataset in DATASETS else "rankings"

    assert not page.exception
    said = unescape(words_of(page))
    assert f"api/v1/{shown}.csv" in said
    assert ("is not held here" in said) == (dataset == "nonsense")
    names = [figure.name for figure in figures]
    assert names == [f"atlas_datasets_{shown}_filters", f"atlas_datasets_{shown}_columns", "atlas_datasets"]
    filters = figures[0].frame["parameter"].to_pylist()
    assert {parameter.name for parameter in DATASETS[shown].parameters} < set(filters)
    assert figures[2].frame.num_rows == len(DATASETS)


def test_what_may_not_be_passed_on_is_named(release_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = run_page(monkeypatch, release_dir, "api")
    assert "AI Preparedness Index does not allow passing its figures on" in words_of(page)
