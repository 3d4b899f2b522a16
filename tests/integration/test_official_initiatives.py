"""Registers of AI use cases as published: every row keeps the identifier that the bundle gave it."""

import polars as pl
import pytest

from etl.frames import SOURCE
from tests.integration.test_official_files import CATALOGUE, bundled, read_copy

#: Rows of which a figure differs, as the checked_note of the file explains.
REGISTERS = {
    "us-omb-2024": ("initiative_prior", 2133, 2),
    "us-omb-2025": ("initiative", 3610, 0),
    "nl-algoritmeregister-2026-08": ("initiative", 1530, 0),
    "eu-jrc-aiwatch-2021": ("initiative", 143, 11),
    "fi-helsinki-ai-register-2021": ("initiative", 5, 1),
}


@pytest.mark.parametrize("source_id", REGISTERS)
def test_every_row_of_a_register_keeps_its_identifier(source_id: str) -> None:
    table, row_count, explained = REGISTERS[source_id]

    parsed = read_copy(source_id, CATALOGUE[source_id].files[0])[table]

    bundle = bundled()[table].filter(pl.col(SOURCE) == source_id).select(parsed.columns)
    assert parsed["initiative_id"].n_unique() == parsed.height == row_count
    assert set(parsed["initiative_id"]) == set(bundle["initiative_id"])
    same = set(parsed.rows()) & set(bundle.rows())
    assert row_count - len(same) == explained


@pytest.mark.parametrize("source_id", REGISTERS)
def test_the_words_of_a_register_stand_beside_the_same_rows(source_id: str) -> None:
    tables = read_copy(source_id, CATALOGUE[source_id].files[0])

    words = tables["initiative_attribute"]
    bundle = bundled()["initiative_attribute"].filter(pl.col(SOURCE) == source_id).select(words.columns)
    trimmed = pl.col("sub_organisation").str.strip_chars()
    assert words.sort("initiative_id").equals(bundle.with_columns(trimmed).sort("initiative_id"))
    assert words["initiative_id"].to_list() == tables[REGISTERS[source_id][0]]["initiative_id"].to_list()
