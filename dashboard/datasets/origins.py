"""Put beside each row where it is from, in the words of the pages' own files."""

from collections.abc import Mapping
from functools import lru_cache

import polars as pl

from dashboard.datasets.dataset import Origin
from dashboard.export.csv import PROVENANCE_COLUMNS, provenance_cells
from dashboard.figure import Provenance
from dashboard.queries import interface, provenance, readiness
from dashboard.release import Release

#: Columns that every row of every dataset ends with.
ORIGIN_COLUMNS = PROVENANCE_COLUMNS

_KEYS: Mapping[Origin, tuple[str, ...]] = {
    "edition": ("index_id", "edition"),
    "source_id": ("source_id",),
    "reported_by_study_id": ("reported_by_study_id",),
    "atlas": (),
    "own": (),
}


def keys(origin: Origin) -> tuple[str, ...]:
    """Columns by which a row finds its provenance."""
    return _KEYS[origin]


@lru_cache(maxsize=32)
def provenances(release: Release, origin: Origin) -> Mapping[tuple[str, ...], Provenance]:
    """Everything that rows may be from, by the values of the key columns."""
    if origin == "atlas":
        return {(): provenance.of_atlas(release)["atlas"]}
    if origin == "edition":
        return {
            (index, found.edition): provenance.of_editions(release, index, [found.edition])[found.edition]
            for index in interface.codes(release, "index")
            for found in readiness.editions(release, index)
        }
    held = provenance.of_sources(release, interface.codes(release, "source"))
    return {(source_id,): found for source_id, found in held.items()}


@lru_cache(maxsize=32)
def _frame(release: Release, origin: Origin) -> pl.DataFrame:
    found = provenances(release, origin)
    rows = [(*key, *provenance_cells(each, release.id)) for key, each in found.items()]
    return pl.DataFrame(rows, schema=dict.fromkeys((*keys(origin), *ORIGIN_COLUMNS), pl.String), orient="row")


def with_origin(release: Release, origin: Origin, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with the columns that say where each is from.

    Parameters
    ----------
    release : Release
        The release that they are from.
    origin : Origin
        How a row finds its provenance.
    frame : polars.DataFrame
        The rows.
    """
    if origin == "own":
        return frame
    beside = _frame(release, origin)
    if not keys(origin):
        return frame.join(beside, how="cross")
    return frame.join(beside, on=list(keys(origin)), how="left", maintain_order="left")
