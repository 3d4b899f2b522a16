"""Releases that are kept: the ones that can be asked for by their id."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dashboard.datasets.faults import Fault, QuestionError, shortened
from dashboard.release import Release, current, data_folder, kept

#: Name of the newest release in addresses.
LATEST = "latest"


@lru_cache(maxsize=256)
def _manifest(path: Path, changed_at: float) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType(found)


def manifests() -> Mapping[str, Mapping[str, Any]]:
    """Id of every kept release to what its ``release.json`` says, the newest first."""
    found = {}
    for folder in sorted((data_folder() / "releases").glob("[0-9]*")):
        path = folder / "release.json"
        try:
            manifest = _manifest(path, path.stat().st_mtime)
        except (OSError, ValueError):
            continue
        found[folder.name] = manifest
    return dict(sorted(found.items(), key=lambda entry: (entry[1].get("built_at", ""), entry[0]), reverse=True))


def release_of(release_id: str, parameter: str = "release") -> Release:
    """The release of an id, or the newest.

    Parameters
    ----------
    release_id : str
        An id, or ``latest``.
    parameter : str
        Which parameter asked, for the words of an error.

    Raises
    ------
    QuestionError
        There is no such release, or it is no longer kept.
    """
    newest = current()
    if release_id in {LATEST, newest.id}:
        return newest
    known = manifests()
    if release_id in known and (found := kept(release_id)):
        if known[release_id].get("schema_version") != known.get(newest.id, {}).get("schema_version"):
            detail = "This release was built with another layout. Its whole tables can still be taken away."
            raise QuestionError([Fault(parameter, release_id, detail, (LATEST,), is_absent=True)])
        return found
    detail = (
        f"The release \u201c{shortened(release_id)}\u201d is not kept here. Every row names the release it is from."
    )
    raise QuestionError([Fault(parameter, shortened(release_id), detail, (LATEST, *known), is_absent=True)])
