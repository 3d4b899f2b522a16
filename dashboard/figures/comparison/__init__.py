"""Countries side by side: where each stands, how far apart they are, and since when."""

from dashboard.figures.comparison.choice import Choice
from dashboard.figures.comparison.gaps import gaps
from dashboard.figures.comparison.headline import headline
from dashboard.figures.comparison.method import method
from dashboard.figures.comparison.nearest import default_countries
from dashboard.figures.comparison.peers import suggestions
from dashboard.figures.comparison.sentences import opening, sentences
from dashboard.figures.comparison.side_by_side import all_measures, pillars
from dashboard.figures.comparison.trend import asked_change, trend
from dashboard.figures.comparison.ways_on import offered, ways_on

__all__ = [
    "Choice",
    "all_measures",
    "asked_change",
    "default_countries",
    "gaps",
    "headline",
    "method",
    "offered",
    "opening",
    "pillars",
    "sentences",
    "suggestions",
    "trend",
    "ways_on",
]
