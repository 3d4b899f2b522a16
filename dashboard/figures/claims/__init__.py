"""Whether published claims hold, and a claim of the reader's own."""

from dashboard.figures.claims.choice import (
    ALL,
    KINDS,
    OTHER_FILTERS,
    PARTS,
    Choice,
    Own,
    edition_options,
    place_options,
    study_options,
    verdict_options,
)
from dashboard.figures.claims.evidence import of_claim, of_own_claim
from dashboard.figures.claims.listing import claim_options, listing
from dashboard.figures.claims.method import headline, method
from dashboard.figures.claims.own import headline as own_headline
from dashboard.figures.claims.own import to_paste

__all__ = [
    "ALL",
    "KINDS",
    "OTHER_FILTERS",
    "PARTS",
    "Choice",
    "Own",
    "claim_options",
    "edition_options",
    "headline",
    "listing",
    "method",
    "of_claim",
    "of_own_claim",
    "own_headline",
    "place_options",
    "study_options",
    "to_paste",
    "verdict_options",
]
