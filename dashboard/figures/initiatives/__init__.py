"""What governments have started: kinds, places, years, published counts, registers and the list itself."""

from dashboard.figures.initiatives.choice import (
    ALL,
    LATEST,
    Choice,
    kind_options,
    organisation_options,
    place_options,
    register_options,
    status_options,
    year_options,
)
from dashboard.figures.initiatives.headline import headline
from dashboard.figures.initiatives.method import method
from dashboard.figures.initiatives.sections import sections

__all__ = [
    "ALL",
    "LATEST",
    "Choice",
    "headline",
    "kind_options",
    "method",
    "organisation_options",
    "place_options",
    "register_options",
    "sections",
    "status_options",
    "year_options",
]
