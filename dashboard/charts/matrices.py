"""Which of these goes with which of those."""

from __future__ import annotations

import altair as alt

from dashboard.charts.form import SOURCE, Form, Spec, annotation, expression, halo, pixels, tooltip
from dashboard.charts.theme import SMALL_TEXT_SIZE, Theme

# Room at the right for the totals and for the last name, which leans outwards.
_RIGHT = "(is_narrow ? 64 : 110)"


def _author_matrix() -> Form:
    scale = alt.Scale(range=[expression("left"), expression(f"width - {_RIGHT}")])
    x = alt.X("column_order:O", scale=scale, axis=None)
    y = alt.Y("row_order:O", axis=None)
    told = tooltip(row_label="Row", column_label="Column", label="Named by")
    mark_drop, text_lift = expression("is_narrow ? 8 : 0"), expression("is_narrow ? -9 : 0")
    right = pixels(f"width - {_RIGHT} + 26")
    base = alt.Chart().encode(x=x, y=y)
    first_of_row = alt.Chart().transform_filter("datum.in_row === 1").encode(y=y)
    first_of_column = alt.Chart().transform_filter("datum.in_column === 1").encode(x=x)
    chart = (
        alt.layer(
            first_of_row.mark_rule(strokeWidth=1, yOffset=mark_drop, aria=False).encode(
                x=pixels("left"), x2=alt.value(expression(f"width - {_RIGHT}")), color=alt.value("@rule")
            ),
            first_of_column.mark_rule(strokeWidth=1, aria=False).encode(
                y=pixels(0), y2=alt.value(expression("height")), color=alt.value("@rule")
            ),
            base.transform_filter("datum.marked")
            .mark_circle(size=expression("is_narrow ? 90 : 130"), opacity=1, yOffset=mark_drop)
            .encode(color=alt.value("@accent"), tooltip=told),
            *halo(
                first_of_row.mark_text(
                    align="left", dy=text_lift, limit=expression("is_narrow ? width - 64 : left - 10"), aria=False
                ).encode(
                    x=pixels(0),
                    text="row_label:N",
                    color=alt.value("@ink"),
                    tooltip=tooltip(row_label="Row", row_total="Marks"),
                )
            ),
            first_of_row.mark_text(align="right", dy=mark_drop, fontWeight=600, aria=False).encode(
                x=right, text="row_total:N", color=alt.value("@ink")
            ),
            first_of_column.mark_text(
                align="left", baseline="middle", angle=300, limit=260, fontSize=SMALL_TEXT_SIZE, aria=False
            ).encode(
                y=pixels(-8),
                text="column_label:N",
                color=alt.value("@ink"),
                tooltip=tooltip(column_label="Column", column_total="Marks"),
            ),
            first_of_column.mark_text(baseline="top", fontWeight=600, fontSize=SMALL_TEXT_SIZE, aria=False).encode(
                y=pixels("height + 6"), text="column_total:N", color=alt.value("@ink")
            ),
            annotation()
            .mark_text(align="right", baseline="top", fontSize=SMALL_TEXT_SIZE, aria=False)
            .encode(x=right, y=pixels("height + 6"), text=alt.value("Total"), color=alt.value("@quiet")),
        )
        .transform_window(in_row="row_number()", groupby=["row_order"], sort=[alt.SortField("column_order")])
        .transform_window(in_column="row_number()", groupby=["column_order"], sort=[alt.SortField("row_order")])
        .add_params(
            alt.param(name="is_narrow", expr="width < 560"),
            # On a phone the name of a row stands over it, and the columns have the whole width.
            alt.param(name="left", expr="is_narrow ? 0 : 270"),
            alt.param(
                name="height",
                expr=f"max(1, extent(pluck(data('{SOURCE}'), 'row_order'))[1] || 1) * (is_narrow ? 42 : 28)",
            ),
        )
    )
    return Form(chart.properties(height=400))


_MATRIX = _author_matrix()


def matrix_dots(*, theme: Theme) -> Spec:
    """Draw a dot where a row goes with a column, with the totals of both.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``row_label``, ``column_label``, ``row_order`` and
        ``column_order`` (both counted from 1), ``marked``, ``row_total``, ``column_total`` and ``label``
        (tooltip); one row for every cell, marked or not, so that empty rows and columns are drawn as well.
    """
    return _MATRIX.spec(theme)
