"""What a test run found, written to ``docs/accessibility/<what>.json`` where the whole of it was run."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from tests.sessions import ROOT

FOLDER = ROOT / "docs" / "accessibility"


@dataclass
class Evidence:
    """Rows of results, in an order that does not depend on the run."""

    rows: list[dict[str, str | float]] = field(default_factory=list)

    def add(self, **row: str | float) -> None:
        """Note what one test found."""
        self.rows.append(row)

    @classmethod
    @contextmanager
    def of(cls, what: str, *, complete: int) -> Iterator[Self]:
        """Gather until the block ends, and write where nothing is missing: a part of a run says little.

        Parameters
        ----------
        what : str
            Name of the file.
        complete : int
            How many rows a whole run gives.
        """
        gathered = cls()
        yield gathered
        if len(gathered.rows) == complete:
            write(what, gathered.rows)


def write(what: str, rows: list[dict[str, str | float]]) -> None:
    """Write results; without times, so that the file changes only where what was found does."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    ordered = sorted(rows, key=lambda row: [str(value) for value in row.values()])
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in ordered)
    (FOLDER / f"{what}.json").write_text(f"[\n  {lines}\n]\n", encoding="utf-8")
