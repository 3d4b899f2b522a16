"""The page as a competent author writes it in Dash: one callback, figures of Plotly, its own table."""

import os
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
from dash import Dash, Input, Output, dash_table, dcc, html

FOLDER = Path(os.environ["PEERS_DATA"])
CHOSEN, OTHER, THIN = "#0b2a6b", "#868e9a", "#d5d9df"

scores = pd.read_csv(FOLDER / "scores.csv", dtype={"edition": str}, keep_default_na=False)
latest = scores[scores["edition"] == "2025"].sort_values("rank")
names = dict(zip(latest["country_code"], latest["country"], strict=True))
regions = dict(zip(latest["country_code"], latest["region"], strict=True))

app = Dash(__name__, title="AI readiness", serve_locally=True)
server = app.server


@server.route("/scores.csv")
def _csv() -> tuple[bytes, dict[str, str]]:
    return (FOLDER / "scores.csv").read_bytes(), {"Content-Type": "text/csv"}


app.layout = html.Main(
    [
        html.H1("How ready are governments for AI?"),
        html.Label("Country", htmlFor="country"),
        dcc.Dropdown(
            [{"value": code, "label": name} for code, name in sorted(names.items(), key=lambda pair: pair[1])],
            "AFG", id="country", clearable=False,
        ),
        dcc.Graph(id="trend", style={"height": 400}),
        dcc.Graph(id="distribution", style={"height": 300}),
        dcc.Graph(id="ranking", style={"height": 2600}),
        dash_table.DataTable(latest.to_dict("records"), [{"name": name, "id": name} for name in latest.columns]),
        html.A("Download CSV", href="/scores.csv"),
    ]
)  # fmt: skip


def _colours(code: str) -> list[str]:
    return [CHOSEN if each == code else OTHER for each in latest["country_code"]]


@app.callback(
    Output("trend", "figure"), Output("distribution", "figure"), Output("ranking", "figure"), Input("country", "value")
)
def _drawn(code: str) -> tuple[go.Figure, go.Figure, go.Figure]:
    neighbours = scores[scores["region"] == regions[code]]
    lines = [
        go.Scatter(x=each["edition"], y=each["value"], mode="lines", line_color=CHOSEN if key == code else THIN)
        for key, each in neighbours.groupby("country_code")
    ]
    colours = _colours(code)
    trend = go.Figure(lines, {"title": f"{names[code]} and its region", "showlegend": False})
    marks = {"color": colours, "symbol": "line-ns-open"}
    spread = go.Figure(
        go.Scatter(x=latest["value"], y=latest["region"], mode="markers", marker=marks),
        {"title": "Distribution by region"},
    )
    ranking = go.Figure(
        go.Bar(x=latest["value"], y=latest["country"], orientation="h", marker_color=colours),
        {"title": "Score of every country, 2025", "yaxis": {"autorange": "reversed", "dtick": 1}},
    )
    return trend, spread, ranking
