"""The boundaries of countries for charts drawn outside the browser, where no address may be read from."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parents[1] / "static"
#: As Natural Earth has them, in degrees.
FILE = _FOLDER / "countries-50m.json"
#: For maps of the world, in Equal Earth at scale 1; ``dashboard.export.flat_world`` makes it.
WORLD_FILE = _FOLDER / "world-equal-earth.json"

Point = tuple[float, float]
Arc = list[Point]
#: The rings of a polygon, its outline first; as numbers of arcs, those that are run backwards are negative.
Rings = list[list[int]]


def arcs_of(topology: dict[str, Any]) -> list[Arc]:
    """The arcs of a TopoJSON as points; they are written as whole steps from point to point."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for steps in topology["arcs"]:
        x = y = 0
        points: Arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        found.append(points)
    return found


def polygons_of(shape: dict[str, Any]) -> list[Rings]:
    """The polygons of a shape of a TopoJSON; none of a shape without form."""
    arcs: Any = shape.get("arcs", [])
    return [arcs] if shape["type"] == "Polygon" else arcs


def ring_points(ring: Sequence[int], arcs: Sequence[Arc]) -> Arc:
    """The points of a ring; where two of its arcs meet, their common point once."""
    points: Arc = []
    for at in ring:
        points += (arcs[at] if at >= 0 else arcs[~at][::-1])[1 if points else 0 :]
    return points


def area(ring: Arc) -> float:
    """Signed area of a ring."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])) / 2


@cache
def boundaries(*, is_world: bool) -> dict[str, Any]:
    """The boundaries as TopoJSON: flat for a map of the world, in degrees for that of a country."""
    topology: dict[str, Any] = json.loads((WORLD_FILE if is_world else FILE).read_text(encoding="utf-8"))
    return topology
