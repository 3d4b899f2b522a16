"""The peers of benchmarks.compare show the same figures as the atlas: nobody runs the benchmark with every change."""

import json
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.peers import figures
from dashboard.export.geometry import area
from dashboard.queries import scores
from dashboard.release import open_release


@pytest.fixture(scope="module")
def peers(release_folder: Path, release_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    folder = tmp_path_factory.mktemp("peers") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA_DIR", str(release_dir))
        # Vega for the static page comes from npm, which only the benchmark asks for.
        patch.setattr(figures, "_SCRIPTS", ())
        # Whoever has the release open, like the other tests of this process, does not stand in the way.
        release = open_release(release_folder)
        names = figures.write_figures(folder)
        patch.setenv("PEERS_DATA", str(folder))
        rows = import_module("benchmarks.peers.rows").Rows()
        charts = import_module("benchmarks.peers.altair_charts")
        yield SimpleNamespace(folder=folder, names=names, rows=rows, charts=charts, release=release)


def test_every_country_has_its_region_its_line_and_the_parts_of_its_score(peers: SimpleNamespace):
    assert peers.names.keys() == peers.rows.names.keys()
    for code in peers.names:
        region = set(peers.rows.ranking(code)["country_code"])
        beside = set(peers.rows.lines(code)["country_code"])
        assert code in beside <= region
        assert len(beside) == min(5, len(region))
        found = scores.breakdown(peers.release, "gairi", "2025", code, "oxford", "world", ("pillar", "dimension"))
        parts = peers.rows.parts(code)
        assert dict(zip(parts["measure"], parts["value"], strict=True)) == {
            row["measure"]: row["value"] for row in found
        }


def test_altair_accepts_the_charts(peers: SimpleNamespace):
    charts, rows = peers.charts, peers.rows
    for chart in (charts.ranking, charts.distribution, charts.trend, charts.parts):
        assert chart(rows, "PAK").to_dict(validate=True)
    assert charts.world_map(rows, "PAK", "world.json").to_dict(validate=True)


def test_boundaries_in_degrees_are_those_of_the_map(peers: SimpleNamespace):
    world = json.loads((peers.folder / "assets" / "world.geojson").read_text(encoding="utf-8"))
    shapes = {each["id"]: each["geometry"]["coordinates"] for each in world["features"]}
    points = [point for polygon in shapes["404"] for point in polygon[0]]
    # Kenya, to half a degree.
    extent = [round(2 * side(part)) / 2 for part in zip(*points, strict=True) for side in (min, max)]
    assert extent == [34.0, 42.0, -4.5, 5.5]
    for polygons in shapes.values():
        for outline, *holes in polygons:
            assert outline[0] == outline[-1]
            # Who draws globes takes the other turn for all the world but the country.
            assert area(outline) < 0
            assert all(area(hole) > 0 for hole in holes)
