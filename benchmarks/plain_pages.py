"""How soon plain pages are drawn on a slow phone, and how large all of them are: benchmarks/results/plain_pages.json.

    .venv/bin/python -m benchmarks.plain_pages [--address URL] [--turns N]

Builds the pages and starts the server unless it is given the address of a running one. A processor four times slower,
once behind the slow 4G of Lighthouse (150 ms, 1.6 Mbit/s) and once behind 40 ms and 10 Mbit/s, in a tab that comes
from a page of somebody else and has kept nothing of ours. ``drawn`` is when the largest thing in the window stood
there, ``whole`` two frames after all of the page was there; nothing is asked of the page until then. Beside them, sent
by Python's own server: a page with the ranking's table and first ten bars, as one would write it by hand, and a page of
one word, which says how much of the time is the browser's and this machine's. Ends with 1 where a limit is broken.
"""

import argparse
import contextlib
import functools
import gzip
import http.server
import json
import statistics
import subprocess
import sys
import tempfile
import threading
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from dashboard.plain import built
from dashboard.plain.kinds import addresses
from dashboard.queries import scores
from dashboard.release import Release, current, data_folder
from tests.browser.chromium import browser, reader
from tests.sessions import ROOT, served

RESULT = ROOT / "benchmarks" / "results" / "plain_pages.json"
MOST_BYTES, MOST_DRAWN_MS, MOST_TIMES_STATIC = 50_000, 500, 1.2
PAGES = (
    "plain/country/PAK", "plain/country/USA", "plain/region/oxford/south-and-central-asia", "plain/ranking/gairi/2025",
    "plain/indicator/gairi/gairi-2025/total", "plain/source/gairi", "plain/claim/ng-1", "plain/readiness",
)  # fmt: skip
LIKE = "plain/ranking/gairi/2025"
_NETWORKS = {"slow 4G": (150, 1.6), "10 Mbit/s": (40, 10.0)}
_SLOWER = 4
_WORD = b'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Word</title><h1>Word</h1></html>'
# Runs with the page and is small; whatever else is asked while the page is drawn would stand in its way.
_NOTE = """addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => {
  performance.mark('whole');
})))"""
_READ = """() => new Promise(told => new PerformanceObserver(list => told({
  whole: performance.getEntriesByName('whole')[0].startTime, drawn: list.getEntries().at(-1).startTime,
  first: performance.getEntriesByName('first-contentful-paint')[0].startTime,
})).observe({ type: 'largest-contentful-paint', buffered: true }))"""
_QUIET_MS = 700


def _by_hand(release: Release) -> bytes:
    """The ranking as somebody would write it by hand: a heading, ten bars, a table."""
    rows = scores.ranking(release, "gairi", "2025", "total", "oxford", "world").to_dicts()
    bars = "".join(
        f'<text x="0" y="{36 * at + 14}">{escape(row["country"])}</text>'
        f'<rect x="0" y="{36 * at + 20}" width="{row["value"] * 0.86:.1f}%" height="10"/>'
        for at, row in enumerate(rows[:10])
    )
    cells = "".join(
        f'<tr><th scope="row">{escape(row["country"])}</th><td>{row["rank"]}</td><td>{row["value"]}</td></tr>'
        for row in rows
    )
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Ranking</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>body{font:17px/1.5 sans-serif;max-width:60rem;margin:auto;padding:0 16px}td,th{text-align:left}</style>"
        f'<h1>Government AI Readiness Index 2025</h1><svg width="100%" height="364">{bars}</svg>'
        f"<table><caption>All countries</caption><tr><th>Country<th>Rank<th>Score</tr>{cells}</table></html>"
    ).encode()


class _Static(http.server.BaseHTTPRequestHandler):
    """Sends one page, pressed."""

    def __init__(self, body: bytes, *rest: Any) -> None:
        self._body = body
        super().__init__(*rest)

    def do_GET(self) -> None:
        self.send_response(200)
        for name, value in (("content-type", "text/html"), ("content-encoding", "gzip")):
            self.send_header(name, value)
        self.send_header("content-length", str(len(self._body)))
        self.end_headers()
        self.wfile.write(self._body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def _static(body: bytes) -> Any:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Static, gzip.compress(body, 9)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def _visit(running: Browser, url: str, network: str, former: str) -> dict[str, float]:
    """One cold visit on the slow phone, from another page."""
    latency, megabits = _NETWORKS[network]
    with reader(running, width=390) as context:
        page = context.new_page()
        page.add_init_script(_NOTE)
        page.goto(former)
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        limits = {"offline": False, "latency": latency, "downloadThroughput": megabits * 125_000}
        session.send("Network.emulateNetworkConditions", {**limits, "uploadThroughput": megabits * 125_000})
        page.goto(url)
        page.wait_for_timeout(_QUIET_MS)
        times: dict[str, float] = page.evaluate(_READ)
        return times


def _times(running: Browser, url: str, turns: int, former: str) -> dict[str, dict[str, float]]:
    told = {}
    for network in _NETWORKS:
        visits = [_visit(running, url, network, former) for _ in range(turns)]
        told[network] = {f"{name}_ms": round(statistics.median(each[name] for each in visits)) for name in visits[0]}
    return told


def _sizes(release: Release) -> dict[str, int]:
    return {address: len(built.read(release, address) or b"") for address in addresses(release)}


def main() -> int:
    """Build, measure, write, and say whether every limit holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", help="of a running server")
    parser.add_argument("--turns", type=int, default=7)
    asked = parser.parse_args()
    said = subprocess.run(
        [sys.executable, "-m", "dashboard.plain"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    release = current()
    sizes = _sizes(release)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = asked.address or stack.enter_context(served(data_folder(), log=folder / "server.log"))[0]
        static = stack.enter_context(_static(_by_hand(release)))
        word = stack.enter_context(_static(_WORD))
        running = stack.enter_context(browser())
        former = f"{word}former"
        _visit(running, f"{address}/{LIKE}", "10 Mbit/s", former)
        times = {page: _times(running, f"{address}/{page}", asked.turns, former) for page in PAGES}
        by_hand, one_word = (_times(running, each, asked.turns, former) for each in (static, word))
    ratios = {name: round(times[LIKE][name]["drawn_ms"] / by_hand[name]["drawn_ms"], 2) for name in _NETWORKS}
    slowest = {name: max(each[name]["drawn_ms"] for each in times.values()) for name in _NETWORKS}
    largest = max(sizes, key=lambda each: sizes[each])
    result = {
        "built": said.stdout.strip(), "pages": len(sizes), "bytes_in_all": sum(sizes.values()),
        "largest": {"address": largest, "bytes": sizes[largest]}, "limits": {
            "bytes": MOST_BYTES, "drawn_ms": MOST_DRAWN_MS, "times_static": MOST_TIMES_STATIC,
        },
        "processor_times_slower": _SLOWER, "slowest_drawn_ms": slowest, "times_static": ratios, "turns": asked.turns,
        "static": by_hand, "one_word": one_word, "each": times,
    }  # fmt: skip
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({key: value for key, value in result.items() if key != "each"}, indent=1))
    is_kept = max(slowest.values()) <= MOST_DRAWN_MS and max(ratios.values()) <= MOST_TIMES_STATIC
    return 0 if is_kept and min(sizes.values()) > 0 and sizes[largest] <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
