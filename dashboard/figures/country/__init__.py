"""The whole picture of one country: four answers, the figures behind them, and what is not known."""

from dashboard.figures.country.audits import absence
from dashboard.figures.country.choice import Choice
from dashboard.figures.country.gaps import gaps
from dashboard.figures.country.headline import answers, headline
from dashboard.figures.country.method import method
from dashboard.figures.country.parts import accessibility, barriers, initiatives, readiness
from dashboard.figures.country.ways import ways_on

__all__ = [
    "Choice",
    "absence",
    "accessibility",
    "answers",
    "barriers",
    "gaps",
    "headline",
    "initiatives",
    "method",
    "readiness",
    "ways_on",
]
