"""The boundaries of countries for charts drawn outside the browser, where no address may be read from."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parents[1] / "static" / "countries-50m.json"
# A map of the world is 900 pixels wide: what is nearer than half a pixel need not be told apart.
_NEAR_DEGREES = 0.25
# A ring that lost more of its area is an island too small to be thinned.
_LEAST_AREA_LEFT = 0.7

Point = tuple[int, int]
Arc = list[Point]


def points_of(arc: Sequence[Sequence[int]]) -> Arc:
    """The points of an arc, which is written as steps from point to point."""
    x = y = 0
    points: Arc = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points


def ring_points(ring: Sequence[int], arcs: Sequence[Arc]) -> Arc:
    """The points of a ring; where two of its arcs meet, their common point once."""
    points: Arc = []
    for at in ring:
        points += (arcs[at] if at >= 0 else arcs[~at][::-1])[1 if points else 0 :]
    return points


def _steps(points: Arc) -> list[list[int]]:
    return [list(points[0]), *([b[0] - a[0], b[1] - a[1]] for a, b in pairwise(points))]


def _thinned(points: Arc, near: float) -> Arc:
    """An arc without the points that lie near the one before."""
    kept = points[:1]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= near:
            kept.append(point)
    return kept + points[-1:]


def _rings(node: Any) -> Iterator[list[int]]:
    """Every ring of every geometry, as the numbers of its arcs; those that are run backwards are negative."""
    if isinstance(node, dict):
        for value in (node.get("geometries"), node.get("arcs")):
            yield from _rings(value)
    elif isinstance(node, list):
        if node and all(isinstance(value, int) for value in node):
            yield node
        else:
            for value in node:
                yield from _rings(value)


def _area(ring: Sequence[int], arcs: Sequence[Arc]) -> int:
    """Twice the signed area of a ring on the flat map."""
    points = ring_points(ring, arcs)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*points, points[0]]))


def _flattened(rings: Sequence[Sequence[int]], whole: Sequence[Arc], thin: Sequence[Arc]) -> set[int]:
    """Arcs of rings that thinning flattened or turned inside out: a ring that runs the wrong way is all the world."""
    found: set[int] = set()
    for ring in rings:
        before = _area(ring, whole)
        if _area(ring, thin) * (1 if before > 0 else -1) < _LEAST_AREA_LEFT * abs(before):
            found.update(at if at >= 0 else ~at for at in ring)
    return found


def _thin(topology: dict[str, Any]) -> list[Arc]:
    near = _NEAR_DEGREES / topology["transform"]["scale"][0]
    whole = [points_of(arc) for arc in topology["arcs"]]
    thin = [_thinned(points, near) for points in whole]
    rings = [ring for feature in topology["objects"].values() for ring in _rings(feature)]
    # To restore an arc changes the rings on both of its sides, so look again until every ring is sound.
    while flattened := {at for at in _flattened(rings, whole, thin) if thin[at] != whole[at]}:
        for at in flattened:
            thin[at] = whole[at]
    return thin


@cache
def boundaries(*, is_world: bool) -> dict[str, Any]:
    """The boundaries as TopoJSON: thinned for a map of the world, as they are for that of a country."""
    topology: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    if is_world:
        topology["arcs"] = [_steps(points) for points in _thin(topology)]
    return topology
