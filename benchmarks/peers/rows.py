"""What each chart of the page shows for a country, of the figures that ``figures.write_figures`` left."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

FOLDER = Path(os.environ["PEERS_DATA"])
#: Colours of the chosen country and of all others; of the score from low to high.
CHOSEN, OTHER = "#0b2a6b", "#868e9a"
SHADES = ["#dbe5f5", "#b0c6ea", "#7fa2db", "#4a78c4", "#1f4e9e"]
# Lines of the trend.
_LINES = 5


class Rows:
    """The figures, read once.

    Attributes
    ----------
    latest : pandas.DataFrame
        Everybody's score in the newest edition, in the order of the ranks.
    table : pandas.DataFrame
        What the table of the page shows of them.
    quartiles : pandas.DataFrame
        Those of the newest edition: ``value`` and ``label``.
    names : dict
        Names by code, in the order of the selector.
    """

    def __init__(self) -> None:
        self._scores = pd.read_csv(FOLDER / "scores.csv", dtype={"edition": str, "shape": str}, keep_default_na=False)
        self._parts = pd.read_csv(FOLDER / "parts.csv")
        self.latest = self._scores[self._scores["edition"] == "2025"].sort_values("rank")
        self.table = self.latest[["country_code", "country", "region", "edition", "value", "rank"]]
        by_name = self.latest.sort_values("country")
        self.names = dict(zip(by_name["country_code"], by_name["country"], strict=True))
        self._regions = dict(zip(self.latest["country_code"], self.latest["region"], strict=True))
        quartiles = self.latest["value"].quantile([0.25, 0.5, 0.75])
        self.quartiles = pd.DataFrame({"value": quartiles, "label": [f"{value:.1f}" for value in quartiles]})
        # Who has the same score as others stands on top of them.
        self.latest["bin"] = self.latest["value"].floordiv(100 / 70) * 100 / 70
        self.latest["stack"] = self.latest.groupby("bin").cumcount() + 1

    def ranking(self, code: str) -> pd.DataFrame:
        """The country's region, in the order of the ranks."""
        return self.latest[self.latest["region"] == self._regions[code]]

    def lines(self, code: str) -> pd.DataFrame:
        """The scores of the country over the editions, and of those beside it in its region."""
        near = list(self.ranking(code)["country_code"])
        start = max(0, min(near.index(code) - _LINES // 2, len(near) - _LINES))
        return self._scores[self._scores["country_code"].isin(near[start : start + _LINES])]

    def parts(self, code: str) -> pd.DataFrame:
        """The measures of the country's score, each with the median of its region and the best of all."""
        return self._parts[self._parts["country_code"] == code]

    @staticmethod
    def colours(code: str, codes: Iterable[str]) -> list[str]:
        """The colour of each of these countries where one is chosen."""
        return [CHOSEN if each == code else OTHER for each in codes]

    @staticmethod
    def rings() -> dict[str, Any]:
        """The outlines of each shape of the map, in its plane."""
        rings: dict[str, Any] = json.loads((FOLDER / "rings.json").read_text(encoding="utf-8"))
        return rings
