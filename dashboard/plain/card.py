"""The picture that is shown with a link to a page: its finding in large letters, 1,200 by 630 pixels."""

from dashboard.charts.theme import PALETTES
from dashboard.export.drawing import DRAWING
from dashboard.export.svg import FAMILY, Style, block, lines_of
from dashboard.menu import ATLAS
from dashboard.plain.page import Plain
from dashboard.words import day

WIDTH, HEIGHT = 1200, 630
_MARGIN, _INNER = 72, WIDTH - 2 * 72
_PALETTE = PALETTES["light"]
_BRAND, _LEDE, _FOOT = (
    Style(30, 36, _PALETTE.accent, 600), Style(30, 40, _PALETTE.quiet), Style(24, 30, _PALETTE.quiet),
)  # fmt: skip
# The largest type in which the finding has room.
_TITLES = tuple(Style(size, round(size * 1.18), _PALETTE.ink, 600) for size in (68, 58, 48, 40))
_MOST_LINES = 5


def _title(finding: str) -> tuple[list[str], Style]:
    for style in _TITLES:
        lines = lines_of(finding, style.size, _INNER * 0.94)
        if len(lines) * style.line <= 300:
            return lines, style
    return [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}\u2026"][:_MOST_LINES], style


def svg(page: Plain) -> str:
    """The picture as SVG; every text is escaped."""
    title, style = _title(page.finding)
    under = 150 + len(title) * style.line + 24
    lede = lines_of(page.lede, _LEDE.size, _INNER)[: max((HEIGHT - 110 - under) // _LEDE.line, 0)][:2]
    parts = [
        block([ATLAS], _BRAND, _MARGIN, 56),
        block(title, style, _MARGIN, 150),
        block(lede, _LEDE, _MARGIN, under),
        block([f"Release {page.release.id}, {day(page.release.built_at)}"], _FOOT, _MARGIN, HEIGHT - 78),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="{FAMILY}"><rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
        f'<rect x="{_MARGIN}" y="110" width="{_INNER}" height="4" fill="{_PALETTE.accent}"/>{"".join(parts)}</svg>'
    )


def png(page: Plain) -> bytes:
    """The picture as PNG."""
    return DRAWING.png(svg(page), 1)
