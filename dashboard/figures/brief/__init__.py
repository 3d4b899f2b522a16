"""One country on one page, and two countries side by side."""

from dashboard.figures.brief.made import brief
from dashboard.figures.brief.pair import NOBODY, others, pair, pair_charts, pair_finding, pair_lede
from dashboard.figures.brief.ways import pdf_address, ways_on

__all__ = ["NOBODY", "brief", "others", "pair", "pair_charts", "pair_finding", "pair_lede", "pdf_address", "ways_on"]
