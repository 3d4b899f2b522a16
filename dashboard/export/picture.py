"""The picture of a figure: the chart with title, subtitle, notes, source, licence and link drawn in."""

import math
import re
from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard.charts import in_light
from dashboard.charts.form import SOURCE
from dashboard.charts.maps import GEOMETRY_URL, WORLD_URL
from dashboard.charts.theme import PALETTES
from dashboard.export.account import Account, account
from dashboard.export.citation import ATLAS, licence_words
from dashboard.export.drawing import DRAWING, DrawingError
from dashboard.export.geometry import boundaries
from dashboard.export.handout import Offer
from dashboard.export.svg import FAMILY, Style, block, faults, fonts_for, lines_of, writable
from dashboard.figure import Figure
from dashboard.words import day, plural

_MARGIN, _CHART_WIDTH = 30, 900
_WIDTH = _CHART_WIDTH + 2 * _MARGIN
_SCALE = 2
#: Pixels that a PNG is wide.
PNG_WIDTH = _WIDTH * _SCALE
# A chart of thousands of pixels in height is made smaller, so that no picture fills the memory.
_MOST_PIXELS = 24_000_000
_MOST_SOURCES = 3

_PALETTE = PALETTES["light"]
_TITLE = Style(21, 27, _PALETTE.ink, 600)
_SUBTITLE = Style(14, 19, _PALETTE.quiet)
_NOTE = Style(13, 18, _PALETTE.ink)
_FOOT = Style(12, 16, _PALETTE.quiet)

_LIMITS = {"limit", "labelLimit", "titleLimit"}
# Source Sans is about half as wide as high.
_TOO_WIDE = 1.6

_WHOLE = re.compile(r"<svg\b([^>]*)>(.*)</svg>\s*$", re.DOTALL)
_LONG_NUMBER = re.compile(r"(\d+\.\d)\d+")
_PATHS = re.compile(r' d="[^"]{200,}"')


def _with_geometry(node: Any, datasets: dict[str, Any]) -> Any:
    """The spec with boundaries that travel in it in the place of those fetched by address."""
    if isinstance(node, list):
        return [_with_geometry(value, datasets) for value in node]
    if not isinstance(node, dict):
        return node
    if node.get("url") in {GEOMETRY_URL, WORLD_URL}:
        name = f"geometry_{node['format']['feature']}"
        datasets[name] = boundaries(is_world=node["url"] == WORLD_URL)
        return {"name": name, "format": node["format"]}
    return {key: _with_geometry(value, datasets) for key, value in node.items()}


def _with_room(node: Any) -> Any:
    """The spec with wider limits of labels: without a canvas Vega takes each sign to be 0.8 of the type size wide."""
    if isinstance(node, list):
        return [_with_room(value) for value in node]
    if not isinstance(node, dict):
        return node
    roomy = {key: _with_room(value) for key, value in node.items()}
    for key in _LIMITS.intersection(roomy):
        limit = roomy[key]
        if isinstance(limit, dict) and "expr" in limit:
            roomy[key] = {"expr": f"({limit['expr']}) * {_TOO_WIDE}"}
        elif isinstance(limit, int | float):
            roomy[key] = limit * _TOO_WIDE
    return roomy


def _written(node: Any) -> Any:
    """A spec, or rows, whose texts hold only what XML can: a zero among them ends the child that draws."""
    if isinstance(node, str):
        return writable(node)
    if isinstance(node, list):
        return [_written(value) for value in node]
    return {key: _written(value) for key, value in node.items()} if isinstance(node, dict) else node


def _spec(figure: Figure) -> dict[str, Any]:
    """The chart with its rows, as wide as the picture, in the light theme."""
    spec = _written(_with_room(in_light(figure.spec)))
    datasets: dict[str, Any] = {SOURCE: _written(figure.drawn.to_pylist())}
    spec = _with_geometry(spec, datasets)
    return {**spec, "width": _CHART_WIDTH, "data": {"name": SOURCE}, "datasets": datasets}


def _shortened(path: re.Match[str]) -> str:
    return _LONG_NUMBER.sub(r"\1", path[0])


def _chart(figure: Figure) -> tuple[str, float]:
    """The inside of the chart's SVG, and its height."""
    found = _WHOLE.search(DRAWING.svg(_spec(figure)))
    height = re.search(r'\bheight="([\d.]+)"', found[1]) if found else None
    if not found or not height:
        raise DrawingError("The chart came back without its size")
    # Coastlines to a tenth of a pixel: more digits would double the size of a map.
    return _PATHS.sub(_shortened, found[2]), float(height[1])


def _foot(told: Account) -> list[str]:
    """What stands under the chart: sources, licences, release and link."""
    sources = list(dict.fromkeys(_source(found) for found in told.sources))
    more = len(sources) - _MOST_SOURCES
    said = sources[:_MOST_SOURCES] + ([f"And {plural(more, 'more source')}, named in the zip."] if more > 0 else [])
    word = "Source" if len(sources) == 1 else "Sources"
    lines = [f"{word}: {' '.join(said)}", f"{ATLAS}, release {told.release_id}."]
    return [*lines, *([told.link] if told.link else [])]


def _source(found: Any) -> str:
    retrieved = f" Retrieved on {day(found.retrieved_on)}." if found.retrieved_on else ""
    return f"{found.source}.{retrieved} Licence: {licence_words(found)}."


def _stacked(parts: Sequence[tuple[Sequence[str], Style]], top: float) -> tuple[str, float]:
    """Blocks of text under each other, and where they end."""
    drawn = []
    for texts, style in parts:
        lines = [line for text in texts for line in lines_of(text, style.size, _CHART_WIDTH)]
        drawn.append(block(lines, style, _MARGIN, top))
        top += len(lines) * style.line + (8 if lines else 0)
    return "".join(drawn), top


def _drawing(offer: Offer) -> tuple[str, float]:
    """The whole picture without its typeface, and its height."""
    told = account(offer)
    figure = offer.figure.plain
    chart, chart_height = _chart(figure)
    head, top = _stacked((([told.title], _TITLE), ([told.subtitle], _SUBTITLE)), _MARGIN)
    under = top + 8 + chart_height + 14
    notes = [f"Note: {text}" for text in told.cautions]
    foot, end = _stacked(((notes, _NOTE), (_foot(told), _FOOT)), under)
    height = math.ceil(end + _MARGIN - 8)
    rule = f'<rect x="{_MARGIN}" y="{_MARGIN - 10}" width="{_CHART_WIDTH}" height="2" fill="{_PALETTE.ink}"/>'
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" font-family="{FAMILY}">'
        f"<title>{escape(told.title)}</title><desc>{escape(figure.alt)}</desc>"
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>{rule}{head}'
        f'<g transform="translate({_MARGIN},{top + 8:g})">{chart}</g>{foot}</svg>'
    )
    return writable(drawn), height


def svg_bytes(offer: Offer) -> bytes:
    """The picture of a figure as SVG, its typeface inside; nothing in it runs or loads."""
    drawn, _ = _drawing(offer)
    whole = drawn.replace("<title>", f"{fonts_for(drawn)}<title>", 1)
    if found := faults(whole):
        raise DrawingError(f"The drawing is not static: {found[:5]}")
    return whole.encode()


def png_bytes(offer: Offer) -> bytes:
    """The picture of a figure as PNG."""
    drawn, height = _drawing(offer)
    return DRAWING.png(drawn, min(_SCALE, math.sqrt(_MOST_PIXELS / (_WIDTH * height))))
