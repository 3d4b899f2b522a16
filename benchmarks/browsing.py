"""One reader in Chromium: when charts have drawn, how many bytes nginx sent, what the server spent."""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, WebSocket

from benchmarks.machine import cpu_ms, memory_mb
from benchmarks.peers.contenders import HERE, Contender
from benchmarks.servers import Served

#: 10 Mbit/s with 40 ms to the server and back.
SLOW_LINE = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}
_QUIET_MS, _LIMIT_S, _LOOK_MS, _LONG_S = 500, 120, 100, 30
_SOCKETS_END_S = 15
_PAINTS = HERE / "paints.js"


@dataclass
class Visit:
    """An open page, and what it asked of others."""

    page: Page
    foreign: set[str] = field(default_factory=set)
    sockets: list[WebSocket] = field(default_factory=list)

    def watch(self, address: str, *, is_slow: bool) -> None:
        """Note what is asked of other hosts, and slow the line down."""
        if is_slow:
            line = self.page.context.new_cdp_session(self.page)
            line.send("Network.enable")
            line.send("Network.emulateNetworkConditions", SLOW_LINE)
        self.page.on("request", lambda asked: self._note(asked.url, address))
        self.page.on("websocket", self._note_socket)

    # A method: Playwright cannot mark the one that a list is born with.
    def _note_socket(self, socket: WebSocket) -> None:
        self.sockets.append(socket)

    def _note(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.foreign.add(url[:100])

    def drawn_ms(self, contender: Contender, name: str) -> float:
        """Milliseconds from the reader's last touch to the last paint of the charts that show a country."""
        end = time.monotonic() + _LIMIT_S
        asked = [name, contender.charts, _QUIET_MS, "table.rows-and-columns"]
        while time.monotonic() < end:
            found = self.page.evaluate("asked => window.paints.settled(...asked)", asked)
            if found:
                return float(found["ms"])
            self.page.wait_for_timeout(_LOOK_MS)
        raise TimeoutError(f"{contender.name} did not show {name}: {self.page.evaluate('paints.seen()')}")


def spread(values: Sequence[float], digits: int = 0) -> dict[str, Any]:
    """Median, least and most of some measurements."""
    told = {"median": statistics.median(values), "least": min(values), "most": max(values)}
    return {name: round(value, digits) if digits else round(value) for name, value in told.items()} | {
        "count": len(values)
    }


@contextmanager
def new_reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who has never been here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce")
    context.add_init_script(path=str(_PAINTS))
    try:
        yield context
    finally:
        context.close()


class Reading:
    """Measures one contender.

    Parameters
    ----------
    browser : Browser
        A running Chromium.
    contender : Contender
        Whose page.
    served : Served
        Where it is served.
    first : str
        The country that the page shows at first.
    """

    def __init__(self, browser: Browser, contender: Contender, served: Served, first: str) -> None:
        self._browser, self._contender, self._served, self._first = browser, contender, served, first
        self.foreign: set[str] = set()
        self._idle_share = 0.0
        self._sockets = 0

    def rest(self) -> None:
        """Learn what the server spends on nothing."""
        before = cpu_ms(self._served.process_ids)
        time.sleep(2)
        self._idle_share = (cpu_ms(self._served.process_ids) - before) / 2000

    def _sent(self) -> dict[str, int]:
        if self._served.log:
            # nginx writes the line of a socket when it has ended, which takes a busy machine a while.
            end = time.monotonic() + _SOCKETS_END_S
            while self._served.sockets_ended() < self._sockets and time.monotonic() < end:
                time.sleep(0.1)
            time.sleep(0.4)
        return self._served.sent()

    @contextmanager
    def _visit(self, context: BrowserContext, *, is_slow: bool = False) -> Iterator[tuple[Visit, float]]:
        page = context.new_page()
        visit = Visit(page)
        visit.watch(self._served.address, is_slow=is_slow)
        page.goto(self._served.address + self._contender.path, wait_until="commit")
        took = visit.drawn_ms(self._contender, self._first)
        try:
            yield visit, took
        finally:
            self.foreign |= visit.foreign
            self._sockets += len(visit.sockets)
            page.close()

    def views(self, rounds: int, *, is_slow: bool = False) -> dict[str, Any]:
        """Cold and warm views by new readers: time to drawn charts, bytes, processor time of the server."""
        found: dict[str, list[float]] = defaultdict(list)
        begun = time.monotonic()
        for number in range(rounds):
            # The slowest must not make all of it last beyond bounds.
            if number >= 2 and time.monotonic() - begun > _LONG_S:
                break
            with new_reader(self._browser) as context:
                for kind in ("cold", "warm"):
                    sent = self._sent()
                    started, before = time.monotonic(), cpu_ms(self._served.process_ids)
                    with self._visit(context, is_slow=is_slow) as (_, took):
                        found[f"{kind}_ms"].append(took)
                        spent = cpu_ms(self._served.process_ids) - before
                    found["cpu_ms_per_view"].append(spent - self._idle_share * (time.monotonic() - started) * 1000)
                    for part, count in self._sent().items():
                        found[f"{kind}_bytes{'' if part == 'all' else f'_of_{part}'}"].append(count - sent[part])
        if is_slow:
            return {f"slow_line_{name}": spread(found[name]) for name in ("cold_ms", "warm_ms")}
        # Without nginx nobody counted.
        return {name: spread(values) for name, values in found.items() if self._served.log or "bytes" not in name}

    def clicks(self, names: Sequence[str]) -> dict[str, Any]:
        """Choices of countries, each new to the server at first and asked for again after that."""
        found: dict[str, Any] = {}
        with new_reader(self._browser) as context, self._visit(context) as (visit, _):
            for title in ("new", "seen"):
                took, spent = [], []
                for name in names:
                    visit.page.evaluate("paints.reset()")
                    started, before = time.monotonic(), cpu_ms(self._served.process_ids)
                    self._contender.choose(visit.page, name)
                    took.append(visit.drawn_ms(self._contender, name))
                    idle = self._idle_share * (time.monotonic() - started) * 1000
                    spent.append(cpu_ms(self._served.process_ids) - before - idle)
                found[f"click_{title}_ms"] = spread(took)
                found[f"cpu_ms_per_click_{title}"] = spread(spent, 1)
        return found

    def memory(self, tabs: int) -> dict[str, Any]:
        """What one more open tab holds in the server."""
        with new_reader(self._browser) as context:
            first, before = context.new_page(), 0.0
            for number in range(tabs + 1):
                page = first if number == 0 else context.new_page()
                page.goto(self._served.address + self._contender.path, wait_until="commit")
                Visit(page).drawn_ms(self._contender, self._first)
                before = before or memory_mb(self._served.process_ids)
            grown = memory_mb(self._served.process_ids) - before
        return {"memory_mb_per_session": round(grown / tabs, 2), "memory_mb_of_server": round(before, 1)}


def pictured(browser: Browser, contender: Contender, served: Served, first: str, file: Path) -> None:
    """A picture of the page, to see what was compared."""
    with new_reader(browser) as context:
        page = context.new_page()
        page.goto(served.address + contender.path, wait_until="commit")
        Visit(page).drawn_ms(contender, first)
        page.screenshot(path=str(file))
