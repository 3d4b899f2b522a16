"""The boundaries of countries for charts drawn outside the browser, where no address may be read from."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parents[1] / "static" / "countries-50m.json"
# A map of the world is 900 pixels wide: what is nearer than half a pixel need not be told apart.
_NEAR_DEGREES = 0.25

Point = tuple[int, int]


def _thinned(arc: Sequence[Sequence[int]], near: float) -> list[list[int]]:
    """An arc without the points that lie near the one before; arcs are steps from point to point."""
    x = y = 0
    points: list[Point] = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x, y))
    kept = points[:1]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= near:
            kept.append(point)
    kept += points[-1:]
    # A ring of less than four points is no longer an island.
    if points[0] == points[-1] and len(kept) < 4:
        kept = points
    return [
        list(kept[0]),
        *([b[0] - a[0], b[1] - a[1]] for a, b in pairwise(kept)),
    ]


@cache
def boundaries(*, is_world: bool) -> dict[str, Any]:
    """The boundaries as TopoJSON: thinned for a map of the world, as they are for that of a country."""
    topology: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    if is_world:
        near = _NEAR_DEGREES / topology["transform"]["scale"][0]
        topology["arcs"] = [_thinned(arc, near) for arc in topology["arcs"]]
    return topology
