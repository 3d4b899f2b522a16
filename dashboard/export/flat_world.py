"""Writes the boundaries for maps of the world: projected, cut at the edge, without what no eye can tell apart.

    .venv/bin/python -m dashboard.export.flat_world

A browser that projects, cuts and draws all points of the boundaries at 1:50 m is busy for a second, and drops most of
them between two pixels.
"""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from dashboard.equal_earth import WIDTH, projected
from dashboard.export.geometry import WORLD_FILE, Arc, Point, Rings, arcs_of, area, boundaries, polygons_of, ring_points

#: Pixels that the widest map of a page is wide; what is said in pixels below is at this width.
_PAGE_WIDTH = 932
_PIXEL = WIDTH / _PAGE_WIDTH
# An outline is off by less than this, which a screen of twice the resolution does not show either.
_TOLERANCE = 0.25 * _PIXEL
# Islands smaller than this are left out, unless they are the largest part of their country.
_LEAST_AREA = 0.3 * _PIXEL**2
# An arc that takes more than this part of a ring's area away is kept as it is.
_LEAST_AREA_LEFT = 0.8
_STEPS = 10_000
_ANTARCTICA, _ANTARCTIC = "010", -60.0


def _away(point: Point, start: Point, end: Point) -> float:
    """Squared distance of a point from a line."""
    x, y = start
    dx, dy = end[0] - x, end[1] - y
    if dx or dy:
        along = ((point[0] - x) * dx + (point[1] - y) * dy) / (dx * dx + dy * dy)
        x, y = (end[0], end[1]) if along > 1 else (x + dx * along, y + dy * along) if along > 0 else (x, y)
    return (point[0] - x) ** 2 + (point[1] - y) ** 2


def _telling(points: Sequence[Point]) -> list[int]:
    """Which points of a line must stay so that it is off by no more than the tolerance (Douglas and Peucker)."""
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        apart = [_away(point, points[first], points[last]) for point in points[first + 1 : last]]
        if apart and max(apart) > _TOLERANCE**2:
            farthest = first + 1 + apart.index(max(apart))
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return sorted(kept)


def _flat(points: Arc) -> Arc:
    return [projected(*point) for point in points]


def _number(at: int) -> int:
    """Of an arc, whichever way a ring runs it."""
    return max(at, ~at)


def _inside(ring: Arc, edge: float) -> Arc:
    """What lies of a ring on the side of a meridian where the middle of the map is (Sutherland and Hodgman)."""
    side = 1 if edge > 0 else -1
    found: Arc = []
    for start, end in pairwise([*ring, ring[0]]):
        crosses = (start[0] * side <= 180) != (end[0] * side <= 180)
        if crosses:
            share = (edge - start[0]) / (end[0] - start[0])
            found.append((edge, start[1] + share * (end[1] - start[1])))
        if end[0] * side <= 180:
            found.append(end)
    return [*found, found[0]] if found else []


def _parts(ring: Arc) -> list[Arc]:
    """A ring in degrees that crosses the edge of the map as two, one at each edge; any other as it is."""
    shift, whole = 0.0, ring[:1]
    for before, point in pairwise(ring):
        step = point[0] - before[0]
        shift += -360 if step > 180 else 360 if step < -180 else 0
        whole.append((point[0] + shift, point[1]))
    if all(-180 <= x <= 180 for x, _ in whole):
        return [ring]
    turns = (0, -360) if max(x for x, _ in whole) > 180 else (0, 360)
    turned = ([(x + turn, y) for x, y in whole] for turn in turns)
    return [part for ring in turned if (part := _inside(_inside(ring, 180), -180))]


def _thinned(degrees: Sequence[Arc], flat: Sequence[Arc], rings: Rings) -> list[Arc]:
    """The arcs in degrees with the points that tell, or as they were where a ring would lose its form."""
    kept = [_telling(arc) for arc in flat]
    thin = [[arc[at] for at in told] for arc, told in zip(flat, kept, strict=True)]
    before = [area(ring_points(ring, flat)) for ring in rings]
    # To restore an arc changes the rings on both of its sides, so look again until every ring is sound.
    while harmed := {
        _number(at)
        for ring, whole in zip(rings, before, strict=True)
        if area(ring_points(ring, thin)) * (1 if whole > 0 else -1) < _LEAST_AREA_LEFT * abs(whole)
        for at in ring
        if thin[_number(at)] != flat[_number(at)]
    }:
        for at in harmed:
            thin[at], kept[at] = flat[at], list(range(len(flat[at])))
    return [[arc[at] for at in told] for arc, told in zip(degrees, kept, strict=True)]


class _World:
    """The boundaries while they are made flat."""

    def __init__(self) -> None:
        topology = boundaries(is_world=False)
        self._objects: dict[str, Any] = topology["objects"]
        shapes = (shape for found in self._objects.values() for shape in found["geometries"])
        degrees = arcs_of(topology)
        rings = [ring for shape in shapes for rings in polygons_of(shape) for ring in rings]
        self._degrees = _thinned(degrees, [_flat(arc) for arc in degrees], rings)
        self._flat = [_flat(arc) for arc in self._degrees]
        self._arcs: list[Arc] = []
        self._numbers: dict[int, int] = {}

    def _new(self, flat: Arc) -> int:
        self._arcs.append(flat)
        return len(self._arcs) - 1

    def _numbered(self, ring: Sequence[int]) -> list[int]:
        """A ring by the numbers that its arcs have in the file that is written."""
        found = []
        for at in ring:
            known = _number(at)
            if known not in self._numbers:
                self._numbers[known] = self._new(self._flat[known])
            found.append(self._numbers[known] if at >= 0 else ~self._numbers[known])
        return found

    def _area(self, ring: Sequence[int]) -> float:
        return abs(area(ring_points(ring, self._flat)))

    def _polygon(self, rings: Rings, least: float) -> list[Rings]:
        """A polygon as those that the map has of it: one, two where it crosses the edge, or none."""
        outline = ring_points(rings[0], self._degrees)
        if max(y for _, y in outline) < _ANTARCTIC:
            return []
        parts = [_flat(part) for part in _parts(outline)]
        holes = [self._numbered(ring) for ring in rings[1:] if self._area(ring) >= _LEAST_AREA]
        if len(parts) > 1:
            # The only hole of a polygon that crosses the edge, the Caspian Sea, lies in the larger part.
            largest, *others = sorted(parts, key=lambda part: -abs(area(part)))
            return [[[self._new(largest)], *holes], *([[self._new(part)]] for part in others)]
        return [[self._numbered(rings[0]), *holes]] if self._area(rings[0]) >= least else []

    def _shape(self, shape: dict[str, Any]) -> dict[str, Any]:
        polygons = polygons_of(shape)
        least = min(_LEAST_AREA, max((self._area(rings[0]) for rings in polygons), default=0.0))
        kept = [part for rings in polygons for part in self._polygon(rings, least)]
        told = {key: value for key, value in shape.items() if key not in {"type", "arcs"}}
        return {"type": "MultiPolygon", "arcs": kept, **told}

    def topology(self) -> dict[str, Any]:
        """The whole as TopoJSON, in units of the projection at scale 1."""
        objects = {
            name: {
                "type": "GeometryCollection",
                "geometries": [self._shape(shape) for shape in found["geometries"] if shape.get("id") != _ANTARCTICA],
            }
            for name, found in self._objects.items()
        }
        points = [point for arc in self._arcs for point in arc]
        left, bottom = (min(point[axis] for point in points) for axis in (0, 1))
        step = max(max(point[axis] for point in points) - low for axis, low in ((0, left), (1, bottom))) / _STEPS
        arcs = [[(round((x - left) / step), round((y - bottom) / step)) for x, y in arc] for arc in self._arcs]
        return {
            "type": "Topology",
            "objects": objects,
            "arcs": [_steps(arc) for arc in arcs],
            "transform": {"scale": [step, step], "translate": [left, bottom]},
        }


def _steps(points: Sequence[tuple[int, int]]) -> list[list[int]]:
    """An arc as steps from point to point, without those that go nowhere."""
    steps = [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(points)]
    moving = [step for step in steps if any(step)]
    return [list(points[0]), *(moving or steps[:1])]


def written() -> str:
    """What stands in the file."""
    return json.dumps(_World().topology(), separators=(",", ":")) + "\n"


if __name__ == "__main__":
    WORLD_FILE.write_text(written(), encoding="utf-8")
