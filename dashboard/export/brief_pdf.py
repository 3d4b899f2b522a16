"""A country brief as a PDF: one page of A4, tagged for screen readers, its text real and its charts drawn as lines.

Typst sets the page from ``brief.typ``; it needs no browser and reads nothing but what it is given.
"""

import json
import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from dashboard.brief import Brief, Part
from dashboard.charts.form import SOURCE
from dashboard.export.citation import ATLAS, licence_words
from dashboard.export.drawing import DRAWING
from dashboard.figure import Figure, Provenance
from dashboard.words import listed

_TEMPLATE = Path(__file__).parent / "brief.typ"
# Pixels of the charts beside each other: bars need less room than lines with names at their ends.
_CHART_WIDTHS = (300, 440)
_LEAST_LABEL_SPACE, _LETTER_WIDTH = 80, 7
_LIMIT = re.compile(r'\{"expr": "label_space - 18"\}')
# Points of type, the largest first: a brief that says more is set smaller, never on two pages.
_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
# What the page itself says when it runs over.
_TOO_LONG = "more than one page"
_NOTHING = "No chart: no readiness index held here scores this country."


class TooLongError(Exception):
    """A brief does not fit one page, however small its type."""


Absolute = Callable[[Part], str]


def pdf(brief: Brief, address_of: Absolute, home: str, made_on: str) -> bytes:
    """The brief as a file.

    Parameters
    ----------
    brief : Brief
        What to say, in the light theme and with plain numbers.
    address_of : callable
        Address of the view in which a part of a sentence stands; empty for none.
    home : str
        Address of the page of this brief; empty where it is not known.
    made_on : str
        Day of the release, ISO 8601: the same release gives the same file.
    """
    told = _told(brief, address_of, home)
    for size in _SIZES:
        try:
            return _set(told | {"size": size}, made_on)
        except typst.TypstError as problem:
            if _TOO_LONG not in problem.message:
                raise
    raise TooLongError(f"The brief of {brief.country} does not fit one page")


def _told(brief: Brief, address_of: Absolute, home: str) -> dict[str, Any]:
    return {
        "atlas": ATLAS,
        "country": brief.country,
        "title": brief.title,
        "lede": brief.lede,
        "sentences": [[{"text": part.text, "href": address_of(part)} for part in said] for said in brief.sentences],
        "figures": [_figure(figure, width) for figure, width in zip(brief.figures, _CHART_WIDTHS, strict=False)],
        "cautions": list(brief.cautions),
        "nothing": _NOTHING,
        "foot": "Numbers with a line under them lead to the view in which they stand.",
        "home": home,
        "shown": home.split("://", 1)[-1].split("?", 1)[0],
    }


def _figure(figure: Figure, width: int) -> dict[str, Any]:
    return {
        "title": figure.title,
        "subtitle": figure.subtitle,
        "svg": DRAWING.svg(_spec(figure, width)),
        "share": width,
        "alt": f"{figure.alt} {_in_words(figure)}",
        "notes": list(figure.notes),
        "source": _sources(figure.provenance.values()),
    }


def _sources(found: Collection[Provenance]) -> str:
    """Who published the figures, editions of one index together, and under which licences."""
    editions: dict[str, list[str]] = {}
    for each in found:
        name, _, last = each.source.rpartition(" ")
        stem, year = (name, last) if last.isdigit() else (each.source, "")
        editions.setdefault(stem, []).append(year)
    named = [f"{stem} {listed(years)}".strip() for stem, years in editions.items()]
    licences = dict.fromkeys(licence_words(each) for each in found)
    return f"Source: {'; '.join(named)}. Licence: {'; '.join(licences)}."


def _spec(figure: Figure, width: int) -> dict[str, Any]:
    """The chart with its rows.

    Names at the ends of lines get the room they need: outside a browser type is measured too wide, and names would be
    cut.
    """
    spec: dict[str, Any] = json.loads(_LIMIT.sub("1000", json.dumps(dict(figure.spec or {}))))
    longest = max(map(len, figure.frame["country"].to_pylist()))
    for part in spec.get("params", []):
        if part["name"] == "label_space":
            part["expr"] = str(max(_LEAST_LABEL_SPACE, _LETTER_WIDTH * longest + 30))
    return spec | {"width": width, "data": {"name": SOURCE}, "datasets": {SOURCE: figure.drawn.to_pylist()}}


def _in_words(figure: Figure) -> str:
    """Every number of a chart, for readers who cannot see it: the page has a table, the sheet has this."""
    rows = figure.frame.to_pylist()
    return "; ".join(f"{row['country']} {row['edition']}: {row['value_label']}" for row in rows) + "."


@cache
def _fonts() -> typst.Fonts:
    """The typeface of the pages and no other: the same file on every machine."""
    folder = str(_TEMPLATE.parent / "fonts")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _set(told: dict[str, Any], made_on: str) -> bytes:
    return typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"brief": json.dumps(told)},
        pdf_standards="ua-1",
        timestamp=datetime.fromisoformat(made_on[:10]).replace(tzinfo=UTC),
    )
