"""What got into a page by whatever way does not run, and asks nobody for anything."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import WIDTHS, reader, wait_until_finished
from tests.browser.witness import WATCH


@pytest.fixture(scope="module")
def tab(running: Browser) -> Page:
    with reader(running, width=WIDTHS["desk"]) as context:
        context.add_init_script(WATCH)
        yield context.new_page()


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
