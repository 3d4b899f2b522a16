"""Spellings of countries: reviewed or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import AmbiguousCountryError, UnknownCountryError
from etl.rules.countries import CountryNames

ALIASES = [
    ("A 2020", "Congo", "COG"),
    ("B 2020", "Congo", "COD"),
    ("A 2020", "Türkiye", "TUR"),
    ("A 2020", "Albania ", "ALB"),
    ("B 2020", "Türkiye", "TUR"),
]
NAMES = CountryNames(ALIASES)


def test_a_reviewed_spelling_gives_its_code() -> None:
    assert NAMES.code("Türkiye") == "TUR"
    assert NAMES.code("Congo", source="B 2020") == "COD"


@pytest.mark.parametrize("name", ["Turkiye", "türkiye", "Albania", " Albania ", ""])
def test_a_spelling_that_is_only_similar_is_refused_by_name(name: str) -> None:
    with pytest.raises(UnknownCountryError, match=r"country_aliases\.csv") as caught:
        NAMES.code(name)
    assert repr(name) in str(caught.value)


def test_a_spelling_of_another_source_is_refused() -> None:
    with pytest.raises(UnknownCountryError, match="of B 2020"):
        NAMES.code("Albania ", source="B 2020")


def test_an_ambiguous_spelling_is_refused_with_its_codes() -> None:
    with pytest.raises(AmbiguousCountryError, match="COD, COG"):
        NAMES.code("Congo")
    assert NAMES.ambiguous() == [("Congo", ("COD", "COG"))]


@given(st.text())
def test_nothing_is_guessed(name: str) -> None:
    reviewed = {alias for _, alias, _ in ALIASES}
    if name not in reviewed:
        with pytest.raises(UnknownCountryError):
            NAMES.code(name)
