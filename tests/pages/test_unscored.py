"""Pages are drawn where neither the country nor anybody of the region was ever scored."""

from pathlib import Path

import polars as pl
import pytest

from dashboard.menu import ENTRIES, Entry
from dashboard.queries import readiness
from dashboard.reading import read_page
from dashboard.release import Release, open_release

# Country and region; none of them has a score of any index but one or two in some editions.
_UNSCORED = [("HKG", "pacific"), ("JEY", "north-america"), ("XKX", "pacific"), ("EUU", "north-america")]
_OF_AN_INDEX = [entry for entry in ENTRIES if "index" in entry.file.read_text(encoding="utf-8")]


@pytest.fixture(scope="module")
def release(release_folder: Path) -> Release:
    return open_release(release_folder)


@pytest.mark.parametrize("entry", _OF_AN_INDEX, ids=lambda entry: entry.name)
def test_a_page_is_drawn_for_whom_nobody_scored(release: Release, entry: Entry) -> None:
    for index in readiness.index_labels(release):
        oldest = readiness.editions(release, index)[-1].edition
        for country, region in _UNSCORED:
            asked = {"index": [index], "edition": [oldest], "country": [country], "scheme": ["oxford"]}
            found = read_page(entry, release, asked | {"region": [region], "countries": [country, "MAC"]})
            assert all(figure.title for figure in found.figures), (index, country)


def test_an_empty_trend_says_that_there_is_no_figure_and_blames_no_scale(release: Release) -> None:
    [entry] = [entry for entry in ENTRIES if entry.name == "readiness"]
    asked = {"index": ["egdi"], "edition": ["2003"], "country": ["HKG"], "scheme": ["oxford"], "region": ["pacific"]}
    [trend] = [figure for figure in read_page(entry, release, asked).figures if "_trend_" in figure.name]
    assert isinstance(frame := pl.from_arrow(trend.frame), pl.DataFrame)
    assert frame.is_empty()
    assert not trend.is_drawn
    assert trend.title == "Hong Kong has no figure in any edition"
    assert not [note for note in trend.notes if "scale" in note]
