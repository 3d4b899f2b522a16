"""Parts of an SVG of our own, every text escaped, and the proof that nothing in one runs or loads."""

import base64
import re
import textwrap
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

_FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
_SVG = "{http://www.w3.org/2000/svg}"
# Drawing, text and nothing else. An address may only be the name of a part of the same drawing.
_TAGS = {
    "svg", "g", "path", "rect", "line", "circle", "text", "tspan", "title", "desc", "defs", "style", "clipPath",
    "linearGradient", "radialGradient", "stop", "metadata",
}  # fmt: skip
_ADDRESS = re.compile(
    r"url\(\s*(?!#|data:font/woff2;base64,|&quot;data:font)|https?:|javascript:|@import", re.IGNORECASE
)
# Signs that XML cannot hold, however they are escaped; one of them would make the whole picture unreadable.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FONT_FILES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+2C60-2C7F",
}
_BEYOND_LATIN = re.compile("[\u0100-\u02ff\u1e00-\u1eff\u2c60-\u2c7f]")
# Named first is what the file brings along; the others are what a reader's machine may have in its place.
FAMILY = "'Source Sans 3', 'Source Sans Pro', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"


class Style(NamedTuple):
    """How a text is set.

    Attributes
    ----------
    size : int
        In pixels.
    line : int
        From line to line.
    colour : str
        Of the text.
    weight : int
        400 or 600.
    """

    size: int
    line: int
    colour: str
    weight: int = 400


def lines_of(text: str, size: int, width: float) -> list[str]:
    """A text broken into lines that surely fit; a sign is taken to be a little under half as wide as high.

    An address is broken where one of its parameters begins.
    """
    room = int(width / (size * 0.47))
    if not text.startswith(("https://", "http://")):
        return textwrap.wrap(" ".join(text.split()), room, break_on_hyphens=False)
    lines = [""]
    for part in re.split("(?=[&?])", text):
        for piece in textwrap.wrap(part, room) or [""]:
            lines = [*lines[:-1], lines[-1] + piece] if len(lines[-1] + piece) <= room else [*lines, piece]
    return lines


def block(lines: Sequence[str], style: Style, x: float, top: float) -> str:
    """Lines of text under each other; ``top`` is the upper edge of the first."""
    weight = f' font-weight="{style.weight}"' if style.weight != 400 else ""
    return "".join(
        f'<text x="{x:g}" y="{top + style.size + at * style.line:g}" font-size="{style.size}"{weight} '
        f'fill="{style.colour}">{escape(line, quote=False)}</text>'
        for at, line in enumerate(lines)
    )


@cache
def _font_face(name: str) -> str:
    body = (_FONTS / f"source-sans-3-{name}-wght-normal.woff2").read_bytes()
    return (
        "@font-face{font-family:'Source Sans 3';font-weight:200 900;"
        f"src:url(data:font/woff2;base64,{base64.b64encode(body).decode()}) format('woff2');"
        f"unicode-range:{_FONT_FILES[name]}}}"
    )


def fonts_for(svg: str) -> str:
    """The typeface as a style of the drawing itself, as much of it as the drawing needs."""
    names = ["latin", "latin-ext"] if _BEYOND_LATIN.search(svg) else ["latin"]
    return f"<style>{''.join(map(_font_face, names))}</style>"


def writable(svg: str) -> str:
    """A drawing with the sign for the unknown in the place of every sign that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", svg)


def faults(svg: str) -> list[str]:
    """Everything in an SVG that might run or load something; none where it is static."""
    found = []
    for element in ElementTree.fromstring(svg).iter():
        tag = element.tag.removeprefix(_SVG)
        if tag not in _TAGS:
            found.append(f"element {tag}")
        found += [f"attribute {name}" for name in element.attrib if name.startswith("on") or name.endswith("href")]
        said = [*element.attrib.items(), *([("text", element.text or "")] if tag == "style" else [])]
        found += [f"address in {name}" for name, text in said if name != "aria-label" and _ADDRESS.search(text)]
    return found
