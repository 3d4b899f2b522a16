"""Every verdict, from small made-up figures."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.claims import evidence as gather
from dashboard.claims.dates import ALWAYS, date_words, is_same_time
from dashboard.claims.evidence import Evidence
from dashboard.claims.numbers import Claimed, read_rank, read_value
from dashboard.claims.rules import RULES
from dashboard.claims.sentences import Topic, sentence
from dashboard.claims.verdicts import Kind, Verdict, decide

SCORE = Topic("score", "score", "2022")
RANK = Topic("rank", "rank", "2022")
COUNT = Topic("figure", "count", "2022")


def claimed(text: str, form: str = "score") -> Claimed:
    read = read_rank(text) if form == "rank" else read_value(text)
    assert isinstance(read, Claimed)
    return read


def figure(value: str, when: str | None = "2022", source: str = "paper", **more: Any) -> Evidence:
    return Evidence(Decimal(value), source, when, publisher=source.capitalize(), **more)


def judged(text: str, topic: Topic, *figures: Evidence, study: str = "review") -> tuple[Verdict, str]:
    read = claimed(text, topic.form)
    verdict = decide(read, topic.when, figures, study)
    return verdict, sentence(read, verdict, topic)


def test_confirmed_says_the_value_and_how_it_was_rounded() -> None:
    verdict, why = judged("40.22", SCORE, figure("40.22052841"), figure("41.35", "2024"))
    assert verdict.kind is Kind.CONFIRMED
    assert why == "In 2022 the score is 40.2205, which is 40.22 to 2 decimals."
    assert verdict.deciding == (figure("40.22052841"),)


@pytest.mark.parametrize(
    ("text", "held", "agrees"),
    [
        ("40.22", "40.2234", True),
        ("40.2", "40.2234", True),
        ("40", "40.2234", True),
        ("40.220", "40.2234", False),
        ("40.23", "40.2234", False),
        ("40.22", "40.225", True),
        ("40.23", "40.225", True),
        ("40.21", "40.225", False),
        ("45.381", "45.38", False),
        ("45.380", "45.38", True),
        ("8.2 billion", "7588000000", False),
        ("8 billion", "7588000000", True),
        ("22", "22.0", True),
        ("22", "23.0", False),
    ],
)
def test_the_digits_claimed_decide_the_tolerance(text: str, held: str, agrees: bool) -> None:
    assert figure(held).agrees(claimed(text)) is agrees


@given(st.decimals(0, 100, places=8), st.integers(0, 6))
def test_a_value_rounded_either_way_is_confirmed(held: Decimal, digits: int) -> None:
    for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN):
        text = f"{held.quantize(Decimal(1).scaleb(-digits), rounding):f}"
        assert decide(claimed(text), "2022", [figure(str(held))]).kind is Kind.CONFIRMED


@given(st.decimals(0, 100, places=8), st.integers(0, 6))
def test_a_value_one_step_off_is_not_confirmed(held: Decimal, digits: int) -> None:
    step = Decimal(1).scaleb(-digits)
    text = f"{held.quantize(step, ROUND_HALF_UP) + 2 * step:f}"
    assert decide(claimed(text), "2022", [figure(str(held))]).kind is Kind.DIFFERS


def test_differs_gives_our_value() -> None:
    verdict, why = judged("41.9", SCORE, figure("40.22052841"), figure("41.35", "2024"))
    assert verdict.kind is Kind.DIFFERS
    assert why == "In 2022 the score is 40.2205, not 41.9."


def test_more_digits_than_were_published_differ_and_the_reason_is_said() -> None:
    verdict, why = judged("45.381", SCORE, figure("45.38", is_rounded=True))
    assert verdict.kind is Kind.DIFFERS
    assert why == "In 2022 the score is 45.38, not 45.381. The publisher gives no more digits."
    assert "digits" not in judged("45.5", SCORE, figure("45.38", is_rounded=True))[1]


def test_another_edition_is_found_by_searching_all_of_them() -> None:
    topic = Topic("score", "score", "2024")
    verdict, why = judged("40.22", topic, figure("41.35", "2024"), figure("40.22052841"), figure("33.1", "2020"))
    assert verdict.kind is Kind.OTHER_EDITION
    assert why == "In 2024 the score is 41.35; 40.22 was the score of 2022."


def test_another_edition_beyond_a_hard_break_is_not_comparable() -> None:
    topic = Topic("score", "score", "2025", {"2022": "another framework"})
    verdict, why = judged("40.22", topic, figure("45.38", "2025"), figure("40.22052841"))
    assert verdict.kind is Kind.OTHER_EDITION
    assert why.endswith("40.22 was the score of 2022. 2022 and 2025 cannot be compared (another framework).")


def test_another_edition_holds_although_the_claimed_one_has_no_figure() -> None:
    verdict, why = judged("40.22", Topic("score", "score", "2021"), figure("40.22052841"))
    assert verdict.kind is Kind.OTHER_EDITION
    assert why == "No score of 2021 is held; 40.22 was the score of 2022."


def test_both_parts_of_a_rank_must_hold() -> None:
    held = figure("92", of=181)
    assert judged("92 of 181", RANK, held)[0].kind is Kind.CONFIRMED
    assert judged("92", RANK, held)[0].kind is Kind.CONFIRMED
    verdict, why = judged("92 of 193", RANK, held)
    assert verdict.kind is Kind.DIFFERS
    assert why == "In 2022 the rank is 92nd of 181: the place is right, but 181 were ranked, not 193."
    verdict, why = judged("93 of 181", RANK, held)
    assert why == "In 2022 the rank is 92nd of 181, not 93rd of 181."


def test_the_number_ranked_tells_editions_of_the_same_rank_apart() -> None:
    figures = (figure("92", "2022", of=181), figure("92", "2023", of=193))
    verdict, why = judged("92 of 193", RANK, *figures)
    assert verdict.kind is Kind.OTHER_EDITION
    assert why == "In 2022 the rank is 92nd of 181; 92nd of 193 was the rank of 2023."


def test_a_shared_rank_is_said_and_one_that_is_not_shared_too() -> None:
    shared = figure("12", of=188, is_tied=True)
    verdict, why = judged("12", RANK, shared)
    assert verdict.kind is Kind.CONFIRMED
    assert why == "In 2022 the rank is =12th of 188, shared with another country."
    assert judged("=12th", RANK, shared)[0].kind is Kind.CONFIRMED
    verdict, why = judged("=12th", RANK, figure("12", of=188))
    assert verdict.kind is Kind.DIFFERS
    assert why == "In 2022 the rank is 12th of 188: the place is right, but no other country shares it."


def test_a_rank_that_the_published_scores_contradict() -> None:
    row = {
        "edition": "2022", "rank": 40, "rank_computed": 41, "rank_of": 172, "is_tied": False, "is_drawn": True,
        "source_id": "index", "publisher": "Publisher",
    }  # fmt: skip
    figures = gather.of_ranks([row])
    verdict, why = judged("40", RANK, *figures)
    assert verdict.kind is Kind.CONFIRMED
    assert why == "In 2022 the rank is 40th of 172. The published scores themselves give 41st of 172."
    verdict, why = judged("41", RANK, *figures)
    assert verdict.kind is Kind.CONFLICT
    assert why == "The publisher printed 40th of 172 of 2022; the scores it published give 41st of 172."
    assert judged("42", RANK, *figures)[0].kind is Kind.DIFFERS


def test_sources_conflict_shows_all_values_with_their_sources() -> None:
    figures = (figure("6", source="ministry", unit="centres"), figure("5", source="council", unit="centres"))
    verdict, why = judged("6", COUNT, *figures, figure("4", "2020", source="press", unit="centres"))
    assert verdict.kind is Kind.CONFLICT
    assert why == "The claim says 6; Ministry gives 6 centres (2022) and Council gives 5 centres (2022)."
    assert verdict.deciding == figures


def test_several_sources_that_agree_among_themselves_differ_from_the_claim() -> None:
    figures = (figure("5", source="ministry", unit="centres"), figure("5", source="council", unit="centres"))
    verdict, why = judged("6", COUNT, *figures)
    assert verdict.kind is Kind.DIFFERS
    assert why == "In 2022 the figure is 5 centres (Ministry) and, by another source, 5 centres (Council), not 6."


def test_a_figure_without_a_date_supports_a_claim_and_only_conflicts_with_one() -> None:
    undated = figure("5", None, "council", unit="centres", note="lists five")
    verdict, why = judged("6", COUNT, undated)
    assert verdict.kind is Kind.CONFLICT
    assert why == "The claim says 6; Council gives 5 centres (no date given; lists five)."
    verdict, why = judged("5", COUNT, undated)
    assert verdict.kind is Kind.CONFIRMED
    assert "gives no date" in why
    assert judged("6", COUNT, undated, figure("6"))[0].kind is Kind.CONFIRMED
    assert judged("6", COUNT, undated, figure("7"))[0].kind is Kind.DIFFERS
    assert judged("5", COUNT, undated, figure("7"))[0].kind is Kind.CONFLICT
    assert judged("5", COUNT, undated, figure("7", None))[0].kind is Kind.CONFLICT


def test_a_figure_of_the_claims_own_study_is_never_evidence() -> None:
    own = figure("22", source="review", unit="parks")
    verdict, why = judged("22", COUNT, own)
    assert verdict.kind is Kind.UNCHECKED
    assert why == "Missing: another source. The only figure held is from the study itself."
    assert (verdict.own, verdict.deciding) == ((own,), ())
    assert judged("22", COUNT, own, figure("22", source="press"))[0].deciding == (figure("22", source="press"),)
    assert judged("22", COUNT, own, figure("21", source="press"))[0].kind is Kind.DIFFERS
    assert judged("22", COUNT, own, study="another")[0].kind is Kind.CONFIRMED


def test_own_figures_of_another_value_are_told_and_still_no_evidence() -> None:
    own = figure("2014", ALWAYS, "review")
    verdict, why = judged("2013", Topic("year", "year", "2013"), own)
    assert verdict.kind is Kind.UNCHECKED
    assert why == "Missing: another source. The only year held is from the study itself. It gives 2014."


def test_what_cannot_be_checked_says_what_is_missing() -> None:
    verdict, why = judged("12 of 50", COUNT)
    assert verdict.kind is Kind.UNCHECKED
    assert why == "Missing: a figure of 2022. No source held here has one."
    figures = (figure("22", source="review", unit="parks"), figure("15", "2021-07", unit="parks"))
    verdict, why = judged("22", COUNT, *figures)
    assert verdict.kind is Kind.UNCHECKED
    assert why == (
        "Missing: a figure of 2022 from another source. Held of other times: 15 parks (July 2021)."
    )  # fmt: skip


def test_counts_of_a_whole_need_both_numbers() -> None:
    assert judged("12 of 50", COUNT, figure("12", of=50))[0].kind is Kind.CONFIRMED
    assert judged("12 of 50", COUNT, figure("12", of=60))[0].kind is Kind.DIFFERS


def test_a_year_of_another_source_differs_whatever_its_date() -> None:
    topic = Topic("year", "year", "2013")
    verdict, why = judged("2013", topic, figure("2014", ALWAYS, "ministry"))
    assert verdict.kind is Kind.DIFFERS
    assert why == "The year is 2014 (Ministry), not 2013."


@pytest.mark.parametrize(
    ("asked", "held", "same"),
    [
        ("2022", "2022", True),
        ("2022", "2022-12", True),
        ("2022-12", "2022", True),
        ("2022-12", "2022-06", False),
        ("2022", "2021-12", False),
        ("2018", "2018-19", True),
        ("2019", "2018-19", True),
        ("2020", "2018-19", False),
        ("2019-06", "2018-19", True),
        ("2025", "2021-2027", True),
        ("2022", ALWAYS, True),
        ("2022", None, False),
        (None, "2022", False),
    ],
)
def test_dates_are_compared_as_exactly_as_the_coarser(asked: str | None, held: str | None, same: bool) -> None:
    assert is_same_time(asked, held) is same


def test_dates_in_words() -> None:
    told = [date_words(date) for date in ("2022", "2020-06", "2025-07-30", "2018-19", None)]
    assert told == ["2022", "June 2020", "30 July 2025", "2018\u201319", "no date given"]


def test_zeros_that_stand_for_missing_values_are_no_evidence() -> None:
    row = {"edition": "2022", "value": 0.0, "is_drawn": False, "source_id": "index", "publisher": "P", "rank": None}
    assert gather.of_scores([row]) == ()
    assert gather.of_ranks([row]) == ()


def test_a_key_is_read_by_the_parts_of_its_rule() -> None:
    assert dict(RULES["score"].key("gairi;2022;PAK;total") or {}) == {
        "index": "gairi", "edition": "2022", "country": "PAK", "measure": "total",
    }  # fmt: skip
    assert dict(RULES["inventory_count"].key("a;b") or {}) == {"group": "a", "measure": "b"}
    assert dict(RULES["inventory_count"].key("a;b;2022-12") or {})["when"] == "2022-12"
    for bad in ("", "gairi", "gairi;2022;PAK", "gairi;2022;PAK;total;x", "gairi;;PAK;total"):
        assert RULES["score"].key(bad) is None
