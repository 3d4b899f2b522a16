"""Boundaries that were thinned for a picture of the world are still those of the same countries."""

from dashboard.export import geometry
from dashboard.export.geometry import boundaries


def _areas(topology: dict) -> list[int]:
    arcs = [geometry.points_of(arc) for arc in topology["arcs"]]
    rings = [ring for feature in topology["objects"].values() for ring in geometry._rings(feature)]
    return [geometry._area(ring, arcs) for ring in rings]


def test_no_ring_of_the_thinned_world_runs_the_other_way_or_is_flat():
    whole, thin = _areas(boundaries(is_world=False)), _areas(boundaries(is_world=True))
    assert len(thin) == len(whole) > 1000
    # A ring without area, of which the file has two, has no direction that it could lose.
    found = [(before, after) for before, after in zip(whole, thin, strict=True) if before]
    assert all((before > 0) == (after > 0) and abs(after) > 0.5 * abs(before) for before, after in found)


def test_the_thinned_world_has_fewer_points():
    counts = [sum(map(len, boundaries(is_world=is_world)["arcs"])) for is_world in (False, True)]
    assert counts[1] < 0.7 * counts[0]
