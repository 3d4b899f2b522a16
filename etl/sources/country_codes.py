"""The reviewed country codes."""

from __future__ import annotations

import csv
from pathlib import Path


def read_country_codes(reference: Path) -> frozenset[str]:
    """ISO 3166-1 alpha-3 codes of ``data/reference/countries.csv``.

    Parameters
    ----------
    reference : pathlib.Path
        The folder ``data/reference``.
    """
    with (reference / "countries.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["country_code"] for row in csv.DictReader(lines))
