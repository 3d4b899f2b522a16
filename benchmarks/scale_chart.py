"""The cost of a row from ten thousand to ten million rows, as an SVG picture of a few lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LINES = {"ours": ("#0b5fa5", "ours: read, check, load, verify"), "plain": ("#8a4b00", "plain DuckDB, same files"),
         "copy_csv": ("#666666", "COPY of tidy CSV"), "copy_parquet": ("#9c27b0", "COPY of tidy Parquet")}  # fmt: skip
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 860, 440, 70, 60, 250, 50


def _x(rows: int, least: int, most: int) -> float:
    span = math.log10(most / least) or 1
    return LEFT + (WIDTH - LEFT - RIGHT) * math.log10(rows / least) / span


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-family="sans-serif" font-size="13" {more}>{words}</text>'


def write_chart(sizes: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw CPU seconds per million rows against the number of rows.

    Parameters
    ----------
    sizes : sequence of dict
        What was measured, one entry per number of rows.
    path : pathlib.Path
        The SVG file.
    """
    cost = {step: [(size["rows"], 1e6 * size[step]["cpu_s"] / size["rows"]) for size in sizes] for step in LINES}
    least, most = sizes[0]["rows"], sizes[-1]["rows"]
    floor = min(value for line in cost.values() for _, value in line) * 0.8
    span = math.log10(max(value for line in cost.values() for _, value in line) * 1.2 / floor)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * math.log10(value / floor) / span

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-label="CPU seconds per million audit rows, by number of rows">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        _text(LEFT, 28, "CPU seconds per million audit rows (both axes logarithmic)", 'font-weight="bold"'),
    ]
    for tick in (0.5, 1, 2, 5, 10, 20, 50, 100, 200):
        if TOP <= y(tick) <= HEIGHT - BOTTOM:
            parts.append(f'<path d="M{LEFT} {y(tick):.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
            parts.append(_text(LEFT - 8, y(tick) + 4, f"{tick:g}", 'text-anchor="end"'))
    for size in sizes:
        parts.append(_text(_x(size["rows"], least, most), HEIGHT - 22, f"{size['rows']:,}", 'text-anchor="middle"'))
    for number, (step, (colour, label)) in enumerate(LINES.items()):
        points = [(_x(rows, least, most), y(value)) for rows, value in cost[step]]
        parts.append(
            f'<polyline fill="none" stroke="{colour}" stroke-width="2.5" '
            f'points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}"/>'
        )
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b in points]
        words = f"{label}: {cost[step][-1][1]:.1f}"
        parts.append(_text(WIDTH - RIGHT + 16, TOP + 22 * number, words, f'fill="{colour}"'))
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")
