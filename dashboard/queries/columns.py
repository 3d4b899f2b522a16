"""What the columns of the tables of a release hold."""

from collections.abc import Mapping
from functools import lru_cache

from dashboard.queries.statements import answer
from dashboard.release import Release


@lru_cache(maxsize=8)
def comments(release: Release) -> Mapping[tuple[str, str], str]:
    """Table and column to what it holds."""
    rows = answer(release, "column_comments").to_pylist()
    return {(row["table_name"], row["column_name"]): row["comment"] for row in rows}


@lru_cache(maxsize=8)
def meanings(release: Release) -> Mapping[str, str]:
    """What a column holds, by name, where all tables that have it say the same."""
    said: dict[str, set[str]] = {}
    for (_, column), comment in comments(release).items():
        said.setdefault(column, set()).add(comment)
    return {column: comment for column, (comment, *others) in said.items() if not others}
