"""Which of these goes with which of those."""

from __future__ import annotations

import altair as alt

from dashboard.charts.form import Form, Spec, annotation, expression, pixels, tooltip
from dashboard.charts.theme import SMALL_TEXT_SIZE, Theme

_ROW = 28


def _author_matrix() -> Form:
    x = alt.X(
        "column_order:O",
        scale=alt.Scale(range=[expression("names_width"), expression("width - 34")]),
        axis=None,
    )
    y = alt.Y("row_order:O", axis=None)
    told = tooltip(row_label="Row", column_label="Column", label="Named by")
    base = alt.Chart().encode(x=x, y=y)
    first_of_row = alt.Chart().transform_filter("datum.in_row === 1").encode(y=y)
    first_of_column = alt.Chart().transform_filter("datum.in_column === 1").encode(x=x)
    chart = (
        alt.layer(
            first_of_row.mark_rule(strokeWidth=1, aria=False).encode(
                x=pixels("names_width"), x2=alt.value(expression("width - 34")), color=alt.value("@rule")
            ),
            first_of_column.mark_rule(strokeWidth=1, aria=False).encode(
                y=pixels(0), y2=alt.value(expression("height")), color=alt.value("@rule")
            ),
            base.transform_filter("datum.marked")
            .mark_circle(size=130, opacity=1)
            .encode(color=alt.value("@accent"), tooltip=told),
            first_of_row.mark_text(align="left", limit=expression("names_width - 6"), aria=False).encode(
                x=pixels(0),
                text="row_label:N",
                color=alt.value("@ink"),
                tooltip=tooltip(row_label="Row", row_total="Marks"),
            ),
            first_of_row.mark_text(align="right", fontWeight=600, aria=False).encode(
                x=pixels("width - 4"), text="row_total:Q", color=alt.value("@ink")
            ),
            first_of_column.mark_text(
                align="left", baseline="middle", angle=300, limit=210, fontSize=SMALL_TEXT_SIZE, aria=False
            ).encode(
                y=pixels(-8),
                text="column_label:N",
                color=alt.value("@ink"),
                tooltip=tooltip(column_label="Column", column_total="Marks"),
            ),
            first_of_column.mark_text(baseline="top", fontWeight=600, aria=False).encode(
                y=pixels("height + 6"), text="column_total:Q", color=alt.value("@ink")
            ),
            annotation()
            .mark_text(align="left", baseline="top", fontSize=SMALL_TEXT_SIZE, aria=False)
            .encode(x=pixels(0), y=pixels("height + 6"), text=alt.value("Total"), color=alt.value("@quiet")),
        )
        .transform_window(in_row="row_number()", groupby=["row_order"], sort=[alt.SortField("column_order")])
        .transform_window(in_column="row_number()", groupby=["column_order"], sort=[alt.SortField("row_order")])
        .add_params(alt.param(name="names_width", expr="width < 520 ? width * 0.42 : 300"))
    )
    return Form(chart.properties(height=alt.Step(_ROW)))


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
        Vega-Lite spec without data. The table needs ``row_label``, ``column_label``, ``row_order``,
        ``column_order``, ``marked``, ``row_total``, ``column_total`` and ``label`` (for the tooltip); one row
        for every cell, marked or not, so that empty rows and columns are drawn as well.
    """
    return _MATRIX.spec(theme)
