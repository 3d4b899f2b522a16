"""Run the SELECT of a file and keep the answer.

A release never changes, so an answer is valid as long as the release is open. Arrow tables are immutable:
every session may share them.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import pyarrow as pa

from dashboard.release import Release

Parameter = str | int | float | bool | None | tuple[str, ...]

_FOLDER = Path(__file__).parent / "sql"
_ANSWERS_KEPT = 2048


@cache
def statement(name: str) -> str:
    """Text of ``sql/<name>.sql``."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def bound(parameters: Iterable[tuple[str, Parameter]]) -> dict[str, object]:
    """Values as DuckDB binds them: a tuple becomes a list."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in parameters}


@lru_cache(maxsize=_ANSWERS_KEPT)
def _answer(release: Release, name: str, parameters: tuple[tuple[str, Parameter], ...]) -> pa.Table:
    return release.arrow(statement(name), bound(parameters))


def answer(release: Release, name: str, **parameters: Parameter) -> pa.Table:
    """Rows of ``sql/<name>.sql`` for these parameters, from the cache when they were asked before.

    Parameters
    ----------
    release : Release
        What to ask.
    name : str
        The file's name without ``.sql``.
    **parameters
        Values of the ``$name`` placeholders; a tuple becomes a list.

    Returns
    -------
    pyarrow.Table
        Shared and immutable.
    """
    return _answer(release, name, tuple(sorted(parameters.items())))
