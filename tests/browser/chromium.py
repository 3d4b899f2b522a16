"""Debian's Chromium, and how to know that a Streamlit page has finished."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# ./test says which one it found or installed.
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"

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
_WIDEST_PHONE = 640
# Streamlit closes its menu after a choice only where the browser says that it is a phone.
_PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)
Scheme = Literal["light", "dark"]

# The script has ended, nothing is stale, every visible chart has drawn its marks, open folds are filled, fonts are
# there.
_FINISHED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || app.dataset.testScriptState !== 'notRunning') return false;
  if (app.dataset.testConnectionState !== 'CONNECTED') return false;
  // Before the first run begins the state is notRunning as well.
  if (!document.querySelector('[data-testid="stMain"] .stHtml :is(h1, .notice)')) return false;
  if (document.querySelector(':is([data-testid="stSkeleton"],[data-testid="stAppSkeleton"],[data-stale="true"])')) {
    return false;
  }
  if (document.querySelector('details[open] .waiting')) return false;
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


def wait_until_finished(page: Page, *, quiet_ms: int = 300) -> None:
    """Wait until Streamlit has run the script and the page has stopped changing."""
    page.wait_for_function(_FINISHED, timeout=60_000)
    page.evaluate(_QUIET, quiet_ms)
    page.wait_for_function(_FINISHED, timeout=60_000)


def follow_menu(page: Page, question: str) -> None:
    """Go to another page as a reader does, which is quicker than to load everything again."""
    if page.title().startswith(question):
        return
    unfold = page.get_by_test_id("stExpandSidebarButton")
    if unfold.is_visible():
        unfold.click()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=question, exact=True).click()
    page.wait_for_function("question => document.title.startsWith(question)", arg=question)
    wait_until_finished(page)


def unfold(page: Page) -> None:
    """Open everything that a reader could open: filters on a phone, tables, files, sources."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    # Some are filled when they are opened.
    page.wait_for_function("() => !document.querySelector('details[open] .waiting')")
    page.wait_for_timeout(150)


def hidden_height(page: Page) -> int:
    """How many pixels of the page lie under the edge of its scrolling box."""
    height: int = page.evaluate(_OVERFLOW)
    return height


def show_whole(page: Page, *, tallest: int = 15_000) -> None:
    """Grow the window until nothing is hidden: Streamlit scrolls inside a box, whose hidden part axe skips."""
    for _ in range(5):
        hidden = hidden_height(page)
        size = page.viewport_size
        if hidden <= 0 or size is None:
            return
        page.set_viewport_size({"width": size["width"], "height": min(tallest, size["height"] + hidden + 40)})
        page.wait_for_timeout(250)
        wait_until_finished(page)


@contextlib.contextmanager
def reader(
    running: Browser, *, width: int, scheme: Scheme = "light", height: int = 900, zoom: int = 1
) -> Iterator[BrowserContext]:
    """A reader who has never been here: nothing kept, windows of one size, one theme."""
    context = running.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB", reduced_motion="reduce",
        user_agent=_PHONE if width <= _WIDEST_PHONE and zoom == 1 else None, device_scale_factor=zoom,
    )  # fmt: skip
    try:
        yield context
    finally:
        context.close()


def visit(context: BrowserContext, address: str) -> Page:
    """A page of the atlas, finished, in a new tab."""
    page = context.new_page()
    page.goto(address)
    wait_until_finished(page)
    return page


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a filter by typing its name, as a reader would."""
    page.get_by_role("combobox", name=label).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()


@contextlib.contextmanager
def opened(
    running: Browser, address: str, *, width: int, scheme: Scheme = "light", height: int = 900
) -> Iterator[Page]:
    """A page of the atlas, finished, in a window of its own."""
    with reader(running, width=width, scheme=scheme, height=height) as context:
        yield visit(context, address)
