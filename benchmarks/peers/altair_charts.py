"""The five charts of the page in Altair, as Streamlit and marimo show them."""

import altair as alt

from benchmarks.peers.rows import CHOSEN, OTHER, SHADES, Rows

_WIDE, _ROW = 900, 22


def _colour(code: str) -> alt.Color:
    return alt.condition(alt.datum.country_code == code, alt.value(CHOSEN), alt.value(OTHER))


def ranking(rows: Rows, code: str) -> alt.LayerChart:
    """The region of the chosen country in order, the chosen one in colour."""
    base = alt.Chart(rows.ranking(code), title="Ranking of the region, 2025").encode(
        x=alt.X("value", scale=alt.Scale(domain=[0, 100])), y=alt.Y("country", sort="-x", title=None)
    )
    bars = base.mark_bar().encode(color=_colour(code), tooltip=["country", "value", "rank"])
    values = base.mark_text(align="left", dx=4).encode(text=alt.Text("value", format=".2f"))
    return (bars + values).properties(width=_WIDE, height=alt.Step(_ROW))


def world_map(rows: Rows, code: str, address: str) -> alt.Chart:
    """The world by score, the chosen country outlined."""
    shapes = alt.UrlData(url=address, format=alt.TopoDataFormat(type="topojson", feature="countries"))
    found = alt.LookupData(rows.latest, key="shape", fields=["country", "country_code", "value"])
    is_chosen = alt.datum.country_code == code
    shown = alt.Chart(shapes, title="Score of every country, 2025").mark_geoshape().encode(
        color=alt.condition(
            "isValid(datum.value)",
            alt.Color("value:Q", scale=alt.Scale(type="quantize", domain=[0, 100], range=SHADES)),
            alt.value("#eeeeee"),
        ),
        stroke=alt.condition(is_chosen, alt.value("#c2410c"), alt.value("white")),
        strokeWidth=alt.condition(is_chosen, alt.value(2), alt.value(0.5)),
        tooltip=["country:N", "value:Q"],
    )  # fmt: skip
    projected = shown.transform_lookup(lookup="id", from_=found).project(type="identity", reflectY=True)
    return projected.properties(width=_WIDE, height=400)


def distribution(rows: Rows, code: str) -> alt.LayerChart:
    """A dot for every country, and the quartiles."""
    dots = alt.Chart(rows.latest, title="Distribution over all countries").mark_circle(size=80, opacity=1).encode(
        x=alt.X("bin", title="Score"), y=alt.Y("stack", axis=None), color=_colour(code), tooltip=["country", "value"]
    )  # fmt: skip
    lines = alt.Chart(rows.quartiles).mark_rule(strokeDash=[3, 3]).encode(x="value")
    labels = alt.Chart(rows.quartiles).mark_text(baseline="top", dx=16).encode(x="value", y=alt.value(0), text="label")
    return (dots + lines + labels).properties(width=_WIDE, height=210)


def trend(rows: Rows, code: str) -> alt.Chart:
    """The chosen country over the editions, with those beside it in its region."""
    found = alt.Chart(rows.lines(code), title=f"{rows.names[code]} and those beside it").mark_line(point=True).encode(
        x="edition:O", y="value", detail="country_code", color=_colour(code), tooltip=["country", "edition", "value"]
    )  # fmt: skip
    return found.properties(width=_WIDE, height=300)


def parts(rows: Rows, code: str) -> alt.LayerChart:
    """What makes up the score: the country, the median of its region and the best of all."""
    base = alt.Chart(rows.parts(code), title=f"What makes up the score of {rows.names[code]}").encode(
        y=alt.Y("measure", sort=alt.SortField("sort_order"), title=None, axis=alt.Axis(labelLimit=300))
    )
    gaps = base.mark_rule(color=OTHER).encode(x="value", x2="region_median")
    medians = base.mark_tick(color="black", thickness=3).encode(x="region_median")
    bests = base.mark_point(shape="diamond", color=OTHER).encode(x="best_value")
    values = base.mark_circle(size=120, opacity=1, color=CHOSEN).encode(x="value", tooltip=["measure", "value"])
    labels = base.mark_text(align="left", dx=9).encode(x="value", text=alt.Text("value", format=".1f"))
    return (gaps + medians + bests + values + labels).properties(width=_WIDE, height=alt.Step(2 * _ROW))
