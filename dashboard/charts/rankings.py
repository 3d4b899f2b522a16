"""Sorted bars: countries in order, and any counted category."""

from __future__ import annotations

from typing import Any, Literal

import altair as alt

from dashboard.charts.form import (
    ROW,
    SOURCE,
    Form,
    Spec,
    assign,
    drop,
    emphasis_colour,
    emphasis_ink,
    emphasis_weight,
    expression,
    halo,
    in_rows,
    nothing_missing,
    pixels,
    scaled,
    titled,
    tooltip,
    write_title,
    written_title,
    zero_line,
)
from dashboard.charts.theme import SMALL_TEXT_SIZE, Theme

_LABELLED_ROW = 40
# Under this width the name stands over its bar, and the bar has the whole width.
_NARROW = "width < 560"


def _author_ranking() -> Form:
    row = alt.Y("row:O", axis=None)
    span = alt.Scale(range=[expression("plot_left"), expression("width - 46")], nice=False)
    value = alt.X(
        "value:Q", scale=span, axis=alt.Axis(orient="top", title="", tickCount=expression("is_narrow ? 3 : 6"))
    )
    told = tooltip(country="Country", value_label="Value", rank_label="Rank")
    mark_drop, text_lift = expression("is_narrow ? 8 : 0"), expression("is_narrow ? -8 : 0")
    drawn = alt.Chart().transform_filter("datum.is_drawn !== false && isValid(datum.value)").encode(y=row, key=ROW)
    written = alt.Chart().encode(y=row, key=ROW)
    chart = alt.layer(
        # Whoever stands in here is too close to the chosen country for its rank to say much.
        drawn.transform_filter("datum.is_near")
        .mark_rect(fill="@band", aria=False)
        .encode(x=pixels(0), x2=alt.value(expression("width")))
        .properties(name="near"),
        drawn.mark_rule(strokeWidth=1, yOffset=mark_drop, aria=False)
        .encode(x=value, x2=alt.value(expression("plot_left")), color=alt.value("@faint"))
        .properties(name="stems"),
        drawn.mark_bar(height=expression("is_narrow ? 10 : 14"), yOffset=mark_drop)
        .encode(x=value, x2=alt.X2(datum=0), color=emphasis_colour(), tooltip=told)
        .properties(name="bars"),
        drawn.mark_circle(opacity=1, yOffset=mark_drop)
        .encode(
            x=value,
            color=emphasis_colour(),
            size=alt.when("datum.emphasis === 'chosen'").then(alt.value(130)).otherwise(alt.value(80)),
            tooltip=told,
        )
        .properties(name="dots"),
        written.mark_text(align="right", fontSize=SMALL_TEXT_SIZE, dy=text_lift, aria=False)
        .encode(x=pixels(34), text="rank_label:N", color=alt.value("@quiet"))
        .properties(name="ranks"),
        written.mark_text(
            align="left",
            dy=text_lift,
            limit=expression("(is_narrow ? width : plot_left) - name_left - 8"),
            fontWeight=emphasis_weight(),
            aria=False,
        )
        .encode(x=pixels("name_left"), text="country:N", color=emphasis_ink(), tooltip=told)
        .properties(name="names"),
        drawn.mark_text(align="left", dx=8, dy=mark_drop, fontWeight=emphasis_weight(), aria=False)
        .encode(x=value, text="value_label:N", color=emphasis_ink())
        .properties(name="values"),
        written.transform_filter("datum.is_drawn === false || !isValid(datum.value)")
        .mark_text(align="left", dx=2, dy=mark_drop, fontStyle="italic", aria=False)
        .encode(x=pixels("plot_left"), text="value_label:N", color=alt.value("@quiet"))
        .properties(name="not_drawn"),
    ).add_params(
        alt.param(name="is_narrow", expr=_NARROW),
        alt.param(name="name_left", value=42),
        alt.param(name="plot_left", expr="0"),
        alt.param(name="height", expr=f"max(1, length(data('{SOURCE}'))) * (is_narrow ? 36 : 22)"),
    )
    chart = nothing_missing(chart, rank_label="", value_label="No figure published")
    return Form(in_rows(chart).properties(height=200))


_RANKING = _author_ranking()


def ranking_bars(
    *,
    theme: Theme,
    value_title: str,
    domain: tuple[float, float] = (0, 100),
    has_ranks: bool = True,
) -> Spec:
    """Draw countries in order, one row each, the value at the mark.

    A row has 22 pixels; on a phone 36, and the name stands over its mark.
    Bars where the scale begins at zero, dots where it does not: a bar that begins elsewhere misleads.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        Measure and unit, written over the scale.
    domain : tuple of float
        Ends of the scale.
    has_ranks : bool
        False leaves the column of ranks out.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``sort_order`` (1 at the top, none twice), ``country``,
        ``value``, ``value_label``, ``rank_label`` ('=12th'), ``emphasis`` (chosen, compared, region, other)
        and ``is_drawn`` (false: no mark, the words of ``value_label`` stand in its place). Where it has ``is_near``,
        the rows for which that is true are shaded.
    """
    spec = _RANKING.spec(theme)
    drop(spec, *(("stems", "dots") if domain[0] == 0 else ("bars",)))
    if not has_ranks:
        drop(spec, "ranks")
        assign(spec, "name_left", "0")
    assign(spec, "plot_left", f"is_narrow ? 1 : {228 if has_ranks else 186}")
    scaled(spec, "x", domain=list(domain))
    titled(spec, "x", value_title)
    return spec


def _author_categories() -> Form:
    row = alt.Y("row:O", axis=None)
    value = alt.X("count:Q", axis=None, scale=alt.Scale(range=[0, expression("width - 64")], zero=True, nice=False))
    told = tooltip(category_label="Category", count_label="Count")
    base = alt.Chart().encode(y=row)
    chart = alt.layer(
        base.mark_bar(height=10, yOffset=9).encode(x=value, x2=alt.X2(datum=0), color=emphasis_colour(), tooltip=told),
        base.mark_text(align="left", dy=-9, limit=expression("width"), fontWeight=emphasis_weight(), aria=False).encode(
            x=pixels(0), text="category_label:N", color=alt.value("@ink"), tooltip=told
        ),
        base.mark_text(align="left", dx=6, dy=9, fontWeight=emphasis_weight(), aria=False).encode(
            x=value, text="count_label:N", color=alt.value("@ink")
        ),
        written_title(),
    )
    return Form(in_rows(chart).properties(height=alt.Step(_LABELLED_ROW)))


_CATEGORIES = _author_categories()


def category_bars(*, theme: Theme, value_title: str, maximum: float | None = None) -> Spec:
    """Draw counted categories as sorted bars, the name over the bar and the count at its end.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        What is counted, with its unit, written over the first bar.
    maximum : float, optional
        End of the scale; the largest count where it is left out.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``sort_order`` (1 at the top), ``category_label``,
        ``count``, ``count_label`` and ``emphasis``.
    """
    spec = _CATEGORIES.spec(theme)
    write_title(spec, value_title)
    if maximum is not None:
        scaled(spec, "x", domain=[0, maximum])
    return spec


def _author_gaps() -> Form:
    row = alt.Y("row:O", axis=None)
    span = alt.Scale(range=[52, expression("width - 52")], nice=False)
    gap = alt.X("gap:Q", scale=span, axis=None)
    told = tooltip(label="Compared with", gap_label="Difference", reference_label="Its value")
    base = alt.Chart().encode(y=row)

    def number(align: Literal["left", "right"], offset: int, test: str) -> Any:
        return (
            base.transform_filter(test)
            .mark_text(align=align, dx=offset, dy=9, aria=False)
            .encode(x=gap, text="gap_label:N", color=alt.value("@ink"))
        )

    chart = alt.layer(
        base.mark_bar(height=10, yOffset=9).encode(
            x=gap,
            x2=alt.X2(datum=0),
            color=alt.when("datum.gap < 0").then(alt.value("@below")).otherwise(alt.value("@above")),
            tooltip=told,
        ),
        zero_line(gap),
        # The line of no difference runs through the names.
        *halo(
            base.mark_text(align="left", dy=-9, limit=expression("width"), aria=False).encode(
                x=pixels(0), text="label:N", color=alt.value("@ink"), tooltip=told
            )
        ),
        number("left", 6, "datum.gap >= 0"),
        number("right", -6, "datum.gap < 0"),
        written_title(),
    )
    return Form(in_rows(chart).properties(height=alt.Step(_LABELLED_ROW)))


_GAPS = _author_gaps()


def gap_bars(*, theme: Theme, value_title: str, extent: float) -> Spec:
    """Draw how far one country is from others, to the left where it is behind and to the right where it is ahead.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        What the difference is of, with its unit, written over the first bar.
    extent : float
        Largest difference in either direction; the scale runs from minus to plus this.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``sort_order`` (1 at the top), ``label``, ``gap`` (below zero:
        behind), ``gap_label`` (with U+2212) and ``reference_label`` (the value compared with, in words).
    """
    spec = _GAPS.spec(theme)
    write_title(spec, value_title)
    scaled(spec, "x", domain=[-extent, extent])
    return spec
