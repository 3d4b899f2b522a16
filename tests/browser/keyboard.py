"""Where the Tab key leads, and what is said and seen there."""

import re
from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page

from tests.contrast import contrast

_FOCUSED = """async () => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  // Streamlit lets colours glide, from that of the text; where it takes no time it still takes a frame.
  await Promise.allSettled(focused.getAnimations().map(gliding => gliding.finished));
  const style = getComputedStyle(focused);
  // A link that runs over two lines is seen where its first line is.
  const box = [...focused.getClientRects()].find(line => line.width > 0 && line.height > 0);
  const inView = box && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const at = (low, high, end) => (Math.max(low, 0) + Math.min(high, end)) / 2;
  const hit = inView &&
    document.elementFromPoint(at(box.left, box.right, innerWidth), at(box.top, box.bottom, innerHeight));
  // The ring lies outside: what it must stand out from is the first colour behind it.
  let behind = focused.parentElement;
  const clear = 'rgba(0, 0, 0, 0)';
  while (behind.parentElement && getComputedStyle(behind).backgroundColor === clear) behind = behind.parentElement;
  window.stops ??= new Map();
  if (!window.stops.has(focused)) window.stops.set(focused, window.stops.size);
  return {
    number: window.stops.get(focused),
    element: focused.cloneNode(false).outerHTML.slice(0, 160),
    is_outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    is_seen: Boolean(inView) && focused.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }),
    is_uncovered: Boolean(hit) && (focused.contains(hit) || hit.contains(focused)),
    ring: style.outlineColor,
    behind: getComputedStyle(behind).backgroundColor,
  };
}"""


@dataclass(frozen=True)
class Stop:
    """What has the focus."""

    number: int
    element: str
    name: str
    role: str
    is_outlined: bool
    is_seen: bool
    is_uncovered: bool
    ring: str
    behind: str

    @property
    def ring_contrast(self) -> float:
        """Of the ring around it with what lies behind (WCAG 2.2, 1.4.11)."""
        return contrast(_hex(self.ring), _hex(self.behind))

    def wrong(self) -> list[str]:
        """What keeps a reader from knowing where she is."""
        found = {
            "it has no name": not self.name,
            "it has no ring": not self.is_outlined,
            "it is out of sight": not self.is_seen,
            "something lies over it": not self.is_uncovered,
            f"its ring has {self.ring_contrast:.1f} to 1": self.ring_contrast < 3,
        }
        return [f"{self.role} \u201c{self.name}\u201d: {why}: {self.element}" for why, is_so in found.items() if is_so]


def _hex(colour: str) -> str:
    """A colour as the browser computes it: ``rgb(11, 42, 107)``; what is see-through counts as unknown, so as white."""
    shares = [float(share) for share in re.findall(r"[\d.]+", colour)]
    is_solid = len(shares) == 3 or (len(shares) == 4 and shares[3] == 1)
    return "#" + "".join(f"{round(share):02x}" for share in shares[:3]) if is_solid else "#ffffff"


def _spoken(cdp: CDPSession) -> tuple[str, str]:
    """Name and role of what has the focus, as Chromium tells them to a screen reader."""
    focused = cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
    tree = cdp.send("Accessibility.getPartialAXTree", {"objectId": focused, "fetchRelatives": False})
    node = tree["nodes"][0]
    return node.get("name", {}).get("value", ""), node["role"]["value"]


def _met(page: Page, cdp: CDPSession) -> Stop | None:
    found = page.evaluate(_FOCUSED)
    if found is None:
        return None
    name, role = _spoken(cdp)
    return Stop(name=name, role=role, **found)


def focused(page: Page) -> Stop | None:
    """What has the focus; none where the document has lost it."""
    cdp = page.context.new_cdp_session(page)
    try:
        return _met(page, cdp)
    finally:
        cdp.detach()


def walk(page: Page, *, most: int) -> tuple[list[Stop], bool]:
    """Press Tab until the document is left.

    Returns
    -------
    list of Stop
        At most ``most``.
    bool
        Whether the document was left.
    """
    stops: list[Stop] = []
    cdp = page.context.new_cdp_session(page)
    try:
        while len(stops) <= most:
            page.keyboard.press("Tab")
            stop = _met(page, cdp)
            if stop is None:
                return stops, True
            stops.append(stop)
    finally:
        cdp.detach()
    return stops[:most], False


def wrong_with(stops: list[Stop], *, has_left: bool) -> list[str]:
    """What is wrong with a walk: stops that are not found, a trap, more of them than there may be."""
    found = [problem for stop in stops for problem in stop.wrong()]
    if len({stop.number for stop in stops}) < len(stops):
        found.append("The same stop comes twice: " + "; ".join(stop.name for stop in stops[-4:]))
    elif not has_left:
        found.append(f"{len(stops)} stops and no end: " + "; ".join(stop.name for stop in stops[-4:]))
    return found
