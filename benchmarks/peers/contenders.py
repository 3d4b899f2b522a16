"""Who is compared: how each is started, and how a reader chooses a country there."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import Page

from benchmarks.servers import Served, behind_nginx, files_by_nginx, started
from tests.sessions import ROOT, WIDE_LIMITS

HERE = Path(__file__).parent
_BIN = HERE / ".venv" / "bin"


def _streamlit(page: Page, name: str) -> None:
    box = page.get_by_role("combobox", name="Country").first
    box.click()
    box.fill(name)
    page.get_by_role("option", name=name, exact=True).first.click()


def _select(page: Page, name: str) -> None:
    page.locator("select").first.select_option(label=name)


def _dash(page: Page, name: str) -> None:
    page.locator("#country").click()
    page.locator("input[type=search], .dash-dropdown-search").first.fill(name)
    page.locator(".dash-options-list-option, .dash-dropdown-option").filter(has_text=name).first.click()


def _datasette(page: Page, name: str) -> None:
    parts = urlsplit(page.url)
    page.goto(f"{parts.scheme}://{parts.netloc}/scores/scores?country={quote(name)}")


@dataclass(frozen=True)
class Contender:
    """One way to make the page.

    Attributes
    ----------
    name : str
        As the results name it.
    command : tuple of str
        What starts it; empty for files that nginx serves.
    path : str
        Of the page.
    charts : int
        How many charts paint at least, each of their layers counted; 0 for pages without charts.
    choose : callable
        Chooses a country by its name in an open page.
    is_behind : bool
        Whether nginx stands in front.
    """

    name: str
    command: tuple[str, ...]
    path: str
    charts: int
    choose: Callable[[Page, str], None]
    is_behind: bool = True

    @property
    def is_ours(self) -> bool:
        """Whether it is the atlas."""
        return "app.py" in self.command

    @contextlib.contextmanager
    def run(self, data: Path, work: Path, *, pinned_to: int | None = None) -> Iterator[Served]:
        """The server itself, without a proxy, until the block ends."""
        work.mkdir(parents=True, exist_ok=True)
        if not self.command:
            with files_by_nginx(data / "static", work) as served:
                yield served
            return
        environment = WIDE_LIMITS | {
            "PEERS_DATA": str(data), "PEERS_ROOT": str(ROOT), "PYTHONPATH": str(ROOT),
            "ATLAS_TRUSTED_PROXIES": "127.0.0.1", "FORWARDED_ALLOW_IPS": "",
            "ATLAS_DATA_DIR": os.environ.get("ATLAS_DATA_DIR", str(ROOT / "data")),
        }  # fmt: skip
        command = [part.replace("{data}", str(data)) for part in self.command]
        folder = ROOT if self.is_ours else HERE
        with started(command, work / "log", environment, folder=folder, pinned_to=pinned_to) as served:
            yield served

    @contextlib.contextmanager
    def reached(self, data: Path, work: Path) -> Iterator[Served]:
        """The server as readers reach it: behind nginx where it stands behind nginx."""
        with self.run(data, work / "server") as served:
            if not self.command or not self.is_behind:
                yield served
                return
            probe = "/health/live" if self.is_ours else self.path
            with behind_nginx([served], work / "proxy", probe=probe) as proxy:
                yield proxy


_STREAMLIT = (sys.executable, "-m", "streamlit", "run", "--server.port", "{port}")

# The last of the five to be drawn at first is the map, whose boundaries are fetched after the others are there.
STATIC = Contender("static vega-embed", (), "/", 5, _select)
STATIC_ANEW = Contender("static vega-embed, embedded anew", (), "/?anew", 5, _select)
OURS = Contender("atlas", (*_STREAMLIT, "app.py"), "/readiness?country=AFG", 5, _streamlit)
ATLAS_DIRECT = Contender("atlas, no proxy", OURS.command, OURS.path, OURS.charts, _streamlit, is_behind=False)


def _plain(page: str) -> tuple[str, ...]:
    """What starts a page of Streamlit without the atlas."""
    return (*_STREAMLIT, page, "--server.headless=true", "--browser.gatherUsageStats=false",
            "--server.enableStaticServing=true", "--server.fileWatcherType=none")  # fmt: skip


PLAIN = Contender("plain Streamlit", _plain("{data}/streamlit_page.py"), "/", 5, _streamlit)
# Not the same page: what a choice costs in Streamlit before anything is said.
LEAST = Contender("Streamlit, five words", _plain("least_page.py"), "/", 5, _streamlit)
DASH = Contender(
    "Dash",
    (str(_BIN / "gunicorn"), "-w", "1", "--threads", "8", "--keep-alive", "75", "-b", "127.0.0.1:{port}",
     "benchmarks.peers.dash_page:server"),
    "/", 5, _dash,
)  # fmt: skip
PANEL = Contender(
    "Panel",
    (str(_BIN / "panel"), "serve", "panel_page.py", "--port", "{port}", "--address", "127.0.0.1",
     "--allow-websocket-origin=*", "--use-xheaders"),
    "/panel_page", 5, _select,
)  # fmt: skip
MARIMO = Contender(
    "marimo",
    (str(_BIN / "marimo"), "-q", "run", "{data}/marimo_page.py", "--headless", "--no-token",
     "--host", "127.0.0.1", "--port", "{port}", "--no-skew-protection"),
    "/", 5, _select,
)  # fmt: skip
DATASETTE = Contender(
    "Datasette",
    (str(_BIN / "datasette"), "serve", "{data}/scores.db", "-p", "{port}", "--setting",
     "default_page_size", "500"),
    "/scores/latest", 0, _datasette,
)  # fmt: skip

ALL = (OURS, ATLAS_DIRECT, STATIC, STATIC_ANEW, PLAIN, LEAST, DASH, PANEL, MARIMO, DATASETTE)
