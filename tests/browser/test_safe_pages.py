"""No page asks anybody else for anything, and none does what the policy forbids."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from dashboard.menu import ENTRIES, Entry
from tests.browser.chromium import WIDTHS, reader, wait_until_finished

# Before any script of the page: what the policy stops is told as an event.
_WATCH = """
window.stopped = [];
document.addEventListener('securitypolicyviolation', e => stopped.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


@pytest.fixture(scope="module")
def tab(running: Browser) -> Page:
    with reader(running, width=WIDTHS["desk"]) as context:
        context.add_init_script(_WATCH)
        yield context.new_page()


@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: page.name)
def test_a_page_opened_cold_asks_nobody_else_and_breaks_no_rule(tab: Page, address: str, page: Entry):
    asked: set[str] = set()
    tab.on("request", lambda request: asked.add(request.url))
    tab.on("websocket", lambda socket: asked.add(socket.url))
    tab.goto(f"{address}/{page.address}")
    wait_until_finished(tab)
    # Every part that is folded away, and every tooltip's chart, is drawn under the same rules.
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    tab.mouse.wheel(0, 4000)
    wait_until_finished(tab)
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(address).netloc}
    assert tab.evaluate("stopped") == []


def test_a_script_that_got_into_a_page_would_not_run(tab: Page, address: str):
    tab.goto(f"{address}/")
    wait_until_finished(tab)
    tab.evaluate("""() => {
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'https://elsewhere.example/seen.gif';
      document.body.append(image);
      const link = document.createElement('div');
      link.innerHTML = '<a id=there href="javascript:window.wasRun = true">here</a>';
      document.body.append(link);
      document.getElementById('there').click();
      // Later, because what a test asks for at once may use eval whatever the policy says.
  setTimeout(() => { try { eval('window.wasRun = true'); } catch (error) { window.evalFailed = true; } });
    }""")
    tab.wait_for_timeout(300)
    assert tab.evaluate("[window.wasRun, window.evalFailed]") == [None, True]
    stopped = " ".join(tab.evaluate("stopped"))
    assert all(rule in stopped for rule in ("script-src-elem", "img-src", "eval"))
