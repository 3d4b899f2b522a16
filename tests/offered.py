"""A small data folder to which bad files are offered as snapshots, and what a build makes of them."""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from etl.inputs import Inputs, read_inputs
from etl.schema import read_schema
from tests.bad_files import BadFile
from tests.official_forms import DATA
from tests.unit.placed import place_snapshot

SOURCES = ("egdi", "gairi", "wdi")
# They refer to sources that are left out.
_EMPTIED = ("map_points.csv", "initiative_duplicates.csv", "closeness.csv")


def write_small_data(folder: Path) -> Path:
    """The real figures of three sources, with the whole reference."""
    (folder / "figures").mkdir(parents=True)
    for source in SOURCES:
        (folder / "figures" / source).symlink_to(DATA / "figures" / source)
    shutil.copytree(DATA / "reference", folder / "reference")
    for name in _EMPTIED:
        path = folder / "reference" / name
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    return folder


def rounds(bad_files: Iterable[BadFile]) -> Iterator[dict[tuple[str, str], BadFile]]:
    """Rounds of bad files, none pretending to be the same file as another: (source, edition) to bad file."""
    waiting = list(bad_files)
    while waiting:
        taken: dict[tuple[str, str], BadFile] = {}
        left: list[BadFile] = []
        for bad in waiting:
            place = next(
                ((bad.source, edition) for edition in bad.editions if (bad.source, edition) not in taken), None
            )
            if place is None:
                left.append(bad)
            else:
                taken[place] = bad
        yield taken
        waiting = left


def offer(data: Path, offered: Mapping[tuple[str, str], BadFile]) -> None:
    """Put bad files where a fetch would, instead of those of the round before."""
    shutil.rmtree(data / "snapshots", ignore_errors=True)
    for (source, edition), bad in offered.items():
        place_snapshot(data, source, edition, {f"{edition}{bad.suffix}": bad.make(edition)})


def figures(inputs: Inputs) -> dict[str, pl.DataFrame]:
    """Every figure of three tables, in one order."""
    return {name: inputs.frames[name].sort(pl.all()) for name in ("score", "context", "edition")}


def unrefused(inputs: Inputs, offered: Mapping[tuple[str, str], BadFile]) -> Sequence[str]:
    """Bad files of which a build did not say what must be said."""
    said = {
        (refusal.source_id, refusal.edition): "\n".join(map(str, refusal.violations))
        for refusal in inputs.used.refusals
    }
    wrong = []
    for (source, edition), bad in offered.items():
        reason = said.get((source, None if source == "wdi" else edition), "nothing")
        if not re.search(bad.says, reason, re.DOTALL):
            wrong.append(f"{bad.name} ({source} {edition}): {reason[:500]}")
    return wrong


def read_small(data: Path) -> Inputs:
    """What a build reads of the folder."""
    return read_inputs(data, read_schema())
