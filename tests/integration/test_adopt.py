"""Fetched figures become bundled ones as files to review; every other byte stays as a person wrote it."""

import shutil
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.adopt import _files
from etl.figures import MAX_FILE_BYTES, read_figures
from etl.freeze import freeze
from etl.metadata.toml_text import Block, with_value, without_value
from etl.schema import read_schema
from tests.integration.test_official_figures import BLOCK, DEMO, OF_2020, OF_2022, prepared, rows
from tests.unit.placed import place_snapshot
from tests.unit.tiny_data import edit

__all__ = ["prepared"]


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    """Tiny data whose sets are frozen."""
    data = shutil.copytree(prepared, tmp_path / "data")
    freeze(data, read_schema())
    return data


def adopt(data: Path, name: str) -> int:
    return main(["--data-dir", str(data), "adopt", name])


def test_an_edition_becomes_part_of_the_bundle(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    former = (data / DEMO).read_text(encoding="utf-8")
    folder = place_snapshot(data, "demo", "2022", {"2022.csv": OF_2022.encode()})

    assert adopt(data, "demo/2022") == 0
    assert (data / "figures/demo/scores_2022.csv").read_text() == (
        "country_code,measure_id,value,rank_published,status,note\n"
        "CHN,p_one,60,,normal,official file\n"
        "CHN,total,71,1,normal,official file\n"
        "IND,total,65,2,normal,official file\n"
        "PAK,total,41,3,normal,official file\n"
    )
    added = set((data / DEMO).read_text(encoding="utf-8").splitlines()) - set(former.splitlines())
    assert {line.split(" = ")[0] for line in added} == {'"scores_2022.csv"', "retrieved_on", "checked_sha256"}
    assert "demo,score,2022,country_code,CHN,2," in (data / "reference/frozen.csv").read_text()

    shutil.rmtree(folder)
    assert main(["--data-dir", str(data), "build"]) == 0, capsys.readouterr().err
    assert rows(data, "SELECT DISTINCT origin, retrieved_on::VARCHAR FROM score WHERE edition = '2022'") == [
        ("bundle", "2026-11-23")
    ]
    assert rows(data, "SELECT evidence FROM figure_file WHERE edition = '2022'") == [("equal",)]


def test_a_revised_edition_replaces_the_bundled_one_and_its_sets_are_frozen_anew(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place_snapshot(data, "demo", "2020", {"2020.csv": OF_2020.encode()})
    assert main(["--data-dir", str(data), "check"]) == 0, capsys.readouterr().err

    other = OF_2020.replace("China,1,70.5,", "China,1,70.5,61")
    place_snapshot(data, "demo", "2020", {"2020.csv": other.encode()})
    assert adopt(data, "demo") == 0
    assert "CHN,p_one,61,,normal,official file" in (data / "figures/demo/scores_2020.csv").read_text().splitlines()
    assert '"scores_2020.csv" = 6' in (data / DEMO).read_text()
    assert "demo,score,2020,measure_id,p_one,3,50.0" in (data / "reference/frozen.csv").read_text()
    assert main(["--data-dir", str(data), "check"]) == 0


def test_a_copy_that_breaks_a_rule_is_not_adopted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place_snapshot(data, "demo", "2022", {"2022.csv": OF_2022.replace("71", "710").encode()})
    former = (data / DEMO).read_bytes()

    assert adopt(data, "demo/2022") == 1
    assert "demo/2022 cannot be adopted; nothing was written." in capsys.readouterr().err
    assert (data / DEMO).read_bytes() == former
    assert not (data / "figures/demo/scores_2022.csv").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "Demo index"\nredistribution = "allowed"', 'title = "Demo index"\nredistribution = "forbidden"'),
        (
            'countries_with_total = 3\nredistribution = "allowed"\nvalues_rounded = false\n'
            + BLOCK.format(edition=2022),
            'countries_with_total = 3\nredistribution = "forbidden"\nvalues_rounded = false\n'
            + BLOCK.format(edition=2022),
        ),
    ],
    ids=["source", "edition"],
)
def test_figures_that_may_not_be_passed_on_never_become_part_of_the_bundle(
    data: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(data / DEMO, old, new)
    place_snapshot(data, "demo", "2022", {"2022.csv": OF_2022.encode()})

    assert adopt(data, "demo/2022") == 2
    assert "may not be passed on" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nobody", "There is no bundled source 'nobody'"),
        ("demo/1999", "demo has no edition '1999'; it has: 2020, 2021, 2022"),
        ("demo/2022", "Nothing of demo/2022 was fetched: python -m etl fetch demo/2022"),
    ],
)
def test_what_cannot_be_adopted_is_named(data: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert adopt(data, name) == 2
    assert said in capsys.readouterr().err


def test_a_large_table_is_split_below_the_limit_of_a_file(data: Path) -> None:
    table = read_schema().tables["audit_result"]
    rows = read_figures(data, read_schema()).frames["audit_result"]
    many = rows.sample(60_000, with_replacement=True, seed=1)
    columns = [column.name for column in table.named("file")]

    parts = list(_files(table, columns, many, [None]))
    assert [name for name, _ in parts] == ["audits_01.csv", "audits_02.csv"]
    assert sum(part.height for _, part in parts) == 60_000
    assert all(part.write_csv().__sizeof__() < MAX_FILE_BYTES for _, part in parts)


TEXT = """\
# About the source.
id = "x"

# About its editions.
[[editions]]
edition = "2020"  # the first

[editions.file]
url = "a"

[[editions]]
edition = "2021"

# What the next file is.
[editions.file]
url = "b"
"""


def test_one_value_changes_and_every_other_byte_stays() -> None:
    edition = Block("[[editions]]", 'edition = "2021"')

    assert with_value(TEXT, Block(""), "retrieved_on", "2026-11-23") == TEXT.replace(
        'id = "x"\n', 'id = "x"\nretrieved_on = 2026-11-23\n'
    )
    changed = with_value(TEXT, Block("[editions.file]", after=edition), "url", '"c"')
    assert changed == TEXT.replace('"b"', '"c"')
    assert without_value(changed, Block("[editions.file]", after=edition), "url") == TEXT.replace('url = "b"\n', "")
    assert with_value(TEXT, edition, "note", '"n"') == TEXT.replace('"2021"\n', '"2021"\nnote = "n"\n')
    with pytest.raises(KeyError):
        with_value(TEXT, Block("[row_counts]"), "a", "1")
