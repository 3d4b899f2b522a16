"""The figures of the release for the peers, in the forms that they read: CSV, JSON, SQLite, boundaries."""

import json
import shutil
import sqlite3
from bisect import bisect
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.machine import release_folder
from dashboard.equal_earth import projected
from dashboard.export.geometry import WORLD_FILE, Arc, arcs_of, boundaries, polygons_of, ring_points

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
    with duckdb.connect(str(release_folder() / "atlas.duckdb"), read_only=True) as con:
        for name, query in (("scores", _SCORES), ("parts", _PARTS)):
            con.execute(f"COPY ({query}) TO '{folder / name}.csv' (HEADER)")
        records, parts = (_records(con.execute(query)) for query in (_SCORES, _PARTS))
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


def _records(found: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _write_static(static: Path, records: list[Any], latest: list[Any], parts: list[Any]) -> None:
    shutil.copy(_HERE / "static_page.html", static / "index.html")
    for script in _SCRIPTS:
        shutil.copy(_HERE / "node_modules" / script, static)
    for name, rows in (("series", records), ("latest", latest), ("parts", parts)):
        (static / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")


class _Degrees:
    """From our plane back to degrees, for who projects the world by itself."""

    def __init__(self) -> None:
        self._latitudes = [step / 100 for step in range(-9000, 9001)]
        self._heights = [projected(0, latitude)[1] for latitude in self._latitudes]

    def __call__(self, point: tuple[float, float]) -> list[float]:
        x, y = point
        at = min(max(bisect(self._heights, y), 1), len(self._heights) - 1)
        low, high = self._heights[at - 1 : at + 1]
        latitude = self._latitudes[at - 1] + (y - low) / (high - low) * 0.01
        # Along a parallel the plane is even.
        longitude = max(-180.0, min(180.0, x / projected(1, latitude)[0]))
        return [round(longitude, 3), round(latitude, 3)]


def _as_on_the_globe(ring: list[list[float]], *, is_outline: bool) -> list[list[float]]:
    """A ring as who draws globes wants it: outlines run clockwise, or they are all the world but the country."""
    is_clockwise = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) > 0
    return ring if is_clockwise == is_outline else ring[::-1]


def _write_boundaries(folder: Path) -> None:
    """The boundaries of our map as TopoJSON, as rings in its plane, and as GeoJSON in degrees."""
    for public in ("static", "public", "assets"):
        (folder / public).mkdir(exist_ok=True)
        shutil.copy(WORLD_FILE, folder / public)
    topology, in_degrees = boundaries(is_world=True), _Degrees()
    arcs, rings, features = arcs_of(topology), {}, []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons: list[list[Arc]] = [[ring_points(ring, arcs) for ring in each] for each in polygons_of(shape)]
        name = shape.get("id") or shape["properties"]["name"]
        rings[name] = polygons
        globe = [
            [_as_on_the_globe([in_degrees(point) for point in ring], is_outline=not at) for at, ring in enumerate(each)]
            for each in polygons
        ]
        geometry = {"type": "MultiPolygon", "coordinates": globe}
        features.append({"type": "Feature", "id": name, "properties": {}, "geometry": geometry})
    (folder / "rings.json").write_text(json.dumps(rings), encoding="utf-8")
    found = {"type": "FeatureCollection", "features": features}
    (folder / "assets" / "world.geojson").write_text(json.dumps(found, separators=(",", ":")), encoding="utf-8")
    # Plotly asks for boundaries of its own, from another host unless told otherwise, even where it draws none of them.
    (folder / "assets" / "world_110m.json").write_text('{"type":"Topology","objects":{},"arcs":[]}', encoding="utf-8")
