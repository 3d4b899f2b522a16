"""The page as a competent author writes it in marimo: cells that depend on one dropdown, charts in Altair."""

import marimo

app = marimo.App(width="medium", app_title="AI readiness")


@app.cell
def _():
    import os
    import sys

    import marimo as mo

    sys.path.insert(0, os.environ["PEERS_ROOT"])
    from benchmarks.peers import altair_charts as charts
    from benchmarks.peers.rows import FOLDER, Rows

    rows, file = Rows(), FOLDER / "scores.csv"
    return charts, file, mo, rows


@app.cell
def _(mo, rows):
    country = mo.ui.dropdown({name: code for code, name in rows.names.items()}, "Afghanistan")
    mo.vstack([mo.md("# How ready are governments for AI?"), country])
    return (country,)


@app.cell
def _(charts, country, rows):
    charts.ranking(rows, country.value)


@app.cell
def _(charts, country, rows):
    charts.world_map(rows, country.value, "public/world-equal-earth.json")


@app.cell
def _(charts, country, rows):
    charts.distribution(rows, country.value)


@app.cell
def _(charts, country, rows):
    charts.trend(rows, country.value)


@app.cell
def _(charts, country, rows):
    charts.parts(rows, country.value)


@app.cell
def _(file, mo, rows):
    mo.vstack(
        [
            mo.ui.table(rows.table, page_size=200, selection=None),
            mo.download(file.read_bytes(), "scores.csv", "text/csv", label="Download CSV"),
        ]
    )


if __name__ == "__main__":
    app.run()
