"""Data folders of three sizes, each with one figure that is changed from release to release: the mark."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.unit.placed import place_snapshot
from tests.unit.tiny_data import edit, write_tiny_data

ROOT = Path(__file__).resolve().parents[2]
_DATA = ROOT / "data"
#: Real sources that make a small release, with the anchors in it.
SMALL_SOURCES = ("egdi", "gairi", "gtmi", "wdi")
#: They refer to sources that are left out.
_EMPTIED = ("map_points.csv", "initiative_duplicates.csv")
_BLOCK = """
[editions.file]
parser = "score_files"
format = "csv"
url = "https://example.org/2020.csv"

[editions.file.layout]
missing = [""]

[[editions.file.layout.sheets]]
country = "Country"
rank = "Rank"
measures = { total = "Score", p_one = "Pillar" }
note = "official file"
"""
_OFFICIAL = b"Country,Rank,Score,Pillar\nChina,1,70.84,\nIndia,2,63.67,50\nPakistan,3,40.22,41.5\n"


@dataclass(frozen=True)
class Folder:
    """A data folder and its mark.

    Attributes
    ----------
    data : pathlib.Path
        The folder.
    file : str
        File with the mark, below the folder.
    row : str
        The row of the mark up to its value.
    where : str
        The condition that finds the mark in the table ``score``.
    """

    data: Path
    file: str
    row: str
    where: str

    @property
    def releases(self) -> Path:
        """Folder of its releases."""
        return self.data / "releases"

    def mark(self, value: float) -> float:
        """Write the mark, so that the next build makes another release, and return it."""
        path = self.data / self.file
        text, count = re.subn(
            f"^({re.escape(self.row)})[0-9.]+", rf"\g<1>{value!r}", path.read_text("utf-8"), flags=re.M
        )
        assert count == 1, f"{self.row} is in {path} {count} times"
        path.write_text(text, encoding="utf-8")
        return value


def demo_folder(data: Path, *, is_read: bool = False) -> Folder:
    """A few rows, a second or two for a build; one edition is read from an official file where that is asked for."""
    write_tiny_data(data)
    where = "index_id = 'demo' AND edition = '2021' AND measure_id = 'total' AND country_code = 'PAK'"
    demo = Folder(data, "figures/demo/scores_2021.csv", "PAK,total,", where)
    if is_read:
        _declare_official(data)
    return demo


def _declare_official(data: Path) -> None:
    edit(data / "figures/demo/source.toml", 'data_url = "https://example.org/2020.csv"\n', _BLOCK)
    edit(data / "reference/country_aliases.csv", "Demo 2021,India,IND", "Demo 2021,India,IND\nDemo 2021,China,CHN")
    place_snapshot(data, "demo", "2020", {"2020.csv": _OFFICIAL})


def _real(data: Path) -> Folder:
    where = "index_id = 'gairi' AND edition = '2022' AND measure_id = 'd_adaptability' AND country_code = 'AFG'"
    return Folder(data, "figures/gairi/scores_2022.csv", "AFG,d_adaptability,", where)


def small_folder(data: Path) -> Folder:
    """The real figures of four sources, with the whole reference."""
    for source in SMALL_SOURCES:
        shutil.copytree(_DATA / "figures" / source, data / "figures" / source)
    shutil.copytree(_DATA / "reference", data / "reference")
    for name in _EMPTIED:
        path = data / "reference" / name
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    return _real(data)


def whole_folder(data: Path) -> Folder:
    """Every bundled figure."""
    for part in ("figures", "reference"):
        shutil.copytree(_DATA / part, data / part)
    return _real(data)
