"""The figures of the release for the peers, in the forms that they read: CSV, JSON, SQLite, boundaries."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
from pyarrow import csv

from benchmarks.machine import release_folder
from dashboard.equal_earth import projected
from dashboard.export.geometry import WORLD_FILE, Arc, arcs_of, area, boundaries, polygons_of, ring_points
from dashboard.release import open_release

_SCORES = """
    SELECT c.country_code, c.name AS country, r.region_label AS region, s.edition, s.value, s.rank,
      coalesce(c.iso_numeric, '') AS shape
    FROM score s JOIN country c USING (country_code) JOIN region_member r USING (country_code)
    WHERE s.index_id = 'gairi' AND s.measure_id = 'total' AND s.edition <> '2019' AND r.scheme = 'oxford'
      AND '2025' BETWEEN coalesce(r.valid_from_edition, '') AND coalesce(r.valid_to_edition, '9999')
    ORDER BY country_code, edition
"""
_PARTS = """
    SELECT s.country_code, m.label AS measure, m.sort_order, s.value,
      median(s.value) OVER (PARTITION BY s.measure_id, r.region) AS region_median,
      max(s.value) OVER (PARTITION BY s.measure_id) AS best_value
    FROM score s JOIN measure m USING (index_id, framework, measure_id) JOIN region_member r USING (country_code)
    WHERE s.index_id = 'gairi' AND s.edition = '2025' AND m.level IN ('pillar', 'dimension') AND r.scheme = 'oxford'
      AND '2025' BETWEEN coalesce(r.valid_from_edition, '') AND coalesce(r.valid_to_edition, '9999')
    ORDER BY country_code, sort_order
"""
# How wide a degree of each parallel is in our plane, and where it lies.
_LATITUDES = np.linspace(-90, 90, 1801)
_ACROSS, _UP = np.array([projected(1, latitude) for latitude in _LATITUDES]).T
_HERE = Path(__file__).parent
_SCRIPTS = ("vega/build/vega.min.js", "vega-lite/build/vega-lite.min.js", "vega-embed/build/vega-embed.min.js")


def write_figures(folder: Path) -> dict[str, str]:
    """Write what the peers show, the static page with its scripts, and pages that look for files beside themselves.

    Parameters
    ----------
    folder : pathlib.Path
        Where to write; `static/` in it can be served as it is.

    Returns
    -------
    dict
        Names by code of the countries of the newest edition, in the order of the selectors.
    """
    static = folder / "static"
    static.mkdir(parents=True)
    release = open_release(release_folder())
    found = {"scores": release.arrow(_SCORES), "parts": release.arrow(_PARTS)}
    for name, table in found.items():
        csv.write_csv(table, folder / f"{name}.csv")
    records, parts = (table.to_pylist() for table in found.values())
    latest = sorted((row for row in records if row["edition"] == "2025"), key=lambda row: row["rank"])
    _write_boundaries(folder)
    _write_static(static, records, latest, parts)
    shutil.copy(folder / "scores.csv", static)
    for page in ("streamlit_page.py", "marimo_page.py"):
        shutil.copy(_HERE / page, folder)
    with sqlite3.connect(folder / "scores.db") as database:
        database.execute(f"CREATE TABLE scores ({', '.join(records[0])})")
        database.executemany(
            f"INSERT INTO scores VALUES ({', '.join('?' * len(records[0]))})", [tuple(row.values()) for row in records]
        )
        database.execute("CREATE TABLE latest AS SELECT * FROM scores WHERE edition = '2025' ORDER BY rank")
    database.close()
    return dict(sorted(((row["country_code"], row["country"]) for row in latest), key=lambda pair: pair[1]))


def _write_static(static: Path, records: list[Any], latest: list[Any], parts: list[Any]) -> None:
    shutil.copy(_HERE / "static_page.html", static / "index.html")
    for script in _SCRIPTS:
        shutil.copy(_HERE / "node_modules" / script, static)
    for name, rows in (("series", records), ("latest", latest), ("parts", parts)):
        (static / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")


def _in_degrees(ring: Arc, *, is_outline: bool) -> list[list[float]]:
    """A ring of our plane, for who projects the world: its outlines run clockwise, or are all but the country."""
    x, y = np.array(ring).T
    # Along a parallel the plane is even.
    longitude = np.clip(x / np.interp(y, _UP, _ACROSS), -180, 180)
    found: list[list[float]] = np.column_stack([longitude, np.interp(y, _UP, _LATITUDES)]).round(3).tolist()
    return found if (area(ring) < 0) == is_outline else found[::-1]


def _write_boundaries(folder: Path) -> None:
    """The boundaries of our map as TopoJSON, as rings in its plane, and as GeoJSON in degrees."""
    assets = folder / "assets"
    assets.mkdir()
    for public in ("static", "public"):
        (folder / public).mkdir(exist_ok=True)
        shutil.copy(WORLD_FILE, folder / public)
    topology = boundaries(is_world=True)
    arcs, rings, features = arcs_of(topology), {}, []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons: list[list[Arc]] = [[ring_points(ring, arcs) for ring in each] for each in polygons_of(shape)]
        name = shape.get("id") or shape["properties"]["name"]
        rings[name] = polygons
        globe = [[_in_degrees(ring, is_outline=not at) for at, ring in enumerate(each)] for each in polygons]
        geometry = {"type": "MultiPolygon", "coordinates": globe}
        features.append({"type": "Feature", "id": name, "properties": {}, "geometry": geometry})
    (folder / "rings.json").write_text(json.dumps(rings), encoding="utf-8")
    found = {"type": "FeatureCollection", "features": features}
    (assets / "world.geojson").write_text(json.dumps(found, separators=(",", ":")), encoding="utf-8")
    # Plotly asks for boundaries of its own, from another host unless told otherwise, even where it draws none of them.
    (assets / "world_110m.json").write_text('{"type":"Topology","objects":{},"arcs":[]}', encoding="utf-8")
