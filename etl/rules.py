"""Limits that the figures of a source keep, beside the contract that all keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from etl.catalogue import Catalogue
from etl.errors import Violation

Frames = Mapping[str, pl.DataFrame]


def check_rules(catalogue: Catalogue, frames: Frames) -> Iterator[Violation]:
    """Check every source against its own limits."""
    yield from ()
