"""Charts of how values spread: every country as a dot, hosts by score."""

from collections import defaultdict
from typing import Any

from dashboard.plain.drawings.marks import (
    Row,
    Scale,
    bar,
    chart,
    dot,
    line,
    plainly,
    spoken,
    text,
    ticks,
)

_BINS, _STEP = 72, 7


def _rules(options: dict[str, Any], scale: Scale, top: float, foot: float) -> str:
    """Median and quartiles, each with its number."""
    value, label = options["median"]
    x = scale.at(value)
    said = [line(x, top, x, foot, "axis") + text(x, top - 4, f"Median {label}", "", "middle")]
    for value, label in options.get("quartiles") or ():
        x = scale.at(value)
        said.append(line(x, top + 8, x, foot, "soft") + text(x, foot + 34, label, "tick", "middle"))
    return "".join(said)


def distribution_strip(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """Every country as a faint dot, the chosen one named, median and quartiles as rules."""
    low, high = options.get("domain", (0, 100))
    scale = Scale(low, high, 2, 98)
    stacks: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.get("emphasis") == "chosen"):
        if row["value"] is not None:
            stacks[int(Scale(low, high, 0, _BINS - 0.01).at(row["value"]))].append(row)
    foot = 60 + _STEP * max(map(len, stacks.values()), default=1)
    body, names = [_rules(options, scale, 34, foot)], []
    for stack in stacks.values():
        for at, row in enumerate(stack):
            y = foot - 5 - at * _STEP
            is_named = row.get("emphasis") in {"chosen", "compared"}
            body.append(dot(scale.at(row["value"]), y, 4.5 if is_named else 2.8, str(row.get("emphasis") or "other")))
            if is_named:
                names.append((scale.at(row["value"]), y - 9, f"{row['country']} {row['value_label']}"))
    for x, y, name in names:
        body.append(text(x, y, name, "end strong", "end" if x > 70 else "start" if x < 30 else "middle"))
    body.append(line(0, foot, 100, foot, "axis"))
    for value in ticks(low, high):
        x = scale.at(value)
        body.append(text(x, foot + 17, plainly(value), "tick", "start" if x < 4 else "end" if x > 96 else "middle"))
    words = f"{options.get('value_title', '')}. Dotted lines: a quarter of all countries lies outside each of them."
    return spoken(words if options.get("quartiles") else words.split(". ", maxsplit=1)[0]) + chart(
        "".join(body), foot + 40, alt
    )


def histogram(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """How many hosts fall into each bin, the good band in the accent."""
    low, high = min(row["bin_from"] for row in rows), max(row["bin_to"] for row in rows)
    scale, foot = Scale(low, high, 0, 100), 190
    most = max(row["host_count"] for row in rows) or 1
    body = [line(0, foot, 100, foot, "axis")]
    for row in rows:
        tall = 160 * row["host_count"] / most
        x1, x2 = scale.at(row["bin_from"]), scale.at(row["bin_to"])
        # The last bin may hold nothing but the end of the scale.
        x2 = x2 if x2 > x1 else x1 + 100 / len(rows)
        body.append(bar(x1 + 0.3, min(x2 - 0.3, 100), foot - tall, tall, "chosen" if row["is_band_good"] else "other"))
        if row["host_count"] == most:
            body.append(text((x1 + x2) / 2, foot - tall - 6, row.get("label"), "tick", "middle" if x2 < 96 else "end"))
    for value in ticks(low, high):
        x = scale.at(value)
        body.append(text(x, foot + 17, plainly(value), "tick", "start" if x < 4 else "end" if x > 96 else "middle"))
    return spoken(options.get("value_title", "")) + chart("".join(body), foot + 22, alt)
