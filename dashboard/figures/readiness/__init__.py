"""Readiness of governments: where a country stands, among whom, and since when."""

from dashboard.figures.readiness.breakdown import breakdown
from dashboard.figures.readiness.choice import Choice
from dashboard.figures.readiness.distribution import distribution
from dashboard.figures.readiness.headline import headline
from dashboard.figures.readiness.method import method
from dashboard.figures.readiness.ranking import ALL_RANKS_TABLE, all_ranks, ranking
from dashboard.figures.readiness.trend import asked_change, peers, trend
from dashboard.figures.readiness.world_map import world_map

__all__ = [
    "ALL_RANKS_TABLE",
    "Choice",
    "all_ranks",
    "asked_change",
    "breakdown",
    "distribution",
    "headline",
    "method",
    "peers",
    "ranking",
    "trend",
    "world_map",
]
