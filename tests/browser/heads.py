"""What the head of a page says: in the first HTML, and when the page is drawn."""

from typing import Any

from playwright.sync_api import Page

_READ = """read => Object.fromEntries([
  ['lang', read.documentElement.lang], ['title', read.title],
  ['canonical', read.querySelector('link[rel=canonical]')?.href],
  ...[...read.head.querySelectorAll('meta[property], meta[name=description]')]
    .map(tag => [tag.getAttribute('property') ?? 'description', tag.content]),
])"""


def drawn_head(page: Page) -> dict[str, Any]:
    """The head of the page as it is now."""
    page.wait_for_function("() => document.getElementById('announcements')")
    found: dict[str, Any] = page.evaluate(f"({_READ})(document)")
    return found


def sent_head(page: Page, address: str) -> dict[str, Any]:
    """The head of the first HTML of an address, read by the browser, so that what is escaped is what it means."""
    first = page.request.get(address).text()
    found: dict[str, Any] = page.evaluate(
        f"html => ({_READ})(new DOMParser().parseFromString(html, 'text/html'))", first
    )
    return found
