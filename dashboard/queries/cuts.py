"""The rows of one country out of a frame of many.

A page that shows eight countries needs some dozens of rows. Plain Python is done with them before Polars has planned
its first question, so they are cut out by place and handed on as dictionaries.
"""

from itertools import groupby
from typing import Any

import polars as pl

Row = dict[str, Any]


class ByCountry:
    """A frame in the order of its countries, with the place of each.

    Parameters
    ----------
    frame : polars.DataFrame
        Rows with a ``country_code``; those of a country keep their order.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame.sort("country_code", maintain_order=True)
        self._places: dict[str, tuple[int, int]] = {}
        start = 0
        for code, run in groupby(self._frame["country_code"].to_list()):
            length = sum(1 for _ in run)
            self._places[code] = (start, length)
            start += length

    def rows(self, country: str) -> list[Row]:
        """The rows of a country, new dictionaries each time; none where it has none."""
        if country not in self._places:
            return []
        return self._frame.slice(*self._places[country]).to_dicts()
