"""What an operator can count, for Prometheus, on a port of its own that readers cannot reach.

Nothing here names a reader: no address, no country asked for, no text. A page is one of the menu's.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    start_http_server,
)
from prometheus_client.process_collector import ProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.errors import DashboardError
from dashboard.release import current
from dashboard.serving.manifest import built_at

_log = logging.getLogger(__name__)
disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
RUNS = Counter("atlas_runs", "Page runs.", ["page", "outcome"], registry=REGISTRY)
RUN_CPU = Histogram(
    "atlas_run_cpu_seconds", "Processor time of a page run.", ["page"], registry=REGISTRY,
    buckets=(0.005, 0.01, 0.015, 0.03, 0.06, 0.12, 0.25, 0.5, 1, 2.5),
)  # fmt: skip
SESSIONS = Gauge("atlas_sessions", "Sessions with an open socket.", registry=REGISTRY)
ANSWERS = Counter("atlas_answers", "Answers over HTTP by class of status.", ["status"], registry=REGISTRY)
ERRORS = Counter("atlas_errors", "Errors that were logged.", ["where"], registry=REGISTRY)
REFUSED = Counter("atlas_refused", "What was refused, and why.", ["reason"], registry=REGISTRY)
_AGE = Gauge("atlas_release_age_seconds", "Since the release on show was built; NaN without one.", registry=REGISTRY)
_INFO = Gauge("atlas_release_info", "The release on show.", ["release"], registry=REGISTRY)


def _release_age_s() -> float:
    """Age of the release on show, looked up when somebody asks for it."""
    with suppress(DashboardError, OSError, ValueError):
        release = current()
        _INFO.clear()
        _INFO.labels(release.id).set(1)
        return (datetime.now(UTC) - built_at(release.folder)).total_seconds()
    return float("nan")


_AGE.set_function(_release_age_s)
ProcessCollector(registry=REGISTRY)


@dataclass(slots=True)
class Run:
    """A page run and how it ended."""

    outcome: str

    def fail(self) -> None:
        """Note that the page could not be drawn."""
        self.outcome = "failed"
        ERRORS.labels("page").inc()


@contextmanager
def run_of(page: str) -> Iterator[Run]:
    """Count a page run and its processor time.

    Parameters
    ----------
    page : str
        Address of the page; empty for the front page.
    """
    started, run, name = time.thread_time(), Run("replaced"), page or "front"
    try:
        # Streamlit ends a run with an exception of its own where a newer one waits: it stays "replaced".
        yield run
        run.outcome = "drawn" if run.outcome == "replaced" else run.outcome
    finally:
        spent_s = time.thread_time() - started
        RUNS.labels(name, run.outcome).inc()
        RUN_CPU.labels(name).observe(spent_s)
        _log.info("run", extra={"page": name, "outcome": run.outcome, "cpu_ms": round(spent_s * 1000, 1)})


class CountedAnswers:
    """Counts answers by the class of their status."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                ANSWERS.labels(f"{message['status'] // 100}xx").inc()
            await send(message)

        try:
            await self._app(scope, receive, send_counted)
        except Exception:
            ANSWERS.labels("5xx").inc()
            ERRORS.labels("answer").inc()
            raise


def serve(port: int, address: str) -> None:
    """Answer Prometheus on a port of its own, in a thread of its own."""
    start_http_server(port, address, REGISTRY)
