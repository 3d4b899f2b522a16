"""Where the Tab key leads, and what is said and seen there."""

from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page

_FOCUSED = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const style = getComputedStyle(focused);
  // A link that runs over two lines is seen where its first line is.
  const box = [...focused.getClientRects()].find(line => line.width > 0 && line.height > 0);
  const inView = box && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const at = (low, high, end) => (Math.max(low, 0) + Math.min(high, end)) / 2;
  const hit = inView &&
    document.elementFromPoint(at(box.left, box.right, innerWidth), at(box.top, box.bottom, innerHeight));
  window.stops ??= new Map();
  if (!window.stops.has(focused)) window.stops.set(focused, window.stops.size);
  return {
    number: window.stops.get(focused),
    element: focused.cloneNode(false).outerHTML.slice(0, 160),
    is_outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    is_seen: Boolean(inView) && focused.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }),
    is_uncovered: Boolean(hit) && (focused.contains(hit) || hit.contains(focused)),
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


def _spoken(cdp: CDPSession) -> tuple[str, str]:
    """Name and role of what has the focus, as Chromium tells them to a screen reader."""
    focused = cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
    tree = cdp.send("Accessibility.getPartialAXTree", {"objectId": focused, "fetchRelatives": False})
    node = tree["nodes"][0]
    return node.get("name", {}).get("value", ""), node["role"]["value"]


def focused(page: Page) -> Stop | None:
    """What has the focus; none where the document has lost it."""
    found = page.evaluate(_FOCUSED)
    if found is None:
        return None
    cdp = page.context.new_cdp_session(page)
    try:
        name, role = _spoken(cdp)
    finally:
        cdp.detach()
    return Stop(name=name, role=role, **found)


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
    while len(stops) < most:
        page.keyboard.press("Tab")
        stop = focused(page)
        if stop is None:
            return stops, True
        stops.append(stop)
    page.keyboard.press("Tab")
    return stops, focused(page) is None
