"""The page as a competent author writes it in Dash: one callback, figures of Plotly, its own table."""

import plotly.graph_objects as go
from dash import Dash, Input, Output, dash_table, dcc, html

from benchmarks.peers.rows import CHOSEN, FOLDER, OTHER, SHADES, Rows

rows = Rows()
app = Dash(__name__, title="AI readiness", serve_locally=True, assets_folder=str(FOLDER / "assets"))
server = app.server


@server.route("/scores.csv")
def _csv() -> tuple[bytes, dict[str, str]]:
    return (FOLDER / "scores.csv").read_bytes(), {"Content-Type": "text/csv"}


_CHARTS = {"ranking": 1200, "map": 480, "distribution": 290, "trend": 400, "parts": 900}
app.layout = html.Main(
    [
        html.H1("How ready are governments for AI?"),
        html.Label("Country", htmlFor="country"),
        dcc.Dropdown(
            [{"value": code, "label": name} for code, name in rows.names.items()], "AFG", id="country", clearable=False
        ),
        *(
            dcc.Graph(id=name, style={"height": height}, config={"topojsonURL": app.get_asset_url("")})
            for name, height in _CHARTS.items()
        ),
        dash_table.DataTable(
            rows.table.to_dict("records"), [{"name": name, "id": name} for name in rows.table.columns]
        ),
        html.A("Download CSV", href="/scores.csv"),
    ]
)


def _ranking(code: str) -> go.Figure:
    found = rows.ranking(code)
    bars = go.Bar(
        x=found["value"], y=found["country"], orientation="h", texttemplate="%{x:.2f}", textposition="outside",
        marker_color=rows.colours(code, found["country_code"]),
    )  # fmt: skip
    return go.Figure(
        bars,
        {"title": "Ranking of the region, 2025", "height": 22 * len(found) + 160,
         "xaxis": {"range": [0, 100]}, "yaxis": {"autorange": "reversed", "dtick": 1}},
    )  # fmt: skip


def _map(code: str) -> go.Figure:
    # By address: the browser fetches the shapes once.
    looks = {"geojson": app.get_asset_url("world.geojson"), "showscale": False,
             "zmin": 0, "zmax": 100, "colorscale": SHADES}  # fmt: skip
    world = rows.latest[rows.latest["shape"] != ""]
    own = world[world["country_code"] == code]
    return go.Figure(
        [
            go.Choropleth(
                locations=found["shape"], z=found["value"], text=found["country"],
                marker_line={"color": colour, "width": width}, **looks,
            )
            for found, colour, width in ((world, "white", 0.5), (own, "#c2410c", 2))
        ],
        {"title": "Score of every country, 2025",
         "geo": {"visible": False, "projection": {"type": "equal earth"}, "lataxis": {"range": [-58, 84]}}},
    )  # fmt: skip


def _distribution(code: str) -> go.Figure:
    dots = go.Scatter(
        x=rows.latest["bin"], y=rows.latest["stack"], mode="markers", text=rows.latest["country"],
        marker={"color": rows.colours(code, rows.latest["country_code"]), "size": 9},
    )  # fmt: skip
    shown = go.Figure(dots, {"title": "Distribution over all countries", "yaxis": {"visible": False}})
    for value, label in zip(rows.quartiles["value"], rows.quartiles["label"], strict=True):
        shown.add_vline(value, line_dash="dot", annotation_text=label)
    return shown


def _trend(code: str) -> go.Figure:
    lines = [
        go.Scatter(
            x=each["edition"], y=each["value"], mode="lines+markers", line_color=CHOSEN if key == code else OTHER
        )
        for key, each in rows.lines(code).groupby("country_code")
    ]
    return go.Figure(lines, {"title": f"{rows.names[code]} and those beside it", "showlegend": False})


def _parts(code: str) -> go.Figure:
    found = rows.parts(code)
    looks = (
        ("region_median", "Median of the region", {"symbol": "line-ns-open", "color": "black", "size": 16}),
        ("best_value", "Best of all", {"symbol": "diamond-open", "color": OTHER, "size": 9}),
    )
    others = [
        go.Scatter(x=found[column], y=found["measure"], mode="markers", marker=marker, name=name)
        for column, name, marker in looks
    ]
    own = go.Scatter(
        x=found["value"], y=found["measure"], mode="markers+text", marker={"color": CHOSEN, "size": 12},
        texttemplate="%{x:.1f}", textposition="middle right", name=rows.names[code],
        error_x={"type": "data", "symmetric": False, "array": found["region_median"] - found["value"], "width": 0},
    )  # fmt: skip
    return go.Figure(
        [*others, own],
        {"title": f"What makes up the score of {rows.names[code]}", "yaxis": {"autorange": "reversed", "dtick": 1}},
    )


@app.callback(*(Output(name, "figure") for name in _CHARTS), Input("country", "value"))
def _drawn(code: str) -> tuple[go.Figure, ...]:
    return _ranking(code), _map(code), _distribution(code), _trend(code), _parts(code)
