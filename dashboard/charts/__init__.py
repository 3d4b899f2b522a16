"""Chart forms: pure functions from options to a Vega-Lite spec without data.

The rows travel as Arrow tables beside the spec, also those that a builder puts into it (``rows_apart``), and so do the
words that name a chart: a spec is the same for every country. This package is the only importer of Altair, which
authors each form once, at import.

Each builder says which columns its table needs. Numbers must be floats or integers of at most 64 bits: the browser
reads decimals wrongly (44.1 as 441). A label that is null is left out. Words, ranks and signs are written by the
queries; positions of labels are found in the browser, as only it knows the width.
"""

from dashboard.charts import maps, matrices, measures, rankings, spreads, trends
from dashboard.charts.form import SOURCE, Spec, rows_apart
from dashboard.charts.light import in_light, knows_light
from dashboard.charts.maps import Chosen
from dashboard.charts.theme import Theme
from dashboard.charts.trends import Break

place_map = knows_light(maps.place_map)
world_map = knows_light(maps.world_map)
matrix_dots = knows_light(matrices.matrix_dots)
breakdown_dots = knows_light(measures.breakdown_dots)
measure_compare_dots = knows_light(measures.measure_compare_dots)
movement_dots = knows_light(measures.movement_dots)
category_bars = knows_light(rankings.category_bars)
gap_bars = knows_light(rankings.gap_bars)
ranking_bars = knows_light(rankings.ranking_bars)
distribution_strip = knows_light(spreads.distribution_strip)
histogram = knows_light(spreads.histogram)
region_ranges = knows_light(spreads.region_ranges)
count_dots = knows_light(trends.count_dots)
portal_lines = knows_light(trends.portal_lines)
timeline_bars = knows_light(trends.timeline_bars)
trend_lines = knows_light(trends.trend_lines)

__all__ = [
    "SOURCE",
    "Break",
    "Chosen",
    "Spec",
    "Theme",
    "breakdown_dots",
    "category_bars",
    "count_dots",
    "distribution_strip",
    "gap_bars",
    "histogram",
    "in_light",
    "matrix_dots",
    "measure_compare_dots",
    "movement_dots",
    "place_map",
    "portal_lines",
    "ranking_bars",
    "region_ranges",
    "rows_apart",
    "timeline_bars",
    "trend_lines",
    "world_map",
]
