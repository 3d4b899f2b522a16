"""Change over time: editions, months, years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import altair as alt

from dashboard.charts.form import (
    Form,
    Spec,
    annotation,
    assign,
    channels,
    emphasis_colour,
    emphasis_ink,
    emphasis_weight,
    expression,
    layer,
    pixels,
    scaled,
    titled,
    tooltip,
)
from dashboard.charts.theme import PALETTES, SHAPES, SMALL_TEXT_SIZE, Theme

_TREND_HEIGHT = 330
_LABEL_GAP = 16
_EMPHASISED_WIDTH = "datum.emphasis === 'chosen' ? 3.2 : 1.6"


class Break(NamedTuple):
    """A break between two editions, as a trend draws it.

    Attributes
    ----------
    from_year, to_year : float
        ``edition_year`` of the editions on both sides.
    kind : {'hard', 'soft'}
        A hard break is a shaded gap with its label, a soft one a short mark at the foot.
    label : str
        For a hard break: few words, a bar (``|``) begins a new line. For a soft one: the tooltip.
    """

    from_year: float
    to_year: float
    kind: Literal["hard", "soft"]
    label: str


def _ends(chart: Any) -> Any:
    """Author where the names at the ends of lines stand: pushed down until none covers another.

    With the names in order, the place of each is the lowest of (value + i gap) so far, less i gap.
    """
    order = [alt.SortField("value", order="descending")]
    return (
        chart.transform_filter("datum.is_last")
        .transform_window(place="row_number()", sort=order)
        .transform_calculate(stepped="datum.value + datum.place * label_gap")
        .transform_window(lowest="min(stepped)", frame=[None, 0], sort=order)
        .transform_calculate(end="datum.lowest - datum.place * label_gap")
    )


def _names_at_ends(rows: Any, y_scale: Any, y_axis: Any) -> list[Any]:
    """Author the names at the ends of lines, each with a thread to its last point."""
    ends = _ends(rows)
    at_end = alt.Y("end:Q", scale=y_scale, axis=y_axis)
    return [
        ends.mark_rule(strokeWidth=0.75, aria=False).encode(
            x=pixels("width - label_space + 6"),
            x2=alt.value(expression("width - label_space + 15")),
            y=alt.Y("value:Q", scale=y_scale, axis=y_axis),
            y2="end:Q",
            color=alt.value("@quiet"),
        ),
        ends.mark_text(
            align="left",
            baseline="middle",
            limit=expression("label_space - 18"),
            fontWeight=emphasis_weight(),
            aria=False,
        )
        .transform_calculate(name="width < 560 ? datum.country : datum.country + '  ' + datum.value_label")
        .encode(x=pixels("width - label_space + 18"), y=at_end, text="name:N", color=emphasis_ink())
        .properties(name="names"),
    ]


def _author_trend() -> Form:
    x_scale = alt.Scale(range=[6, expression("width - label_space")], nice=False, zero=False)
    y_scale = alt.Scale(nice=False, zero=False)
    x_axis = alt.Axis(
        title="",
        grid=False,
        format="d",
        labelFlush=False,
        labelOverlap="greedy",
        domain=True,
        domainColor="@faint",
        ticks=True,
        tickColor="@faint",
    )
    y_axis = alt.Axis(title="", titleAngle=0, titleAlign="left", titleY=-10, titleX=0)

    def at(column: str) -> alt.X:
        return alt.X(f"{column}:Q", scale=x_scale, axis=x_axis)

    y = alt.Y("value:Q", scale=y_scale, axis=y_axis)
    told = tooltip(country="Country", edition="Edition", value_label="Value")
    rows = alt.Chart().transform_filter("isValid(datum.value)")
    markers = annotation()
    drawn = []
    # The chosen country is drawn last, over the others.
    for name, test in (("others", "datum.emphasis !== 'chosen'"), ("chosen", "datum.emphasis === 'chosen'")):
        some = rows.transform_filter(test)
        drawn += [
            some.mark_line(strokeWidth=expression(_EMPHASISED_WIDTH), aria=False)
            .encode(x=at("edition_year"), y=y, color=emphasis_colour(), detail=["country:N", "segment:N"])
            .properties(name=f"lines_{name}"),
            some.mark_point(filled=True, opacity=1, size=expression("datum.emphasis === 'chosen' ? 60 : 30"))
            .encode(x=at("edition_year"), y=y, color=emphasis_colour(), tooltip=told)
            .properties(name=f"points_{name}"),
        ]
    chart = alt.layer(
        markers.mark_rect(fill="@band", aria=False)
        .encode(x=at("from_year"), x2="to_year:Q", y=pixels(0), y2=alt.value(expression("height")))
        .properties(name="hard_bands"),
        markers.mark_text(
            align="left", baseline="top", dx=4, lineBreak="|", lineHeight=14, fontSize=SMALL_TEXT_SIZE, aria=False
        )
        .encode(x=at("from_year"), y=pixels(3), text="label:N", color=alt.value("@quiet"))
        .properties(name="hard_labels"),
        markers.mark_point(shape="triangle-up", filled=True, size=46, opacity=1)
        .encode(
            x=at("middle"),
            y=pixels("height - 4"),
            color=alt.value("@quiet"),
            tooltip=[alt.Tooltip(field="label", type="nominal", title="Revised")],
        )
        .properties(name="soft_marks"),
        *drawn,
        *_names_at_ends(rows, y_scale, y_axis),
    ).add_params(
        alt.param(name="label_space", expr="width < 560 ? 108 : 200"),
        alt.param(name="label_gap", expr="0"),
    )
    return Form(chart.properties(height=_TREND_HEIGHT))


_TREND = _author_trend()


def trend_lines(
    *,
    theme: Theme,
    value_title: str,
    edition_years: Sequence[float],
    domain: tuple[float, float] = (0, 100),
    breaks: Sequence[Break] = (),
    series_count: int = 0,
) -> Spec:
    """Draw lines over the editions that exist, broken at hard breaks, each named at its end.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        Measure and unit, over the scale.
    edition_years : sequence of float
        The editions to mark on the axis, no others; none where nobody was scored, and then there is nothing to draw.
    domain : tuple of float
        Ends of the scale of values.
    breaks : sequence of Break
        Hard and soft breaks between those editions.
    series_count : int
        Nothing: colours by ``emphasis``. Two to eight: a colour and a shape for each ``series_index`` (from 0).

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``country``, ``edition``, ``edition_year``, ``segment``,
        ``value``, ``value_label``, ``emphasis`` and ``is_last`` (true once for each country), and
        ``series_index`` where ``series_count`` is given.
    """
    spec = _TREND.spec(theme)
    years = sorted(edition_years)
    scaled(spec, "x", domain=[*years[:1], *years[-1:]])
    for definition in channels(spec, "x"):
        # More ticks than tickCount would be thinned out.
        definition["axis"] = (definition.get("axis") or {}) | {"values": years, "tickCount": len(years)}
    scaled(spec, "y", domain=list(domain))
    titled(spec, "y", value_title)
    assign(spec, "label_gap", f"{_LABEL_GAP * (domain[1] - domain[0])} / height")
    hard = [found._asdict() for found in breaks if found.kind == "hard"]
    soft = [
        found._asdict() | {"middle": (found.from_year + found.to_year) / 2} for found in breaks if found.kind == "soft"
    ]
    layer(spec, "hard_bands")["data"] = {"values": hard}
    layer(spec, "hard_labels")["data"] = {"values": hard}
    layer(spec, "soft_marks")["data"] = {"values": soft}
    if series_count:
        _distinguish(spec, theme, series_count)
    return spec


def _distinguish(spec: Spec, theme: Theme, series_count: int) -> None:
    """Give each series a colour, and its points a shape."""
    order = list(range(series_count))
    colour = {
        "field": "series_index",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": order, "range": list(PALETTES[theme].series[:series_count])},
    }
    shape = colour | {"scale": {"domain": order, "range": list(SHAPES[:series_count])}}
    for name in ("others", "chosen"):
        lines, points = layer(spec, f"lines_{name}"), layer(spec, f"points_{name}")
        lines["encoding"]["color"] = points["encoding"]["color"] = colour
        points["encoding"]["shape"] = shape
        points["mark"]["size"] = 64
        lines["mark"]["strokeWidth"] = 2


def _author_portals() -> Form:
    x_scale = alt.Scale(range=[6, expression("width - label_space")], nice=False)
    y_scale = alt.Scale(nice=False, zero=False)
    x = alt.X(
        "when:T", scale=x_scale, axis=alt.Axis(title="", grid=False, format="%b %Y", domain=True, domainColor="@faint")
    )
    y_axis = alt.Axis(title="", titleAngle=0, titleAlign="left", titleY=-10, titleX=0)
    y = alt.Y("value:Q", scale=y_scale, axis=y_axis)
    told = tooltip(country="Country", month_label="Month", value_label="Score")
    rows = alt.Chart().transform_filter("isValid(datum.value)")
    chart = (
        alt.layer(
            rows.mark_line(strokeWidth=expression(_EMPHASISED_WIDTH), aria=False).encode(
                x=x, y=y, color=emphasis_colour(), detail="country:N"
            ),
            rows.mark_point(filled=True, opacity=1, size=expression("datum.emphasis === 'chosen' ? 40 : 14")).encode(
                x=x, y=y, color=emphasis_colour(), tooltip=told
            ),
            *_names_at_ends(rows, y_scale, y_axis),
        )
        .transform_calculate(
            # A month comes as a date or as text of the form 2025-04.
            when=(
                "isString(datum.month)"
                " ? datetime(toNumber(slice(datum.month, 0, 4)), toNumber(slice(datum.month, 5, 7)) - 1, 1)"
                " : toDate(datum.month)"
            )
        )
        .transform_calculate(
            month_label="timeFormat(datum.when, '%B %Y')",
            value_label="isValid(datum.value) ? format(datum.value, '.1f') : ''",
        )
        .add_params(
            alt.param(name="label_space", expr="width < 560 ? 108 : 200"),
            alt.param(name="label_gap", expr="0"),
        )
    )
    return Form(chart.properties(height=_TREND_HEIGHT))


_PORTALS = _author_portals()


def portal_lines(*, theme: Theme, value_title: str, domain: tuple[float, float] = (0, 100)) -> Spec:
    """Draw the score of each national portal by month, named at the end of its line.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        Metric and unit, over the scale.
    domain : tuple of float
        Ends of the scale of values.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``month`` (a date, or text as 2025-04), ``country``,
        ``value``, ``emphasis`` and ``is_last``. Up to eight lines can be told apart.
    """
    spec = _PORTALS.spec(theme)
    scaled(spec, "y", domain=list(domain))
    titled(spec, "y", value_title)
    assign(spec, "label_gap", f"{_LABEL_GAP * (domain[1] - domain[0])} / height")
    return spec


# A row of the timeline: its tallest bar, the number over it, and the kind's name above both, so that none meet.
_KIND_ROW, _TALLEST_BAR, _NAME_RISE = 84, 0.5, 60


def _author_timeline() -> Form:
    x_scale = alt.Scale(
        range=[expression("bar_width / 2 + 1"), expression("width - bar_width / 2 - 1")], nice=False, zero=False
    )
    axis = alt.Axis(title="", grid=False, format="d", tickMinStep=1, domain=False)
    x = alt.X("year:Q", scale=x_scale, axis=axis)
    top = alt.Y("top:Q", axis=None, scale=alt.Scale(nice=False, zero=False, reverse=True))
    told = tooltip(kind_label="Kind", year="Year", initiative_count="Initiatives")
    rows = alt.Chart()
    first = rows.transform_window(seen="row_number()", groupby=["kind"], sort=[alt.SortField("year")]).transform_filter(
        "datum.seen === 1"
    )
    chart = (
        alt.layer(
            rows.mark_bar(width=expression("bar_width"), fill="@middle").encode(x=x, y=top, y2="foot:Q", tooltip=told),
            first.mark_rule(strokeWidth=1, aria=False).encode(
                x=pixels(0), x2=alt.value(expression("width")), y=alt.Y("foot:Q", axis=None), color=alt.value("@faint")
            ),
            first.mark_text(
                align="left", baseline="bottom", dy=-_NAME_RISE, fontWeight=600, limit=expression("width"), aria=False
            )
            .transform_calculate(words="datum.kind_label + ' (' + format(datum.kind_total, ',') + ')'")
            .encode(x=pixels(0), y=alt.Y("foot:Q", axis=None), text="words:N", color=alt.value("@ink")),
            rows.transform_filter("datum.initiative_count === datum.largest || datum.year === datum.latest")
            .mark_text(baseline="bottom", dy=-2, fontSize=SMALL_TEXT_SIZE, aria=False)
            .encode(x=x, y=top, text=alt.Text("initiative_count:Q", format=","), color=alt.value("@ink")),
        )
        .transform_filter("isValid(datum.year)")
        .transform_joinaggregate(
            largest="max(initiative_count)", kind_total="sum(initiative_count)", latest="max(year)", groupby=["kind"]
        )
        .transform_joinaggregate(overall="max(initiative_count)")
        .transform_window(
            foot="dense_rank()", sort=[alt.SortField("kind_total", order="descending"), alt.SortField("kind")]
        )
        .transform_calculate(top=f"datum.foot - {_TALLEST_BAR} * datum.initiative_count / datum.largest")
        .add_params(alt.param(name="bar_width", expr="0"))
    )
    return Form(chart.properties(height=_KIND_ROW))


_TIMELINE = _author_timeline()


def timeline_bars(
    *, theme: Theme, first_year: int, last_year: int, kind_count: int, is_scale_shared: bool = False
) -> Spec:
    """Draw initiatives by year, one small row of bars for each kind, the largest kind on top.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    first_year, last_year : int
        Ends of the axis; years without initiatives stay empty.
    kind_count : int
        Number of different kinds in the table.
    is_scale_shared : bool
        True: bars of different kinds may be compared by height. False: each row has its own scale (say so),
        its highest and its latest bar bear their number.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``year``, ``kind``, ``kind_label`` and
        ``initiative_count``; one row for each kind and year with a start year.
    """
    spec = _TIMELINE.spec(theme)
    spec["height"] = _KIND_ROW * kind_count
    span = max(last_year - first_year, 1)
    assign(spec, "bar_width", f"max(2, width / {span + 1} * 0.78)")
    scaled(spec, "x", domain=[first_year, last_year])
    scaled(spec, "y", domain=[0, kind_count])
    if is_scale_shared:
        step = next(step for step in spec["transform"] if step.get("as") == "top")
        step["calculate"] = step["calculate"].replace("datum.largest", "datum.overall")
    return spec


def _author_counts() -> Form:
    row = alt.Y("row:O", axis=None)
    scale = alt.Scale(range=[6, expression("width - 56")], nice=False)
    value = alt.X("value:Q", scale=scale, axis=alt.Axis(orient="top", title=""))
    told = tooltip(as_of="As of", source_label="Source", value_label="Count", label="Note")
    base = alt.Chart().encode(y=row)
    chart = (
        alt.layer(
            base.mark_rule(yOffset=9, strokeWidth=1, aria=False).encode(
                x=value, x2=alt.X2(datum=0), color=alt.value("@faint")
            ),
            base.mark_point(yOffset=9, size=90, strokeWidth=2, opacity=1).encode(
                x=value,
                stroke=alt.when("datum.is_conflicting").then(alt.value("@second")).otherwise(alt.value("@accent")),
                fill=alt.when("datum.is_conflicting").then(alt.value("@background")).otherwise(alt.value("@accent")),
                tooltip=told,
            ),
            base.mark_text(align="left", dx=10, dy=9, fontWeight=600, aria=False).encode(
                x=value, text="value_label:N", color=alt.value("@ink")
            ),
            base.mark_text(align="left", dy=-9, limit=expression("width"), aria=False)
            .transform_calculate(words="datum.as_of + ', ' + datum.source_label")
            .encode(x=pixels(0), text="words:N", color=alt.value("@ink"), tooltip=told),
        )
        .transform_filter("isValid(datum.value)")
        .transform_window(
            row="row_number()", sort=[alt.SortField("as_of_year"), alt.SortField("as_of"), alt.SortField("value")]
        )
    )
    return Form(chart.properties(height=alt.Step(40)))


_COUNTS = _author_counts()


def count_dots(*, theme: Theme, value_title: str) -> Spec:
    """Draw published counts of one thing, oldest first, each with its source; conflicting ones are hollow.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        What is counted, with its unit, over the scale; say here that hollow means conflicting.

    Returns
    -------
    dict
        Vega-Lite spec without data. The table needs ``as_of``, ``as_of_year``, ``value``, ``value_label``,
        ``source_label``, ``label`` (for the tooltip) and ``is_conflicting``.
    """
    spec = _COUNTS.spec(theme)
    titled(spec, "x", value_title)
    scaled(spec, "x", zero=True)
    return spec
