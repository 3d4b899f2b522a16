"""The boundaries of countries for charts drawn outside the browser, where no address may be read from."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parents[1] / "static"
#: As Natural Earth has them, in degrees.
FILE = _FOLDER / "countries-50m.json"
#: For maps of the world, in Equal Earth at scale 1; ``dashboard.export.flat_world`` makes it.
WORLD_FILE = _FOLDER / "world-equal-earth.json"

Point = tuple[float, float]
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


@cache
def boundaries(*, is_world: bool) -> dict[str, Any]:
    """The boundaries as TopoJSON: flat for a map of the world, in degrees for that of a country."""
    topology: dict[str, Any] = json.loads((WORLD_FILE if is_world else FILE).read_text(encoding="utf-8"))
    return topology
