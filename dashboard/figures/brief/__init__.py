"""One country on one page, and two countries side by side."""

from dashboard.figures.brief.made import brief
from dashboard.figures.brief.ways import pdf_address, ways_on

__all__ = ["brief", "pdf_address", "ways_on"]
