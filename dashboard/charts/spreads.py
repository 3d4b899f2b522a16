"""How values spread: over all countries, within regions, over bins."""

from __future__ import annotations

import altair as alt

from dashboard.charts.form import (
    Form,
    Spec,
    annotation,
    emphasis_colour,
    emphasis_weight,
    expression,
    halo,
    in_rows,
    layer,
    pixels,
    scaled,
    settle,
    titled,
    tooltip,
)
from dashboard.charts.theme import SMALL_TEXT_SIZE, Theme

# Where the labels of quartiles end and those of countries begin, in pixels from the top.
_STRIP_HEAD = 36
_NAMED = "datum.emphasis === 'chosen' || datum.emphasis === 'compared'"


def _author_strip() -> Form:
    axis = alt.Axis(title="", grid=False, domain=True, domainColor="@faint", ticks=True, tickColor="@faint")
    scale = alt.Scale(nice=False, range=[6, expression("width - 6")])
    dot_y = "height - dot * (datum.stack - 0.5) - 3"
    # From the top: a line for each name, never lower than the dot it leads to.
    name_y = f"min({_STRIP_HEAD} + 17 * datum.place, {dot_y} - 14)"
    middle = alt.X("middle:Q", scale=scale, axis=axis)
    told = tooltip(country="Country", value_label="Value")
    markers = annotation().encode(x=alt.X("value:Q", scale=scale, axis=axis))
    named = (
        alt.Chart()
        .transform_filter(_NAMED)
        .transform_window(place="row_number()", sort=[alt.SortField("emphasis"), alt.SortField("value")])
        .transform_calculate(label="datum.country + ' ' + datum.value_label")
        .encode(x=middle)
    )
    names = halo(
        named.mark_text(
            baseline="bottom",
            align=expression("datum.value < (low + high) / 2 ? 'left' : 'right'"),
            dx=expression("datum.value < (low + high) / 2 ? 5 : -5"),
            fontWeight=emphasis_weight(),
            aria=False,
        ).encode(y=pixels(f"{name_y} + 8"), text="label:N", color=alt.value("@ink"))
    )
    chart = (
        alt.layer(
            markers.mark_rule(strokeDash=[3, 3], aria=False)
            .encode(color=alt.value("@quiet"), y=pixels(_STRIP_HEAD - 2), y2=alt.value(expression("height")))
            .properties(name="quartiles"),
            alt.Chart()
            .mark_circle(opacity=1, size=expression("dot * dot"))
            .encode(x=middle, y=pixels(dot_y), color=emphasis_colour(), tooltip=told, key=alt.Key("country:N")),
            named.mark_rule(aria=False).encode(
                y=pixels(f"{name_y} - 2"), y2=alt.value(expression(dot_y)), color=emphasis_colour()
            ),
            named.mark_circle(opacity=1, size=expression("(dot + 3) * (dot + 3)"), aria=False).encode(
                y=pixels(dot_y), color=emphasis_colour()
            ),
            *names,
            markers.mark_text(
                baseline="top",
                align=expression("datum.align"),
                dx=expression("datum.align === 'right' ? 4 : datum.align === 'left' ? -4 : 0"),
                lineHeight=14,
                fontSize=SMALL_TEXT_SIZE,
                lineBreak="|",
                aria=False,
            )
            .encode(y=pixels(2), text="label:N", color=alt.value("@ink"))
            .properties(name="quartile_labels"),
        )
        .transform_filter("isValid(datum.value)")
        .transform_calculate(bin="clamp(floor((datum.value - low) / (high - low) * bins), 0, bins - 1)")
        .transform_calculate(middle="low + (datum.bin + 0.5) * (high - low) / bins")
        # Who is named stands on top of its pile, where the line from its name ends.
        .transform_window(
            stack="row_number()",
            groupby=["bin"],
            sort=[alt.SortField("emphasis", order="descending"), alt.SortField("value")],
        )
        .add_params(
            alt.param(name="low", value=0),
            alt.param(name="high", value=100),
            alt.param(name="bins", expr="width < 560 ? 44 : 70"),
            alt.param(name="dot", expr="max(4, min(10, width / bins * 0.9))"),
        )
    )
    return Form(chart.properties(height=210))


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
        Vega-Lite spec without data. The table needs ``country`` (none twice), ``value``, ``value_label`` and
        ``emphasis``; the dots are stacked in the browser.
    """
    spec = _STRIP.spec(theme)
    lower, upper = quartiles or (None, None)
    markers = [
        {"value": found[0], "label": f"{name}|{found[1]}", "align": align}
        for name, found, align in (
            ("Lower quartile", lower, "right"),
            ("Median", median, "center"),
            ("Upper quartile", upper, "left"),
        )
        if found is not None
    ]
    for name in ("quartiles", "quartile_labels"):
        layer(spec, name)["data"] = {"values": markers}
    settle(spec, low=domain[0], high=domain[1])
    scaled(spec, "x", domain=list(domain))
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
            base.mark_tick(height=16, thickness=3, yOffset=9, orient="vertical", opacity=1, aria=False).encode(
                x=across("median"), color=alt.value("@ink")
            ),
            base.mark_point(
                filled=True, shape="diamond", size=60, yOffset=9, stroke="@ink", strokeWidth=1, opacity=1, aria=False
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
            mean_label="replace(format(datum.mean, digits), '-', '\u2212')",
            median_label="replace(format(datum.median, digits), '-', '\u2212')",
            range_label="format(datum.min, digits) + ' to ' + format(datum.max, digits)",
            middle_label="format(datum.q1, digits) + ' to ' + format(datum.q3, digits)",
        )
    )
    chart = chart.add_params(alt.param(name="digits", value=".1f"))
    return Form(in_rows(chart).properties(height=alt.Step(44)))


_REGIONS = _author_regions()


def region_ranges(*, theme: Theme, value_title: str, domain: tuple[float, float] = (0, 100), decimals: int = 1) -> Spec:
    """Draw each region as a range, with its middle half, its median (tick) and its mean (diamond).

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        Measure and unit over the scale; say here what bar, tick and diamond are.
    domain : tuple of float
        Ends of the scale.
    decimals : int
        Digits after the point in the tooltip.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``sort_order`` (1 at the top), ``region_label``, ``min``, ``q1``,
        ``median``, ``mean``, ``q3``, ``max``, ``scored_count``, ``label`` (short, at the right: '45.2, 18 of
        18') and ``emphasis``.
    """
    spec = _REGIONS.spec(theme)
    settle(spec, digits=f".{decimals}f")
    scaled(spec, "x", domain=list(domain))
    titled(spec, "x", value_title)
    return spec


def _author_histogram() -> Form:
    told = tooltip(range_label="Score", host_count="Hosts", share_label="Share")
    x = alt.X("bin_from:O", axis=alt.Axis(title="", labelAngle=0, labelExpr="datum.value % 20 == 0 ? datum.value : ''"))
    y = alt.Y(
        "host_count:Q", axis=alt.Axis(title="", tickCount=4, titleAngle=0, titleAlign="left", titleX=0, titleY=-10)
    )
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
