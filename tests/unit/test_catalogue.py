"""source.toml: what is missing, unknown or of a wrong type is named with its file."""

from datetime import date
from pathlib import Path

import pytest

from etl.errors import CatalogueError
from etl.metadata.source_files import read_catalogue
from tests.unit.tiny_data import edit

MISTAKES = [
    ('title = "Demo index"\nredistribution', "redistribution", "key 'title' is missing"),
    ('parsing = "compiled"\ncompiled_on', "parsing = 3\ncompiled_on", "key 'parsing' must be text, not 3"),
    ("compiled_on = 2026-11-22", 'compiled_on = "yesterday"', "key 'compiled_on' must be a date"),
    ("decimals = 2", "decimals = true", "key 'decimals' must be a whole number"),
    ("countries_with_total = 3", 'countries_with_total = "3"', "[[editions]] number 1: key 'countries_with_total'"),
    ('id = "demo"\nfamily', 'id = "other"\nfamily', "key 'id' is 'other' but the folder is 'demo'"),
    ('family = "readiness"', 'family = "readiness"\ncolour = "red"', "unknown key 'colour'"),
    ('citation = "Demo."', 'citation = ""', "key 'citation' is empty"),
    ('short_name = "DEMO"\n', "", "[index]: key 'short_name' is missing"),
    ('label = "Pillar"', 'label = "Pillar"\nlable = "Pillar"', "[[measures]] number 2: unknown key 'lable'"),
    ('checked = ["Sums."]', "checked = [7]", "key 'checked' must be a list of sentences"),
    ('"scores_2020.csv" = 4', '"scores_2020.csv" = "4"', "[row_counts]: key 'scores_2020.csv' must be a whole number"),
    ('family = "readiness"', "family = readiness", "not readable as TOML"),
]


def test_a_source_is_read_with_its_parts(tiny_data: Path) -> None:
    source = read_catalogue(tiny_data / "figures")["demo"]

    assert source.index is not None
    assert source.index.short_name == "DEMO"
    assert [edition.edition for edition in source.editions] == ["2020", "2021"]
    assert [measure.parent_id for measure in source.measures] == [None, "total"]
    assert source.compiled_on == date(2026, 11, 22)
    assert source.retrieved_on is None
    assert source.checked == ("Sums.",)


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES, ids=[mistake[2] for mistake in MISTAKES])
def test_a_mistake_is_named_with_its_file(tiny_data: Path, old: str, new: str, message: str) -> None:
    edit(tiny_data / "figures/demo/source.toml", old, new)

    with pytest.raises(CatalogueError) as caught:
        read_catalogue(tiny_data / "figures")

    assert "demo/source.toml" in str(caught.value)
    assert message in str(caught.value)


def test_mistakes_of_all_sources_are_listed_at_once(tiny_data: Path) -> None:
    edit(tiny_data / "figures/demo/source.toml", 'citation = "Demo."\n', "")
    edit(tiny_data / "figures/hosts/source.toml", 'family = "accessibility"\n', "")
    (tiny_data / "figures/review/source.toml").unlink()

    with pytest.raises(CatalogueError) as caught:
        read_catalogue(tiny_data / "figures")

    assert [line.split(":")[0] for line in str(caught.value).splitlines()[1:]] == [
        "- demo/source.toml",
        "- hosts/source.toml",
        "- review",
    ]


FILES = """
[layouts.pages]
delimiter = ";"
maximum = 100

[[files]]
id = "first"
parser = "pages"
format = "csv"
layout = { like = "pages", country = "PAK", maximum = 1 }
"""


def test_files_share_a_layout_and_add_their_own_keys(tiny_data: Path) -> None:
    path = tiny_data / "figures/hosts/source.toml"
    path.write_text(path.read_text() + FILES)

    (file,) = read_catalogue(tiny_data / "figures")["hosts"].official_files

    assert file.layout == {"delimiter": ";", "maximum": 1, "country": "PAK"}


def test_a_layout_that_is_like_none_is_named_with_its_file(tiny_data: Path) -> None:
    path = tiny_data / "figures/hosts/source.toml"
    path.write_text(path.read_text() + FILES.replace('like = "pages"', 'like = "sites"'))

    with pytest.raises(CatalogueError, match=r"file first: layout is like 'sites', but there is no \[layouts.sites\]"):
        read_catalogue(tiny_data / "figures")
