"""Whether the process lives, and whether it can serve readers: for supervisors and proxies."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import warm
from dashboard.errors import DashboardError
from dashboard.release import current

_NOT_KEPT = {"cache-control": "no-store"}


def _release_id() -> str | None:
    """The release on show; none where none can be opened."""
    try:
        return current().id
    except DashboardError:
        return None


async def _live(_: Request) -> Response:
    """The process answers: there is no reason to start it anew."""
    return JSONResponse({"status": "live"}, headers=_NOT_KEPT)


async def _ready(_: Request) -> Response:
    """Readers may be sent here: a release is open, and what a page needs has been imported."""
    release_id = await run_in_threadpool(_release_id)
    is_ready = warm.is_done() and release_id is not None
    told = {"status": "ready" if is_ready else "not ready", "warm": warm.is_done(), "release": release_id}
    return JSONResponse(told, 200 if is_ready else 503, _NOT_KEPT)


HEALTH = (Route("/health/live", _live, methods=["GET"]), Route("/health/ready", _ready, methods=["GET"]))
