"""Marks of charts that are as wide as their page: across in percent, down in pixels.

Type, lines and dots keep their size on a phone and on a desk, and colours are classes, so a chart is drawn once for
every width and both themes.
"""

import math
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, NamedTuple

#: One row of a figure, as a chart knows it.
Row = dict[str, Any]

#: Outlines of marks around their middle, told apart by shape as well as by colour.
SHAPES = (
    "M-5,0A5,5 0 1 1 5,0A5,5 0 1 1 -5,0Z", "M-4.5,-4.5H4.5V4.5H-4.5Z", "M0,-6L6,0L0,6L-6,0Z", "M0,-6L5.5,4H-5.5Z",
    "M-2,-5.5H2V-2H5.5V2H2V5.5H-2V2H-5.5V-2H-2Z", "M0,6L5.5,-4H-5.5Z", "M6,0L-4,5.5V-5.5Z", "M-6,0L4,5.5V-5.5Z",
)  # fmt: skip
CIRCLE, SQUARE, DIAMOND = SHAPES[:3]


class Scale(NamedTuple):
    """From values to percent of the width."""

    low: float
    high: float
    start: float = 0.0
    end: float = 100.0

    def at(self, value: float) -> float:
        """Where a value stands; at the end where it lies beyond."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


def across(percent: float) -> str:
    """A place or a width across the chart."""
    return f"{percent:.2f}".rstrip("0").rstrip(".") + "%"


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers between two ends."""
    if high <= low:
        return [low]
    power = 10.0 ** math.floor(math.log10((high - low) / about))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if (high - low) / (size * power) <= about + 0.5)
    return [round(step * at, 6) for at in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def plainly(value: float) -> str:
    """A number of an axis."""
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def text(x: float, y: float, words: object, kind: str = "", anchor: str = "", dx: float = 0) -> str:
    """Words at a place; nothing where there are none."""
    if words is None or words == "":
        return ""
    told = f' class="{kind}"' if kind else ""
    told += f' text-anchor="{anchor}"' if anchor else ""
    told += f' dx="{dx:g}"' if dx else ""
    return f'<text x="{across(x)}" y="{y:g}"{told}>{escape(str(words), quote=False)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return f'<line x1="{across(x1)}" y1="{y1:g}" x2="{across(x2)}" y2="{y2:g}" class="{kind}"/>'


def bar(x1: float, x2: float, y: float, height: float, kind: str) -> str:
    """A bar between two places across, at least as wide as can be seen."""
    left, width = min(x1, x2), max(abs(x2 - x1), 0.15)
    return f'<rect x="{across(left)}" y="{y:g}" width="{across(width)}" height="{height:g}" class="{kind}"/>'


def dot(x: float, y: float, radius: float, kind: str) -> str:
    """A round mark."""
    return f'<circle cx="{across(x)}" cy="{y:g}" r="{radius:g}" class="{kind}"/>'


def shape(x: float, y: float, outline: str, kind: str) -> str:
    """A mark of any shape: a drawing of its own, so that its place is in percent and its size in pixels."""
    return f'<svg x="{across(x)}" y="{y:g}" class="mark"><path d="{outline}" class="{kind}"/></svg>'


def grid(scale: Scale, height: float, places: Sequence[float]) -> str:
    """Lines down the chart with their numbers over them."""
    said = []
    for value in places:
        x = scale.at(value)
        anchor = "start" if x < 4 else "end" if x > 97 else "middle"
        said.append(line(x, 18, x, height, "grid") + text(x, 12, plainly(value), "tick", anchor))
    return "".join(said)


def chart(body: str, height: float, alt: str) -> str:
    """The whole drawing with its text alternative."""
    told = escape(alt, quote=True)
    return f'<svg class="chart" role="img" aria-label="{told}" width="100%" height="{height:g}">{body}</svg>'


def key(entries: Iterable[tuple[str, str, str]]) -> str:
    """What the marks are: outline, class and words of each."""
    said = "".join(
        f'<span><svg class="sample" width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">'
        f'<path d="{outline}" class="{kind}"/></svg> {escape(words)}</span> '
        for outline, kind, words in entries
    )
    return f'<p class="key">{said}</p>' if said else ""


def spoken(words: str) -> str:
    """A line of words over or under the drawing."""
    return f'<p class="key">{escape(words)}</p>' if words else ""
