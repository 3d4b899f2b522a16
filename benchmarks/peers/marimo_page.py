"""The page as a competent author writes it in marimo: cells that depend on one dropdown, charts in Altair."""

import marimo

app = marimo.App(width="medium", app_title="AI readiness")


@app.cell
def _():
    import os
    import sys
    from pathlib import Path

    import marimo as mo
    import pandas as pd

    sys.path.insert(0, os.environ["PEERS_ROOT"])
    from benchmarks.peers.altair_charts import distribution, ranking, trend

    folder = Path(os.environ["PEERS_DATA"])
    scores = pd.read_csv(folder / "scores.csv", dtype={"edition": str}, keep_default_na=False)
    latest = scores[scores["edition"] == "2025"].sort_values("rank")
    names = dict(zip(latest["country_code"], latest["country"], strict=True))
    return distribution, folder, latest, mo, names, ranking, scores, trend


@app.cell
def _(mo, names):
    country = mo.ui.dropdown({name: code for code, name in sorted(names.items(), key=lambda p: p[1])}, "Afghanistan")
    mo.vstack([mo.md("# How ready are governments for AI?"), country])
    return (country,)


@app.cell
def _(country, latest, names, scores, trend):
    region = latest.loc[latest["country_code"] == country.value, "region"].item()
    trend(scores[scores["region"] == region], country.value, names[country.value])


@app.cell
def _(country, distribution, latest):
    distribution(latest, country.value)


@app.cell
def _(country, latest, ranking):
    ranking(latest, country.value)


@app.cell
def _(folder, latest, mo):
    mo.vstack(
        [
            mo.ui.table(latest, page_size=200, selection=None),
            mo.download((folder / "scores.csv").read_bytes(), "scores.csv", "text/csv", label="Download CSV"),
        ]
    )


if __name__ == "__main__":
    app.run()
