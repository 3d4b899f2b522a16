"""Colours and type of every chart, for the light and the dark theme.

Each pair that carries meaning is proven by arithmetic in ``tests/unit/test_palette.py``:
text 4.5 to 1, marks 3 to 1, against the page's own background.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Theme = Literal["light", "dark"]

FONT = "'Source Sans 3', 'Source Sans', sans-serif"
TEXT_SIZE = 13
SMALL_TEXT_SIZE = 12


@dataclass(frozen=True)
class Palette:
    """The colours of one theme.

    Attributes
    ----------
    background : str
        The page behind the chart; also the hairline between map shapes.
    ink, quiet : str
        Text: what matters, and what accompanies it.
    accent, second, middle, faint : str
        Marks: the chosen country, what it is compared with, its region, everybody else.
    rule : str
        Grid and separators, which carry no meaning.
    band : str
        The shade behind a hard break.
    sequential : tuple of str
        Five classes of one hue, from low to high.
    below, around, above : str
        Diverging marks: under, at and over a real middle.
    region : tuple of str
        Okabe and Ito's colours, darkened in the light theme where they fall under 3 to 1.
    series : tuple of str
        Up to eight countries side by side; always with a shape or a label as well.
    """

    background: str
    ink: str
    quiet: str
    accent: str
    second: str
    middle: str
    faint: str
    rule: str
    band: str
    sequential: tuple[str, str, str, str, str]
    below: str
    around: str
    above: str
    region: tuple[str, ...]
    series: tuple[str, ...]


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        background="#ffffff",
        ink="#16181d",
        quiet="#5f6672",
        accent="#0b2a6b",
        second="#b45309",
        middle="#3d6cb8",
        faint="#868e9a",
        rule="#d5d9df",
        band="#eef0f3",
        sequential=("#5498d4", "#2e78c6", "#2159a2", "#14397e", "#04154e"),
        below="#b45309",
        around="#868e9a",
        above="#0b2a6b",
        region=("#0072b2", "#d55e00", "#009e73", "#c06498", "#c48600", "#1e8fd2", "#8a820b", "#16181d"),
        series=("#0b2a6b", "#b45309", "#00805d", "#a8427c", "#1e8fd2", "#8a820b", "#6b7280", "#16181d"),
    ),
    "dark": Palette(
        background="#111418",
        ink="#f2f4f7",
        quiet="#9aa2ae",
        accent="#9ec5ff",
        second="#f5a65b",
        middle="#6793cc",
        faint="#6b7280",
        rule="#363c46",
        band="#1f242c",
        sequential=("#3361af", "#4e7ecc", "#72a2de", "#9ec8f4", "#dcefff"),
        below="#f5a65b",
        around="#868e9a",
        above="#9ec5ff",
        region=("#3d97d3", "#e8742a", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#f2f4f7"),
        series=("#9ec5ff", "#f5a65b", "#2fbf93", "#dd93bb", "#56b4e9", "#f0e442", "#9aa2ae", "#f2f4f7"),
    ),
}

# In the order of Palette.series: no two of the first eight series share a shape.
SHAPES = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "cross",
    "triangle-down",
    "triangle-right",
    "triangle-left",
)


def config(theme: Theme) -> dict[str, Any]:
    """Build the Vega-Lite ``config`` of a theme: one family, quiet axes, no frame, no legend box."""
    palette = PALETTES[theme]
    return {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {
            "labelFont": FONT,
            "titleFont": FONT,
            "labelFontSize": SMALL_TEXT_SIZE,
            "titleFontSize": SMALL_TEXT_SIZE,
            "titleFontWeight": 400,
            "titleAnchor": "start",
            "titlePadding": 6,
            "labelColor": palette.quiet,
            "titleColor": palette.quiet,
            "labelPadding": 4,
            "labelOverlap": True,
            "labelFlush": True,
            "domain": False,
            "ticks": False,
            "tickCount": 5,
            "gridColor": palette.rule,
            "gridWidth": 1,
        },
        "axisDiscrete": {"grid": False},
        "legend": {
            "labelFont": FONT,
            "titleFont": FONT,
            "labelFontSize": TEXT_SIZE,
            "labelColor": palette.ink,
            "titleColor": palette.quiet,
            "titleFontSize": SMALL_TEXT_SIZE,
            "titleFontWeight": 400,
            "labelLimit": 150,
            "columnPadding": 12,
            "offset": 8,
        },
        "text": {"font": FONT, "fontSize": TEXT_SIZE, "fill": palette.ink},
        "bar": {"discreteBandSize": {"band": 0.62}},
        "range": {"category": list(palette.series), "ramp": list(palette.sequential)},
    }
