"""Contrast of every pair of colours by arithmetic (WCAG 2.2, 1.4.3 and 1.4.11), and other ways to see colour.

Pairs are taken from what is shipped: the palettes, the stylesheet, the themes and every chart form in both themes.
"""

import itertools
import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.charts.theme import PALETTES, SHAPES, Palette, Theme, config
from tests.browser.evidence import write
from tests.contrast import MARK, SIMULATIONS, TEXT, contrast, distance, lightness, linear, seen_by
from tests.sessions import ROOT
from tests.unit.test_charts import EVERY_SPEC, VARIANTS, built, nodes

THEMES: tuple[Theme, ...] = ("light", "dark")
BACKGROUNDS = {"light": "#ffffff", "dark": "#111418"}
CONFIG = ROOT / ".streamlit" / "config.toml"
STYLE = (ROOT / "dashboard" / "api" / "style.css").read_text(encoding="utf-8")
# What carries no meaning and needs no contrast: grid, separators, shades, the edge between shapes.
SILENT = ("rule", "band", "background")
# Variables of the stylesheet by what they are for; a new one must find its place here.
ON_TEXT, ON_EDGES, BEHIND, DECOR = (
    {"ink", "quiet", "accent", "caution"}, {"ink", "quiet", "accent", "caution"}, {"paper", "panel"}, {"rule"},
)  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_is_the_background_that_is_measured_against(theme: Theme) -> None:
    assert PALETTES[theme].background == BACKGROUNDS[theme]
    assert _streamlit(theme)["backgroundColor"] == _variables()["paper"][THEMES.index(theme)] == BACKGROUNDS[theme]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["ink", "quiet"])
def test_text_contrasts_with_the_page_and_with_the_shade_of_a_break(theme: Theme, name: str) -> None:
    palette = PALETTES[theme]
    assert contrast(getattr(palette, name), palette.background) >= TEXT
    assert contrast(getattr(palette, name), palette.band) >= TEXT


def marks(palette: Palette) -> dict[str, str]:
    single = {name: getattr(palette, name) for name in ("accent", "second", "middle", "faint", "below", "around")}
    many = {
        f"{name} {place}": colour
        for name in ("sequential", "region", "series")
        for place, colour in enumerate(getattr(palette, name))
    }
    return single | many | {"above": palette.above}


@pytest.mark.parametrize("theme", THEMES)
def test_marks_contrast_with_the_page(theme: Theme) -> None:
    palette = PALETTES[theme]
    found = {name: contrast(colour, palette.background) for name, colour in marks(palette).items()}
    assert {name: ratio for name, ratio in found.items() if ratio < MARK} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_chosen_stands_out_of_its_region_and_that_out_of_the_rest_without_colour(theme: Theme) -> None:
    palette = PALETTES[theme]
    ratios = [contrast(colour, palette.background) for colour in (palette.accent, palette.middle, palette.faint)]
    assert all(more >= 1.4 * less for more, less in itertools.pairwise(ratios))


@pytest.mark.parametrize("theme", THEMES)
def test_classes_step_evenly_from_the_page_without_colour(theme: Theme) -> None:
    values = [lightness(linear(colour)) for colour in PALETTES[theme].sequential]
    steps = [(later - earlier) * (1 if theme == "dark" else -1) for earlier, later in itertools.pairwise(values)]
    assert min(steps) >= 10


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", SIMULATIONS)
@pytest.mark.parametrize("pair", [("below", "above"), ("accent", "second"), ("accent", "faint"), ("second", "faint")])
def test_pairs_that_carry_meaning_differ_for_every_eye(theme: Theme, kind: str, pair: tuple[str, str]) -> None:
    one, other = (seen_by(kind, getattr(PALETTES[theme], name)) for name in pair)
    assert distance(one, other) >= 20


@pytest.mark.parametrize("theme", THEMES)
def test_eight_series_have_eight_colours_and_eight_shapes(theme: Theme) -> None:
    palette = PALETTES[theme]
    assert len(set(palette.series)) == len(set(palette.region)) == len(set(SHAPES)) == 8


@pytest.mark.parametrize("theme", THEMES)
def test_no_mark_is_red(theme: Theme) -> None:
    """Red is for errors, never for low scores."""
    for name, colour in marks(PALETTES[theme]).items():
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        assert not (red > 150 and green < 60 and blue < 60), name


@pytest.mark.parametrize("theme", THEMES)
def test_config_names_the_hosted_typeface_and_no_frame(theme: Theme) -> None:
    settings = config(theme)
    assert settings["font"].startswith("'Source Sans 3'")
    assert settings["view"] == {"stroke": None}
    assert settings["background"] == "transparent"
    assert json.loads(json.dumps(settings)) == settings


def _streamlit(theme: Theme) -> dict[str, str]:
    settings: dict[str, str] = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][theme]
    return settings


def _variables() -> dict[str, tuple[str, str]]:
    """Colours of the stylesheet by name: light, dark."""
    found = re.findall(r"--([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", STYLE)
    return {name: (light, dark) for name, light, dark in found}


def _pairs(theme: Theme) -> Iterator[tuple[str, str, float, float]]:
    """Every pair of words or marks with what lies behind: name, name, contrast, what is needed."""
    own = {name: colours[THEMES.index(theme)] for name, colours in _variables().items()}
    for name, behind in itertools.product(sorted(ON_TEXT), sorted(BEHIND)):
        yield f"page text {name}", behind, contrast(own[name], own[behind]), TEXT
    for name, behind in itertools.product(sorted(ON_EDGES), sorted(BEHIND)):
        yield f"page edge {name}", behind, contrast(own[name], own[behind]), MARK
    theirs = _streamlit(theme)
    for name, behind in itertools.product(
        ("textColor", "linkColor", "primaryColor"), ("backgroundColor", "secondaryBackgroundColor")
    ):
        yield f"widget text {name}", behind, contrast(theirs[name], theirs[behind]), TEXT
    for behind in ("backgroundColor", "secondaryBackgroundColor"):
        yield "widget edge borderColor", behind, contrast(theirs["borderColor"], theirs[behind]), MARK
    palette = PALETTES[theme]
    for name, behind in itertools.product(("ink", "quiet"), ("background", "band")):
        yield f"chart text {name}", behind, contrast(getattr(palette, name), getattr(palette, behind)), TEXT
    for name, colour in marks(palette).items():
        yield f"chart mark {name}", "background", contrast(colour, palette.background), MARK


def test_every_pair_of_both_themes_keeps_its_contrast() -> None:
    rows: list[dict[str, str | float]] = [
        {"theme": theme, "what": what, "on": behind, "contrast": round(ratio, 2), "needed": needed}
        for theme in THEMES
        for what, behind, ratio, needed in _pairs(theme)
    ]
    assert [row for row in rows if float(row["contrast"]) < float(row["needed"])] == []
    write("contrast", rows)


def test_every_colour_of_the_stylesheet_is_a_variable_that_was_judged() -> None:
    rules = STYLE[STYLE.index("}") :]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(", rules) == []
    assert set(_variables()) == ON_TEXT | ON_EDGES | BEHIND | DECOR
    assert set(re.findall(r"(?<![-a-z])color: (?:var\(--)?([a-z]+)", rules)) <= ON_TEXT | {"inherit"}
    assert set(re.findall(r"background: (?:var\(--)?([a-z]+)", rules)) <= BEHIND | {"transparent", "none", "linear"}
    # A shade at an edge is no ground for words: it says that there is more.
    assert set(re.findall(r"gradient\([^()]*var\(--([a-z]+)", rules)) <= BEHIND | DECOR | {"shade"}
    assert set(re.findall(r"outline: [^;]*var\(--([a-z]+)", rules)) <= ON_EDGES


def _colours(value: Any) -> Iterator[str]:
    for node in nodes(value):
        if isinstance(node, str):
            yield from re.findall(r"#[0-9a-f]{6}\b", node)


def _drawn(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each colour of each layer with its form of mark; the halo of words is the page behind them."""
    for view in spec["layer"]:
        mark = view["mark"] if isinstance(view["mark"], dict) else {"type": view["mark"]}
        encoded = {name: view.get("encoding", {}).get(name) for name in ("color", "fill", "stroke", "shape")}
        for place in ({name: mark.get(name) for name in ("color", "fill", "stroke")}, encoded):
            yield from ((mark["type"], colour) for colour in _colours(place))


@pytest.mark.parametrize(("name", "options", "theme"), EVERY_SPEC)
def test_every_colour_that_a_chart_draws_keeps_its_contrast(name: str, options: dict[str, Any], theme: Theme) -> None:
    palette = PALETTES[theme]
    silent = {getattr(palette, field) for field in SILENT}
    found = set(_drawn(built(name, options, theme)))
    wrong = {
        (mark, colour): round(contrast(colour, palette.background), 2)
        for mark, colour in found
        if colour not in silent and contrast(colour, palette.background) < (TEXT if mark == "text" else MARK)
    }
    assert wrong == {}
    assert {mark for mark, colour in found if colour not in silent}, "A chart without a colour that can be seen"


# How a reader without colours knows what a colour says: by the form of the mark, by words at it, or by its place.
TOLD_WITHOUT_COLOUR = {
    "breakdown_dots": "shape", "category_bars": "label", "count_dots": "label", "distribution_strip": "label",
    "gap_bars": "place", "histogram": "place", "matrix_dots": "place", "measure_compare_dots": "shape",
    "movement_dots": "label", "place_map": "place", "portal_lines": "label", "ranking_bars": "label",
    "region_ranges": "label", "timeline_bars": "place", "trend_lines": "label", "world_map": "lightness",
}  # fmt: skip


def _words(spec: dict[str, Any]) -> set[str]:
    """Columns that stand as words at the marks."""
    written = [view for view in spec["layer"] if view["mark"].get("type") == "text"]
    return set(re.findall(r"datum\.([a-z_]+)", json.dumps(written))) | {
        view["encoding"]["text"]["field"] for view in written if "field" in view.get("encoding", {}).get("text", {})
    }


def _shows(spec: dict[str, Any], how: str) -> bool:
    channels = [view.get("encoding", {}) for view in [spec, *spec["layer"]]]
    if how == "shape":
        return any("field" in encoding.get("shape", {}) or "shape" in json.dumps(encoding) for encoding in channels)
    if how == "label":
        return bool(
            _words(spec) & {"country", "label", "name", "region_label", "row_label", "category_label", "words", "city"}
        )
    if how == "place":
        return any({"x", "y", "longitude"} & set(encoding) for encoding in channels)
    return True


def test_every_form_says_without_colour_what_its_colours_say() -> None:
    assert set(TOLD_WITHOUT_COLOUR) == {name for name, _ in VARIANTS}
    wrong = {
        name: how
        for name, how in TOLD_WITHOUT_COLOUR.items()
        for variant, options in VARIANTS
        if variant == name and not _shows(built(name, options), how)
    }
    assert wrong == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", SIMULATIONS)
def test_classes_of_a_map_keep_their_order_for_every_eye(theme: Theme, kind: str) -> None:
    values = [lightness(seen_by(kind, colour)) for colour in PALETTES[theme].sequential]
    steps = [(later - earlier) * (1 if theme == "dark" else -1) for earlier, later in itertools.pairwise(values)]
    assert min(steps) >= 8


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", SIMULATIONS)
def test_series_that_look_alike_to_some_have_different_shapes(theme: Theme, kind: str) -> None:
    """Eight colours cannot all differ for every eye; where two do not, their shapes and their names do."""
    looks = list(zip(PALETTES[theme].series, SHAPES, strict=True))
    alike = [
        (one, other)
        for one, other in itertools.combinations(looks, 2)
        if distance(seen_by(kind, one[0]), seen_by(kind, other[0])) < 15
    ]
    assert all(one[1] != other[1] for one, other in alike)
