"""What ``release.json`` says of a release."""

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def built_at(folder: Path) -> datetime:
    """When the release in a folder was built."""
    told = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    return datetime.fromisoformat(told["built_at"])
