"""Several measures side by side: of one country, of several countries, of regions between editions."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from dashboard.charts.form import (
    ROW,
    Form,
    Spec,
    annotation,
    expression,
    halo,
    layer,
    pixels,
    rows_of_choice,
    scaled,
    settle,
    titled,
    tooltip,
    zero_line,
)
from dashboard.charts.theme import PALETTES, SHAPES, SMALL_TEXT_SIZE, Theme

_ROW = 42
_KEY_LINE = 48


def _author_breakdown() -> Form:
    row = alt.Y("row:O", axis=None)
    scale = alt.Scale(range=[6, expression("width - 6")], nice=False)

    def across(column: str) -> alt.X:
        return alt.X(f"{column}:Q", scale=scale, axis=alt.Axis(orient="top", title=""))

    told = tooltip(measure="Measure", value_label="Value", median_label="Region median", best_label="Best")
    base = alt.Chart().encode(y=row, key=ROW)
    valued = base.transform_filter("isValid(datum.value)")
    key = annotation().encode(y=pixels(f"-{_KEY_LINE} - (width < 560 ? 17 * (2 - datum.place) : 0)"))
    key_left = "6 + (width < 560 ? 0 : datum.place * min(270, width / 3))"
    chart = (
        alt.layer(
            base.mark_rule(yOffset=10, strokeWidth=1, aria=False).encode(
                x=pixels(6), x2=alt.value(expression("width - 6")), color=alt.value("@rule")
            ),
            base.transform_filter("isValid(datum.region_median) && isValid(datum.value)")
            .mark_rule(yOffset=10, strokeWidth=2, aria=False)
            .encode(x=across("value"), x2="region_median:Q", color=alt.value("@faint")),
            base.transform_filter("isValid(datum.region_median)")
            .mark_tick(yOffset=10, height=16, thickness=3, orient="vertical", opacity=1, aria=False)
            .encode(x=across("region_median"), color=alt.value("@ink")),
            base.transform_filter("isValid(datum.best_value)")
            .mark_point(yOffset=10, shape="diamond", size=60, filled=False, strokeWidth=1.5, opacity=1, aria=False)
            .encode(x=across("best_value"), color=alt.value("@quiet")),
            valued.mark_circle(yOffset=10, size=120, opacity=1).encode(
                x=across("value"), color=alt.value("@accent"), tooltip=told
            ),
            base.mark_text(
                align="left",
                dy=-8,
                dx=expression("datum.is_part ? 12 : 0"),
                fontWeight=expression("datum.is_part ? 400 : 600"),
                limit=expression("width - 60"),
                aria=False,
            ).encode(x=pixels(0), text="measure:N", color=alt.value("@ink"), tooltip=told),
            base.mark_text(align="right", dy=-8, fontWeight=600, aria=False).encode(
                x=pixels("width"), text="value_label:N", color=alt.value("@ink")
            ),
        )
        .transform_calculate(
            is_part="isValid(datum.parent) && datum.parent !== '' && datum.parent !== 'total'",
            value_label="isValid(datum.value_label) ? datum.value_label : 'No figure'",
            median_label="isValid(datum.region_median) ? format(datum.region_median, digits) : 'No figure'",
            best_label="isValid(datum.best_value) ? format(datum.best_value, digits) : 'No figure'",
        )
        .transform_window(row="row_number()", sort=[alt.SortField("sort_order")])
        .add_params(alt.param(name="digits", value=".1f"))
    )
    keyed = alt.layer(
        *chart.layer,
        key.mark_point(filled=True, opacity=1, strokeWidth=1.5, size=80, aria=False)
        .encode(
            x=pixels(key_left),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
        )
        .properties(name="key"),
        key.mark_text(
            align="left",
            dx=9,
            fontSize=SMALL_TEXT_SIZE,
            limit=expression("width < 560 ? width : min(270, width / 3) - 18"),
            aria=False,
        )
        .encode(x=pixels(key_left), text="words:N", color=alt.value("@ink"))
        .properties(name="key_labels"),
    )
    keyed.transform = chart.transform
    keyed.params = chart.params
    return Form(keyed.properties(height=alt.Step(_ROW)))


_BREAKDOWN = _author_breakdown()


def breakdown_dots(
    *,
    theme: Theme,
    value_title: str,
    country_label: str,
    median_label: str = "Region median",
    best_label: str = "Best",
    domain: tuple[float, float] = (0, 100),
    decimals: int = 1,
) -> Spec:
    """Draw one row for each measure of a country: its value, the median of its region, the best of all.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        Unit, over the scale.
    country_label, median_label, best_label : str
        What dot, tick and diamond are, in the key.
    domain : tuple of float
        Ends of the scale.
    decimals : int
        Digits after the point of the median and the best in the tooltip.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``sort_order`` (1 at the top, none twice), ``measure``, ``parent``
        (null, '' or 'total': bold; else set in under its parent), ``value``, ``value_label``,
        ``region_median`` and ``best_value``.
    """
    spec = _BREAKDOWN.spec(theme)
    palette = PALETTES[theme]
    words = (country_label, median_label, best_label)
    looks = (
        ("circle", palette.accent, palette.accent),
        ("M0,-0.9V0.9", palette.ink, palette.ink),
        ("diamond", "transparent", palette.quiet),
    )
    key = [
        {"place": place, "words": text, "shape": shape, "fill": fill, "stroke": stroke}
        for place, (text, (shape, fill, stroke)) in enumerate(zip(words, looks, strict=True))
    ]
    for name in ("key", "key_labels"):
        layer(spec, name)["data"] = rows_of_choice(name, key)
    settle(spec, digits=f".{decimals}f")
    scaled(spec, "x", domain=list(domain))
    titled(spec, "x", value_title)
    return spec


def _author_compared() -> Form:
    row = alt.Y("row:O", axis=None)
    scale = alt.Scale(range=[8, expression("width - 8")], nice=False)
    value = alt.X("value:Q", scale=scale, axis=alt.Axis(orient="top", title=""))
    told = tooltip(measure="Measure", country="Country", value_label="Value")
    legend = alt.Legend(
        orient="top", title=None, columns=expression("width < 520 ? 2 : 4"), symbolSize=90, symbolOpacity=1
    )
    base = alt.Chart().encode(y=row)
    chart = (
        alt.layer(
            base.transform_filter("datum.first === 1")
            .mark_rule(yOffset=10, strokeWidth=1, aria=False)
            .encode(x=pixels(8), x2=alt.value(expression("width - 8")), color=alt.value("@rule")),
            base.transform_filter("isValid(datum.value)")
            .mark_point(filled=True, yOffset=10, size=95, opacity=0.9)
            .encode(
                x=value,
                color=alt.Color("country:N", legend=legend),
                shape=alt.Shape("country:N", legend=legend),
                tooltip=told,
            )
            .properties(name="dots"),
            base.transform_filter("datum.first === 1")
            .mark_text(align="left", dy=-8, limit=expression("width"), aria=False)
            .encode(x=pixels(0), text="measure:N", color=alt.value("@ink")),
        )
        .transform_window(row="dense_rank()", sort=[alt.SortField("sort_order")])
        .transform_window(first="row_number()", groupby=["sort_order"], sort=[alt.SortField("series_index")])
    )
    return Form(chart.properties(height=alt.Step(_ROW)))


_COMPARED = _author_compared()


def measure_compare_dots(
    *, theme: Theme, value_title: str, countries: Sequence[str], domain: tuple[float, float] = (0, 100)
) -> Spec:
    """Draw one row for each measure with a dot for each of up to eight countries, told apart by colour and shape.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        Unit, over the scale.
    countries : sequence of str
        The labels in ``country``, in the order of the key.
    domain : tuple of float
        Ends of the scale.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``measure``, ``sort_order`` (one for each measure),
        ``country``, ``value``, ``value_label`` and ``series_index``.
    """
    spec = _COMPARED.spec(theme)
    names = list(countries)
    scaled(spec, "color", domain=names, range=list(PALETTES[theme].series[: len(names)]))
    scaled(spec, "shape", domain=names, range=list(SHAPES[: len(names)]))
    scaled(spec, "x", domain=list(domain))
    titled(spec, "x", value_title)
    return spec


def _author_movement() -> Form:
    row = alt.Y("row:O", axis=None)
    scale = alt.Scale(range=[20, expression("width - 20")], nice=True, zero=True)
    axis = alt.Axis(
        orient="top", title="", labelExpr="datum.value === 0 ? '0' : replace(format(datum.value, '+'), '-', '\u2212')"
    )
    told = tooltip(
        region_label="Region",
        change_label="Same countries",
        naive_label="All countries of each edition",
        label="Counts",
    )

    def across(column: str) -> alt.X:
        return alt.X(f"{column}:Q", scale=scale, axis=axis)

    base = alt.Chart().encode(y=row)
    chart = (
        alt.layer(
            zero_line(across("change")),
            base.transform_filter("isValid(datum.naive_change)")
            .mark_rule(yOffset=10, strokeWidth=1.5, aria=False)
            .encode(x=across("naive_change"), x2="change:Q", color=alt.value("@faint")),
            base.transform_filter("isValid(datum.naive_change)")
            .mark_point(yOffset=10, size=80, strokeWidth=1.75, opacity=1)
            .encode(x=across("naive_change"), stroke=alt.value("@quiet"), fill=alt.value("@background"), tooltip=told),
            base.mark_circle(yOffset=10, size=110, opacity=1).encode(
                x=across("change"), color=alt.value("@accent"), tooltip=told
            ),
            # The line of no difference runs through the names.
            *halo(
                base.mark_text(align="left", dy=-8, limit=expression("width - 130"), aria=False).encode(
                    x=pixels(0), text="region_label:N", color=alt.value("@ink"), tooltip=told
                )
            ),
            base.mark_text(align="right", dy=-8, fontSize=SMALL_TEXT_SIZE, limit=126, aria=False).encode(
                x=pixels("width"), text="label:N", color=alt.value("@quiet")
            ),
        )
        .transform_filter("isValid(datum.change)")
        .transform_calculate(
            change_label="replace(format(datum.change, '+.2f'), '-', '\u2212')",
            naive_label=(
                "isValid(datum.naive_change) ? replace(format(datum.naive_change, '+.2f'), '-', '\u2212') : 'No figure'"
            ),
        )
        .transform_window(row="row_number()", sort=[alt.SortField("sort_order")])
    )
    return Form(chart.properties(height=alt.Step(_ROW)))


_MOVEMENT = _author_movement()


def movement_dots(*, theme: Theme, value_title: str, domain: tuple[float, float] | None = None) -> Spec:
    """Draw how regions moved: filled, on the countries scored in both editions; hollow, on whoever was scored.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        Measure, unit and editions over the scale; say here what filled and hollow are.
    domain : tuple of float, optional
        Ends of the scale; else from the table.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``sort_order`` (1 at the top), ``region_label``, ``change``,
        ``naive_change`` and ``label`` (short, at the right: '+0.5 (19 countries)').
    """
    spec = _MOVEMENT.spec(theme)
    if domain is not None:
        scaled(spec, "x", domain=list(domain), nice=False)
    titled(spec, "x", value_title)
    return spec
