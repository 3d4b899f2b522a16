"""The front page: one country's four answers, what the atlas holds and how fresh it is."""

from dashboard.figures.overview.answers import Answer, four_answers
from dashboard.figures.overview.headline import headline, latest_map, method
from dashboard.figures.overview.holdings import held_figures, latest_editions

__all__ = ["Answer", "four_answers", "headline", "held_figures", "latest_editions", "latest_map", "method"]
