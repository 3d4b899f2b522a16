"""How values spread: over all countries, within regions, over bins."""

from __future__ import annotations

import altair as alt

from dashboard.charts.form import (
    Form,
    Spec,
    annotation,
    emphasis_colour,
    emphasis_ink,
    emphasis_weight,
    expression,
    in_rows,
    layer,
    pixels,
    scaled,
    titled,
    tooltip,
)
from dashboard.charts.theme import SMALL_TEXT_SIZE, Theme

_STRIP_HEIGHT = 216
_STRIP_BINS = 60
# Where the labels of quartiles end and those of countries begin, in pixels from the top.
_STRIP_HEAD = 36


def _author_strip() -> Form:
    axis = alt.Axis(title="", grid=False, domain=True, domainColor="@faint", ticks=True, tickColor="@faint")
    scale = alt.Scale(nice=False, range=[6, expression("width - 6")])
    height = "height - dot * (datum.stack - 0.5) - 3"
    told = tooltip(country="Country", value_label="Value")
    named = (
        alt.Chart()
        .transform_filter("datum.emphasis === 'chosen' || datum.emphasis === 'compared'")
        .transform_window(place="row_number()", sort=[alt.SortField("emphasis"), alt.SortField("value")])
        .transform_calculate(label="datum.country + ' ' + datum.value_label")
        .encode(x=alt.X("middle:Q", scale=scale, axis=None))
    )
    label_y = f"{_STRIP_HEAD} + 17 * datum.place"
    markers = annotation().encode(x=alt.X("value:Q", scale=scale, axis=None))
    chart = (
        alt.layer(
            markers.mark_rule(strokeDash=[3, 3], aria=False)
            .encode(color=alt.value("@quiet"), y=pixels(_STRIP_HEAD - 2), y2=alt.value(expression("height")))
            .properties(name="quartiles"),
            alt.Chart()
            .mark_circle(opacity=1, size=expression("dot * dot"))
            .encode(
                x=alt.X("middle:Q", scale=scale, axis=axis),
                y=pixels(height),
                color=emphasis_colour(),
                tooltip=told,
            )
            .properties(name="dots"),
            named.mark_rule(aria=False).encode(
                y=pixels(f"{label_y} + 3"), y2=alt.value(expression(height)), color=emphasis_colour()
            ),
            named.mark_circle(opacity=1, size=expression("(dot + 3) * (dot + 3)"), aria=False).encode(
                y=pixels(height), color=emphasis_colour()
            ),
            named.mark_text(
                baseline="bottom",
                align=expression("datum.is_left ? 'left' : 'right'"),
                dx=expression("datum.is_left ? 4 : -4"),
                fontWeight=emphasis_weight(),
                stroke=None,
                aria=False,
            )
            .encode(y=pixels(f"{label_y} + 8"), text="label:N", color=emphasis_ink())
            .properties(name="names"),
            markers.mark_text(baseline="top", lineHeight=14, fontSize=SMALL_TEXT_SIZE, lineBreak="|", aria=False)
            .encode(y=pixels(2), text="label:N", color=alt.value("@ink"))
            .properties(name="quartile_labels"),
        )
        .transform_filter("isValid(datum.value)")
        .transform_calculate(bin="0")
        .transform_window(
            stack="row_number()", groupby=["bin"], sort=[alt.SortField("emphasis"), alt.SortField("value")]
        )
        .add_params(alt.param(name="dot", expr=f"max(4, min(9, width / {_STRIP_BINS} * 0.9))"))
    )
    return Form(chart.properties(height=_STRIP_HEIGHT))


_STRIP = _author_strip()


def distribution_strip(
    *,
    theme: Theme,
    value_title: str,
    median: tuple[float, str],
    quartiles: tuple[tuple[float, str], tuple[float, str]] | None = None,
    domain: tuple[float, float] = (0, 100),
) -> Spec:
    """Draw every country as a faint dot, the chosen and the compared named, median and quartiles as rules.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        Measure and unit, under the scale.
    median : tuple of float and str
        The median of what is drawn and how it is written.
    quartiles : tuple of tuple, optional
        The lower and the upper quartile in the same way.
    domain : tuple of float
        Ends of the scale.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``country``, ``value``, ``value_label`` and ``emphasis``;
        the dots are stacked in the browser.
    """
    spec = _STRIP.spec(theme)
    low, high = domain
    width = (high - low) / _STRIP_BINS
    lower, upper = quartiles or (None, None)
    markers = [
        {"value": found[0], "label": f"{name}|{found[1]}"}
        for name, found in (("Lower quartile", lower), ("Median", median), ("Upper quartile", upper))
        if found is not None
    ]
    for name in ("quartiles", "quartile_labels"):
        layer(spec, name)["data"] = {"values": markers}
    place = f"clamp(floor((datum.value - {low}) / {width}), 0, {_STRIP_BINS - 1})"
    binned = next(step for step in spec["transform"] if step.get("as") == "bin")
    binned["calculate"] = place
    position = spec["transform"].index(binned)
    spec["transform"][position + 1 : position + 1] = [
        {"calculate": f"{low} + (datum.bin + 0.5) * {width}", "as": "middle"},
        {"calculate": f"datum.value < {(low + high) / 2}", "as": "is_left"},
    ]
    scaled(spec, "x", domain=[low, high])
    titled(spec, "x", value_title)
    return spec


def _author_regions() -> Form:
    row = alt.Y("row:O", axis=None)
    scale = alt.Scale(range=[4, expression("width - 4")], nice=False)
    told = tooltip(
        region_label="Region",
        mean_label="Mean",
        median_label="Median",
        range_label="Lowest to highest",
        middle_label="Middle half",
        scored_count="Countries scored",
    )

    def across(column: str) -> alt.X:
        return alt.X(f"{column}:Q", scale=scale, axis=alt.Axis(orient="top", title=""))

    base = alt.Chart().encode(y=row)
    chart = (
        alt.layer(
            base.mark_rule(yOffset=9, strokeWidth=1.5, aria=False).encode(
                x=across("min"), x2="max:Q", color=alt.value("@faint")
            ),
            base.mark_bar(height=10, yOffset=9).encode(
                x=across("q1"), x2="q3:Q", color=emphasis_colour(), tooltip=told
            ),
            base.mark_tick(height=16, thickness=3, yOffset=9, orient="vertical", aria=False).encode(
                x=across("median"), color=alt.value("@ink")
            ),
            base.mark_point(
                filled=True, shape="diamond", size=60, yOffset=9, stroke="@ink", strokeWidth=1, aria=False
            ).encode(x=across("mean"), fill=alt.value("@background")),
            base.mark_text(
                align="left", dy=-9, limit=expression("width - 130"), fontWeight=emphasis_weight(), aria=False
            ).encode(x=pixels(0), text="region_label:N", color=alt.value("@ink"), tooltip=told),
            base.mark_text(align="right", dy=-9, fontSize=SMALL_TEXT_SIZE, limit=126, aria=False).encode(
                x=pixels("width"), text="label:N", color=alt.value("@quiet")
            ),
        )
        .transform_filter("isValid(datum.median)")
        .transform_calculate(
            mean_label="replace(format(datum.mean, '.2f'), '-', '\u2212')",
            median_label="replace(format(datum.median, '.2f'), '-', '\u2212')",
            range_label="format(datum.min, '.2f') + ' to ' + format(datum.max, '.2f')",
            middle_label="format(datum.q1, '.2f') + ' to ' + format(datum.q3, '.2f')",
        )
    )
    return Form(in_rows(chart).properties(height=alt.Step(44)))


_REGIONS = _author_regions()


def region_ranges(*, theme: Theme, value_title: str, domain: tuple[float, float] = (0, 100)) -> Spec:
    """Draw each region as a range, with its middle half, its median (tick) and its mean (diamond).

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        Measure and unit over the scale; say here what bar, tick and diamond are.
    domain : tuple of float
        Ends of the scale.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``sort_order`` (1 at the top), ``region_label``, ``min``, ``q1``,
        ``median``, ``mean``, ``q3``, ``max``, ``scored_count``, ``label`` (short, at the right: '45.2, 18 of
        18') and ``emphasis``.
    """
    spec = _REGIONS.spec(theme)
    scaled(spec, "x", domain=list(domain))
    titled(spec, "x", value_title)
    return spec


def _author_histogram() -> Form:
    told = tooltip(range_label="Score", host_count="Hosts", share_label="Share")
    x = alt.X("bin_from:O", axis=alt.Axis(title="", labelAngle=0, labelExpr="datum.value % 20 == 0 ? datum.value : ''"))
    y = alt.Y("host_count:Q", axis=alt.Axis(title="", tickCount=4, orient="left", titleAngle=0, titleAlign="left"))
    base = alt.Chart().encode(x=x)
    chart = alt.layer(
        base.mark_bar(width=alt.RelativeBandSize(band=0.86)).encode(
            y=y,
            color=alt.when("datum.is_band_good").then(alt.value("@accent")).otherwise(alt.value("@faint")),
            tooltip=told,
        ),
        base.mark_text(baseline="bottom", dy=-3, fontSize=11, aria=False).encode(
            y=y, text="short_label:N", color=alt.value("@ink")
        ),
    ).transform_calculate(
        range_label=(
            "datum.bin_from === datum.bin_to ? '' + datum.bin_from : datum.bin_from + ' to under ' + datum.bin_to"
        ),
        share_label="format(datum.share_pct, '.1f') + ' %'",
        short_label="isValid(datum.label) ? (width < 520 ? '' : datum.label) : ''",
    )
    return Form(chart.properties(height=240))


_HISTOGRAM = _author_histogram()


def histogram(*, theme: Theme, value_title: str, count_title: str = "Hosts") -> Spec:
    """Draw how many hosts fall into each bin, the good band in the accent.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        What is binned, with its unit.
    count_title : str
        What is counted.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``bin_from``, ``bin_to``, ``host_count``, ``share_pct``,
        ``label`` (over the bar; left out on a phone) and ``is_band_good``.
    """
    spec = _HISTOGRAM.spec(theme)
    titled(spec, "x", value_title)
    titled(spec, "y", count_title)
    return spec
