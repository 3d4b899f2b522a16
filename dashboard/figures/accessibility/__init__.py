"""Accessibility of public websites, method by method, and what is known of one country's sites."""

from dashboard.figures.accessibility.by_method import absences, sections
from dashboard.figures.accessibility.choice import METHODS, Choice, year_labels
from dashboard.figures.accessibility.headline import headline
from dashboard.figures.accessibility.method import method
from dashboard.figures.accessibility.search import search

__all__ = ["METHODS", "Choice", "absences", "headline", "method", "search", "sections", "year_labels"]
