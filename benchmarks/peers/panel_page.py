"""The page as a competent author writes it in Panel: Bokeh, its own charts, updated in place."""

from typing import Any

import panel as pn
from bokeh.models import ColumnDataSource, FactorRange, Span
from bokeh.plotting import figure
from bokeh.transform import linear_cmap

from benchmarks.peers.rows import CHOSEN, FOLDER, OTHER, SHADES, Rows

SIZE: dict[str, Any] = {"width": 900, "toolbar_location": None}
pn.extension("tabulator")


@pn.cache
def _rows() -> Rows:
    return Rows()


@pn.cache
def _rings() -> dict[str, Any]:
    return Rows.rings()


rows, rings = _rows(), _rings()
latest = rows.latest
values = dict(zip(latest["shape"], latest["value"], strict=True))
shapes = dict(zip(latest["country_code"], latest["shape"], strict=True))

country = pn.widgets.Select(name="Country", value="AFG", options={name: code for code, name in rows.names.items()})


def _part(number: int) -> list[Any]:
    """One coordinate of the outlines of every shape: polygons, in each its outline and its holes."""
    return [[[[point[number] for point in ring] for ring in polygon] for polygon in found] for found in rings.values()]


bars = ColumnDataSource({"country": [], "value": [], "label": [], "colour": []})
ranking = figure(title="Ranking of the region, 2025", x_range=(0, 100), y_range=FactorRange(), **SIZE)
ranking.hbar(y="country", right="value", height=0.8, color="colour", source=bars)
ranking.text(x="value", y="country", text="label", x_offset=4, anchor="center_left", text_font_size="11px", source=bars)

world = figure(title="Score of every country, 2025", **SIZE, height=400, match_aspect=True)
world.axis.visible = world.grid.visible = False
drawn = ColumnDataSource({"xs": _part(0), "ys": _part(1), "value": [values.get(shape) for shape in rings]})
fill = linear_cmap("value", SHADES, 0, 100, nan_color="#eeeeee")
world.multi_polygons("xs", "ys", fill_color=fill, line_color="white", line_width=0.5, source=drawn)
outline = ColumnDataSource({"xs": [], "ys": []})
world.multi_polygons("xs", "ys", fill_color=None, line_color="#c2410c", line_width=2, source=outline)

dots = ColumnDataSource({"x": latest["bin"], "y": latest["stack"], "colour": [OTHER] * len(latest)})
distribution = figure(title="Distribution over all countries", **SIZE, height=290)
distribution.scatter(x="x", y="y", size=9, color="colour", source=dots)
for quartile in rows.quartiles["value"]:
    distribution.add_layout(Span(location=quartile, dimension="height", line_dash="dotted"))

lines = ColumnDataSource({"xs": [], "ys": [], "colour": []})
trend = figure(x_range=sorted(rows.lines("AFG")["edition"].unique()), **SIZE, height=400)
trend.multi_line("xs", "ys", color="colour", source=lines)

measures = ColumnDataSource({name: [] for name in ("measure", "value", "label", "region_median", "best_value")})
parts = figure(y_range=FactorRange(), **SIZE, height=900)
parts.segment("value", "measure", "region_median", "measure", color=OTHER, source=measures)
parts.scatter("region_median", "measure", marker="dash", angle=1.57, size=16, color="black", source=measures)
parts.scatter("best_value", "measure", marker="diamond", size=9, fill_color=None, line_color=OTHER, source=measures)
parts.scatter("value", "measure", size=12, color=CHOSEN, source=measures)
parts.text("value", "measure", "label", x_offset=9, anchor="center_left", text_font_size="11px", source=measures)


def _draw(code: str) -> None:
    near, own = rows.ranking(code), rows.parts(code)
    ranking.y_range.factors = list(near["country"])[::-1]
    ranking.height = 22 * len(near) + 80
    bars.data = {
        "country": near["country"], "value": near["value"], "label": [f"{value:.2f}" for value in near["value"]],
        "colour": rows.colours(code, near["country_code"]),
    }  # fmt: skip
    at = list(rings).index(shapes[code]) if shapes[code] in rings else None
    outline.data = {name: [] if at is None else [drawn.data[name][at]] for name in ("xs", "ys")}
    dots.data = {**dots.data, "colour": rows.colours(code, latest["country_code"])}
    beside = rows.lines(code).groupby("country_code")
    lines.data = {
        "xs": [list(each["edition"]) for _, each in beside],
        "ys": [list(each["value"]) for _, each in beside],
        "colour": rows.colours(code, beside.groups),
    }
    trend.title.text = f"{rows.names[code]} and those beside it"
    parts.y_range.factors = list(own["measure"])[::-1]
    measures.data = {
        **{name: own[name] for name in ("measure", "value", "region_median", "best_value")},
        "label": [f"{value:.1f}" for value in own["value"]],
    }
    parts.title.text = f"What makes up the score of {rows.names[code]}"


def _chosen(event: Any) -> None:
    _draw(event.new)


_draw(country.value)
country.param.watch(_chosen, "value")
pn.Column(
    "# How ready are governments for AI?", country, ranking, world, distribution, trend, parts,
    pn.widgets.Tabulator(rows.table, show_index=False, disabled=True),
    pn.widgets.FileDownload(str(FOLDER / "scores.csv"), label="Download CSV"),
).servable(title="AI readiness")  # fmt: skip
