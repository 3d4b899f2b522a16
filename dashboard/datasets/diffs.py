"""What changed between two releases that are kept, dataset by dataset.

Figures and what is said of them are compared; tables that are computed from them follow. Both sides are what this
interface gives of either release, so what may not be passed on stands in no difference.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import MappingProxyType

import polars as pl

from dashboard.datasets.dataset import Dataset, Filters, Maker
from dashboard.datasets.kept import manifests, release_of
from dashboard.datasets.origins import ORIGIN_COLUMNS, with_origin
from dashboard.datasets.parameter import COUNTRY, KEPT, Parameter
from dashboard.queries import interface
from dashboard.release import Release

_CHANGES = ("changed", "added", "removed")
_SCHEMA = dict.fromkeys(
    ("dataset", "change", "row", "country_code", "column", "old", "new", "from_release", "to_release"), pl.String
)
_BATCH = 16_384
_FEW = 20_000


def parameters(compared: Sequence[str]) -> tuple[Parameter, ...]:
    """The filters of the differences."""
    return (
        Parameter("from", "Earlier release; without it the one before.", KEPT, is_many=False),
        Parameter("to", "Later release; without it the one that is asked.", KEPT, is_many=False),
        Parameter("dataset", "Dataset.", beside=MappingProxyType({name: name for name in compared})),
        Parameter("change", "Kind of change.", beside=MappingProxyType({name: name for name in _CHANGES})),
        COUNTRY,
    )


def _before(release: Release) -> str:
    """Id of the release of the same layout that was built before one; its own where none is kept."""
    known = manifests()
    layout = known.get(release.id, {}).get("schema_version")
    alike = [name for name, manifest in known.items() if manifest.get("schema_version") == layout]
    at = alike.index(release.id) if release.id in alike else len(alike)
    return alike[at + 1] if at + 1 < len(alike) else release.id


def sides(release: Release, filters: Filters) -> tuple[Release, Release]:
    """The earlier and the later release of a question."""
    asked_to, asked_from = str(filters.get("to") or ""), str(filters.get("from") or "")
    new = release_of(asked_to, "to") if asked_to else release
    return release_of(asked_from or _before(new), "from"), new


def maker(compared: Sequence[Dataset]) -> Maker:
    """What makes the rows: one dataset after the other, so that no more than one is held at a time."""

    def rows(release: Release, filters: Filters) -> Iterator[pl.DataFrame]:
        old, new = sides(release, filters)
        yield _shaped(pl.DataFrame(schema=_SCHEMA), old, new)
        for dataset in compared if old != new else ():
            if dataset.name in (filters.get("dataset") or (dataset.name,)):
                for found in _few(dataset, old, new) or _changes(dataset, old, new):
                    yield _left(_shaped(found, old, new), filters)

    return rows


def _left(frame: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The rows that the filters leave."""
    for column, name in (("change", "change"), ("country_code", "country")):
        if wanted := filters.get(name):
            frame = frame.filter(pl.col(column).is_in(list(wanted)))
    return frame


def _shaped(frame: pl.DataFrame, old: Release, new: Release) -> pl.DataFrame:
    missing = [name for name in (*_SCHEMA, *ORIGIN_COLUMNS) if name not in frame.columns]
    return (
        frame.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
        .with_columns(pl.lit(old.id).alias("from_release"), pl.lit(new.id).alias("to_release"))
        .select(*_SCHEMA, *ORIGIN_COLUMNS)
    )


def _whole(dataset: Dataset, release: Release) -> pl.DataFrame:
    """Every row of a dataset, its values as text."""
    names = [found.name for found in dataset.parameters]
    none = interface.nothing(release, dataset.statement, names)
    found = interface.batches(release, dataset.statement, dict.fromkeys(names), None, 0, _BATCH)
    frame = pl.concat([pl.DataFrame(pl.from_arrow(part)) for part in (none, *found)])
    return frame.select(pl.all().cast(pl.String))


@lru_cache(maxsize=32)
def _few(dataset: Dataset, old: Release, new: Release) -> tuple[pl.DataFrame, ...] | None:
    """The changes of a dataset, kept where they are few: most of what two releases hold is the same."""
    found, rows = [], 0
    for frame in _changes(dataset, old, new):
        rows += frame.height
        if rows > _FEW:
            return None
        found.append(_shaped(frame, old, new))
    return tuple(found) or (_shaped(pl.DataFrame(schema=_SCHEMA), old, new),)


def _changes(dataset: Dataset, old: Release, new: Release) -> Iterator[pl.DataFrame]:
    before, after = _whole(dataset, old), _whole(dataset, new)
    key = list(dataset.key)
    rest = [name for name in after.columns if name in before.columns and name not in key]
    both = before.select(*key, *rest).join(after, on=key, how="inner", nulls_equal=True, suffix=" new")
    for column in rest:
        differing = both.filter(pl.col(column).ne_missing(pl.col(f"{column} new")))
        cells = differing.with_columns(
            pl.lit(column).alias("column"), pl.col(column).alias("old"), pl.col(f"{column} new").alias("new")
        )
        # The later row's own columns are kept under their names, for country and source.
        yield from _told(dataset, new, "changed", cells.with_columns(pl.col(f"{n} new").alias(n) for n in rest))
    for change, release, these, others in (("added", new, after, before), ("removed", old, before, after)):
        alone = these.join(others, on=key, how="anti", nulls_equal=True)
        told = pl.struct(pl.exclude(key)).struct.json_encode()
        yield from _told(
            dataset, release, change, alone.with_columns(told.alias("new" if change == "added" else "old"))
        )


def _told(dataset: Dataset, release: Release, change: str, frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Changes of one kind as rows, with where each is from."""
    if frame.is_empty():
        return
    frame = frame.sort(dataset.key).with_columns(
        pl.lit(dataset.name).alias("dataset"),
        pl.lit(change).alias("change"),
        pl.concat_str(dataset.key, separator=" ", ignore_nulls=True).alias("row"),
    )
    yield with_origin(release, dataset.origin, frame)
