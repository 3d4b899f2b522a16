"""Debian's Chromium, and how to know that a Streamlit page has finished."""

import contextlib
from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"

# Without the flags against background networking Chromium asks for hosts that a closed network refuses.
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

WIDTHS = {"desk": 1280, "phone": 390}
Scheme = Literal["light", "dark"]

# The script has ended, nothing is stale, every visible chart has drawn its marks, fonts are there.
_FINISHED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || app.dataset.testScriptState !== 'notRunning') return false;
  if (app.dataset.testConnectionState !== 'CONNECTED') return false;
  if (document.querySelector('[data-testid="stSkeleton"],[data-testid="stAppSkeleton"],[data-stale="true"]')) return false;
  const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
  if (charts.some(c => c.offsetParent !== null && !c.querySelector('canvas, svg'))) return false;
  return document.fonts.status === 'loaded';
}"""

_QUIET = """quiet => new Promise(done => {
  let timer;
  const end = () => { watch.disconnect(); done(); };
  const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, quiet); });
  watch.observe(document.body, { subtree: true, childList: true, attributes: true });
  timer = setTimeout(end, quiet);
  setTimeout(end, 8000);
})"""

_OVERFLOW = """() => Math.max(0, ...['stMain', 'stSidebarContent'].map(id => {
  const box = document.querySelector(`[data-testid="${id}"]`);
  return box ? box.scrollHeight - box.clientHeight : 0;
}))"""


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium, until the block ends."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        try:
            yield running
        finally:
            running.close()


def wait_until_finished(page: Page, *, quiet_ms: int = 400) -> None:
    """Wait until Streamlit has run the script and the page has stopped changing."""
    page.wait_for_function(_FINISHED, timeout=60_000)
    page.evaluate(_QUIET, quiet_ms)
    page.wait_for_function(_FINISHED, timeout=60_000)


def show_whole(page: Page, *, tallest: int = 15_000) -> None:
    """Grow the window until nothing is hidden: Streamlit scrolls inside a box, whose hidden part axe skips."""
    for _ in range(3):
        hidden = page.evaluate(_OVERFLOW)
        size = page.viewport_size
        if hidden <= 0 or size is None:
            return
        page.set_viewport_size({"width": size["width"], "height": min(tallest, size["height"] + hidden + 40)})
        page.wait_for_timeout(250)
        wait_until_finished(page)


@contextlib.contextmanager
def opened(running: Browser, address: str, *, width: int, scheme: Scheme = "light", height: int = 900) -> Iterator[Page]:
    """A page of the atlas, finished, in a window of its own."""
    context = running.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        page.goto(address)
        wait_until_finished(page)
        yield page
    finally:
        context.close()
