"""What a test run found, written to ``docs/accessibility/<what>.json`` where the whole of it was run."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from tests.sessions import ROOT

Row = dict[str, str | float]
FOLDER = ROOT / "docs" / "accessibility"


@dataclass
class Evidence:
    """Rows of results, in an order that does not depend on the run."""

    rows: list[Row] = field(default_factory=list)

    def add(self, **row: str | float) -> None:
        """Note what one test found."""
        self.rows.append(row)

    @classmethod
    @contextmanager
    def of(cls, what: str, *, complete: int, is_sample: bool = False) -> Iterator[Self]:
        """Gather until the block ends, and write where nothing is missing: a part of a run says little.

        Parameters
        ----------
        what : str
            Name of the file.
        complete : int
            How many rows a whole run gives.
        is_sample : bool
            Whether a longer run gives more of the same: then the rows replace theirs and the others stay.
        """
        gathered = cls()
        yield gathered
        if len(gathered.rows) == complete:
            write(what, [*gathered.rows, *(_others(what, gathered.rows) if is_sample else [])])


def _key(row: Row) -> tuple[str, ...]:
    return tuple(value for value in row.values() if isinstance(value, str))


def _others(what: str, rows: list[Row]) -> list[Row]:
    """What was found earlier on the same pages, and was not looked at this time."""
    path = FOLDER / f"{what}.json"
    former: list[Row] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    met, pages = {_key(row) for row in rows}, {row["page"] for row in rows}
    return [row for row in former if _key(row) not in met and row["page"] in pages]


def write(what: str, rows: list[Row]) -> None:
    """Write results; without times, so that the file changes only where what was found does."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    ordered = sorted(rows, key=lambda row: [str(value) for value in row.values()])
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in ordered)
    (FOLDER / f"{what}.json").write_text(f"[\n  {lines}\n]\n", encoding="utf-8")
