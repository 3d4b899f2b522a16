"""What the reader of the claims page chose, and what there is to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.claims.verdicts import Kind
from dashboard.queries import claims, geography, literature, readiness
from dashboard.release import Release

#: Code of the choice that leaves nothing out.
ALL = "all"
#: How many answers each figure function keeps.
KEPT = 128

#: What the page can show.
PARTS = MappingProxyType({"published": "Published claims", "own": "A claim of your own"})
#: What a claim of one's own can be about.
KINDS = MappingProxyType({
    "value": "Score", "world-rank": "Rank in the world", "regional-rank": "Rank in a region",
})  # fmt: skip
#: Filters that mean nothing in the other part.
OTHER_FILTERS = ("study", "about", "verdict", "claim", "number")


@dataclass(frozen=True)
class Choice:
    """Which published claims to show."""

    study: str = ALL
    about: str = ALL
    verdict: str = ALL
    claim: str = ALL


@dataclass(frozen=True)
class Own:
    """A claim of the reader's own.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    text : str
        The number as typed.
    scheme, region : str
        For a rank in a region.
    """

    country: str
    index: str
    edition: str
    measure: str
    kind: str
    text: str
    scheme: str = ""
    region: str = geography.WORLD


def study_options(release: Release) -> Mapping[str, str]:
    """All studies, then each that claims something."""
    labels = literature.labels(release)
    found = dict.fromkeys(each.study_id for each in claims.published(release))
    return {ALL: "All studies", **{code: labels[code] for code in found}}


def place_options(release: Release) -> Mapping[str, str]:
    """All places, then each that a claim is about, by name."""
    found = {each.country_code: each.country for each in claims.published(release)}
    named = sorted((name, code) for code, name in found.items() if code and name)
    return {ALL: "All places", **{code: name for name, code in named}}


def verdict_options() -> Mapping[str, str]:
    """All verdicts, then each."""
    return {ALL: "All verdicts", **{kind.value: kind.label for kind in Kind}}


def edition_options(release: Release, index: str) -> Mapping[str, str]:
    """Editions of an index, the newest first."""
    return {each.edition: each.edition for each in readiness.editions(release, index)}
