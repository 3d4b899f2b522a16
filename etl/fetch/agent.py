"""Who we say we are."""

from __future__ import annotations

import os

from etl import __version__

#: Names a page where a publisher finds out who fetches and why.
CONTACT = "ATLAS_CONTACT_URL"


def user_agent() -> str:
    """Name and version, and the page that an operator named for questions."""
    contact = "".join(char for char in os.environ.get(CONTACT, "").strip() if char.isascii() and char.isprintable())
    return f"public-sector-ai-atlas/{__version__}" + (f" (+{contact})" if contact else "")
