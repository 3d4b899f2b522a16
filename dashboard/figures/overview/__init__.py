"""The front page: one country's four answers, what the atlas holds and how fresh it is."""

from dashboard.figures.overview.answers import Answer, four_answers

__all__ = ["Answer", "four_answers"]
