"""What the data interface asks: codes of its filters, what goes with what, and what columns hold."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import pyarrow as pa

from dashboard.queries import readiness
from dashboard.queries.statements import answer, bound, statement
from dashboard.release import Release

Value = str | tuple[str, ...] | None


@lru_cache(maxsize=4)
def _codes(release: Release) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in answer(release, "dataset_codes").to_pylist():
        found.setdefault(row["parameter"], {})[row["code"]] = row["label"]
    return found


def codes(release: Release, kind: str) -> Mapping[str, str]:
    """Codes of one kind with their labels, by code."""
    return MappingProxyType(_codes(release).get(kind, {}))


@lru_cache(maxsize=4)
def measured(release: Release) -> frozenset[tuple[str, str, str]]:
    """Index, edition and measure of which scores are held."""
    rows = answer(release, "dataset_measured").to_pylist()
    return frozenset((row["index_id"], row["edition"], row["measure_id"]) for row in rows)


@lru_cache(maxsize=4)
def latest(release: Release) -> Mapping[str, str]:
    """Index to its newest edition."""
    indexes = {index for index, _, _ in measured(release)}
    return {
        index: found.edition for index in indexes for found in readiness.editions(release, index) if found.is_latest
    }


def batches(
    release: Release, name: str, filters: Mapping[str, Value], limit: int | None, offset: int, rows: int
) -> Iterator[pa.RecordBatch]:
    """Rows of ``sql/<name>.sql``, a few at a time; never kept, however many they are.

    Parameters
    ----------
    release : Release
        What to ask.
    name : str
        The file's name without ``.sql``.
    filters : mapping of str to value
        Values of the placeholders; none leaves a filter open.
    limit, offset : int
        Which rows; a limit of none is no limit.
    rows : int
        Rows of a batch.
    """
    parameters = bound(filters.items()) | {"limit": limit, "offset": offset}
    return release.batches(f"{statement(name)}\nLIMIT $limit OFFSET $offset", parameters, rows)


def nothing(release: Release, name: str, filters: Iterable[str]) -> pa.Table:
    """No rows, with the columns of ``sql/<name>.sql``."""
    return release.arrow(f"SELECT * FROM ({statement(name)}) LIMIT 0", dict.fromkeys(filters))


@lru_cache(maxsize=1024)
def _found(release: Release, name: str, keys: tuple[str, ...], filters: tuple[tuple[str, Value], ...]) -> pa.Table:
    by = ", ".join(keys)
    grouped = f"GROUP BY {by} ORDER BY {by}" if keys else ""
    select = ", ".join((*keys, "count(*) AS row_count"))
    return release.arrow(f"SELECT {select} FROM ({statement(name)}) {grouped}", bound(filters))


def found(release: Release, name: str, filters: Mapping[str, Value], *keys: str) -> pa.Table:
    """How many rows there are, of each value of some columns or of all together."""
    return _found(release, name, keys, tuple(filters.items()))
