"""What stands in the way of AI in government, as studies name it."""

from dashboard.figures.barriers.categories import by_category, by_study
from dashboard.figures.barriers.challenges import challenges
from dashboard.figures.barriers.choice import SORTS, Choice
from dashboard.figures.barriers.collaboration import benefits, routines
from dashboard.figures.barriers.headline import headline
from dashboard.figures.barriers.matrix import matrix
from dashboard.figures.barriers.method import left_out, method
from dashboard.figures.barriers.parts import collaboration, obstacles, practice
from dashboard.figures.barriers.practice import pressures, stages, use_case_types
from dashboard.figures.barriers.studies import studies

__all__ = [
    "SORTS",
    "Choice",
    "benefits",
    "by_category",
    "by_study",
    "challenges",
    "collaboration",
    "headline",
    "left_out",
    "matrix",
    "method",
    "obstacles",
    "practice",
    "pressures",
    "routines",
    "stages",
    "studies",
    "use_case_types",
]
