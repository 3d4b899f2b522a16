"""Chart forms: pure functions from options to a Vega-Lite spec without data.

The rows travel as an Arrow table: ``st.vega_lite_chart(table, spec, theme=None, alt=...)``. This package is the
only importer of Altair, which authors each form once, at import.

Each builder says which columns its table needs. Numbers must be floats or integers of at most 64 bits: the browser
reads decimals wrongly (44.1 as 441). A label that is null is left out. Words, ranks and signs are written by the
queries; positions of labels are found in the browser, as only it knows the width.
"""

from dashboard.charts.form import Spec
from dashboard.charts.maps import place_map, world_map
from dashboard.charts.matrices import matrix_dots
from dashboard.charts.measures import breakdown_dots, measure_compare_dots, movement_dots
from dashboard.charts.rankings import category_bars, gap_bars, ranking_bars
from dashboard.charts.spreads import distribution_strip, histogram, region_ranges
from dashboard.charts.theme import Theme
from dashboard.charts.trends import Break, count_dots, portal_lines, timeline_bars, trend_lines

__all__ = [
    "Break",
    "Spec",
    "Theme",
    "breakdown_dots",
    "category_bars",
    "count_dots",
    "distribution_strip",
    "gap_bars",
    "histogram",
    "matrix_dots",
    "measure_compare_dots",
    "movement_dots",
    "place_map",
    "portal_lines",
    "ranking_bars",
    "region_ranges",
    "timeline_bars",
    "trend_lines",
    "world_map",
]
