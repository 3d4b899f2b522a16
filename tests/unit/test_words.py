"""Numbers, ranks and lists are written everywhere the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import words


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (40.22052841, 1, "40.2"),
        (66.55, 1, "66.6"),
        (-0.04, 1, "0.0"),
        (-1.25, 1, "\u22121.3"),
        (1234567.0, 0, "1,234,567"),
        (None, 1, "No figure"),
    ],
)
def test_numbers(value, decimals, written):
    assert words.number(value, decimals) == written


@pytest.mark.parametrize(
    ("value", "written"), [(1.84, "+1.8"), (-1.84, "\u22121.8"), (0.0, "0.0"), (0.04, "0.0"), (None, "No figure")]
)
def test_differences_carry_their_sign(value, written):
    assert words.signed(value) == written


@pytest.mark.parametrize(
    ("position", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (92, "92nd"), (111, "111th"), (113, "113th"), (193, "193rd")],
)  # fmt: skip
def test_ordinals(position, written):
    assert words.ordinal(position) == written


def test_a_shared_rank_is_marked():
    assert words.rank_of(12, 188, is_tied=True) == "=12th of 188"
    assert words.rank_of(None, None) == "Not ranked"


def test_lists():
    assert words.listed([]) == ""
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B", "C"]) == "A, B and C"


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9), st.integers(0, 4))
def test_a_written_number_is_the_number(value, decimals):
    read = float(words.number(value, decimals).replace("\u2212", "-").replace(",", ""))
    assert abs(read - value) <= 0.5 * 10**-decimals + 1e-9


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e6, max_value=1e6))
def test_no_hyphen_stands_for_a_minus(value):
    assert "-" not in words.number(value) + words.signed(value)


def test_a_sentence_goes_on_in_lower_case_but_keeps_abbreviations():
    assert words.lower_first("Another framework") == "another framework"
    assert words.lower_first("HEC-approved universities") == "HEC-approved universities"


@pytest.mark.parametrize(
    ("bare", "written"),
    [
        ("United States leads Netherlands", "The United States leads the Netherlands"),
        ("Nearest to Cook Islands: Netherlands, Chad", "Nearest to the Cook Islands: the Netherlands, Chad"),
        ("31 are on record in United Kingdom: 9 strategies", "31 are on record in the United Kingdom: 9 strategies"),
        ("Chad leads. Maldives follows; Gambia is third", "Chad leads. The Maldives follows; the Gambia is third"),
        ("The United States and the leader (United States)", "The United States and the leader (United States)"),
        ("United States: a list of its own", "United States: a list of its own"),
        ("Of \u201cUnited Kingdom sites\u201d", "Of \u201cUnited Kingdom sites\u201d"),
        ("Not of United States Census", "Not of United States Census"),
        ("In United Arab Emirates\u2019 list", "In the United Arab Emirates\u2019 list"),
    ],
)  # fmt: skip
def test_countries_have_the_article_that_english_gives_them(bare, written):
    assert words.with_articles(bare) == written
    assert words.with_articles(written) == written, "once is enough"
