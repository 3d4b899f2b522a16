"""Claimed numbers as people write them, and what is no number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.claims.numbers import Claimed, Misread, read_rank, read_value


def value(text: str, most: float | None = None) -> Claimed:
    found = read_value(text, most)
    assert isinstance(found, Claimed), found
    return found


@pytest.mark.parametrize(
    ("text", "number", "step"),
    [
        ("40.22", "40.22", "0.01"),
        (" 40.20 ", "40.20", "0.01"),
        ("40", "40", "1"),
        (".5", "0.5", "0.1"),
        ("\u22120.5", "-0.5", "0.1"),
        ("40.22 %", "40.22", "0.01"),
        ("40.22 points", "40.22", "0.01"),
        ("8.2 billion EUR", "8200000000", "100000000"),
        ("1,234,567", "1234567", "1"),
        ("1 234 567", "1234567", "1"),
        ("1\u2019234.5", "1234.5", "0.1"),
        ("1.234.567", "1234567", "1"),
        ("1.234,5", "1234.5", "0.1"),
        ("1,234.5", "1234.5", "0.1"),
        ("\u0664\u0660\u066b\u0662\u0662", "40.22", "0.01"),
        ("\uff14\uff10\uff0e\uff12\uff12", "40.22", "0.01"),
    ],
)
def test_a_value_is_read_in_many_notations(text: str, number: str, step: str) -> None:
    assert value(text).value == Decimal(number)
    assert value(text).step == Decimal(step)


def test_a_comma_is_a_decimal_point_and_that_is_said() -> None:
    assert value("40,22").value == Decimal("40.22")
    assert value("40,22").remark == "Read as 40.22: the comma stands for the decimal point."
    assert value("40.22").remark == ""
    assert value("1,234").value == Decimal("1.234")


def test_a_score_may_name_the_end_of_its_scale_and_no_other_number() -> None:
    assert value("40.22 of 100", 100.0).value == Decimal("40.22")
    assert value("40.22/100", 100.0).of is None
    refused = read_value("13 of 16", 100.0)
    assert isinstance(refused, Misread)
    assert "reads like a rank" in refused.reason


def test_a_part_of_a_whole_keeps_both_numbers() -> None:
    found = value("12 of 50")
    assert (found.value, found.of) == (Decimal(12), 50)


@pytest.mark.parametrize(
    ("text", "place", "of", "is_tied"),
    [
        ("13", 13, None, False),
        ("13 of 16", 13, 16, False),
        ("13th of 16 countries", 13, 16, False),
        ("13/16", 13, 16, False),
        ("13 out of 16", 13, 16, False),
        ("=12th", 12, None, True),
        ("= 12th of 188", 12, 188, True),
        ("12=", 12, None, True),
        ("joint 12th", 12, None, True),
        ("#12", 12, None, False),
        ("No. 12", 12, None, False),
        ("92nd of 181", 92, 181, False),
        ("\u0661\u0663", 13, None, False),
    ],
)
def test_a_rank_is_read_in_many_notations(text: str, place: int, of: int | None, is_tied: bool) -> None:
    found = read_rank(text)
    assert isinstance(found, Claimed), found
    assert (found.value, found.of, found.is_tied) == (Decimal(place), of, is_tied)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "abc", "nan", "inf", "1e5", "--1", "1..2", "1,2,3", "1.2.3", "<script>alert(1)</script>", "=1+1", "\0",
        "40.22; DROP TABLE claim", "9" * 400, "\u00b2", "\u00bd", "13 of 16 of 18", "0x10", "../..", "\u202e12",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_sentence(text: str) -> None:
    for read in (read_value(text), read_value(text, 100.0), read_rank(text)):
        assert isinstance(read, Misread)
        assert len(read.reason) < 160
        assert read.reason.endswith(".")


@pytest.mark.parametrize("text", ["0", "0 of 16", "17 of 16", "40.22", "-3"])
def test_what_is_no_rank_is_refused(text: str) -> None:
    assert isinstance(read_rank(text), Misread)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_value(text), read_value(text, 100.0), read_rank(text)):
        assert isinstance(read, Misread) or read.value.is_finite()


@given(st.decimals(-1000, 1000, places=3))
def test_a_number_is_read_as_written(number: Decimal) -> None:
    assert value(f"{number:f}").value == number
    assert value(f"{number:f}".replace(".", ",")).value == number
