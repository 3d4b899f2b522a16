"""Maps as small drawings: the world in Equal Earth by class, and places in a country."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import escape
from typing import Any

from dashboard import equal_earth
from dashboard.export.geometry import Arc, Point, arcs_of, area, boundaries, polygons_of, ring_points
from dashboard.plain.drawings.marks import CIRCLE, SQUARE, Row, key, spoken

_WIDTH = 900
_PLACES_WIDTH, _NEAR = 400, 1.6
_SCALE = _WIDTH / equal_earth.WIDTH


def _in_the_world(across: float, up: float) -> Point:
    """A point in Equal Earth in pixels of a map that is 900 wide."""
    return _WIDTH / 2 + across * _SCALE, _SCALE * (equal_earth.TOP - up)


def _on_the_world(row: Row) -> Point:
    return _in_the_world(*equal_earth.projected(row["longitude"], row["latitude"]))


@cache
def _shapes(*, is_world: bool) -> dict[str, list[Arc]]:
    """The rings of every country by numeric code, in Equal Earth or in degrees; Kosovo by the code of our tables."""
    topology = boundaries(is_world=is_world)
    arcs = arcs_of(topology)
    found: dict[str, list[Arc]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = "XKX" if shape["properties"]["name"] == "Kosovo" else str(shape.get("id"))
        rings = (ring_points(ring, arcs) for polygon in polygons_of(shape) for ring in polygon)
        found.setdefault(code, []).extend(rings)
    return found


def _path(rings: Iterable[Sequence[Point]], near: float, least: float, digits: int = 0) -> str:
    """The outline of rings in pixels, without points that lie near the one before and without specks."""
    said = []
    for ring in rings:
        kept = [ring[0]]
        for point in ring[1:]:
            if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= near:
                kept.append(point)
        if len(kept) > 2 and abs(area(kept)) >= least:
            said.append(_steps([(round(x * 10**digits), round(y * 10**digits)) for x, y in kept], digits))
    return "".join(said)


def _steps(points: list[tuple[int, int]], digits: int) -> str:
    def number(value: int) -> str:
        return f"{value / 10**digits:g}"

    (x, y), steps = points[0], []
    for px, py in points[1:]:
        step = f"{number(px - x)},{number(py - y)}"
        x, y = px, py
        steps.append(step)
    return f"M{number(points[0][0])},{number(points[0][1])}l{' '.join(steps)}z"


@cache
def _world() -> dict[str, str]:
    """The outline of every country on the map of the world."""
    found = {
        code: _path(([_in_the_world(*point) for point in ring] for ring in rings), 2.2, 2.0)
        for code, rings in _shapes(is_world=True).items()
    }
    return {code: path for code, path in found.items() if path}


def _drawing(body: str, width: float, height: float, alt: str, kind: str) -> str:
    told = escape(alt, quote=True)
    return (
        f'<svg class="{kind}" role="img" aria-label="{told}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}">{body}</svg>'
    )


def world_map(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """The world by class; what has no figure is pale, small states are points."""
    classes = list(options["classes"])
    first = 5 - len(classes)
    kinds = {row["shape_code"]: _class(row, classes, first) for row in rows}
    chosen = options["chosen"].shape_code if options.get("chosen") else None
    drawn: dict[str, list[str]] = {}
    for code, path in _world().items():
        drawn.setdefault(kinds.get(code, "none"), []).append(path)
    # One outline for each class: neighbours of a class are told apart by the line between them.
    body = "".join(f'<path d="{"".join(paths)}" class="{kind}"/>' for kind, paths in sorted(drawn.items()))
    body += "".join(f'<path d="{path}" class="picked"/>' for code, path in _world().items() if code == chosen)
    body += "".join(
        _point(row, kinds[row["shape_code"]], is_chosen=row["shape_code"] == chosen) for row in rows if row["is_small"]
    )
    entries = [(SQUARE, f"q{first + at}", label) for at, label in enumerate(classes)]
    entries.append((SQUARE, "none", options.get("no_figure_label", "No figure")))
    return (
        spoken(options.get("value_title", ""))
        + _drawing(body, _WIDTH, math.ceil(_SCALE * equal_earth.HEIGHT), alt, "map world")
        + key(entries)
    )


def _class(row: Row, classes: list[str], first: int) -> str:
    return f"q{first + classes.index(row['class_label'])}" if row["class_label"] in classes else "none"


def _point(row: Row, kind: str, *, is_chosen: bool) -> str:
    if row["longitude"] is None:
        return ""
    x, y = _on_the_world(row)
    ring = " picked" if is_chosen else ""
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" class="{kind}{ring}"/>'


def _frame(rows: list[Row]) -> tuple[Callable[[Point], Point], float]:
    """The projection that frames some places, and the height of their map."""
    east_west = [row["longitude"] for row in rows]
    south_north = [row["latitude"] for row in rows]
    middle = (min(east_west) + max(east_west)) / 2, (min(south_north) + max(south_north)) / 2
    shrink = math.cos(math.radians(middle[1]))
    across = max((max(east_west) - min(east_west)) * shrink, 1.5) * 1.3
    down = max(max(south_north) - min(south_north), 1.5) * 1.25
    height = min(max(_PLACES_WIDTH * down / across, 260), 420)
    scale = min(_PLACES_WIDTH / across, height / down)

    def placed(point: Point) -> Point:
        x = _PLACES_WIDTH / 2 + (point[0] - middle[0]) * shrink * scale
        return x, height / 2 - (point[1] - middle[1]) * scale

    return placed, height


def place_map(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """Places as sized points over the outline of a country, or over the world."""
    rows = sorted((row for row in rows if row["longitude"] is not None), key=lambda row: -row["place_count"])
    codes = options.get("numeric_codes", ())
    if not codes:
        ground = "".join(f'<path d="{path}" class="none"/>' for path in _world().values())
        marks = "".join(_sized(row, _on_the_world(row), rows) for row in rows)
        return _drawing(ground + marks, _WIDTH, math.ceil(_SCALE * equal_earth.HEIGHT), alt, "map world")
    placed, height = _frame(rows)
    at = [placed((row["longitude"], row["latitude"])) for row in rows]
    ground = _ground(codes, placed, height)
    marks = "".join(_sized(row, point, rows) for row, point in zip(rows, at, strict=True))
    names = "".join(_names(rows, at, options.get("label_count", 6)))
    return _drawing(ground + marks + names, _PLACES_WIDTH, height, alt, "map") + key(
        [(CIRCLE, "place", "The larger, the more at one place")]
    )


def _ground(codes: Sequence[str], placed: Callable[[Point], Point], height: float) -> str:
    """The outline of countries inside the frame; what lies far outside is drawn to its edge."""

    def inside(point: Point) -> Point:
        x, y = placed(point)
        return min(max(x, -40), _PLACES_WIDTH + 40), min(max(y, -40), height + 40)

    rings = ([inside(point) for point in ring] for code in codes for ring in _shapes(is_world=False).get(code, []))
    return f'<path d="{_path(rings, _NEAR, 1.0)}" class="none"/>'


def _sized(row: Row, point: Point, rows: list[Row]) -> str:
    radius = 3 + 9 * math.sqrt(row["place_count"] / rows[0]["place_count"]) if rows[0]["place_count"] > 1 else 4
    return f'<circle cx="{point[0]:.0f}" cy="{point[1]:.0f}" r="{radius:.1f}" class="place"/>'


def _names(rows: list[Row], at: list[Point], most: int) -> Iterator[str]:
    """The names of the largest places that lie apart from each other."""
    named: list[Point] = []
    for row, (x, y) in zip(rows, at, strict=True):
        if len(named) == most:
            return
        if all(abs(x - other[0]) > 90 or abs(y - other[1]) > 18 for other in named):
            named.append((x, y))
            anchor, away = ("end", -14) if x > _PLACES_WIDTH * 0.6 else ("start", 14)
            words = escape(str(row["city"]), quote=False)
            yield f'<text x="{x + away:.0f}" y="{y + 5:.0f}" text-anchor="{anchor}" class="end">{words}</text>'
