"""Sources and method: where every figure comes from, what it means and how to take it away."""

from dashboard.figures.sources.detail import detail
from dashboard.figures.sources.labels import FAMILIES, NONE, PARTS, SEARCHED
from dashboard.figures.sources.method import method
from dashboard.figures.sources.release import release_facts, whole_tables
from dashboard.figures.sources.shown import headline, shown, source_choices

__all__ = [
    "FAMILIES",
    "NONE",
    "PARTS",
    "SEARCHED",
    "detail",
    "headline",
    "method",
    "release_facts",
    "shown",
    "source_choices",
    "whole_tables",
]
