"""What the benchmarks note of a visit: they run for a quarter of an hour, and nobody runs them with every change."""

from playwright.sync_api import Browser

from benchmarks.browsing import Visit
from tests.browser.chromium import WIDTHS, reader, wait_until_finished


def test_a_visit_notes_its_sockets_and_whom_it_asks(running: Browser, address: str) -> None:
    with reader(running, width=WIDTHS["desk"]) as context:
        visit = Visit(context.new_page())
        visit.watch("https://somewhere.example", is_slow=True)
        visit.page.goto(address)
        wait_until_finished(visit.page)
        assert [socket.url for socket in visit.sockets] == [f"{address.replace('http', 'ws', 1)}/_stcore/stream"]
        # The page was watched as one of another address: all that it asked for is foreign to that.
        assert f"{address}/" in visit.foreign
