"""Results of a long run, written after every step, so that a run that was ended goes on where it was."""

import hashlib
import json
from pathlib import Path
from typing import Any

from dashboard.release import data_folder
from tests.sessions import ROOT

_SOURCES = (
    "app.py", "dashboard/**/*.py", "dashboard/**/*.css", "dashboard/**/*.js", "dashboard/**/*.sql", "pages/*.py",
    ".streamlit/config.toml",
)  # fmt: skip


def subject() -> str:
    """What is measured: a hash of everything that draws pages, and the release they are drawn from."""
    found = hashlib.sha256()
    for path in sorted(path for pattern in _SOURCES for path in ROOT.glob(pattern)):
        found.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    release = (data_folder() / "releases" / "current").read_text(encoding="utf-8").strip()
    return f"{release} {found.hexdigest()[:16]}"


def begun(path: Path, of: str) -> dict[str, Any]:
    """The results of a run of the same subject that was ended before it was complete; empty where there are none.

    Parameters
    ----------
    path : pathlib.Path
        Where the results are written.
    of : str
        What is measured.
    """
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found if found.get("subject") == of and not found.get("is_complete", True) else {}


def keep(path: Path, results: dict[str, Any]) -> None:
    """Write the results so far; a run that is ended meanwhile leaves the former ones."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    part.replace(path)
