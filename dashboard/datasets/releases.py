"""The releases that are kept, as rows."""

from collections.abc import Iterator

import polars as pl

from dashboard.datasets.dataset import Filters
from dashboard.datasets.kept import manifests
from dashboard.release import Release, current

_SCHEMA = {
    "release_id": pl.String,
    "is_current": pl.Boolean,
    "built_at": pl.String,
    "schema_version": pl.Int32,
    "inputs_sha256": pl.String,
    "database_sha256": pl.String,
    "database_bytes": pl.Int64,
    "table_count": pl.Int32,
    "row_count": pl.Int64,
}


def rows(_: Release, filters: Filters) -> Iterator[pl.DataFrame]:
    """Every release that is kept, the newest first."""
    assert not filters
    serving = current().id
    found = [
        (
            release_id,
            release_id == serving,
            manifest.get("built_at"),
            manifest.get("schema_version"),
            manifest.get("inputs_sha256"),
            manifest.get("database_sha256"),
            manifest.get("database_bytes"),
            len(manifest.get("row_counts", {})),
            sum(manifest.get("row_counts", {}).values()),
        )
        for release_id, manifest in manifests().items()
    ]
    yield pl.DataFrame(found, schema=_SCHEMA, orient="row")
