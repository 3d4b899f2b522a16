"""What stands between the network and the pages: headers, doors, limits, health, metrics, log."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from dashboard.serving import logs, malformed, metrics
from dashboard.serving.doors import KnownDoors
from dashboard.serving.headers import Headers, SecurityHeaders, on_every_answer
from dashboard.serving.health import HEALTH
from dashboard.serving.limits import LimitedReaders
from dashboard.serving.pressing import press_messages
from dashboard.serving.readers import limit_unread
from dashboard.serving.theming import read_theme_once
from dashboard.serving.waking import gather_wakings
from dashboard.settings import settings


def _front_end() -> Path:
    """Folder of the front end that Streamlit brought."""
    found = find_spec("streamlit")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "static"


def _headers() -> Headers:
    return on_every_answer(_front_end() / "index.html", settings().hosting.frame_ancestors)


def middleware(routes: Sequence[BaseRoute]) -> list[Middleware]:
    """What a request passes on its way in, the outermost first.

    Parameters
    ----------
    routes : sequence of BaseRoute
        Our own routes.
    """
    return [
        Middleware(SecurityHeaders, headers=_headers()),
        Middleware(metrics.CountedAnswers),
        Middleware(LimitedReaders, limits=settings().hosting),
        Middleware(KnownDoors, routes=routes, front_end=_front_end()),
    ]


async def broken(_: Request, __: Exception) -> Response:
    """What a reader is told where the code failed: nothing of the code. Stands outside all middleware."""
    said = "Something went wrong here. The error has been logged; please try again later.\n"
    return PlainTextResponse(said, 500, {name.decode(): value.decode() for name, value in _headers()})


def open_to_the_network() -> None:
    """What is set up once, when the process starts to serve."""
    hosting = settings().hosting
    logs.set_up(hosting.log_form)
    limit_unread(hosting.patience_s)
    malformed.carry(_headers())
    press_messages()
    gather_wakings()
    read_theme_once()
    if hosting.metrics_port:
        metrics.serve(hosting.metrics_port, hosting.metrics_address)


__all__ = ["HEALTH", "broken", "middleware", "open_to_the_network"]
