"""Where a reader is, noted for the case that it does not come back."""

from __future__ import annotations

import os

from etl.reading.ends import AT

_STANDARD_ERROR = 2
_is_child = False


def note_places() -> None:
    """Write places into the log from now on; only a child does."""
    global _is_child  # noqa: PLW0603 - a process is a child or not
    _is_child = True


def note(place: str) -> None:
    """Note the place that is read next: ``"scores.xlsx, sheet 'Data', row 10000"``."""
    if _is_child:
        os.write(_STANDARD_ERROR, f"\n{AT}{place}\n".encode("utf-8", "backslashreplace"))
