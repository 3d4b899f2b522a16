"""Every chart form: a valid Vega-Lite spec without data, in both themes, and no Altair object after import."""

import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import altair as alt
import jsonschema
import pytest

from dashboard import charts
from dashboard.charts import Break, Spec, trends
from dashboard.charts.theme import PALETTES, Theme, config

ROOT = Path(__file__).parents[2]
THEMES: tuple[Theme, ...] = ("light", "dark")
BREAKS = (
    Break(2019, 2020, "hard", "Rebuilt in 2020:|not comparable"),
    Break(2020, 2021, "soft", "Indicators revised"),
)
CALLS: dict[str, dict[str, Any]] = {
    "breakdown_dots": {"value_title": "Points, 0-100", "country_label": "Pakistan"},
    "category_bars": {"value_title": "Challenges named"},
    "count_dots": {"value_title": "Technology parks"},
    "distribution_strip": {
        "value_title": "Points, 0-100",
        "median": (43.3, "43.3"),
        "quartiles": ((34.6, "34.6"), (62.0, "62.0")),
    },
    "gap_bars": {"value_title": "Difference in points", "extent": 50},
    "histogram": {"value_title": "Score of a host, points 0-100"},
    "matrix_dots": {},
    "measure_compare_dots": {"value_title": "Points, 0-100", "countries": ["Pakistan", "India"]},
    "movement_dots": {"value_title": "Change in points"},
    "place_map": {"numeric_codes": ["586"]},
    "portal_lines": {"value_title": "Score, points 0-100"},
    "ranking_bars": {"value_title": "Points, 0-100"},
    "region_ranges": {"value_title": "Points, 0-100"},
    "timeline_bars": {"first_year": 2010, "last_year": 2025, "kind_count": 5},
    "trend_lines": {"value_title": "Points, 0-100", "edition_years": [2019, 2020, 2021], "breaks": BREAKS},
    "world_map": {"value_title": "Points, 0-100", "classes": ["0 to 20", "20 to 40", "40 to 60", "60 to 80", "80+"]},
}
VARIANTS: list[tuple[str, dict[str, Any]]] = [
    *CALLS.items(),
    ("category_bars", {"value_title": "Rate, percent", "maximum": 100}),
    ("distribution_strip", {"value_title": "Index 0-1", "median": (0.4, "0.4"), "domain": (0, 1)}),
    ("movement_dots", {"value_title": "Change", "domain": (-3, 3)}),
    ("place_map", {}),
    ("ranking_bars", {"value_title": "Index 20-90", "domain": (20, 90), "has_ranks": False}),
    ("timeline_bars", {"first_year": 2020, "last_year": 2020, "kind_count": 1, "is_scale_shared": True}),
    ("trend_lines", {"value_title": "Index 0-1", "edition_years": [2022, 2020], "domain": (0, 1), "series_count": 8}),
    ("trend_lines", {"value_title": "Index 0-1", "edition_years": []}),
    ("world_map", {"value_title": "Index", "classes": []}),
    ("world_map", {"value_title": "Index", "classes": ["low", "high"]}),
]
# What a spec may hold inline: words and positions of annotations, never a row of the table.
ANNOTATION_KEYS = {
    "align", "class_label", "fill", "from_year", "is_annotation", "kind", "label", "latitude", "longitude", "middle",
    "place", "position", "shape_code",
    "shape", "stroke", "to_year", "value", "words", "zero",
}  # fmt: skip


def built(name: str, options: dict[str, Any], theme: Theme = "light") -> Spec:
    builder: Callable[..., Spec] = getattr(charts, name)
    return builder(theme=theme, **options)


def nodes(node: Any) -> Iterator[Any]:
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from nodes(child)


def _every_spec() -> Iterator[Any]:
    for name, options in VARIANTS:
        for theme in THEMES:
            yield pytest.param(name, options, theme, id=f"{name}-{len(options)}-{theme}")


EVERY_SPEC = list(_every_spec())


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    schema = json.loads((Path(alt.__file__).parent / "vegalite/v6/schema/vega-lite-schema.json").read_text())
    return jsonschema.Draft7Validator(schema)


def test_every_builder_is_tried() -> None:
    # All but the one that turns what a builder made into its light form.
    builders = {name for name in charts.__all__ if inspect.isfunction(getattr(charts, name))} - {
        "in_light",
        "rows_apart",
    }
    assert builders == set(CALLS)


@pytest.mark.parametrize(("name", "options", "theme"), EVERY_SPEC)
def test_spec_is_valid_vega_lite(
    name: str, options: dict[str, Any], theme: Theme, validator: jsonschema.Draft7Validator
) -> None:
    spec = built(name, options, theme)
    # Streamlit gives the container's width in pixels, and inserts the table under Vega-Lite's default name.
    complete = spec | {"width": 358, "data": {"name": "source"}}
    assert [error.message[:300] for error in validator.iter_errors(complete)][:3] == []


@pytest.mark.parametrize(("name", "options", "theme"), EVERY_SPEC)
def test_spec_is_plain_json_without_rows(name: str, options: dict[str, Any], theme: Theme) -> None:
    spec = built(name, options, theme)
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    assert "data" not in spec
    assert "datasets" not in spec
    inline = [node["values"] for node in nodes(spec["layer"]) if isinstance(node, dict) and "values" in node]
    keys = {key for values in inline for row in values if isinstance(row, dict) for key in row}
    assert keys <= ANNOTATION_KEYS
    assert len(json.dumps(spec)) < 30_000


@pytest.mark.parametrize(("name", "options", "theme"), EVERY_SPEC)
def test_spec_is_painted_in_its_theme(name: str, options: dict[str, Any], theme: Theme) -> None:
    text = json.dumps(built(name, options, theme))
    assert '"@' not in text
    other: Theme = "dark" if theme == "light" else "light"
    assert PALETTES[theme].ink in text
    assert PALETTES[other].ink not in text


@pytest.mark.parametrize(("name", "options", "theme"), EVERY_SPEC)
def test_spec_fits_its_container(name: str, options: dict[str, Any], theme: Theme) -> None:
    spec = built(name, options, theme)
    assert spec["width"] == "container"
    assert spec["autosize"] == {"type": "fit-x", "contains": "padding"}
    assert spec["config"] == config(theme)
    # Facets and concatenations do not stretch in Streamlit.
    assert not {"hconcat", "vconcat", "concat", "facet", "repeat"} & set(spec)


@pytest.mark.parametrize(("name", "options"), VARIANTS)
def test_no_altair_object_is_made_after_import(
    name: str, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("An Altair object was made during a script run")

    monkeypatch.setattr(alt.SchemaBase, "__init__", refuse)
    monkeypatch.setattr(alt.Chart, "__init__", refuse)
    monkeypatch.setattr(alt.LayerChart, "__init__", refuse)
    built(name, options)


@pytest.mark.parametrize(("name", "options"), VARIANTS)
def test_copies_are_independent(name: str, options: dict[str, Any]) -> None:
    first = built(name, options)
    before = json.dumps(first)
    for node in nodes(built(name, options)):
        if isinstance(node, dict):
            node.clear()
    assert json.dumps(built(name, options)) == before


@pytest.mark.parametrize(("name", "options"), list(CALLS.items()))
def test_docstring_names_every_column_the_spec_reads(name: str, options: dict[str, Any]) -> None:
    spec = built(name, options)
    text = json.dumps(spec)
    read = set(re.findall(r'"field": "(\w+)"', text)) | set(re.findall(r"datum\.(\w+)", text))
    made = set(re.findall(r'"as": "(\w+)"', text)) | ANNOTATION_KEYS | {"id", "properties", "code"}
    made |= {key for node in nodes(spec) if isinstance(node, dict) and isinstance(node.get("as"), list) for key in node}
    documented = set(re.findall(r"``(\w+)``", inspect.getdoc(getattr(charts, name)) or ""))
    assert read - made - documented == set()


def test_every_option_is_keyword_only_and_documented() -> None:
    for name in CALLS:
        builder = getattr(charts, name)
        for parameter in inspect.signature(builder).parameters.values():
            assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
            assert parameter.name in (inspect.getdoc(builder) or "")


def test_charts_know_neither_streamlit_nor_duckdb() -> None:
    for path in (ROOT / "dashboard" / "charts").glob("*.py"):
        assert not re.search(r"^\s*(import|from) (streamlit|duckdb)", path.read_text(), re.MULTILINE), path.name


@pytest.mark.parametrize(("name", "options"), VARIANTS)
def test_marks_are_heard_as_their_tooltip_and_nulls_are_not_written(name: str, options: dict[str, Any]) -> None:
    layers = built(name, options)["layer"]
    heard = [layer for layer in layers if layer["mark"].get("aria") is not False]
    assert heard
    for layer in heard:
        told = [part["field"] for part in layer["encoding"]["tooltip"]]
        assert all(f"datum.{field}" in layer["encoding"]["description"]["value"]["expr"] for field in told)
    labels = [layer["encoding"]["text"] for layer in layers if "text" in layer.get("encoding", {})]
    assert all(label.get("type") != "nominal" for label in labels)


class TestRanking:
    def test_bars_begin_at_zero_and_anything_else_is_dots(self) -> None:
        def names(domain: tuple[float, float]) -> set[str]:
            spec = charts.ranking_bars(theme="light", value_title="Index", domain=domain)
            return {layer["name"] for layer in spec["layer"]}

        assert "bars" in names((0, 1))
        assert "dots" not in names((0, 1))
        assert "bars" not in names((20, 90))
        assert "dots" in names((20, 90))

    def test_what_is_not_drawn_has_words_and_no_bar(self) -> None:
        spec = charts.ranking_bars(theme="light", value_title="Index")
        bars = next(layer for layer in spec["layer"] if layer["name"] == "bars")
        assert "is_drawn !== false" in json.dumps(bars["transform"])


class TestTrend:
    def test_lines_are_broken_at_segments(self) -> None:
        spec = built("trend_lines", CALLS["trend_lines"])
        lines = [layer for layer in spec["layer"] if layer.get("name", "").startswith("lines")]
        assert len(lines) == 2
        for layer in lines:
            assert {found["field"] for found in layer["encoding"]["detail"]} == {"country", "segment"}

    def test_axis_has_only_editions_that_exist(self) -> None:
        spec = charts.trend_lines(theme="light", value_title="Index", edition_years=[2004, 2005, 2008])
        axes = [layer["encoding"]["x"]["axis"] for layer in spec["layer"] if "field" in layer["encoding"].get("x", {})]
        assert {tuple(axis["values"]) for axis in axes} == {(2004, 2005, 2008)}
        # Vega leaves out every second value where there are more values than this.
        assert {axis["tickCount"] for axis in axes} == {3}

    def test_hard_breaks_are_gaps_with_words_and_soft_ones_marks(self) -> None:
        spec = built("trend_lines", CALLS["trend_lines"])
        values = {layer["name"]: layer["data"]["values"] for layer in spec["layer"] if "data" in layer}
        assert [row["label"] for row in values["hard_bands"]] == ["Rebuilt in 2020:|not comparable"]
        assert [row["middle"] for row in values["soft_marks"]] == [2020.5]

    def test_names_at_the_ends_keep_their_distance_on_any_scale(self) -> None:
        for domain in ((0, 100), (0, 1)):
            spec = charts.trend_lines(theme="light", value_title="Index", edition_years=[2020, 2022], domain=domain)
            gap = next(part["expr"] for part in spec["params"] if part["name"] == "label_gap")
            span, height = gap.split(" / ")
            assert height == "height"
            assert float(span) / (domain[1] - domain[0]) >= 14

    def test_series_differ_in_colour_and_shape(self) -> None:
        spec = charts.trend_lines(theme="dark", value_title="Index", edition_years=[2020, 2022], series_count=8)
        points = next(layer for layer in spec["layer"] if layer.get("name") == "points_others")["encoding"]
        assert len(set(points["color"]["scale"]["range"])) == len(set(points["shape"]["scale"]["range"])) == 8


class TestMaps:
    def test_values_are_looked_up_in_the_inserted_table(self) -> None:
        spec = built("world_map", CALLS["world_map"])
        lookups = [
            step["from"]["data"] for layer in spec["layer"] for step in layer.get("transform", []) if "lookup" in step
        ]
        assert lookups
        assert {data["name"] for data in lookups} == {"source", "chosen_rows"}
        assert all(set(data) == {"name"} for data in lookups if data["name"] == "source")

    def test_the_chosen_country_is_drawn_from_rows_of_its_own(self) -> None:
        chosen = charts.Chosen("296", 173.0, 1.4)
        with_one, rows = charts.rows_apart(built("world_map", CALLS["world_map"] | {"chosen": chosen}))
        with_none, nothing = charts.rows_apart(built("world_map", CALLS["world_map"]))
        assert with_one == with_none
        assert rows == {"chosen_rows": [chosen._asdict()]}
        assert nothing == {"chosen_rows": []}

    def test_kosovo_is_found_by_name(self) -> None:
        text = json.dumps(built("world_map", CALLS["world_map"]))
        assert "datum.properties.name === 'Kosovo'" in text
        assert "'XKX'" in text

    def test_geometry_is_a_static_file_of_ours(self) -> None:
        for name, choices, file in (
            ("world_map", CALLS["world_map"], "world-equal-earth.json"),
            ("place_map", {}, "world-equal-earth.json"),
            ("place_map", CALLS["place_map"], "countries-50m.json"),
        ):
            addresses = {n["url"] for n in nodes(built(name, choices)) if isinstance(n, dict) and "url" in n}
            assert addresses == {f"app/static/{file}"}
            geometry = json.loads((ROOT / "dashboard" / "static" / file).read_text())
            assert {"countries", "land"} <= set(geometry["objects"])
            names = {shape["properties"]["name"] for shape in geometry["objects"]["countries"]["geometries"]}
            assert "Kosovo" in names

    def test_the_largest_places_of_a_country_bear_their_names(self) -> None:
        layers = built("place_map", CALLS["place_map"])["layer"]
        texts = [json.dumps(layer["encoding"]["text"]) for layer in layers if layer["mark"]["type"] == "text"]
        assert texts
        assert all("datum.city" in text for text in texts)

    def test_points_of_the_world_are_projected_as_its_boundaries_are(self) -> None:
        for name, choices in (("world_map", CALLS["world_map"]), ("place_map", {})):
            spec = built(name, choices)
            assert spec["projection"]["type"] == "identity"
            placed = [layer for layer in spec["layer"] if "longitude" in layer.get("encoding", {})]
            assert placed
            for layer in placed:
                assert layer["encoding"]["longitude"]["field"] == "across"
                assert layer["encoding"]["latitude"]["field"] == "up"
                assert {"t", "across", "up"} <= {step.get("as") for step in layer["transform"]}

    @pytest.mark.parametrize("count", range(6))
    def test_classes_have_as_many_colours_and_are_printed_with_no_figure(self, count: int) -> None:
        labels = [f"class {place}" for place in range(count)]
        spec = charts.world_map(theme="light", value_title="Index", classes=labels)
        scales = [
            layer["encoding"]["color"]["scale"]
            for layer in spec["layer"]
            if "field" in layer.get("encoding", {}).get("color", {})
        ]
        assert all(scale["domain"] == labels and len(set(scale["range"])) == count for scale in scales)
        key = next(layer for layer in spec["layer"] if layer.get("name") == "key_labels")["data"]["values"]
        assert [row["class_label"] for row in key] == [*labels, "No figure"]

    def test_more_classes_than_can_be_told_apart_are_refused(self) -> None:
        with pytest.raises(ValueError, match="At most 5 classes"):
            charts.world_map(theme="light", value_title="Index", classes=list("abcdef"))

    def test_codes_of_countries_cannot_carry_an_expression(self) -> None:
        with pytest.raises(ValueError, match="invalid literal"):
            charts.place_map(theme="light", numeric_codes=["586' || true || '"])


def test_long_titles_are_broken_for_a_phone() -> None:
    title = "Change of the mean in points, 2022 to 2023. Filled: countries scored in both; hollow: all scored in each"
    spec = charts.movement_dots(theme="light", value_title=title)
    broken = next(
        layer["encoding"]["x"]["axis"]["title"] for layer in spec["layer"] if layer["encoding"].get("x", {}).get("axis")
    )
    assert isinstance(broken, list)
    assert " ".join(broken) == title
    assert max(len(line) for line in broken) <= 56


def test_names_of_a_timeline_stand_over_its_tallest_bar_and_the_number_on_it() -> None:
    number_and_gap = 2 + 12
    tallest = trends._TALLEST_BAR * trends._KIND_ROW
    assert tallest + number_and_gap <= trends._NAME_RISE
    assert trends._NAME_RISE + 16 <= trends._KIND_ROW, "the name stays in its own row"


@pytest.mark.parametrize("name", ["gap_bars", "movement_dots"])
def test_names_are_outlined_where_the_line_of_no_difference_runs_through_them(name: str) -> None:
    marks = [part["mark"] for part in built(name, CALLS[name])["layer"]]
    assert any(mark["type"] == "text" and mark.get("strokeWidth") for mark in marks)
