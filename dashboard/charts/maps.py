"""Maps: the world by class, and places in a country.

The geometry is a static file that the browser fetches once; the rows travel as the chart's Arrow table, which
Streamlit inserts under the name ``source``, and the shapes look their values up in it by that name. That of the world
comes projected: a browser that projects it itself is busy for a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt

from dashboard.charts.form import (
    SOURCE,
    Form,
    Spec,
    annotation,
    assign,
    expression,
    halo,
    layer,
    nothing_missing,
    pixels,
    rows_of_choice,
    scaled,
    settle,
    tooltip,
    write_title,
)
from dashboard.charts.theme import PALETTES, SMALL_TEXT_SIZE, Theme
from dashboard.equal_earth import HEIGHT, TOP, WIDTH, expressions

#: Boundaries in degrees, and those of maps of the world in Equal Earth.
GEOMETRY_URL, WORLD_URL = "app/static/countries-50m.json", "app/static/world-equal-earth.json"

_KOSOVO = "Kosovo"
# Kosovo has no numeric code in ISO 3166-1, so neither has its shape: it is known by the code in our tables.
_KOSOVO_CODE = "XKX"
_LOOKED_UP = ("country", "value_label", "rank_label", "class_label")
_MAP_HEIGHT = f"ceil(width / {WIDTH} * {HEIGHT})"
_KEY_HEIGHT = 62
_STRIPES = 40


def _shapes(feature: str, url: str = WORLD_URL) -> Any:
    return alt.Chart(alt.UrlData(url=url, format=alt.TopoDataFormat(type="topojson", feature=feature)))


def _in_the_world(points: Any) -> Any:
    """The points of a chart in Equal Earth, as the boundaries of the world are."""
    for name, found in zip(("t", "across", "up"), expressions("datum.longitude", "datum.latitude"), strict=True):
        points = points.transform_calculate(**{name: found})
    return points.encode(longitude="across:Q", latitude="up:Q")


def _flat() -> Any:
    """The projection of what is in Equal Earth already: it only makes it as wide as the chart."""
    return alt.Projection(
        type="identity",
        reflectY=True,
        scale=expression(f"width / {WIDTH}"),
        translate=expression(f"[width / 2, width / {WIDTH} * {TOP}]"),
    )


def _stripes(count: int, share: float) -> dict[str, Any]:
    """A gradient with hard edges, which Vega has in place of a hatch."""
    stops: list[dict[str, Any]] = []
    for index in range(count):
        start, edge, end = (round((index + part) / count, 4) for part in (0, 1 - share, 1))
        stops += [
            {"offset": start, "color": "@band"},
            {"offset": edge, "color": "@band"},
            {"offset": edge, "color": "@faint"},
            {"offset": end, "color": "@faint"},
        ]
    return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 1, "stops": stops}


def _looked_up(*columns: str) -> Any:
    return (
        _shapes("countries")
        .transform_calculate(code=f"datum.properties.name === '{_KOSOVO}' ? '{_KOSOVO_CODE}' : datum.id")
        .transform_lookup(
            lookup="code",
            from_=alt.LookupData(data=alt.NamedData(name=SOURCE), key="shape_code", fields=list(columns)),
        )
    )


def _key_position(column: str) -> Any:
    return pixels(f"{column} * key_step")


def _author_world() -> Form:
    scale = alt.Scale(range=["@sequential"])
    fill = alt.Color("class_label:N", scale=scale, legend=None)
    told = tooltip(country="Country", value_label="Value", rank_label="Rank", class_label="Class")
    labels = {"value_label": "No figure published", "rank_label": "", "country": "No figure published"}
    is_classed = "isValid(datum.class_label)"

    small = nothing_missing(alt.Chart().transform_filter("datum.is_small && isValid(datum.longitude)"), **labels)
    key = annotation().encode(y=pixels("map_height + 26"))
    chart = alt.layer(
        _shapes("land").mark_geoshape(fill=_stripes(_STRIPES, 0.2), aria=False).properties(name="no_figure"),
        _shapes("countries").mark_geoshape(filled=False, stroke="@faint", strokeWidth=0.4, aria=False),
        # What is in the table without a figure says so when pointed at.
        nothing_missing(_looked_up(*_LOOKED_UP).transform_filter(f"isValid(datum.country) && !{is_classed}"), **labels)
        .mark_geoshape(fill="transparent")
        .encode(tooltip=told[:2]),
        nothing_missing(_looked_up(*_LOOKED_UP).transform_filter(is_classed), **labels)
        .mark_geoshape(stroke="@background", strokeWidth=0.5)
        .encode(color=fill, tooltip=told),
        # In a table of its own: another choice must not draw the world again.
        _looked_up("shape_code")
        .transform_filter("isValid(datum.shape_code)")
        .mark_geoshape(filled=False, stroke="@second", strokeWidth=expression("width < 560 ? 1.2 : 2"), aria=False)
        .properties(name="chosen_shape"),
        _in_the_world(small.transform_filter(is_classed))
        .mark_circle(opacity=1, stroke="@background", strokeWidth=0.75, size=expression("point_size"))
        .encode(color=fill, tooltip=told),
        _in_the_world(small.transform_filter(f"!({is_classed})"))
        .mark_point(filled=True, fill="@band", stroke="@faint", strokeWidth=1, size=expression("point_size"))
        .encode(tooltip=told),
        _in_the_world(annotation().transform_filter("isValid(datum.longitude)"))
        .mark_point(filled=False, stroke="@second", strokeWidth=2, size=expression("point_size + 40"), aria=False)
        .properties(name="chosen_place"),
        key.mark_rect(aria=False)
        .encode(
            x=_key_position("datum.position"),
            x2=alt.value(expression("(datum.position + 1) * key_step - 1")),
            y2=pixels("map_height + 38"),
            color=alt.Color("class_label:N", scale=scale, legend=None),
        )
        .properties(name="key"),
        key.mark_rect(fill=_stripes(9, 0.28), stroke="@faint", strokeWidth=0.5, aria=False)
        .encode(
            x=_key_position("datum.position"),
            x2=alt.value(expression("(datum.position + 1) * key_step - 1")),
            y2=pixels("map_height + 38"),
        )
        .properties(name="key_no_figure"),
        annotation()
        .mark_text(align="left", baseline="top", fontSize=SMALL_TEXT_SIZE, limit=expression("key_step - 2"), aria=False)
        .encode(
            x=_key_position("datum.position"),
            y=pixels("map_height + 43"),
            text="class_label:N",
            color=alt.value("@ink"),
        )
        .properties(name="key_labels"),
        annotation()
        .mark_text(align="left", baseline="top", fontSize=SMALL_TEXT_SIZE, aria=False, limit=expression("width"))
        .encode(x=pixels(0), y=pixels("map_height + 6"), text=alt.value(""), color=alt.value("@quiet"))
        .properties(name="title"),
    ).add_params(
        alt.param(name="map_height", expr=_MAP_HEIGHT),
        # A signal of this name takes the place of the fixed height, so the map keeps its shape at every width.
        alt.param(name="height", expr=f"map_height + {_KEY_HEIGHT}"),
        alt.param(name="key_step", expr="0"),
        alt.param(name="point_size", expr="width < 520 ? 16 : 46"),
    )
    return Form(chart.properties(height=300, projection=_flat()))


_WORLD = _author_world()


def _spaced(colours: Sequence[str], count: int) -> list[str]:
    """Choose colours as far apart as their number allows, the darkest always among them."""
    last = len(colours) - 1
    if count > len(colours):
        message = f"At most {len(colours)} classes can be told apart, not {count}"
        raise ValueError(message)
    return [colours[round(last - position * last / max(count - 1, 1))] for position in range(count)][::-1]


class Chosen(NamedTuple):
    """The chosen country on a map of the world.

    Attributes
    ----------
    shape_code : str
        As in the rows.
    longitude, latitude : float, optional
        Where its point stands, if it is drawn as one.
    """

    shape_code: str
    longitude: float | None
    latitude: float | None


def world_map(
    *,
    theme: Theme,
    value_title: str,
    classes: Sequence[str],
    no_figure_label: str = "No figure",
    chosen: Chosen | None = None,
) -> Spec:
    """Draw the world in Equal Earth, five classes at most, what has no figure hatched, small states as points.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    value_title : str
        Measure, unit and edition, written over the key.
    classes : sequence of str
        At most five labels from low to high, as they stand in ``class_label``; short: they are printed
        under boxes of 58 pixels on a phone.
    no_figure_label : str
        Printed under the hatched box.
    chosen : Chosen, optional
        The country that is outlined.

    Returns
    -------
    dict
        Vega-Lite spec without data, geometry by address. The table needs ``shape_code`` (numeric ISO code,
        three digits as text; XKX for Kosovo), ``country``, ``value_label``, ``rank_label``, ``class_label`` (null: no
        figure), ``is_small``, and ``longitude`` and ``latitude`` where that is so.
    """
    spec = _WORLD.spec(theme)
    scaled(spec, "color", domain=list(classes), range=_spaced(PALETTES[theme].sequential, len(classes)))
    write_title(spec, value_title)
    count = len(classes)
    assign(spec, "key_step", f"min(104, width / {count + 1})")
    key = [{"position": position, "class_label": label} for position, label in enumerate(classes)]
    hatched = {"position": count, "class_label": no_figure_label}
    layer(spec, "key")["data"] = {"values": key}
    layer(spec, "key_no_figure")["data"] = {"values": [hatched]}
    layer(spec, "key_labels")["data"] = {"values": [*key, hatched]}
    place = rows_of_choice("chosen", [] if chosen is None else [chosen._asdict()])
    layer(spec, "chosen_place")["data"] = place
    lookup = next(step for step in layer(spec, "chosen_shape")["transform"] if "lookup" in step)
    lookup["from"]["data"] = place
    return spec


def _neighbours() -> dict[str, Any]:
    """Author the columns that tell where the next places above and below are, and how large."""
    return {
        f"{side}_{column}": f"{function}({column})"
        for side, function in (("upper", "lag"), ("lower", "lead"))
        for column in ("latitude", "longitude", "place_count")
    }


def _crowded(side: str, comparison: str) -> str:
    """Author the test whether the next place above or below lies close by and is larger."""
    return (
        f"isValid(datum.{side}_latitude)"
        f" && abs(datum.{side}_latitude - datum.latitude) < (datum.north - datum.south) / 18"
        f" && abs(datum.{side}_longitude - datum.longitude) < (datum.east - datum.west) / 4"
        f" && datum.{side}_place_count {comparison} datum.place_count"
    )


def _names(points: Any) -> tuple[Any, Any]:
    """Author the names of the largest places that lie apart from each other; the chart says where they lie."""
    return halo(
        points.transform_joinaggregate(
            west="min(longitude)", east="max(longitude)", south="min(latitude)", north="max(latitude)"
        )
        # Of the places that lie close together only the largest bears its name.
        .transform_calculate(
            column="floor((datum.longitude - datum.west) / max(0.5, (datum.east - datum.west) / 5))",
            line="floor((datum.latitude - datum.south) / max(0.3, (datum.north - datum.south) / 9))",
        )
        .transform_window(
            nearby="row_number()",
            groupby=["column", "line"],
            sort=[alt.SortField("place_count", order="descending")],
        )
        .transform_filter("datum.nearby === 1")
        .transform_window(**_neighbours(), sort=[alt.SortField("latitude", order="descending")])
        .transform_filter(f"!({_crowded('upper', '>=')}) && !({_crowded('lower', '>')})")
        .transform_window(size_rank="row_number()", sort=[alt.SortField("place_count", order="descending")])
        .transform_filter("datum.size_rank <= labelled")
        .mark_text(align="left", dx=13, fontSize=SMALL_TEXT_SIZE, aria=False)
        .encode(text="city:N", color=alt.value("@ink"))
    )


def _sized(points: Any) -> Any:
    return points.mark_circle(fill="@accent", fillOpacity=0.75, stroke="@background", strokeWidth=0.75).encode(
        size=alt.Size(
            "place_count:Q", scale=alt.Scale(type="sqrt", rangeMin=30, rangeMax=expression("largest")), legend=None
        ),
        tooltip=tooltip(label="Place", kind_label="Kind", place_count="Number"),
    )


def _author_places(*, is_world: bool) -> Form:
    points = alt.Chart().transform_filter("isValid(datum.longitude) && isValid(datum.latitude)")
    if is_world:
        outline = _shapes("countries").mark_geoshape(fill="@band", stroke="@faint", strokeWidth=0.4, aria=False)
        marks, projection, height = [_sized(_in_the_world(points))], _flat(), _MAP_HEIGHT
    else:
        outline = _shapes("countries", GEOMETRY_URL).transform_filter("true")
        outline = outline.mark_geoshape(fill="@band", stroke="@faint", strokeWidth=0.8, aria=False)
        points = points.encode(longitude="longitude:Q", latitude="latitude:Q")
        marks, projection = [_sized(points), *_names(points)], alt.Projection(type="mercator")
        height = "min(520, round(width * 0.72))"
    chart = alt.layer(outline.properties(name="outline"), *marks).add_params(
        alt.param(name="map_height", expr=height),
        alt.param(name="height", expr="map_height"),
        alt.param(name="largest", expr="width < 520 ? 350 : 800"),
        alt.param(name="labelled", value=0),
    )
    return Form(chart.properties(height=300, projection=projection))


_PLACES, _PLACES_OF_THE_WORLD = (_author_places(is_world=is_world) for is_world in (False, True))


def place_map(*, theme: Theme, numeric_codes: Sequence[str] = (), label_count: int = 6) -> Spec:
    """Draw places as sized points over the outline of the chosen countries, or over the world.

    Parameters
    ----------
    theme : {'light', 'dark'}
        Colours.
    numeric_codes : sequence of str
        Three-digit ISO codes of the countries to outline; the map fits them. Empty: the world.
    label_count : int
        So many places bear their name: the largest that lie apart from each other.

    Returns
    -------
    dict
        Vega-Lite spec without data, geometry by address. The table needs ``city``, ``label`` (for the tooltip),
        ``kind_label``, ``place_count``, ``longitude`` and ``latitude``; one row a place.
    """
    if not numeric_codes:
        return _PLACES_OF_THE_WORLD.spec(theme)
    spec = _PLACES.spec(theme)
    wanted = " || ".join(f"datum.id === '{int(code):03d}'" for code in numeric_codes)
    layer(spec, "outline")["transform"] = [{"filter": wanted}]
    settle(spec, labelled=label_count)
    return spec
