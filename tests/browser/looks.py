"""Ways to look at a page: how wide, how far zoomed in, in which theme."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.browser.chromium import Scheme, reader, visit


@dataclass(frozen=True)
class Look:
    """One way to look at a page.

    Attributes
    ----------
    name : str
        Such as ``1280 at 200 %, dark``.
    width : int
        Of the window in CSS pixels: a window of 1,280 pixels at 200 % has 640 of them.
    scheme : {'light', 'dark'}
        Theme.
    zoom : int
        Pixels of the screen to a CSS pixel.
    """

    name: str
    width: int
    scheme: Scheme
    zoom: int = 1


_WIDTHS = (("1280", 1280, 1), ("390", 390, 1), ("1280 at 200 %", 640, 2), ("320", 320, 1))
_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
#: Every width in both themes; neighbours differ in both.
LOOKS = [
    Look(f"{name}, {scheme}", width, scheme, zoom)
    for turn in range(2)
    for place, (name, width, zoom) in enumerate(_WIDTHS)
    for scheme in [_SCHEMES[(place + turn) % 2]]
]


@contextmanager
def looking(running: Browser, address: str, look: Look) -> Iterator[Page]:
    """A page of the atlas in a window of its own, finished."""
    with reader(running, width=look.width, scheme=look.scheme, zoom=look.zoom) as context:
        yield visit(context, address)
