"""Headline figures that were reviewed one by one: an official file that says otherwise waits for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from etl.errors import Violation
from etl.frames import FIRST_VALUES
from etl.metadata.catalogue import Catalogue
from etl.replacing.official import BUNDLE


def check_anchors(
    anchors: pl.DataFrame, catalogue: Catalogue, frames: Mapping[str, pl.DataFrame]
) -> Iterator[Violation]:
    """Compare figures of official files with the headline figures.

    What the bundle says is compared when the release is verified.

    Parameters
    ----------
    anchors : polars.DataFrame
        Rows of data/reference/anchors.csv.
    catalogue : Catalogue
        The sources.
    frames : Mapping of str to polars.DataFrame
        Typed frames with their origin columns.

    Yields
    ------
    Violation
        One per source and edition.
    """
    scores = frames["score"]
    if not {"measure_id", "country_code", "value", "rank_published"} <= set(scores.columns):
        return
    for source in catalogue.values():
        if source.index is None:
            continue
        own = anchors.filter(index_id=source.index.index_id).unique(["edition", "measure_id", "country_code"])
        of_files = scores.filter((pl.col("source_id") == source.id) & (pl.col("origin") != BUNDLE))
        both = own.join(of_files, on=["edition", "measure_id", "country_code"], suffix="_found")
        differs = pl.col("value").round(2) != pl.col("value_found").round(2)
        differs |= pl.col("rank_published").is_not_null() & (pl.col("rank") != pl.col("rank_published"))
        for (edition,), wrong in both.filter(differs).group_by("edition", maintain_order=True):
            cells = wrong.select("country_code", "measure_id", "value_found", "rank_published", "value", "rank")
            shown = tuple(
                f"{code} {measure}: {value} (rank {place}), reviewed {anchor} (rank {rank})"
                for code, measure, value, place, anchor, rank in cells.sort("country_code").iter_rows()
            )
            problem = f"{wrong.height} headline figures are not those of reference/anchors.csv"
            todo = "If the publisher did revise them, correct reference/anchors.csv after review."
            yield Violation(source.id, str(edition), "score.value", problem, shown[:FIRST_VALUES], todo)
