"""Boundaries that were made flat for maps of the world are still those of the same countries."""

import math
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import equal_earth
from dashboard.export.drawing import Drawing
from dashboard.export.flat_world import written
from dashboard.export.geometry import WORLD_FILE, Arc, arcs_of, area, boundaries, polygons_of, ring_points

# Where Antarctica is not drawn; the map has this much room.
_LEFT, _RIGHT = -equal_earth.WIDTH / 2, equal_earth.WIDTH / 2
_TOP, _BOTTOM = equal_earth.TOP, equal_earth.TOP - equal_earth.HEIGHT


def _countries(topology: dict[str, Any]) -> dict[str, list[list[Arc]]]:
    """The polygons of every country by its name, each a list of rings."""
    arcs = arcs_of(topology)
    return {
        shape["properties"]["name"]: [[ring_points(ring, arcs) for ring in rings] for rings in polygons_of(shape)]
        for shape in topology["objects"]["countries"]["geometries"]
    }


def _extent(polygons: list[list[Arc]]) -> float:
    """Area of the outlines without the holes."""
    return sum(abs(area(rings[0])) - sum(abs(area(hole)) for hole in rings[1:]) for rings in polygons)


def test_the_file_is_what_the_command_writes() -> None:
    assert WORLD_FILE.read_text(encoding="utf-8") == written(), "run python -m dashboard.export.flat_world"


def test_every_country_is_there_as_large_as_it_was_and_inside_the_map() -> None:
    whole, flat = _countries(boundaries(is_world=False)), _countries(boundaries(is_world=True))
    assert set(whole) - set(flat) == {"Antarctica"}
    for name, polygons in flat.items():
        points = [point for rings in polygons for ring in rings for point in ring]
        assert points, name
        assert all(_LEFT <= x <= _RIGHT and _BOTTOM <= y <= _TOP for x, y in points), name
        # Jumps across the map are lines through every other country.
        steps = (abs(a[0] - b[0]) for rings in polygons for ring in rings for a, b in pairwise(ring))
        assert max(steps, default=0) < 1, name
        if not _crosses_the_edge(whole[name]):
            projected = [[[equal_earth.projected(*point) for point in ring] for ring in rings] for rings in whole[name]]
            before = _extent(projected)
            # A country of a few pixels may lose an island or two; a large one loses nothing that is seen.
            lost = next(share for area, share in ((0.02, 0.02), (0.001, 0.1), (0.0, 0.75)) if before > area)
            assert _extent(polygons) == pytest.approx(before, rel=lost, abs=1e-6), name


def _crosses_the_edge(polygons: list[list[Arc]]) -> bool:
    return any(abs(a[0] - b[0]) > 180 for rings in polygons for ring in rings for a, b in pairwise(ring))


def test_a_country_at_the_edge_has_a_part_on_either_side() -> None:
    whole, flat = _countries(boundaries(is_world=False)), _countries(boundaries(is_world=True))
    crossing = {name for name, polygons in whole.items() if _crosses_the_edge(polygons)} - {"Antarctica"}
    assert {"Russia", "Fiji"} <= crossing
    for name in crossing:
        sides = {math.copysign(1, ring[0][0]) for rings in flat[name] for ring in rings}
        assert sides == {-1, 1}, name


def test_the_sea_within_the_largest_continent_is_no_land() -> None:
    [land] = boundaries(is_world=True)["objects"]["land"]["geometries"]
    assert max(len(rings) for rings in land["arcs"]) == 2


def test_neighbours_share_their_boundary() -> None:
    topology = boundaries(is_world=True)
    used: dict[int, int] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        for at in (at for rings in shape["arcs"] for ring in rings for at in ring):
            used[max(at, ~at)] = used.get(max(at, ~at), 0) + 1
    assert set(used.values()) == {1, 2}
    assert sum(count == 2 for count in used.values()) > 200


def test_a_browser_has_a_quarter_of_the_points_to_draw() -> None:
    counts = [sum(map(len, boundaries(is_world=is_world)["arcs"])) for is_world in (False, True)]
    assert counts[1] < 0.25 * counts[0]


@pytest.fixture(scope="module")
def vega() -> Any:
    drawing = Drawing()
    yield drawing
    drawing.end()


@given(longitude=st.floats(-180, 180), latitude=st.floats(-57, 84))
def test_points_lie_inside_the_map(longitude: float, latitude: float) -> None:
    x, y = equal_earth.projected(longitude, latitude)
    assert _LEFT <= x <= _RIGHT
    assert _BOTTOM <= y <= _TOP


def test_vega_and_its_own_projection_put_a_point_where_we_do(vega: Any) -> None:
    """What Vega calls ``equalEarth`` is the judge of our formulas, in Python and in its own language."""
    points = [(73.05, 33.7), (-179.5, -16.5), (0.0, 0.0), (174.8, -41.3), (-51.7, 64.2)]
    angle, across, up = equal_earth.expressions("datum.longitude", "datum.latitude")
    rows = [{"longitude": x, "latitude": y} for x, y in points]

    def spec(projection: dict[str, Any], longitude: str, latitude: str) -> dict[str, Any]:
        return {
            "data": {"values": rows}, "width": 543, "height": 236, "projection": projection,
            "transform": [{"calculate": angle, "as": "t"}, {"calculate": across, "as": "x"},
                          {"calculate": up, "as": "y"}],
            "mark": {"type": "circle", "size": 4, "aria": False},
            "encoding": {"longitude": {"field": longitude, "type": "quantitative"},
                         "latitude": {"field": latitude, "type": "quantitative"}},
        }  # fmt: skip

    place = {"scale": 100, "translate": [271.5, 131]}
    ours = vega.svg(spec({"type": "identity", "reflectY": True, **place}, "x", "y"))
    theirs = vega.svg(spec({"type": "equalEarth", **place}, "longitude", "latitude"))
    drawn = [coordinate for point in points for coordinate in equal_earth.projected(*point)]
    expected = [271.5 + 100 * value if at % 2 == 0 else 131 - 100 * value for at, value in enumerate(drawn)]
    assert _coordinates(ours) == pytest.approx(expected, abs=0.01)
    assert _coordinates(theirs) == pytest.approx(expected, abs=0.01)


def _coordinates(svg: str) -> list[float]:
    """Where the marks of a picture stand, one after the other."""
    found = re.findall(r'<path[^>]* transform="translate\(([-\d.]+),([-\d.]+)\)"', svg)
    return [float(value) for place in found for value in place]
