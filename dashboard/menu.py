"""The pages of the atlas: file, question in the menu, address."""

from dataclasses import dataclass
from pathlib import Path

#: Name of the site.
ATLAS = "Public-Sector AI Atlas"

# Stands for the front page, whose own address is empty, inside of longer addresses.
_FRONT = "overview"
_FOLDER = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True)
class Entry:
    """One page.

    Attributes
    ----------
    name : str
        Name of its script.
    question : str
        What it answers, as it stands in the menu.
    address : str
        Path in the URL; empty for the front page.
    offer : str
        What a reader finds there, in one line.
    takes : tuple of str
        Choices made on other pages that this one understands: links to it carry them.
    """

    name: str
    question: str
    address: str
    offer: str
    takes: tuple[str, ...] = ("country",)

    @property
    def title(self) -> str:
        """Title of the browser's window."""
        return f"{self.question} \u2013 {ATLAS}"

    @property
    def file(self) -> Path:
        """The page's script."""
        return _FOLDER / f"{self.name}.py"


ENTRIES = (
    Entry("overview", "What does the atlas show?", "", "One country at a glance, and what the atlas holds."),
    Entry(
        "readiness", "How ready are governments?", "readiness",
        "Map, ranking and trend of each index, and what makes up a score.",
        takes=("country", "index", "edition", "scheme", "region"),
    ),
    Entry(
        "compare_countries", "How do countries compare?", "compare-countries",
        "A country beside its peers, measure by measure.",
        takes=("country", "index", "edition", "scheme", "region"),
    ),
    Entry(
        "compare_regions", "How do regions compare?", "compare-regions",
        "Mean, spread and coverage of each region, and how it moved.",
        takes=("country", "index", "edition", "scheme", "region"),
    ),
    Entry(
        "country", "What is known of one country?", "country",
        "All figures of one country on one page, to read or to print.",
        takes=("country", "scheme"),
    ),
    Entry(
        "brief", "What should a minister know?", "brief",
        "One country on one page: five sentences and two charts, to print or as PDF.",
    ),
    Entry(
        "accessibility", "Are public websites accessible?", "accessibility",
        "Audits of government websites, each method on its own.",
        takes=("country", "scheme", "region"),
    ),
    Entry(
        "initiatives", "What has been started?", "initiatives",
        "Zones, parks, centres, strategies, laws and uses of AI.",
    ),
    Entry("barriers", "What stands in the way?", "barriers", "Challenges that studies name, and what helped."),
    Entry(
        "claims", "Do published claims hold?", "claims",
        "Numbers that studies state, held against the figures here, and a check of your own.",
    ),
    Entry(
        "sources", "Where do the figures come from?", "sources",
        "Every source with its licence, definitions, and whole tables to take away.",
        takes=(),
    ),
    Entry(
        "api", "Where is the data API?", "api",
        "Addresses from which programs read the same figures, with examples.",
        takes=(),
    ),
)  # fmt: skip

_BY_NAME = {entry.name: entry for entry in ENTRIES}
_BY_ADDRESS = {entry.address: entry for entry in ENTRIES}


def entry(name: str) -> Entry:
    """The page of this name."""
    return _BY_NAME[name]


def entry_at(address: str) -> Entry | None:
    """The page of this address; none where there is no such page."""
    return _BY_ADDRESS.get(address)


def segment_of(address: str) -> str:
    """The address of a page as one part of a longer address, where that of the front page cannot be empty."""
    return address or _FRONT


def entry_of_segment(segment: str) -> Entry | None:
    """The page that a part of a longer address names; none where there is no such page."""
    return entry_at("" if segment == _FRONT else segment)
