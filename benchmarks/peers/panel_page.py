"""The page as a competent author writes it in Panel: Bokeh, its own charts, updated in place."""

import os
from pathlib import Path
from typing import Any

import pandas as pd
import panel as pn
from bokeh.models import ColumnDataSource
from bokeh.plotting import figure

FOLDER = Path(os.environ["PEERS_DATA"])
CHOSEN, OTHER, THIN = "#0b2a6b", "#868e9a", "#d5d9df"
SIZE: dict[str, Any] = {"width": 900, "toolbar_location": None}
pn.extension("tabulator")


@pn.cache
def _scores() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "scores.csv", dtype={"edition": str}, keep_default_na=False)


scores = _scores()
latest = scores[scores["edition"] == "2025"].sort_values("rank")
names = dict(zip(latest["country_code"], latest["country"], strict=True))
regions = dict(zip(latest["country_code"], latest["region"], strict=True))
editions = sorted(scores["edition"].unique())

country = pn.widgets.Select(
    name="Country", value="AFG", options={name: code for code, name in sorted(names.items(), key=lambda p: p[1])}
)
bars = ColumnDataSource({"country": latest["country"], "value": latest["value"], "region": latest["region"]})
lines = ColumnDataSource({"xs": [], "ys": [], "colour": []})

ranking = figure(title="Score of every country, 2025", y_range=list(latest["country"])[::-1], **SIZE, height=2600)
ranking.hbar(y="country", right="value", height=0.8, color="colour", source=bars)
distribution = figure(title="Distribution by region", y_range=sorted(latest["region"].unique()), **SIZE, height=300)
distribution.scatter(x="value", y="region", marker="dash", angle=1.57, size=12, color="colour", source=bars)
trend = figure(x_range=editions, **SIZE, height=400)
trend.multi_line("xs", "ys", color="colour", source=lines)


def _draw(code: str) -> None:
    neighbours = scores[scores["region"] == regions[code]].groupby("country_code")
    lines.data = {
        "xs": [list(each["edition"]) for _, each in neighbours],
        "ys": [list(each["value"]) for _, each in neighbours],
        "colour": [CHOSEN if key == code else THIN for key, _ in neighbours],
    }
    bars.data = {**bars.data, "colour": [CHOSEN if each == code else OTHER for each in latest["country_code"]]}
    trend.title.text = f"{names[code]} and its region"


def _chosen(event: Any) -> None:
    _draw(event.new)


_draw(country.value)
country.param.watch(_chosen, "value")
pn.Column(
    "# How ready are governments for AI?", country, trend, distribution, ranking,
    pn.widgets.Tabulator(latest, show_index=False, disabled=True),
    pn.widgets.FileDownload(str(FOLDER / "scores.csv"), label="Download CSV"),
).servable(title="AI readiness")  # fmt: skip
