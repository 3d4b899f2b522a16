"""Pictures are drawn apart, in the light theme, say what the page says of the figure, and nothing in them runs."""

import dataclasses
import re
import struct
import time
from xml.etree import ElementTree

import polars as pl
import pytest

from dashboard import charts
from dashboard.charts.theme import PALETTES
from dashboard.export.drawing import Drawing, DrawingError
from dashboard.export.handout import Offer
from dashboard.export.picture import PNG_WIDTH, png_bytes, svg_bytes
from dashboard.export.svg import faults, lines_of
from dashboard.figure import Figure, Provenance
from tests.poison import ADDRESSES, PAYLOADS

_RELEASE = "20260101-abcdef01"
_LINK = "https://atlas.example.org/readiness?country=PAK&index=gairi&release=20260101-abcdef01"


def _offer(name: str = "C\u00f4te d\u2019Ivoire & <b>", note: str = "Mind this.") -> Offer:
    frame = pl.DataFrame(
        {
            "country": [name, "Bhutan"], "value": [66.5, 12.0], "value_label": ["66.5", "12.0"],
            "rank_label": ["1st", "2nd"], "emphasis": ["chosen", "other"], "sort_order": [1, 2],
            "is_drawn": [True, True],
        }
    )  # fmt: skip
    figure = Figure(
        "test_2025", f"{name} leads", "Index 2025, scale 0\u2013100",
        frame.to_arrow(compat_level=pl.CompatLevel.oldest()),
        (), ("country", "value"), {"one": Provenance("Publisher, Index 2025", None, "CC BY 4.0", "2026-01-02")},
        alt="Ranking of 2 countries.", spec=charts.ranking_bars(theme="dark", value_title="scale"),
        drawn_columns=tuple(frame.columns), notes=(note,),
    )  # fmt: skip
    return Offer(figure, _RELEASE, _LINK)


@pytest.fixture(scope="module")
def svg() -> str:
    return svg_bytes(_offer()).decode()


def _texts(svg: str) -> str:
    found = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return " ".join("".join(text.itertext()) for text in found)


def test_a_poisoned_figure_has_a_picture_that_is_static():
    """All payloads at once, in the words, the rows and the source; one has a sign that XML cannot hold."""
    poison = " ".join(PAYLOADS)
    offer = _offer(name=poison, note=poison)
    figure = dataclasses.replace(offer.figure, alt=poison, provenance={"one": Provenance(poison, ADDRESSES[0], poison)})
    drawn = svg_bytes(dataclasses.replace(offer, figure=figure)).decode()
    assert "<script>window.poisoned=1</script>" in _texts(drawn)
    assert "\ufffd" in drawn and "\0" not in drawn
    assert png_bytes(dataclasses.replace(offer, figure=figure)).startswith(b"\x89PNG")


def test_what_the_page_says_is_drawn_in(svg: str):
    said = _texts(svg)
    for part in (
        "C\u00f4te d\u2019Ivoire & <b> leads",
        "Index 2025, scale 0\u2013100",
        "Note: Mind this.",
        "Publisher, Index 2025",
        "Retrieved on 2 January 2026",
        "Licence: CC BY 4.0",
        _RELEASE,
        "https://atlas.example.org/",
        "66.5",
        "Bhutan",
    ):
        assert part in said, part


def test_nothing_in_it_runs_or_loads(svg: str):
    assert faults(svg) == []
    assert "<script" not in svg


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.org/a.png"/>',
        '<a href="https://example.org"><text>x</text></a>',
        '<rect onload="alert(1)"/>',
        "<foreignObject/>",
        '<rect fill="url(https://example.org/a)"/>',
        "<style>@import 'https://example.org/a.css'</style>",
    ],
)
def test_what_runs_or_loads_is_found(inside: str):
    assert faults(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')


def test_it_is_light_though_the_page_was_dark(svg: str):
    assert PALETTES["dark"].accent not in svg
    assert PALETTES["light"].accent in svg


def test_its_typeface_travels_along(svg: str):
    assert "data:font/woff2;base64," in svg
    assert len(svg) < 150_000


def test_the_png_is_as_wide_as_the_page_says():
    body = png_bytes(_offer())
    assert body.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", body[16:24])
    assert width == PNG_WIDTH
    assert height > 400


def test_labels_are_cut_no_earlier_than_on_the_page():
    figure = _offer("A name of forty letters, which has its room").figure
    assert "A name of forty letters, which has its room" in _texts(svg_bytes(Offer(figure, _RELEASE)).decode())


def test_a_page_that_changed_its_spec_keeps_the_change_in_light():
    spec = charts.place_map(theme="dark", numeric_codes=("586",))
    spec["projection"] = {"type": "mercator", "center": [70, 30]}
    light = charts.in_light(spec)
    assert light["projection"] == {"type": "mercator", "center": [70, 30]}
    assert {**light, "projection": 0} == {**charts.place_map(theme="light", numeric_codes=("586",)), "projection": 0}


def test_a_picture_that_takes_too_long_is_given_up_and_the_next_is_drawn():
    drawing = Drawing(deadline_s=0.01)
    begun = time.monotonic()
    with pytest.raises(DrawingError):
        drawing.svg({"mark": "bar"})
    assert time.monotonic() - begun < 10
    patient = Drawing()
    assert patient.svg({"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {}}).startswith("<svg")
    patient.end()


def test_no_chart_reads_from_an_address():
    drawing = Drawing()
    spec = {"data": {"url": "https://example.org/data.json"}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    with pytest.raises(DrawingError, match=r"[Aa]llowed|denied|not permitted|External"):
        drawing.svg(spec)
    drawing.end()


def test_a_broken_chart_is_an_error_and_not_the_end():
    drawing = Drawing()
    with pytest.raises(DrawingError):
        drawing.svg({"mark": "no such mark", "data": {"values": []}})
    assert drawing.svg({"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {}}).startswith("<svg")
    drawing.end()


def test_lines_fit_and_addresses_break_between_parameters():
    lines = lines_of(_LINK * 3, 12, 500)
    assert "".join(lines) == _LINK * 3
    assert all(len(line) <= 500 / 5.6 for line in lines)
    assert lines_of("one two three " * 40, 14, 900)[0].count("one") > 5
    assert re.match("https://", lines[0])
