"""What changed between two releases is what differs in the frames of the view, all of it and nothing else."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import since
from dashboard.figure import Column, Figure, Provenance
from dashboard.menu import entry
from dashboard.reading import Reading, Said
from dashboard.release import Release

_OLD, _NEW = (Release(f"2026010{day}-aaaaaaaa", Path("nowhere")) for day in (1, 2))
_ASKED = (("country", ("BBB",)),)
_PAGE = entry("readiness")
_Scores = dict[str, tuple[float | None, int | None]]


def _figure(scores: _Scores, name: str = "ranking", label: str = "Land ") -> Figure:
    rows = [(code, label + code, value, rank) for code, (value, rank) in scores.items()]
    schema = {"country_code": pl.String, "country": pl.String, "value": pl.Float64, "rank": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    columns = (Column("country", "Country"), Column("value", "Score", "number", 1))
    return Figure(
        name, "All scores", "", frame.to_arrow(), columns, tuple(schema), {"one": Provenance("S", None, None)}
    )


def _reading(*figures: Figure, finding: str = "As it was", codes: tuple[str, ...] = ("AAA", "BBB")) -> Reading:
    shown = [Said("show", (figure,)) for figure in figures]
    return Reading(finding=finding, options={"country": list(codes)}, said=shown)


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch) -> Callable[[Reading, Reading], since.Changes]:
    def compared(before: Reading, after: Reading) -> since.Changes:
        monkeypatch.setattr(since, "read_page", lambda page, release, asked: before if release == _OLD else after)
        changes: Callable[..., since.Changes] = since.changes.__wrapped__  # type: ignore[attr-defined]
        return changes(_PAGE, _OLD, _NEW, _ASKED)

    return compared


def test_what_is_the_same_is_said_to_be_the_same(compare):
    found = compare(_reading(_figure({"AAA": (1.0, 1)})), _reading(_figure({"AAA": (1.0, 1)})))
    assert found == since.Changes()
    assert since.sentences(found) == ("The figures of this view are the same there.",)


def test_old_and_new_are_told_and_the_chosen_country_comes_first(compare):
    before = _reading(_figure({"AAA": (70.0, 1), "BBB": (50.0, 2)}))
    after = _reading(_figure({"AAA": (71.0, 1), "BBB": (49.94, 3)}), finding="As it is")
    found = compare(before, after)
    assert found.told == ("Land BBB: 50.0 then, 49.9 now; rank 2nd then, 3rd now", "Land AAA: 70.0 then, 71.0 now")
    assert since.sentences(found)[0] == "There the title reads: \u201cAs it is\u201d."


def test_a_figure_that_came_or_went_is_told(compare):
    before, after = _reading(_figure({"BBB": (None, None)})), _reading(_figure({"BBB": (4.0, 1)}))
    assert compare(before, after).told == ("Land BBB: No figure then, 4.0 now; rank none then, 1st now",)


def test_a_small_difference_is_told_with_the_digits_that_show_it(compare):
    found = compare(_reading(_figure({"BBB": (45.381, 1)})), _reading(_figure({"BBB": (45.384, 1)})))
    assert found.told == ("Land BBB: 45.381 then, 45.384 now",)


def test_the_same_row_in_several_figures_counts_once(compare):
    before = _reading(*(_figure({"BBB": (1.0, 1)}, name) for name in ("ranking", "map")))
    after = _reading(*(_figure({"BBB": (2.0, 1)}, name) for name in ("ranking", "map")))
    assert compare(before, after).count == 1


def test_rows_that_came_and_words_that_changed_are_not_passed_over(compare):
    before = _reading(_figure({"AAA": (1.0, 1)}))
    for after in (_figure({"AAA": (1.0, 1), "BBB": (0.5, 2)}), _figure({"AAA": (1.0, 1)}, label="The land ")):
        found = compare(before, _reading(after))
        assert found.others == ("All scores",)
        assert "Rows, words or their order changed in \u201cAll scores\u201d." in since.sentences(found)
    assert compare(before, _reading()).others == ("All scores",)


def test_a_choice_that_the_other_release_does_not_offer_is_not_compared_with_another(compare):
    found = compare(_reading(_figure({"BBB": (1.0, 1)})), _reading(_figure({"AAA": (2.0, 1)}), codes=("AAA",)))
    assert since.sentences(found) == ("The newest release does not hold what this link shows.",)


def test_a_release_that_cannot_be_read_is_said_and_breaks_nothing(compare, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> Reading:
        raise KeyError("value")

    monkeypatch.setattr(since, "read_page", refuse)
    found = since.changes.__wrapped__(_PAGE, _OLD, _NEW, _ASKED)  # type: ignore[attr-defined]
    assert not found.is_readable


_CODES = st.sampled_from([f"C{number:02}" for number in range(30)])
_VALUES = st.none() | st.sampled_from([0.0, 1.0, 2.5, 40.22])
_RANKS = st.none() | st.integers(1, 200)
_FRAMES = st.dictionaries(_CODES, st.tuples(_VALUES, _RANKS, _VALUES, _RANKS), max_size=30)


@given(_FRAMES)
def test_every_row_that_differs_is_counted_and_no_other(rows: dict[str, tuple]):
    before = _reading(_figure({code: (row[0], row[1]) for code, row in rows.items()}))
    after = _reading(_figure({code: (row[2], row[3]) for code, row in rows.items()}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(since, "read_page", lambda page, release, asked: before if release == _OLD else after)
        found = since.changes.__wrapped__(_PAGE, _OLD, _NEW, _ASKED)  # type: ignore[attr-defined]
    differing = [code for code, row in rows.items() if row[:2] != row[2:]]
    assert found.count == len(differing)
    assert [text.split(":")[0] for text in found.told] == [f"Land {code}" for code in differing][:3]
