"""Charts of rows: the name over its mark, as charts of the dashboard have it on a phone."""

from typing import Any

from dashboard.plain.drawings.marks import (
    CIRCLE,
    DIAMOND,
    SHAPES,
    Row,
    Scale,
    bar,
    chart,
    dot,
    grid,
    key,
    line,
    shape,
    spoken,
    text,
    ticks,
)

_ROW, _HEAD = 36, 24
# Space for the number at the end of the longest bar.
_END = 86.0
_TICK = "M-1.2,-6H1.2V6H-1.2Z"


def _sorted(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["sort_order"])


def _weight(row: Row) -> str:
    return "strong" if row.get("emphasis") in {"chosen", "compared"} else ""


def _kind(row: Row) -> str:
    return str(row.get("emphasis") or "other")


def _titled(title: str, drawn: str) -> str:
    return spoken(title) + drawn


def ranking_bars(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """Countries in order, with their ranks: bars where the scale begins at zero, dots where it does not."""
    low, high = options.get("domain", (0, 100))
    scale = Scale(low, high, 0.6, _END)
    body, height = [], _HEAD + _ROW * len(rows)
    body.append(grid(scale, height, ticks(low, high)))
    for at, row in enumerate(_sorted(rows)):
        top = _HEAD + at * _ROW
        rank = row.get("rank_label") if options.get("has_ranks", True) else None
        name = f"{rank}\u2002{row['country']}" if rank else row["country"]
        value, is_drawn = row["value"], row.get("is_drawn") is not False and row["value"] is not None
        if is_drawn and row.get("is_near"):
            body.append(f'<rect x="0" y="{top + 1}" width="100%" height="{_ROW - 2}" class="band"/>')
        body.append(text(0, top + 15, name, _weight(row)))
        x = scale.at(value) if is_drawn else 0
        if is_drawn and low == 0:
            body.append(bar(scale.at(0), x, top + 21, 10, _kind(row)))
        elif is_drawn:
            body.append(line(scale.at(low), top + 26, x, top + 26, "grid") + dot(x, top + 26, 5, _kind(row)))
        body.append(text(x, top + 30, row["value_label"], _weight(row), dx=8 if is_drawn else 0))
    return _titled(options.get("value_title", ""), chart("".join(body), height + 4, alt))


def category_bars(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """Counted categories as sorted bars."""
    most = options.get("maximum") or max((row["count"] or 0 for row in rows), default=1) or 1
    scale = Scale(0, most, 0, _END)
    body = []
    for at, row in enumerate(_sorted(rows)):
        top, x = at * _ROW, scale.at(row["count"] or 0)
        body.append(text(0, top + 15, row["category_label"], _weight(row)))
        body.append(bar(0, x, top + 21, 10, _kind(row)) + text(x, top + 30, row["count_label"], _weight(row), dx=8))
    return _titled(options.get("value_title", ""), chart("".join(body), _ROW * len(rows) + 4, alt))


def gap_bars(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """How far one country is from others: to the left behind, to the right ahead."""
    scale = Scale(-options["extent"], options["extent"], 14, _END)
    middle, height = scale.at(0), _ROW * len(rows)
    body = [line(middle, 18, middle, height, "axis")]
    for at, row in enumerate(_sorted(rows)):
        top, gap = at * _ROW, row["gap"] or 0
        x = scale.at(gap)
        body.append(text(0, top + 15, row["label"]) + bar(middle, x, top + 21, 10, "below" if gap < 0 else "above"))
        body.append(text(x, top + 30, row["gap_label"], "", "end" if gap < 0 else "", -8 if gap < 0 else 8))
    return _titled(options.get("value_title", ""), chart("".join(body), height + 4, alt))


def breakdown_dots(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """One row for each measure of a country: its value, the median of its region, the best of all."""
    low, high = options.get("domain", (0, 100))
    scale, height = Scale(low, high, 1.5, 98.5), _HEAD + _ROW * len(rows)
    body = [grid(scale, height, ticks(low, high))]
    for at, row in enumerate(_sorted(rows)):
        top, is_part = _HEAD + at * _ROW, row.get("parent") not in {None, "", "total"}
        body.append(text(0, top + 15, row["measure"], "" if is_part else "strong", dx=14 if is_part else 0))
        body.append(text(100, top + 15, row["value_label"], "strong", "end"))
        body.append(line(scale.at(low), top + 26, scale.at(high), top + 26, "rule"))
        for name, outline, kind in (("best_value", DIAMOND, "hollow"), ("region_median", _TICK, "region")):
            if row[name] is not None:
                body.append(shape(scale.at(row[name]), top + 26, outline, kind))
        if row["value"] is not None:
            body.append(dot(scale.at(row["value"]), top + 26, 5.5, "chosen"))
    said = key([
        (CIRCLE, "chosen", options["country_label"]),
        (_TICK, "region", options.get("median_label", "Region median")),
        (DIAMOND, "hollow", options.get("best_label", "Best")),
    ])  # fmt: skip
    return said + _titled(options.get("value_title", ""), chart("".join(body), height + 4, alt))


def measure_compare_dots(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """One row for each measure, a mark for each country."""
    low, high = options.get("domain", (0, 100))
    orders = sorted({row["sort_order"] for row in rows})
    scale, height = Scale(low, high, 1.5, 98.5), _HEAD + _ROW * len(orders)
    tops = {order: _HEAD + at * _ROW for at, order in enumerate(orders)}
    names = {row["sort_order"]: row["measure"] for row in rows}
    body = [grid(scale, height, ticks(low, high))]
    for order, top in tops.items():
        body.append(text(0, top + 15, names[order]) + line(scale.at(low), top + 26, scale.at(high), top + 26, "rule"))
    for row in rows:
        if row["value"] is not None:
            series = int(row["series_index"]) % len(SHAPES)
            body.append(shape(scale.at(row["value"]), tops[row["sort_order"]] + 26, SHAPES[series], f"s{series}"))
    said = key((SHAPES[at % 8], f"s{at % 8}", name) for at, name in enumerate(options["countries"]))
    return said + _titled(options.get("value_title", ""), chart("".join(body), height + 4, alt))


def movement_dots(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """How regions moved: filled on the same countries, hollow on whoever was scored."""
    changes = [row[name] for row in rows for name in ("change", "naive_change") if row[name] is not None]
    low, high = options.get("domain") or (min([*changes, 0.0]), max([*changes, 0.0]))
    scale, height = Scale(low, high, 3, 97), _HEAD + _ROW * len(rows)
    body = [grid(scale, height, ticks(low, high)), line(scale.at(0), 18, scale.at(0), height, "axis")]
    for at, row in enumerate(_sorted(rows)):
        top = _HEAD + at * _ROW
        body.append(text(0, top + 15, row["region_label"]) + text(100, top + 15, row["label"], "", "end"))
        if row["naive_change"] is not None:
            body.append(dot(scale.at(row["naive_change"]), top + 26, 4.5, "hollow"))
        if row["change"] is not None:
            body.append(line(scale.at(0), top + 26, scale.at(row["change"]), top + 26, "stem"))
            body.append(dot(scale.at(row["change"]), top + 26, 5, "chosen"))
    return _titled(options.get("value_title", ""), chart("".join(body), height + 4, alt))


def region_ranges(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """Each region as a range with its middle half, its median and its mean."""
    low, high = options.get("domain", (0, 100))
    scale, height = Scale(low, high, 1.5, 98.5), _HEAD + _ROW * len(rows)
    body = [grid(scale, height, ticks(low, high))]
    for at, row in enumerate(_sorted(rows)):
        top, kind = _HEAD + at * _ROW, _kind(row)
        body.append(text(0, top + 15, row["region_label"], _weight(row)))
        body.append(text(100, top + 15, row["label"], _weight(row), "end"))
        if row["mean"] is None:
            continue
        body.append(line(scale.at(row["min"]), top + 26, scale.at(row["max"]), top + 26, f"stem {kind}"))
        if row["q1"] is not None and row["q3"] is not None:
            body.append(bar(scale.at(row["q1"]), scale.at(row["q3"]), top + 22, 8, kind))
        if row["median"] is not None:
            body.append(shape(scale.at(row["median"]), top + 26, _TICK, "ink"))
        body.append(shape(scale.at(row["mean"]), top + 26, DIAMOND, "hollow"))
    return _titled(options.get("value_title", ""), chart("".join(body), height + 4, alt))
