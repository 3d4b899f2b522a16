"""A chart form: authored once with Altair, kept as text, handed out as a fresh dict.

Altair objects made during a script run gave one visitor another visitor's rows (docs/architecture.md),
so none is made after import. Colours are written as tokens (``@accent``) and painted once per theme.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import Any

import altair as alt

from dashboard.charts.theme import PALETTES, Palette, Theme, config

Spec = dict[str, Any]

# Characters of small text that fit 358 pixels, what a phone leaves for a chart.
_LINE = 56

# Streamlit inserts the Arrow table under this name (Vega-Lite's own name for data that a spec leaves out).
SOURCE = "source"
# By which a mark is known again where a chart that stands is given other rows: it is changed in place, and the browser
# neither takes it away nor makes another. A column of the table, never one that is computed, with no value twice.
ROW = alt.Key("sort_order:O")


class Form:
    """One chart form, ready in both themes.

    Parameters
    ----------
    chart : altair chart
        A chart without data whose colours are tokens naming fields of ``Palette``.
    """

    def __init__(self, chart: Any) -> None:
        # Not checked here, which would cost every start 1.2 s: a test checks each form against Vega-Lite's schema.
        with alt.data_transformers.enable(consolidate_datasets=False):
            authored = _without_placeholders(chart.to_dict(validate=False))
        authored.pop("datasets", None)
        for view in authored["layer"]:
            _leave_nulls_unwritten(view)
            _say_what_is_pointed_at(view)
        authored.pop("$schema", None)
        authored |= {
            "width": "container",
            "autosize": {"type": "fit-x", "contains": "padding"},
            "padding": {"left": 0, "right": 2, "top": 4, "bottom": 4},
        }
        self._text: dict[Theme, str] = {
            theme: json.dumps(_painted(authored, palette) | {"config": config(theme)})
            for theme, palette in PALETTES.items()
        }

    def spec(self, theme: Theme) -> Spec:
        """Copy the form in a theme; the caller may change the copy freely."""
        # Reading text again is the cheapest deep copy of a nested dict.
        copied: Spec = json.loads(self._text[theme])
        return copied


def _without_placeholders(node: Any) -> Any:
    """Take out the empty data set that Altair writes for a chart without data, so that the table is inherited."""
    if isinstance(node, list):
        return [_without_placeholders(value) for value in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_placeholders(value)
        for key, value in node.items()
        if not (key == "data" and value == {"values": [{}]})
    }


def _leave_nulls_unwritten(view: Spec) -> None:
    """Write nothing where a label is null; Vega-Lite would write the word "null"."""
    written = view["encoding"].get("text", {}) if "encoding" in view else {}
    if written.get("type") == "nominal":
        name = written["field"]
        view["encoding"]["text"] = {"value": {"expr": f"isValid(datum.{name}) ? datum.{name} : ''"}}


def _say_what_is_pointed_at(view: Spec) -> None:
    """Let a screen reader hear of a mark what its tooltip shows, in place of every column it is drawn from."""
    told = view.get("encoding", {}).get("tooltip")
    if isinstance(told, list) and view["mark"].get("aria") is not False:
        parts = [
            f"(isValid(datum.{part['field']}) ? '{part['title']}: ' + datum.{part['field']} : '')" for part in told
        ]
        view["encoding"]["description"] = {"value": {"expr": f"join([{', '.join(parts)}], '; ')"}}


def _painted(node: Any, palette: Palette) -> Any:
    """Replace every colour token in a spec by the palette's colour."""
    if isinstance(node, dict):
        return {key: _painted(value, palette) for key, value in node.items()}
    if isinstance(node, list):
        painted: list[Any] = []
        for value in node:
            colours = _painted(value, palette)
            # One token may stand for a whole range of colours.
            painted += colours if isinstance(value, str) and isinstance(colours, list) else [colours]
        return painted
    if isinstance(node, str) and node.startswith("@"):
        colour = getattr(palette, node[1:])
        return list(colour) if isinstance(colour, tuple) else colour
    return node


def layer(spec: Spec, name: str) -> Spec:
    """Find the layer of a spec that was authored under a name."""
    found: Spec = next(part for part in spec["layer"] if part.get("name") == name)
    return found


def drop(spec: Spec, *names: str) -> None:
    """Take layers out of a spec by their names."""
    spec["layer"] = [part for part in spec["layer"] if part.get("name") not in names]


def assign(spec: Spec, name: str, expression: str) -> None:
    """Give a parameter of the spec another expression."""
    found = next(part for part in spec["params"] if part["name"] == name)
    found.pop("value", None)
    found["expr"] = expression


def settle(spec: Spec, **values: Any) -> None:
    """Give parameters of the spec their values."""
    for part in spec["params"]:
        if part["name"] in values:
            part["value"] = values[part["name"]]


def channels(spec: Spec, channel: str) -> list[Spec]:
    """List the definitions of one channel over the whole spec, so that a scale is set in each of them."""
    views = [spec, *spec.get("layer", [])]
    encodings = (view.get("encoding", {}) for view in views)
    return [encoding[channel] for encoding in encodings if "field" in encoding.get(channel, {})]


def rows_of_choice(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows in a spec that are others for another country: under a name, so that ``rows_apart`` takes them out."""
    return {"name": f"{name}_rows", "values": rows}


def rows_apart(spec: Mapping[str, Any]) -> tuple[Spec, dict[str, list[dict[str, Any]]]]:
    """Take the rows that a country brings along out of a spec.

    What is left is the same for every country: a browser that has the chart then only changes its rows, and neither
    compiles nor draws the rest again.

    Parameters
    ----------
    spec : mapping
        As a builder of this package gave it; it is not changed.

    Returns
    -------
    tuple of dict
        The spec, and the rows by the name under which it looks for them.
    """
    found: dict[str, list[dict[str, Any]]] = {}

    def without(node: Any) -> Any:
        if isinstance(node, list):
            return [without(part) for part in node]
        if not isinstance(node, dict):
            return node
        if "values" in node and "name" in node:
            found[node["name"]] = node["values"]
            return {"name": node["name"]}
        return {key: without(part) for key, part in node.items()}

    return without(dict(spec)), found


def scaled(spec: Spec, channel: str, **settings: Any) -> None:
    """Set scale properties of one channel wherever a field is bound to it."""
    for definition in channels(spec, channel):
        definition["scale"] = (definition.get("scale") or {}) | settings


def lines(text: str) -> str | list[str]:
    """Break a title so that it fits a phone; Vega-Lite cannot, and a title too wide would squeeze the chart."""
    broken = textwrap.wrap(text, _LINE)
    return broken if len(broken) > 1 else text


def titled(spec: Spec, channel: str, title: str) -> None:
    """Set the axis title of one channel wherever it draws an axis."""
    for definition in channels(spec, channel):
        if definition.get("axis"):
            definition["axis"]["title"] = lines(title)


def expression(text: str) -> Any:
    """Author an expression that Vega evaluates in the browser."""
    return alt.ExprRef(expr=text)


def pixels(text: str | float) -> Any:
    """Author a position in pixels, fixed or computed from ``width``, ``height`` and ``datum``."""
    return alt.value(text if isinstance(text, int | float) else expression(text))


def emphasis_colour() -> Any:
    """Author the mark colour by the column ``emphasis``: the chosen first, the rest faint."""
    return (
        alt.when("datum.emphasis === 'chosen'")
        .then(alt.value("@accent"))
        .when("datum.emphasis === 'compared'")
        .then(alt.value("@second"))
        .when("datum.emphasis === 'region'")
        .then(alt.value("@middle"))
        .otherwise(alt.value("@faint"))
    )


def emphasis_ink() -> Any:
    """Author the text colour by the column ``emphasis``: what is not named by the reader stays quiet."""
    return (
        alt.when("datum.emphasis === 'chosen' || datum.emphasis === 'compared' || datum.emphasis === 'region'")
        .then(alt.value("@ink"))
        .otherwise(alt.value("@quiet"))
    )


def emphasis_weight() -> Any:
    """Author the type weight by the column ``emphasis``, so that the chosen stands out without colour."""
    return expression("datum.emphasis === 'chosen' || datum.emphasis === 'compared' ? 700 : 400")


def halo(text: Any) -> tuple[Any, Any]:
    """Author a text twice, first as a thick outline in the colour of the page, so that it reads over marks."""
    outline = text.copy()
    outline.mark = text.mark.copy()
    outline.mark.stroke, outline.mark.strokeWidth = "@background", 4
    return outline, text


def tooltip(**columns: str) -> list[Any]:
    """Author a tooltip from column names and the words shown before them."""
    return [alt.Tooltip(field=column, type="nominal", title=title) for column, title in columns.items()]


def nothing_missing(chart: Any, **columns: str) -> Any:
    """Author what stands where a label column is null; Vega-Lite would write the word "null"."""
    return chart.transform_calculate(
        **{name: f"isValid(datum.{name}) ? datum.{name} : '{words}'" for name, words in columns.items()}
    )


def in_rows(chart: Any, *columns: str) -> Any:
    """Author one row of the chart for each row of the table, in the order of ``sort_order`` or of given columns."""
    order = [alt.SortField(column) for column in columns or ("sort_order",)]
    return chart.transform_window(row="row_number()", sort=order)


def annotation() -> Any:
    """Author a view with one mark of its own, beside the rows of the table."""
    return alt.Chart(alt.InlineData(values=[{"is_annotation": True}]))


def zero_line(position: Any) -> Any:
    """Author the line of no difference on the scale of a position channel."""
    at_zero = position.copy()
    at_zero.shorthand = "zero:Q"
    return (
        alt.Chart(alt.InlineData(values=[{"zero": 0}]))
        .mark_rule(strokeWidth=1.5, aria=False)
        .encode(x=at_zero, color=alt.value("@quiet"))
    )


def written_title() -> Any:
    """Author the line over a chart without axis that says measure and unit; ``write_title`` fills it in."""
    return (
        annotation()
        .mark_text(align="left", baseline="bottom", dy=-6, fontSize=12, limit=expression("width"), aria=False)
        .encode(x=pixels(0), y=pixels(0), text=alt.value(""), color=alt.value("@quiet"))
        .properties(name="title")
    )


def write_title(spec: Spec, title: str) -> None:
    """Fill in the line that ``written_title`` authored."""
    layer(spec, "title")["encoding"]["text"]["value"] = lines(title)
