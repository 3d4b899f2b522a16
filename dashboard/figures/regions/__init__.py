"""Regions side by side: mean and spread, members, and how each moved."""

from dashboard.figures.regions.choice import Choice
from dashboard.figures.regions.headline import headline
from dashboard.figures.regions.member_movement import member_movement
from dashboard.figures.regions.members import members
from dashboard.figures.regions.method import method
from dashboard.figures.regions.movement import movement
from dashboard.figures.regions.pairs import Pair, pair
from dashboard.figures.regions.schemes import default_scheme, home_or_first, scheme_refusals, schemes_of
from dashboard.figures.regions.spread import spread
from dashboard.figures.regions.ways_on import movement_words, ways_on

__all__ = [
    "Choice",
    "Pair",
    "default_scheme",
    "headline",
    "home_or_first",
    "member_movement",
    "members",
    "method",
    "movement",
    "movement_words",
    "pair",
    "scheme_refusals",
    "schemes_of",
    "spread",
    "ways_on",
]
