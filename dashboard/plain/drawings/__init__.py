"""Charts drawn as SVG without a script: one function for each form of ``dashboard.charts``.

A form that is missing here is told by its table alone.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.charts.light import PageSpec
from dashboard.figure import Figure
from dashboard.plain.drawings import maps, rows, spreads, times
from dashboard.plain.drawings.marks import Row

_Draw = Callable[[list[Row], dict[str, Any], str], str]

#: By the name of the form.
DRAWN: Mapping[str, _Draw] = {
    draw.__name__: draw
    for draw in (
        maps.place_map, maps.world_map, rows.breakdown_dots, rows.category_bars, rows.gap_bars,
        rows.measure_compare_dots, rows.movement_dots, rows.ranking_bars, rows.region_ranges,
        spreads.distribution_strip, spreads.histogram, times.count_dots, times.portal_lines, times.timeline_bars,
        times.trend_lines,
    )
}  # fmt: skip


def drawing(figure: Figure) -> str:
    """The chart of a figure as HTML; empty where it has none.

    Parameters
    ----------
    figure : Figure
        What the dashboard shows.
    """
    spec = figure.spec
    if not isinstance(spec, PageSpec) or spec.form not in DRAWN or not figure.frame.num_rows:
        return ""
    return DRAWN[spec.form](figure.drawn.to_pylist(), spec.options, figure.alt)
