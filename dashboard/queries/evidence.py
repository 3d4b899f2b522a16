"""How figures are known to be those of their publisher: what was read again, and the hash of what was read."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from dashboard.queries.statements import answer
from dashboard.release import Release

#: What each kind of evidence in the release says of the figures.
CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "read": "read from the official file",
        "equal": "compiled; a copy of the official file was read again and says the same",
        "explained": "compiled; a copy of the official file was read again, the differences are explained",
        "partly": "compiled; copies of some of the official files were read again",
        "compiled": "compiled from a published copy; not read again from the official file",
    }
)

# More hashes than these are counted: they stand in the table of official files.
_MOST_HASHES = 4


@lru_cache(maxsize=8)
def _grouped(release: Release, statement: str, column: str) -> Mapping[tuple[str, str | None], list[str]]:
    found: dict[tuple[str, str | None], list[str]] = {}
    for row in answer(release, statement).to_pylist():
        found.setdefault((row["source_id"], row["edition"]), []).append(row[column])
    return found


def _of(release: Release, statement: str, column: str, source_id: str, edition: str | None) -> list[str]:
    """What is said of an edition, or of the files that hold several; without an edition, of the whole source."""
    grouped = _grouped(release, statement, column)
    if edition is None:
        said = [text for (code, _), texts in grouped.items() if code == source_id for text in texts]
    else:
        said = grouped.get((source_id, edition)) or grouped.get((source_id, None), [])
    return list(dict.fromkeys(said))


def check(release: Release, source_id: str, edition: str | None = None) -> str | None:
    """How the figures of a source, or of one edition of it, are known to be the publisher's; none without figures."""
    kinds = _of(release, "source_checks", "evidence", source_id, edition)
    return "; ".join(CHECKS[kind] for kind in kinds) or None


def sha256(release: Release, source_id: str, edition: str | None = None) -> str | None:
    """SHA-256 of the official files that were read or compared; none where no file was."""
    hashes = _of(release, "source_hashes", "sha256", source_id, edition)
    if len(hashes) > _MOST_HASHES:
        return f"{len(hashes)} files, each with its SHA-256 in the table official_file of the release"
    return "; ".join(hashes) or None
