"""The pages of the atlas: file, question in the menu, address."""

from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True)
class Entry:
    """One page; the address of the front page is empty."""

    name: str
    question: str
    address: str

    @property
    def file(self) -> Path:
        """The page's script."""
        return _FOLDER / f"{self.name}.py"


ENTRIES = (
    Entry("overview", "What does the atlas show?", ""),
    Entry("readiness", "How ready are governments?", "readiness"),
    Entry("compare_countries", "How do countries compare?", "compare-countries"),
    Entry("compare_regions", "How do regions compare?", "compare-regions"),
    Entry("country", "What is known of one country?", "country"),
    Entry("accessibility", "Are public websites accessible?", "accessibility"),
    Entry("initiatives", "What has been started?", "initiatives"),
    Entry("barriers", "What stands in the way?", "barriers"),
    Entry("sources", "Where do the figures come from?", "sources"),
)

_BY_NAME = {entry.name: entry for entry in ENTRIES}


def entry(name: str) -> Entry:
    """The page of this name."""
    return _BY_NAME[name]
