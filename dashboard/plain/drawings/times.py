"""Charts over time: lines by edition or month, counts by date, beginnings by year."""

from itertools import groupby, pairwise
from typing import Any

from dashboard.plain.drawings.marks import (
    CIRCLE,
    SHAPES,
    Row,
    Scale,
    bar,
    chart,
    dot,
    key,
    line,
    plainly,
    shape,
    spoken,
    text,
    ticks,
)

_TOP, _PLOT, _FOOT = 10, 240, 26
_START = 9.0
# Across a phone a sign at the end of a line takes this much, in percent.
_SIGN, _LEAST_END, _MOST_END = 2.0, 48.0, 80.0
_GAP = 17


def _upright(low: float, high: float) -> Scale:
    """From values to pixels down."""
    return Scale(low, high, _TOP + _PLOT, _TOP)


def _levels(upright: Scale, end: float) -> str:
    """Lines across the chart with their numbers before them."""
    said = []
    for value in ticks(upright.low, upright.high):
        y = upright.at(value)
        said.append(line(_START - 1.5, y, end, y, "grid") + text(0, y + 4, plainly(value), "tick"))
    return "".join(said)


def _pushed(places: list[float]) -> list[float]:
    """Places of labels, pushed down until none covers another, and up again where they left the chart."""
    pushed: list[float] = []
    for place in places:
        pushed.append(max(place, pushed[-1] + _GAP) if pushed else place)
    over = (pushed[-1] if pushed else 0) - (_TOP + _PLOT + 6)
    return [place - max(over, 0) for place in pushed]


def _named(row: Row) -> str:
    """What stands at the end of a line."""
    return f"{row['country']} {row.get('value_label') or plainly(row['value'])}"


def _end(rows: list[Row]) -> float:
    """How far lines reach, so that the longest of their names has room on a phone."""
    longest = max((len(_named(row)) for row in rows if row["is_last"]), default=0)
    return min(max(97.4 - _SIGN * longest, _LEAST_END), _MOST_END)


def _ends(rows: list[Row], upright: Scale, kinds: dict[str, str], end: float) -> str:
    """The names at the ends of lines; one that has no room there ends where the chart ends."""
    last = sorted((row for row in rows if row["is_last"]), key=lambda row: -row["value"])
    places = _pushed([upright.at(row["value"]) + 4 for row in last])
    said = []
    for row, y in zip(last, places, strict=True):
        is_long = end + 2.5 + _SIGN * len(_named(row)) > 100
        weight = "end strong" if row.get("emphasis") == "chosen" else "end"
        kind = f"{weight} t-{kinds[row['country']]}"
        said.append(text(100, y, _named(row), kind, "end") if is_long else text(end + 2.5, y, _named(row), kind))
    return "".join(said)


def _kinds(rows: list[Row], series_count: int) -> dict[str, str]:
    """The class of each country's line."""
    if series_count:
        return {row["country"]: f"s{int(row['series_index']) % 8}" for row in rows}
    return {row["country"]: str(row.get("emphasis") or "other") for row in rows}


def _years(scale: Scale, years: list[tuple[float, str]]) -> str:
    """Names of editions under the chart; where they are many, a phone shows every other one."""
    said = []
    for at, (year, name) in enumerate(sorted(years)):
        is_extra = len(years) > 6 and (len(years) - 1 - at) % 2
        said.append(text(scale.at(year), _TOP + _PLOT + 20, name, "tick wide" if is_extra else "tick", "middle"))
    return "".join(said)


def _breaks(scale: Scale, breaks: Any) -> tuple[str, str]:
    """Shades of hard breaks and dotted lines of soft ones, and what is said of them under the chart."""
    drawn, said = [], []
    for each in breaks:
        x1, x2 = scale.at(each.from_year), scale.at(each.to_year)
        if each.kind == "hard":
            drawn.append(bar(x1 + (x2 - x1) * 0.15, x2 - (x2 - x1) * 0.15, _TOP, _PLOT, "band"))
            said.append(f"{each.from_year:g} to {each.to_year:g}: {each.label.replace('|', ' ')}.")
        else:
            drawn.append(line((x1 + x2) / 2, _TOP, (x1 + x2) / 2, _TOP + _PLOT, "soft"))
    words = f"Shaded: {' '.join(said)}" if said else ""
    soft = "Dotted: indicators or method revised in between; compare with care." if len(said) < len(drawn) else ""
    return "".join(drawn), spoken(" ".join(part for part in (words, soft) if part))


def _lines(rows: list[Row], x: str, scale: Scale, upright: Scale, kinds: dict[str, str]) -> str:
    """Every country's line with its marks; the chosen one is drawn last, over the others."""

    def of(row: Row) -> tuple[bool, str, Any]:
        return row.get("emphasis") == "chosen", row["country"], row.get("segment") or 0

    said = []
    drawn = sorted((row for row in rows if row["value"] is not None), key=lambda row: (of(row), row[x]))
    for (_, country, _segment), run in groupby(drawn, key=of):
        points = [(scale.at(row[x]), upright.at(row["value"])) for row in run]
        kind = kinds[country]
        said += [line(*one, *other, f"line {kind}") for one, other in pairwise(points)]
        outline = SHAPES[int(kind[1])] if kind[0] == "s" and kind[1:].isdigit() else None
        said += [shape(*at, outline, kind) if outline else dot(*at, 3.5, kind) for at in points]
    return "".join(said)


def trend_lines(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """Lines over the editions that exist, broken at hard breaks, each named at its end."""
    rows = [row for row in rows if row["value"] is not None]
    years = list(options["edition_years"])
    names = {row["edition_year"]: str(row["edition"]) for row in rows}
    end = _end(rows)
    scale, upright = Scale(min(years), max(years), _START + 2, end), _upright(*options.get("domain", (0, 100)))
    kinds = _kinds(rows, options.get("series_count", 0))
    shades, said = _breaks(scale, options.get("breaks", ()))
    body = shades + _levels(upright, end + 1) + _lines(rows, "edition_year", scale, upright, kinds)
    body += _ends(rows, upright, kinds, end) + _years(scale, [(year, names.get(year, f"{year:g}")) for year in years])
    return spoken(options.get("value_title", "")) + chart(body, _TOP + _PLOT + _FOOT, alt) + said


def portal_lines(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """The score of each national portal by month."""
    rows = [dict(row, at=_month(row["month"])) for row in rows if row["value"] is not None]
    months, last = sorted({row["at"] for row in rows}), [row for row in rows if row.get("emphasis") != "other"]
    end = _end(last)
    scale, upright = Scale(months[0], months[-1], _START + 2, end), _upright(*options.get("domain", (0, 100)))
    kinds = _kinds(rows, 0)
    ends = {months[0]: str(rows[0]["month"])[:7]} | {row["at"]: str(row["month"])[:7] for row in rows}
    body = _levels(upright, end + 1) + _lines(rows, "at", scale, upright, kinds)
    body += _ends(last, upright, kinds, end)
    body += _years(scale, [(at, ends[at]) for at in {months[0], months[-1]}])
    return spoken(options.get("value_title", "")) + chart(body, _TOP + _PLOT + _FOOT, alt)


def _month(value: object) -> float:
    year, month = str(value)[:7].split("-")
    return int(year) + (int(month) - 1) / 12


def count_dots(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """Published counts of one thing, oldest first, each with its source; conflicting ones are hollow."""
    most = max((row["value"] for row in rows), default=1) or 1
    scale = Scale(0, most, 1.5, 86)
    body = []
    for at, row in enumerate(rows):
        top, x = at * 36, scale.at(row["value"])
        body.append(text(0, top + 15, f"{row['as_of']}: {row['source_label']}"))
        body.append(line(scale.at(0), top + 26, x, top + 26, "stem"))
        body.append(dot(x, top + 26, 5, "hollow" if row["is_conflicting"] else "chosen"))
        body.append(text(x, top + 30, row["value_label"], dx=10))
    said = key([(CIRCLE, "hollow", "Sources disagree")] if any(row["is_conflicting"] for row in rows) else [])
    return spoken(options.get("value_title", "")) + said + chart("".join(body), 36 * len(rows) + 4, alt)


def timeline_bars(rows: list[Row], options: dict[str, Any], alt: str) -> str:
    """Initiatives by year, one row of bars for each kind, the largest kind on top."""
    first, last = options["first_year"], options["last_year"]
    scale, height = Scale(first, last + 1, 0, 100), 84
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["kind_label"]] = totals.get(row["kind_label"], 0) + row["initiative_count"]
    body, most = [], max((row["initiative_count"] for row in rows), default=1)
    for at, name in enumerate(sorted(totals, key=lambda each: -totals[each])):
        foot = (at + 1) * height - 6
        own = [row for row in rows if row["kind_label"] == name]
        top = most if options.get("is_scale_shared") else max(row["initiative_count"] for row in own)
        body.append(text(0, at * height + 15, name, "strong") + line(0, foot, 100, foot, "grid"))
        for row in own:
            tall, x = 40 * row["initiative_count"] / top, scale.at(row["year"])
            body.append(bar(x, x + 90 / (last + 1 - first), foot - tall, tall, "region"))
            if row["initiative_count"] == max(each["initiative_count"] for each in own):
                body.append(text(x, foot - tall - 3, row["initiative_count"], "tick"))
    end = len(totals) * height
    body.append(text(0, end + 12, first, "tick") + text(100, end + 12, last, "tick", "end"))
    return spoken("" if options.get("is_scale_shared") else "Each row has a scale of its own.") + chart(
        "".join(body), end + 18, alt
    )
