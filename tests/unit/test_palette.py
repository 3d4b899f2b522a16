"""Contrast of every chart colour by arithmetic (WCAG 2.2, 1.4.3 and 1.4.11), and simulated colour vision."""

import itertools
import json
from pathlib import Path

import pytest

from dashboard.charts.theme import PALETTES, SHAPES, Palette, Theme, config

THEMES: tuple[Theme, ...] = ("light", "dark")
TEXT, MARK = 4.5, 3.0
BACKGROUNDS = {"light": "#ffffff", "dark": "#111418"}
CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"

# Viénot, Brettel and Mollon 1999: what a dichromat sees, on linear RGB.
DICHROMATS = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def linear(colour: str) -> tuple[float, float, float]:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return red, green, blue


def luminance(rgb: tuple[float, float, float]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(linear(one)), luminance(linear(other))))
    return (high + 0.05) / (low + 0.05)


def lightness(rgb: tuple[float, float, float]) -> float:
    y = max(luminance(rgb), 0)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def seen_by(kind: str, colour: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    red, green, blue = (sum(a * b for a, b in zip(row, rgb, strict=True)) for row in DICHROMATS[kind])
    return red, green, blue


def lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = (min(max(share, 0), 1) for share in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5)


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_is_the_background_that_is_measured_against(theme: Theme) -> None:
    assert PALETTES[theme].background == BACKGROUNDS[theme]
    assert f'backgroundColor = "{BACKGROUNDS[theme]}"' in CONFIG.read_text()


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
@pytest.mark.parametrize("kind", DICHROMATS)
@pytest.mark.parametrize("pair", [("below", "above"), ("accent", "second"), ("accent", "faint"), ("second", "faint")])
def test_pairs_that_carry_meaning_differ_for_dichromats(theme: Theme, kind: str, pair: tuple[str, str]) -> None:
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
